using System.ServiceModel.Syndication;
using System.Text;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.TagHelpers;

namespace MeetingNotes.Web.Feeds;

/// <summary>
/// Notes and items as entries with their whole text. An entry keeps its id when its meeting moves, or its body or heading changes its
/// name. Its time moves with corrections of substance only.
/// </summary>
internal static class FeedEntries
{
    public static SyndicationItem Of(NewsNote note, PortalOptions portal)
    {
        var page = portal.AbsoluteUrl(note.Path);
        var html = new StringBuilder();
        foreach (var correction in note.Corrections)
        {
            AppendChange(html, correction.At, correction.Text);
        }

        AppendText(html, note.Language, note.LeadHtml, portal, page);
        foreach (var part in note.Parts)
        {
            html.Append(StockholmTime.Culture, $"<h2><a href=\"{page}#{part.Anchor}\">{FeedText.Encode(part.Heading)}</a></h2>");
            AppendText(html, part.Language ?? note.Language, part.Html, portal, page);
        }

        return Entry(note.Id, NoteTitleTagHelper.WithYear(note.Title, note.HeldOn), page, html, note.PublishedAt, note.CorrectedAt, note.BodyName, []);
    }

    public static SyndicationItem Of(NewsItem item, PortalOptions portal)
    {
        var page = portal.AbsoluteUrl(NoteAddress.For(item.BodySlug, item.HeldOn, item.Number));
        var html = new StringBuilder($"<p><a href=\"{page}\">{FeedText.Encode($"{item.BodyName} {item.HeldOn.Written()}, punkt {item.Position}")}</a></p>");
        if (item is { CorrectedAt: { } at, ChangeNote: { } change })
        {
            AppendChange(html, at, change);
        }

        AppendText(html, item.Language, item.Html, portal, page);
        return Entry(item.Id, item.Heading, portal.AbsoluteUrl(item.Path), html, item.PublishedAt, item.CorrectedAt, item.BodyName, item.Topics);
    }

    private static SyndicationItem Entry(
        Guid id, string title, string address, StringBuilder html, DateTimeOffset publishedAt, DateTimeOffset? correctedAt, string bodyName, string[] topics)
    {
        var entry = new SyndicationItem
        {
            Id = $"urn:uuid:{id}",
            Title = FeedText.Plain(title),
            Content = FeedText.Html(html.ToString()),
            PublishDate = publishedAt.ToStockholm(),
            LastUpdatedTime = (correctedAt ?? publishedAt).ToStockholm(),
        };
        entry.Authors.Add(new SyndicationPerson { Name = FeedText.Letters(bodyName) });
        entry.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(address), "text/html"));
        foreach (var topic in topics)
        {
            entry.Categories.Add(new SyndicationCategory(FeedText.Letters(topic)));
        }

        return entry;
    }

    private static void AppendChange(StringBuilder html, DateTimeOffset at, string text) =>
        html.Append(StockholmTime.Culture, $"<p><strong>Uppdaterad {at.Stamp()}.</strong> {FeedText.Encode(text)}</p>");

    private static void AppendText(StringBuilder html, string language, string text, PortalOptions portal, string page)
    {
        var whole = FeedText.WithWholeAddresses(text, portal.PublicBaseUrl, page);
        html.Append(language == "sv" ? whole : $"<div lang=\"{FeedText.Encode(language)}\">{whole}</div>");
    }
}
