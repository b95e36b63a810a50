using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>A note as schema.org structured data: only facts that the page shows (D4).</summary>
internal static class NoteStructure
{
    public static object Of(NotePage note, string title, PortalOptions portal)
    {
        var organisation = Node("GovernmentOrganization", ("name", portal.Organisation.Name), ("url", portal.Organisation.Website));
        var body = Node("GovernmentOrganization", ("name", note.BodyName), ("url", portal.AbsoluteUrl($"/organ/{note.BodySlug}")), ("parentOrganization", organisation));
        var article = Node("Article",
            ("@id", portal.AbsoluteUrl(note.Path)),
            ("url", portal.AbsoluteUrl(note.Path)),
            ("headline", title),
            ("description", Excerpt.Of(note.LeadText, 300)),
            ("inLanguage", note.Language),
            ("datePublished", note.PublishedAt.MachineStamp()),
            ("dateModified", (note.UpdatedAt ?? note.PublishedAt).MachineStamp()),
            ("publisher", organisation),
            ("about", Node("Event",
                ("name", $"{note.BodyName} {note.HeldOn.Written()}"),
                ("startDate", note.HeldOn.Iso()),
                ("location", note.Place is null ? null : Node("Place", ("name", note.Place))),
                ("organizer", body))),
            ("hasPart", note.Items.Select(item => Node("WebPageElement",
                ("name", item.Heading),
                ("url", $"{portal.AbsoluteUrl(note.Path)}#{item.Anchor}"))).ToList()));
        var breadcrumbs = Node("BreadcrumbList", ("itemListElement", new[]
        {
            Crumb(1, "Startsida", portal.AbsoluteUrl("/")),
            Crumb(2, "Nyheter", portal.AbsoluteUrl("/noterat")),
            Crumb(3, note.BodyName, portal.AbsoluteUrl($"/organ/{note.BodySlug}")),
            Crumb(4, note.HeldOn.Written(), portal.AbsoluteUrl(note.Path)),
        }));
        return new Dictionary<string, object?> { ["@context"] = "https://schema.org", ["@graph"] = new[] { article, breadcrumbs } };
    }

    /// <summary>The icon of an answer's outcome.</summary>
    public static string IconFor(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => "done",
        FollowUpOutcome.Ongoing => "open",
        FollowUpOutcome.Moved => "moved",
        _ => "dropped",
    };

    private static Dictionary<string, object?> Crumb(int position, string name, string url) =>
        Node("ListItem", ("position", position), ("name", name), ("item", url));

    private static Dictionary<string, object?> Node(string type, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var node = new Dictionary<string, object?> { ["@type"] = type };
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                node[name] = value;
            }
        }

        return node;
    }
}
