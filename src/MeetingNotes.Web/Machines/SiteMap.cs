using System.Globalization;
using System.Text;
using System.Xml;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Machines;

/// <summary><c>/sitemap.xml</c>: top pages, bodies and published notes with their last change (C8).</summary>
public static class SiteMap
{
    /// <summary>The most that one site map may hold (sitemaps.org); the newest notes are kept.</summary>
    private const int MaxAddresses = 50_000;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static readonly string[] TopPages =
    [
        "/", "/noterat", "/moten", "/uppfoljningar", "/arenden", "/amnen", "/organ", "/om", "/webbkarta", "/kontakt", "/prenumerera",
        "/tillganglighet", "/personuppgifter", "/kakor", "/sokhjalp", "/oppna-data",
    ];

    public static void MapSiteMap(this IEndpointRouteBuilder routes) => routes.MapRead("/sitemap.xml", AnswerAsync);

    private static async Task<IResult> AnswerAsync(NoteArchive archive, CoverageReader coverage, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var bodies = (await coverage.ReadAsync(ct)).Bodies;
        var notes = await archive.AddressesAsync(MaxAddresses - TopPages.Length - bodies.Count, ct);
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("urlset", Namespace);
            foreach (var path in TopPages.Concat(bodies.Select(body => $"/organ/{body.Slug}")))
            {
                WriteAddress(xml, portal.Value.AbsoluteUrl(path), null);
            }

            foreach (var note in notes)
            {
                WriteAddress(xml, portal.Value.AbsoluteUrl(note.Path), note.ChangedAt);
            }

            xml.WriteEndElement();
        }

        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n", "application/xml; charset=utf-8", Encoding.UTF8);
    }

    private static void WriteAddress(XmlWriter xml, string url, DateTimeOffset? changedAt)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, url);
        if (changedAt is { } at)
        {
            xml.WriteElementString("lastmod", Namespace, at.MachineStamp());
        }

        xml.WriteEndElement();
    }
}
