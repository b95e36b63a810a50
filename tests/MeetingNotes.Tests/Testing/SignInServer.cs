using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace MeetingNotes.Tests.Testing;

/// <summary>A real OpenID Connect service over TLS on this machine, which signs in whoever the test says and tampers with tokens on request.</summary>
internal sealed class SignInServer : IAsyncDisposable
{
    public const string ClientId = "noterat-prov";
    public const string Secret = "en-hemlighet-for-prov-som-ar-lang-nog";

    private readonly WebApplication _app;

    private SignInServer()
    {
        Key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "prov" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        builder.Services.AddOpenIddict().AddServer(Configure);
        builder.Services.AddAuthentication();
        _app = builder.Build();
        _app.Use(TamperAsync);
        _app.UseAuthentication();
    }

    public string Address => _app.Urls.Single();

    public RsaSecurityKey Key { get; }

    /// <summary>Who signs in next; <c>null</c>: they say no.</summary>
    public Dictionary<string, object>? Person { get; set; }

    /// <summary>What becomes of the next tokens on their way to the portal.</summary>
    public Func<string, string>? Tamper { get; set; }

    /// <summary>Whether the token endpoint answers 500.</summary>
    public bool IsBroken { get; set; }

    public static async Task<SignInServer> StartAsync()
    {
        var server = new SignInServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Configure(OpenIddictServerBuilder options)
    {
        options.EnableDegradedMode();
        options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("logout");
        options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        options.RegisterScopes(Scopes.Profile, Scopes.Email);
        options.AddSigningKey(Key).AddEphemeralEncryptionKey();
        options.UseAspNetCore();
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.RedirectUri != "https://noterat.region.example/redaktion/inloggad")
            {
                context.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (Person is null)
            {
                context.Reject(Errors.AccessDenied);
                return default;
            }

            var identity = new ClaimsIdentity("prov", "name", "role");
            foreach (var (name, value) in Person)
            {
                switch (value)
                {
                    case bool truth:
                        identity.SetClaim(name, truth);
                        break;
                    case string[] values:
                        identity.SetClaims(name, values.ToImmutableArray());
                        break;
                    default:
                        identity.SetClaim(name, (string)value);
                        break;
                }
            }

            var principal = new ClaimsPrincipal(identity);
            principal.SetScopes(context.Request.GetScopes());
            principal.SetDestinations(_ => [Destinations.IdentityToken]);
            context.SignIn(principal);
            return default;
        }));
        options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != Secret)
            {
                context.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        options.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        options.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignOut();
            return default;
        }));
    }

    private async Task TamperAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/token")
        {
            await next(context);
            return;
        }

        if (IsBroken)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        await next(context);
        context.Response.Body = body;
        var answer = JsonNode.Parse(buffer.ToArray())!.AsObject();
        if (Tamper is not null && answer["id_token"] is { } token)
        {
            answer["id_token"] = Tamper(token.GetValue<string>());
        }

        context.Response.ContentLength = null;
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
