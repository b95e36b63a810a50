using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes;

/// <summary>Rules of one agenda item's address.</summary>
public static class AgendaItem
{
    /// <summary>Ids of the page itself; an item may not take them.</summary>
    public const string PageAnchorPrefix = "sida-";

    private const string MainAnchor = "innehall";

    public static bool IsAnchor(string text) =>
        Slug.IsValid(text) && text != MainAnchor && !text.StartsWith(PageAnchorPrefix, StringComparison.Ordinal);

    /// <summary>The slug of the heading, moved aside when the page needs it for itself.</summary>
    public static string AnchorFor(string heading)
    {
        var slug = Slug.From(heading);
        return IsAnchor(slug) ? slug : Slug.From($"punkt-{slug}");
    }
}
