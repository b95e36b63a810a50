using System.Globalization;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Machines;

/// <summary>Small text files that programs look for at fixed addresses.</summary>
public static class MachineFiles
{
    private const int SecurityTextValidDays = 364;
    private const string SecurityTextPath = "/.well-known/security.txt";

    public static void MapMachineFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/robots.txt", (IOptions<PortalOptions> portal) => Text(RobotsText(portal.Value)));
        routes.MapRead(SecurityTextPath, (IOptions<PortalOptions> portal, TimeProvider clock) =>
            Text(SecurityText(portal.Value, clock.GetUtcNow())));
    }

    private static string RobotsText(PortalOptions portal) =>
        $"""
        User-agent: *
        Disallow: /redaktion
        Disallow: /sok
        Sitemap: {portal.AbsoluteUrl("/sitemap.xml")}

        """;

    /// <summary>RFC 9116. It never expires while the portal runs: less than a year ahead, counted when asked.</summary>
    private static string SecurityText(PortalOptions portal, DateTimeOffset now)
    {
        var contact = portal.SecurityContact ?? $"mailto:{portal.Contact.Email}";
        var expires = now.UtcDateTime.Date.AddDays(SecurityTextValidDays).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"""
            Contact: {contact}
            Expires: {expires}
            Preferred-Languages: sv, en
            Canonical: {portal.AbsoluteUrl(SecurityTextPath)}

            """;
    }

    private static IResult Text(string text) => Results.Text(text.ReplaceLineEndings("\n"), "text/plain; charset=utf-8");
}
