using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Feeds;

/// <summary>Writes every feed, as Atom or as RSS.</summary>
internal static class FeedWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    public static string TypeOf(FeedFormat format) => format == FeedFormat.Atom ? FeedLink.AtomType : FeedLink.RssType;

    /// <summary>The end of an address: "atom" or "rss".</summary>
    public static string EndOf(FeedFormat format) => format == FeedFormat.Atom ? "atom" : "rss";

    public static IResult Answer(FeedFormat format, FeedHead head, IReadOnlyList<SyndicationItem> entries, PortalOptions portal)
    {
        var feed = Feed(format, head, entries, portal);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            SyndicationFeedFormatter formatter = format == FeedFormat.Atom ? new Atom10FeedFormatter(feed) : new Rss20FeedFormatter(feed);
            formatter.WriteTo(xml);
        }

        return Results.Text(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), TypeOf(format) + "; charset=utf-8");
    }

    private static SyndicationFeed Feed(FeedFormat format, FeedHead head, IReadOnlyList<SyndicationItem> entries, PortalOptions portal)
    {
        var feed = new SyndicationFeed(entries)
        {
            Id = head.Id,
            Title = FeedText.Plain($"{head.Title} - {portal.SiteTitle}"),
            Description = FeedText.Plain($"Korta noteringar på klarspråk från möten i {portal.Organisation.Name}."),
            Language = "sv",

            // Nothing there: nothing has happened yet.
            LastUpdatedTime = entries.Select(entry => entry.LastUpdatedTime).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max().ToStockholm(),
        };
        feed.Authors.Add(new SyndicationPerson { Name = FeedText.Letters(portal.Organisation.Name) });
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(portal.AbsoluteUrl(head.PagePath)), "text/html"));
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(portal.AbsoluteUrl(head.Path)), TypeOf(format)));
        return feed;
    }
}
