using System.Globalization;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace MeetingNotes.BrowserTests.Following;

/// <summary>The portal with a mail server, which keeps what it is sent.</summary>
public sealed class MailedPortal : PortalServer
{
    internal SmtpServer Mail { get; } = new();

    protected override string SampleNotes => Path.Combine(PortalFixture.Root, "seeds");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Portal:Mail:Host", "127.0.0.1");
        builder.UseSetting("Portal:Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Portal:Mail:Security", "None");
    }
}
