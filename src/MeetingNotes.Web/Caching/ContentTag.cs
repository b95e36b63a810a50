using System.Security.Cryptography;
using System.Text;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Caching;

/// <summary>
/// Tags an answer by what it will be made of, before it is made. It is another when the facts are, when the portal has another name or
/// address, and when another build writes it.
/// </summary>
internal static class ContentTag
{
    private static readonly string Build = $"{typeof(ContentTag).Assembly.ManifestModule.ModuleVersionId}";

    public static string Of(PortalOptions portal, IEnumerable<string> facts)
    {
        var text = string.Join('\n', [Build, portal.PublicBaseUrl, portal.SiteTitle, .. facts]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
