using MeetingNotes.Core.Links;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.TagHelpers;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>What the page of a note shows, whether it is public or a preview of what will be.</summary>
public sealed record NoteView(NotePage Note, DateOnly Today, PortalOptions Portal)
{
    private const int DescriptionLength = 160;

    /// <summary>Contents are shown from this many items (C4).</summary>
    private const int ItemsWithContents = 4;

    public string Title => NoteTitleTagHelper.WithYear(Note.Title, Note.HeldOn);

    public string Description => Excerpt.Of(Note.LeadText, DescriptionLength);

    public IReadOnlyList<Crumb> Breadcrumbs => [new("Nyheter", "/noterat"), new(Note.BodyName, $"/organ/{Note.BodySlug}")];

    public bool HasContents => Note.Items.Count >= ItemsWithContents;

    public bool IsOld => Note.HeldOn < Today.AddMonths(-Portal.OldAfterMonths);

    /// <summary>What nobody answers at, of the links in a text that the portal has rendered: of an address it escapes nothing but &amp;.</summary>
    public IEnumerable<DeadLink> DeadLinksIn(string html) =>
        Note.DeadLinks.Where(dead => dead.Url.Replace("&", "&amp;", StringComparison.Ordinal) is var url
            && (html.Contains($"<a href=\"{url}\"", StringComparison.Ordinal) || html.Contains($"<a href=\"{url}#", StringComparison.Ordinal)));

    public DeadLink? DeadLinkOf(DocumentLink link) =>
        link.Status == DocumentStatus.Removed ? null : Note.DeadLinks.FirstOrDefault(dead => dead.IsOf(link.Url));

    /// <summary>"www.exempel.se", as people know a site.</summary>
    public static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : url;

    /// <summary>The whole of one item's reference: what is cited, by whom, and its permanent address.</summary>
    public string Citation(NotePageItem item) =>
        $"{Portal.Organisation.Name}, {Note.BodyName} {Note.HeldOn.Written()}, punkt {item.Position}: ”{item.Heading}”. {Title}. "
        + $"{Portal.AbsoluteUrl(Note.Path)}#{item.Anchor}";
}
