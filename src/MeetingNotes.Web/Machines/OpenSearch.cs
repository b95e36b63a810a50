using System.Xml.Linq;
using MeetingNotes.Core.Text;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Machines;

/// <summary><c>/opensearch.xml</c>: browsers learn to search here from their own address field (OpenSearch 1.1).</summary>
public static class OpenSearch
{
    public const string Path = "/opensearch.xml";

    public const string ContentType = "application/opensearchdescription+xml";

    private const int ShortNameMaxLength = 16;
    private const int LongNameMaxLength = 48;

    private static readonly XNamespace Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    public static void MapOpenSearch(this IEndpointRouteBuilder routes) => routes.MapRead(Path, (IOptions<PortalOptions> portal) =>
        Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{Description(portal.Value)}\n", ContentType + "; charset=utf-8"));

    private static XElement Description(PortalOptions portal)
    {
        return new XElement(Namespace + "OpenSearchDescription",
            new XElement(Namespace + "ShortName", Excerpt.Cut(portal.Name, ShortNameMaxLength)),
            new XElement(Namespace + "LongName", Excerpt.Of(portal.SiteTitle, LongNameMaxLength - 2)),
            new XElement(Namespace + "Description", $"Sök i noteringar från möten i {portal.Organisation.Name}."),
            Url("text/html", "/sok?q={searchTerms}"),
            Url("application/x-suggestions+json", $"/api/v1/suggest?format={SuggestApi.OpenSearch}&q={{searchTerms}}"),
            Url("application/atom+xml", "/sok.atom?q={searchTerms}"),
            new XElement(Namespace + "Url", new XAttribute("type", ContentType), new XAttribute("rel", "self"), new XAttribute("template", portal.AbsoluteUrl(Path))),
            new XElement(Namespace + "Image", new XAttribute("type", "image/svg+xml"), portal.AbsoluteUrl("/favicon.svg")),
            new XElement(Namespace + "Image", new XAttribute("type", "image/x-icon"), new XAttribute("width", 32), new XAttribute("height", 32), portal.AbsoluteUrl("/favicon.ico")),
            new XElement(Namespace + "Language", "sv"),
            new XElement(Namespace + "InputEncoding", "UTF-8"),
            new XElement(Namespace + "OutputEncoding", "UTF-8"));

        XElement Url(string type, string path) =>
            new(Namespace + "Url", new XAttribute("type", type), new XAttribute("template", portal.AbsoluteUrl(path)));
    }
}
