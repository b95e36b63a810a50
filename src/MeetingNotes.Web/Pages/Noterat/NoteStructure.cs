using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using static MeetingNotes.Web.Pages.StructuredData;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>A note as schema.org structured data: only facts that the page shows (D4).</summary>
internal static class NoteStructure
{
    public static object Of(NoteView view)
    {
        var (note, portal) = (view.Note, view.Portal);
        var page = portal.AbsoluteUrl(note.Path);
        var article = Node("Article",
            ("@id", page),
            ("url", page),
            ("headline", view.Title),
            ("description", Excerpt.Of(note.LeadText, 300)),
            ("inLanguage", note.Language),
            ("datePublished", note.PublishedAt.MachineStamp()),
            ("dateModified", (note.UpdatedAt ?? note.PublishedAt).MachineStamp()),
            ("publisher", Organisation(portal)),
            ("about", Event(note.BodySlug, note.BodyName, note.HeldOn, note.StartsAt, note.Place, note.MovedFrom, isCancelled: false, portal)),
            ("hasPart", note.Items.Select(item => Node("WebPageElement", ("name", item.Heading), ("url", $"{page}#{item.Anchor}"))).ToList()));
        return Graph(article, Breadcrumbs(view.Breadcrumbs, note.HeldOn.Written(), note.Path, portal));
    }

    /// <summary>The icon of an answer's outcome.</summary>
    public static string IconFor(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => "done",
        FollowUpOutcome.Ongoing => "open",
        FollowUpOutcome.Moved => "moved",
        _ => "dropped",
    };
}
