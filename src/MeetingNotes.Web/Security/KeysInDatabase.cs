using System.Xml.Linq;
using MeetingNotes.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MeetingNotes.Web.Security;

/// <summary>
/// The keys behind the cookies and forms of staff are in the database: what one instance has given out, every other understands, and nobody is
/// signed out when an instance is replaced.
/// </summary>
internal static class KeysInDatabase
{
    public static void AddKeysInDatabase(this IServiceCollection services)
    {
        // Before the framework's own start, which would make a key without asking anybody.
        services.AddHostedService(provider => new FirstKey(provider.GetRequiredService<SharedKeys>(), provider.GetRequiredService<IDataProtectionProvider>));

        // Without a name the keys are good for one folder only, and each version of the portal has its own.
        services.AddDataProtection().SetApplicationName("Noterat");
        services.AddOptions<KeyManagementOptions>().Configure<SharedKeys>((options, keys) => options.XmlRepository = new Repository(keys));
    }

    private sealed class Repository(SharedKeys keys) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

        public void StoreElement(XElement element, string friendlyName) => keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Before the first request there is a key, and all instances have the same.</summary>
    private sealed class FirstKey(SharedKeys keys, Func<IDataProtectionProvider> protection) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => keys.MakeAloneAsync(() => protection().CreateProtector(nameof(FirstKey)).Protect([]), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
