using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What a pasted text would be as a note. Nothing of it counts before somebody has confirmed it.</summary>
public sealed record PastedNote
{
    /// <summary><c>null</c> when the text has none.</summary>
    public string? Title { get; init; }

    /// <summary>The body that the title or the lead names; <c>null</c> when none, or none that is known.</summary>
    public string? BodySlug { get; init; }

    public DateOnly? MeetingOn { get; init; }

    /// <summary>When it says that it was published: "2018-04-12 11:50", Stockholm time.</summary>
    public DateTimeOffset? PublishedStamp { get; init; }

    /// <summary>Markdown.</summary>
    public string Lead { get; init; } = "";

    public IReadOnlyList<PastedItem> Items { get; init; } = [];
    public IReadOnlyList<DocumentLink> Documents { get; init; } = [];
    public IReadOnlyList<DocumentLink> Minutes { get; init; } = [];
    public DateOnly? NextMeetingOn { get; init; }

    /// <summary>What to look at, in Swedish.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Words of the source that stand nowhere in the note: menus, mail headers, what "Nästa möte" said besides.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The whole note when it was pasted as a note file: place, contact and language are only here.</summary>
    public NoteDocument? Document { get; init; }
}

/// <summary>One item to be.</summary>
public sealed record PastedItem
{
    /// <summary>Plain text.</summary>
    public required string Heading { get; init; }

    /// <summary>Markdown.</summary>
    public required string Text { get; init; }

    /// <summary>"Ämne: …" directly under the heading.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>"Ärende: …" directly under the heading.</summary>
    public string? Matter { get; init; }

    /// <summary>Follow-ups that were written as such, as task lists of a note file.</summary>
    public IReadOnlyList<FollowUpLine> FollowUps { get; init; } = [];

    /// <summary>Follow-ups that the text seems to promise.</summary>
    public IReadOnlyList<SuggestedFollowUp> Suggestions { get; init; } = [];
}

/// <summary>A body that a text may name.</summary>
public sealed record KnownBody(string Slug, string Name, string NameAfterFrom, IReadOnlyList<string> FormerNames)
{
    /// <summary>The length of its longest name that the text has, as a word of its own or in the genitive; 0 for none.</summary>
    internal int NamedIn(string text) => FormerNames.Prepend(NameAfterFrom).Prepend(Name)
        .Where(name => name.Length > 0 && IsWordIn(text, name)).Select(name => name.Length).DefaultIfEmpty().Max();

    private static bool IsWordIn(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            end += end < text.Length && text[end] == 's' ? 1 : 0;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
