using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security;

public static class SecurityHeaders
{
    private const string OneYear = "max-age=31536000";

    /// <summary>
    /// Puts the headers on every answer, errors, files and 304 too. HSTS follows the public address and not the request: the
    /// portal stands behind a proxy that ends TLS, and browsers ignore the header over plain http.
    /// </summary>
    public static void UsePortalSecurityHeaders(this WebApplication app)
    {
        var headers = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicyWithDefaultSecureDirectives()
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                policy.AddStyleSrc().Self();
                policy.AddImgSrc().Self();
                policy.AddScriptSrc().Self();
                policy.AddConnectSrc().Self();
                policy.AddManifestSrc().Self();
                policy.AddFormAction().Self();
                policy.AddBaseUri().None();
                policy.AddFrameAncestors().None();
            })
            .RemoveServerHeader();

        var portal = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value;
        if (portal.PublicBaseUrl.StartsWith("https://", StringComparison.Ordinal))
        {
            headers.AddCustomHeader("Strict-Transport-Security", OneYear);
        }

        app.UseSecurityHeaders(headers);
    }
}
