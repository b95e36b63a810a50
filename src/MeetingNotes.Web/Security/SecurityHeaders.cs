using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security;

public static class SecurityHeaders
{
    private const string OneYear = "max-age=31536000";

    /// <summary>
    /// Puts the headers on every answer, errors, files and 304 too. HSTS follows the public address and not the request: the
    /// portal stands behind a proxy that ends TLS, and browsers ignore the header over plain http. The editor alone shows a page inside
    /// itself: the preview of its draft.
    /// </summary>
    public static void UsePortalSecurityHeaders(this WebApplication app)
    {
        var isHttps = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.PublicBaseUrl.StartsWith("https://", StringComparison.Ordinal);
        var (open, staff, preview) = (Headers(isHttps, Frames.None), Headers(isHttps, Frames.May), Headers(isHttps, Frames.Framed));
        app.UseWhen(context => !StaffPaths.Holds(context.Request.Path), branch => branch.UseSecurityHeaders(open));
        app.UseWhen(context => StaffPaths.Holds(context.Request.Path) && !StaffPaths.IsPreview(context.Request.Path), branch => branch.UseSecurityHeaders(staff));
        app.UseWhen(context => StaffPaths.IsPreview(context.Request.Path), branch => branch.UseSecurityHeaders(preview));
    }

    private static HeaderPolicyCollection Headers(bool isHttps, Frames frames)
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
                if (frames == Frames.May)
                {
                    policy.AddFrameSrc().Self();
                }

                _ = frames == Frames.Framed ? policy.AddFrameAncestors().Self() : policy.AddFrameAncestors().None();
            })
            .RemoveServerHeader();
        return isHttps ? headers.AddCustomHeader("Strict-Transport-Security", OneYear) : headers;
    }

    private enum Frames
    {
        None,

        /// <summary>May show a page of ours inside itself.</summary>
        May,

        /// <summary>May be shown inside a page of ours.</summary>
        Framed,
    }
}
