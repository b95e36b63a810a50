using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Feeds;

/// <summary><c>/sok.atom</c>: the newest hits of a search, for whoever follows it.</summary>
public static class SearchFeed
{
    private const string AtomType = "application/atom+xml";

    public static void MapSearchFeed(this IEndpointRouteBuilder routes) => routes.MapRead("/sok.atom", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, ItemSearch search, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        OpenData.Allow(context.Response);
        var parameters = new Parameters(context.Request.Query);
        var query = search.Read(parameters.Words("q"));
        var address = new SearchAddress(query.Text)
        {
            Organ = parameters.Slug("organ"),
            Year = parameters.Number("ar", ListFilter.FirstYear, ListFilter.LastYear),
            Topic = parameters.Slug("amne"),
            State = parameters.Choice("status", ListFilter.States),
        };
        if (parameters.Fault is not null || query.Text.Length == 0)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var result = await search.SearchAsync((address with { IsNewestFirst = true }).Request(query), ct);
        var marks = search.HighlightsOf(query);
        var feed = Feed(address, [.. result.Hits.Select(hit => Entry(hit, Snippet.Piece(hit.Text, marks.In), portal.Value))], portal.Value);
        return Results.Bytes(Write(feed), AtomType + "; charset=utf-8");
    }

    private static SyndicationFeed Feed(SearchAddress address, SyndicationItem[] entries, PortalOptions portal)
    {
        var self = portal.AbsoluteUrl(address.Feed);
        var feed = new SyndicationFeed(entries)
        {
            Id = self,
            Title = Text($"Träffar på ”{address.Text}” - {portal.SiteTitle}"),
            Language = "sv",

            // Nothing found: nothing has happened yet.
            LastUpdatedTime = entries.Select(entry => entry.LastUpdatedTime).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
        };
        feed.Authors.Add(new SyndicationPerson { Name = portal.Organisation.Name });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(self), AtomType));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(portal.AbsoluteUrl(address.ToString())), "text/html"));
        return feed;
    }

    /// <summary>An item keeps its id when its meeting moves, or its body or heading changes its name.</summary>
    private static SyndicationItem Entry(SearchHit hit, string summary, PortalOptions portal)
    {
        var entry = new SyndicationItem
        {
            Id = $"urn:uuid:{hit.Id}",
            Title = Text(hit.Heading),
            Summary = Text(summary),
            PublishDate = hit.PublishedAt,
            LastUpdatedTime = hit.CorrectedAt ?? hit.PublishedAt,
        };
        entry.Authors.Add(new SyndicationPerson { Name = Plain(hit.BodyName) });
        entry.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(portal.AbsoluteUrl(hit.Path)), "text/html"));
        foreach (var topic in hit.TopicNames)
        {
            entry.Categories.Add(new SyndicationCategory(Plain(topic)));
        }

        return entry;
    }

    private static TextSyndicationContent Text(string text) => new(Plain(text), TextSyndicationContentKind.Plaintext);

    /// <summary>XML cannot hold every letter that a text may.</summary>
    private static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString()));

    private static byte[] Write(SyndicationFeed feed)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            new Atom10FeedFormatter(feed).WriteTo(xml);
        }

        return bytes.ToArray();
    }
}
