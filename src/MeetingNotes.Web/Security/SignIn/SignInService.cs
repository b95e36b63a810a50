using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>The organisation's sign-in service as the pages ask of it.</summary>
public sealed class SignInService(IOptions<PortalOptions> portal, IOptionsMonitor<OpenIdConnectOptions> connect, ILogger<SignInService> logger)
{
    public const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    public bool IsSet => portal.Value.SignIn.Authority is { Length: > 0 };

    /// <summary>Whether the service can be asked to sign somebody in; when not, the log tells why.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken ct) => await DescriptionAsync(ct) is not null;

    /// <summary>Whether the service lets people sign out there, too.</summary>
    public async Task<bool> CanSignOutAsync(CancellationToken ct) =>
        IsSet && await DescriptionAsync(ct) is { EndSessionEndpoint.Length: > 0 };

    /// <summary>One event for a sign-in that failed; no token, code or name of a person is in it.</summary>
    internal void Tell(SignInFault fault, Exception? reason) =>
        logger.LogWarning("Sign-in failed: {Fault}, {Reason}", fault, reason is null ? "none" : $"{reason.GetType().Name}: {FirstLine(reason.Message)}");

    /// <summary>The service's own description of itself; kept for hours, so that it is seldom asked.</summary>
    private async Task<OpenIdConnectConfiguration?> DescriptionAsync(CancellationToken ct)
    {
        try
        {
            return await connect.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(ct);
        }
        catch (Exception reason) when (reason is InvalidOperationException or IOException or HttpRequestException)
        {
            Tell(SignInFault.Unreachable, reason);
            return null;
        }
    }

    private static string FirstLine(string text) => Core.Text.Excerpt.Of(text.Split('\n')[0], 300);
}
