using System.Text;
using System.Xml;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Machines;

/// <summary>Writes a site map, or an index of site maps, while it is sent.</summary>
/// <param name="portal">Has the addresses' beginning.</param>
/// <param name="root">The name of the whole.</param>
/// <param name="entry">The name of each entry.</param>
/// <param name="entries">What it lists.</param>
internal sealed class SiteMapFile(PortalOptions portal, string root, string entry, IReadOnlyCollection<SiteAddress> entries) : IResult
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static readonly XmlWriterSettings Settings = new() { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/xml; charset=utf-8";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var xml = XmlWriter.Create(httpContext.Response.Body, Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, root, Namespace);
        foreach (var address in entries)
        {
            await xml.WriteStartElementAsync(null, entry, Namespace);
            await xml.WriteElementStringAsync(null, "loc", Namespace, portal.AbsoluteUrl(address.Path));
            if (address.ChangedAt is { } at)
            {
                await xml.WriteElementStringAsync(null, "lastmod", Namespace, at.MachineStamp());
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }
}
