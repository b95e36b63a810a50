using System.Xml.Linq;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.OParl;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary><c>/datasets/dcat</c>: the open data as DCAT-AP-SE in RDF/XML, for Sveriges dataportal and others that harvest (D5). Every IRI is absolute.</summary>
internal static class Datasets
{
    public const string Path = "/datasets/dcat";

    public const string ContentType = "application/rdf+xml";

    private const string Authority = "http://publications.europa.eu/resource/authority/";
    private const string MediaTypes = "https://www.iana.org/assignments/media-types/";

    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Dcat = "http://www.w3.org/ns/dcat#";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Foaf = "http://xmlns.com/foaf/0.1/";
    private static readonly XNamespace Card = "http://www.w3.org/2006/vcard/ns#";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema#";

    public static void MapDatasets(this IEndpointRouteBuilder routes) => routes.MapRead(Path, async (ChangeLog log, IOptions<PortalOptions> portal, CancellationToken ct) =>
        Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{Describe(portal.Value, await log.LatestAsync(ct))}\n", ContentType + "; charset=utf-8"));

    private static XElement Describe(PortalOptions portal, LatestChange? latest)
    {
        var (catalog, dataset, service, oparl, publisher, contact) = (Iri("katalog"), Iri("noteringar"), Iri("api"), Iri("oparl"), Iri("utgivare"), Iri("kontakt"));
        XElement[] shared =
        [
            Link(Terms + "publisher", publisher), Link(Dcat + "contactPoint", contact), Link(Terms + "license", ApiInfo.License),
            Link(Terms + "accessRights", Authority + "access-right/PUBLIC"),
        ];
        XElement[] dates =
        [
            Typed(Terms + "issued", "date", ApiInfo.Released.Iso()),
            .. latest is null ? [] : new[] { Typed(Terms + "modified", "dateTime", latest.ChangedAt.MachineStamp()) },
        ];

        return new XElement(Rdf + "RDF",
            new XAttribute(XNamespace.Xmlns + "rdf", Rdf), new XAttribute(XNamespace.Xmlns + "dcat", Dcat), new XAttribute(XNamespace.Xmlns + "dcterms", Terms),
            new XAttribute(XNamespace.Xmlns + "foaf", Foaf), new XAttribute(XNamespace.Xmlns + "vcard", Card),
            Thing(Dcat + "Catalog", catalog,
                Texts(Terms + "title", $"Öppna data från {portal.SiteTitle}", $"Open data from {portal.SiteTitle}"),
                Texts(Terms + "description", $"Noteringar från möten i {portal.Organisation.Name} som öppna data.", $"Notes from meetings of {portal.Organisation.Name} as open data."),
                Link(Terms + "publisher", publisher), Link(Terms + "license", ApiInfo.License), Link(Terms + "language", Authority + "language/SWE"),
                Link(Foaf + "homepage", portal.AbsoluteUrl("/")), Link(Dcat + "themeTaxonomy", Authority + "data-theme"), dates,
                Link(Dcat + "dataset", dataset), Link(Dcat + "service", service), Link(Dcat + "service", oparl)),
            Thing(Dcat + "Dataset", dataset,
                Texts(Terms + "title", $"Noteringar från möten i {portal.Organisation.Name}", $"Notes from meetings of {portal.Organisation.Name}"),
                Texts(Terms + "description",
                    "Korta sammanfattningar på klarspråk av möten i råd, nämnder och fullmäktige: organ, möten, noteringar med punkter, ärenden, ämnen, och det som någon har sagt ska hända med det som det blev av det. En notering är en sammanfattning, inte ett protokoll.",
                    "Short summaries in plain language of meetings of councils, boards and assemblies: bodies, meetings, notes with agenda items, matters, topics, and what somebody said would happen with what became of it. A note is a summary, not the minutes."),
                shared, dates,
                Texts(Dcat + "keyword", "möten", "meetings"), Texts(Dcat + "keyword", "dagordning", "agenda"), Texts(Dcat + "keyword", "uppföljning", "follow-up"),
                Link(Dcat + "theme", Authority + "data-theme/GOVE"), Link(Terms + "language", Authority + "language/SWE"), Link(Terms + "accrualPeriodicity", Authority + "frequency/CONT"),
                Link(Dcat + "landingPage", portal.AbsoluteUrl(ApiInfo.Documentation)),
                Link(Dcat + "distribution", Iri("jsonl")), Link(Dcat + "distribution", Iri("csv")), Link(Dcat + "distribution", Iri("json"))),
            Distribution("jsonl", ("Allt som JSON, en sak på varje rad", "Everything as JSON, one thing a line"), portal.AbsoluteUrl(DumpFiles.Lines), "application/jsonl",
                Link(Dcat + "downloadURL", portal.AbsoluteUrl(DumpFiles.Lines)), Link(Dcat + "compressFormat", MediaTypes + "application/gzip")),
            Distribution("csv", ("Alla punkter som tabell", "Every agenda item as a table"), portal.AbsoluteUrl(DumpFiles.Table), "text/csv",
                Link(Dcat + "downloadURL", portal.AbsoluteUrl(DumpFiles.Table))),
            Distribution("json", ("API", "API"), portal.ApiUrl(""), "application/json", Link(Dcat + "accessService", service)),
            Thing(Dcat + "DataService", service,
                Texts(Terms + "title", $"API för {portal.SiteTitle}", $"API of {portal.SiteTitle}"),
                Texts(Terms + "description", "Läs noteringar, möten, ärenden och uppföljningar, sök bland punkterna och följ vad som ändras.", "Read notes, meetings, matters and follow-ups, search the agenda items and follow what changes."),
                shared,
                Link(Dcat + "endpointURL", portal.ApiUrl("")), Link(Dcat + "endpointDescription", portal.AbsoluteUrl(OpenApiEndpoint.Path)),
                Link(Dcat + "landingPage", portal.AbsoluteUrl(ApiInfo.Documentation)), Link(Dcat + "servesDataset", dataset),
                Link(Dcat + "theme", Authority + "data-theme/GOVE"), Link(Terms + "format", MediaTypes + "application/json")),
            Thing(Dcat + "DataService", oparl,
                Texts(Terms + "title", $"OParl för {portal.SiteTitle}", $"OParl of {portal.SiteTitle}"),
                Texts(Terms + "description", "Organ, möten och punkter enligt OParl 1.1, för program som läser många portaler.", "Organizations, meetings and agenda items by OParl 1.1, for programs that read many portals."),
                shared,
                Link(Dcat + "endpointURL", portal.OParlUrl("")), Link(Dcat + "endpointDescription", portal.AbsoluteUrl(ApiInfo.Documentation + "#oparl")),
                Link(Dcat + "landingPage", portal.AbsoluteUrl(ApiInfo.Documentation)), Link(Dcat + "servesDataset", dataset),
                Link(Terms + "conformsTo", OParlService.Version),
                Link(Dcat + "theme", Authority + "data-theme/GOVE"), Link(Terms + "format", MediaTypes + "application/json")),
            Thing(Foaf + "Agent", publisher,
                new XElement(Foaf + "name", portal.Organisation.Name),
                portal.Organisation.Website is { Length: > 0 } website ? Link(Foaf + "homepage", website) : null),
            Thing(Card + "Organization", contact,
                new XElement(Card + "fn", $"{portal.Contact.Unit}, {portal.Organisation.Name}"),
                Link(Card + "hasEmail", $"mailto:{portal.Contact.Email}"), Link(Card + "hasURL", portal.AbsoluteUrl("/kontakt"))));

        string Iri(string name) => portal.AbsoluteUrl($"{Path}#{name}");

        XElement Distribution(string name, (string Swedish, string English) title, string url, string mediaType, params XElement[] more) =>
            Thing(Dcat + "Distribution", Iri(name),
                Texts(Terms + "title", title.Swedish, title.English), Link(Dcat + "accessURL", url), Link(Dcat + "mediaType", MediaTypes + mediaType),
                new XElement(Terms + "format", mediaType), Link(Terms + "license", ApiInfo.License), Link(Terms + "language", Authority + "language/SWE"), more);
    }

    private static XElement Thing(XName type, string iri, params object?[] content) => new(type, [new XAttribute(Rdf + "about", iri), .. content]);

    private static XElement Link(XName property, string iri) => new(property, new XAttribute(Rdf + "resource", new Uri(iri).AbsoluteUri));

    private static XElement Typed(XName property, string type, string value) => new(property, new XAttribute(Rdf + "datatype", Schema.NamespaceName + type), value);

    private static XElement[] Texts(XName property, string swedish, string english) =>
    [
        new XElement(property, new XAttribute(XNamespace.Xml + "lang", "sv"), swedish),
        new XElement(property, new XAttribute(XNamespace.Xml + "lang", "en"), english),
    ];
}
