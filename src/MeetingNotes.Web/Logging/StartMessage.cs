using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MeetingNotes.Web.Logging;

public static class StartMessage
{
    /// <summary>In Development, the last line of the start tells whoever sits at the terminal where the portal is.</summary>
    public static void UseStartMessage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
                Console.WriteLine($"Noterat är i gång: {string.Join(" ", addresses)} (avsluta med Ctrl+C)");
            });
        }
    }
}
