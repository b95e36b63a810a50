using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>
/// OpenID Connect with the organisation's own service: the code flow with PKCE, state and nonce. The token is checked, read once
/// (<see cref="SignInClaims"/>) and thrown away; what stays is a session of ours.
/// </summary>
internal static class SignInServiceRegistration
{
    /// <summary>Keys that only the service has. With a shared secret whoever knows the secret could make tokens.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static AuthenticationBuilder AddSignInService(this AuthenticationBuilder authentication, SignInOptions settings, bool isSecure)
    {
        authentication.Services.AddSingleton<SignInService>();
        return settings.Authority is not { Length: > 0 } ? authentication : authentication.AddOpenIdConnect(SignInService.Scheme, options =>
        {
            options.Authority = settings.Authority;
            options.RequireHttpsMetadata = isSecure;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // Back by a link: a browser sends our SameSite=Lax cookies with one, and not with a form from another site.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.SaveTokens = false;
            options.DisableTelemetry = true;
            options.MapInboundClaims = false;
            options.ClaimActions.Clear();
            options.TokenValidationParameters.ValidAlgorithms = Algorithms;
            options.Scope.Clear();
            foreach (var scope in (string[])["openid", "profile", "email", .. settings.Scopes])
            {
                options.Scope.Add(scope);
            }

            options.CallbackPath = StaffPaths.SignedIn;
            options.SignedOutCallbackPath = StaffPaths.SignedOut;
            options.RemoteSignOutPath = default;
            StaffSignIn.Shape(options.CorrelationCookie, "noterat-inloggning.", isSecure);
            StaffSignIn.Shape(options.NonceCookie, "noterat-engang.", isSecure);
            options.Events.OnRedirectToIdentityProvider = context => UsePublicAddress(context, message => message.RedirectUri = Public(context, StaffPaths.SignedIn));
            options.Events.OnRedirectToIdentityProviderForSignOut = context => UsePublicAddress(context, message =>
            {
                message.PostLogoutRedirectUri = Public(context, StaffPaths.SignedOut);
                message.ClientId = context.Options.ClientId;    // in place of the token that we have not kept
            });
            options.Events.OnTokenValidated = RequireSignature;
            options.Events.OnTicketReceived = ReceiveAsync;
            options.Events.OnAccessDenied = context => FailAsync(context, SignInFault.Denied, null);
            options.Events.OnRemoteFailure = context => FailAsync(context, SignInFaults.Of(context.Failure), context.Failure);
        });
    }

    /// <summary>The service sends people to the address that it knows, whatever host or proxy the request came by.</summary>
    private static Task UsePublicAddress(RedirectContext context, Action<OpenIdConnectMessage> change)
    {
        change(context.ProtocolMessage);
        return Task.CompletedTask;
    }

    private static string Public(RedirectContext context, string path) =>
        context.HttpContext.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.AbsoluteUrl(path);

    /// <summary>The framework checks a signature that is there, but lets a token without one pass when it came straight from the service.</summary>
    private static Task RequireSignature(TokenValidatedContext context)
    {
        if (context.SecurityToken.RawSignature is not { Length: > 0 })
        {
            context.Fail("The token has no signature.");
        }

        return Task.CompletedTask;
    }

    private static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var settings = http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.SignIn;
        if (SignInClaims.Read(context.Principal!, settings) is not { } signedIn)
        {
            await FailAsync(context, SignInFault.Interrupted, new SecurityTokenException("The token does not name a person."));
            return;
        }

        // Nobody has looked at a session on this address yet; one that there is in the browser ends now.
        http.User = (await http.AuthenticateAsync(StaffSignIn.Scheme)).Principal ?? http.User;
        if (!await http.StartSessionAsync(signedIn))
        {
            await FailAsync(context, SignInFault.Blocked, null);
            return;
        }

        context.HandleResponse();
        http.Response.Redirect(context.ReturnUri ?? StaffPaths.Root);
    }

    private static Task FailAsync(HandleRequestContext<RemoteAuthenticationOptions> context, SignInFault fault, Exception? reason)
    {
        context.HttpContext.RequestServices.GetRequiredService<SignInService>().Tell(fault, reason);
        context.HandleResponse();
        context.Response.Redirect(fault.Address());
        return Task.CompletedTask;
    }
}
