using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes;

/// <summary>Rules of one agenda item's address.</summary>
public static class AgendaItem
{
    /// <summary>Ids of the page itself; an item may not take them.</summary>
    public const string PageAnchorPrefix = "sida-";

    private const string MainAnchor = "innehall";

    /// <summary>Numbered when taken, it would get the page's own prefix.</summary>
    private const string PageAnchor = "sida";

    public static bool IsAnchor(string text) =>
        Slug.IsValid(text) && text is not (MainAnchor or PageAnchor) && !text.StartsWith(PageAnchorPrefix, StringComparison.Ordinal);

    /// <summary>The slug of the heading, moved aside when the page needs it for itself.</summary>
    public static string AnchorFor(string heading)
    {
        var slug = Slug.From(heading);
        return IsAnchor(slug) ? slug : Slug.From($"punkt-{slug}");
    }
}
