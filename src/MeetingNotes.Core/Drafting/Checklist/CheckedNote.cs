using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>What the rules look at: the note, its texts read once, and what the portal knows. Made by <see cref="Of"/>.</summary>
public sealed record CheckedNote
{
    private readonly HashSet<string>? _topics;

    public required NoteDocument Note { get; init; }

    /// <summary>In Stockholm.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Lead first, then the text of each item.</summary>
    public required IReadOnlyList<CheckedText> Texts { get; init; }

    /// <summary>Short forms that the portal explains by itself.</summary>
    public IReadOnlyCollection<string> KnownAbbreviations { get; init; } = [];

    /// <summary>Addresses that do not answer, as written in the note, and why: "sidan finns inte".</summary>
    public IReadOnlyDictionary<string, string> DeadLinks { get; init; } = new Dictionary<string, string>();

    /// <summary>The body's next meeting after this one in the calendar; <c>null</c> when none is planned.</summary>
    public DateOnly? PlannedNextMeetingOn { get; init; }

    /// <summary>Names, slugs and former slugs; <c>null</c> when it is not known which topics there are.</summary>
    public IReadOnlyCollection<string>? KnownTopics
    {
        get;
        init
        {
            field = value;
            _topics = value?.Select(topic => Slug.From(topic)).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The note is published already, and this is to replace it.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>What the public will read about the change; <c>null</c> for a minor one.</summary>
    public string? ChangeNote { get; init; }

    /// <summary>Reads the texts of a note that may be half-written. Never throws because of what they hold.</summary>
    /// <param name="note">The note.</param>
    /// <param name="today">In Stockholm.</param>
    /// <param name="renderer">The one that will publish it.</param>
    /// <param name="abbreviations">What the portal explains by itself.</param>
    /// <param name="findImage">From the name of an image to the image; <c>null</c> when the note has none of that name.</param>
    public static CheckedNote Of(
        NoteDocument note,
        DateOnly today,
        MarkdownRenderer renderer,
        IReadOnlyList<Abbreviation> abbreviations,
        Func<string, ImageReference?> findImage) => new()
        {
            Note = note,
            Today = today,
            Texts = CheckedText.RenderAll(note, renderer, abbreviations, findImage),
            KnownAbbreviations = [.. abbreviations.Select(abbreviation => abbreviation.Short)],
        };

    internal CheckedText Lead => Texts[0];

    /// <summary>Every link of the texts and the lists of documents, as it is written.</summary>
    internal IEnumerable<(NotePlace Place, string Address)> Links =>
        Texts.SelectMany(text => text.Outline.Links.Select(link => (text.Place, link.Address)))
            .Concat(NoteFields.DocumentsIn(Note).Select(row => (row.Place, Address: row.Link.Url ?? "")));

    /// <summary>Texts in Swedish: what is said about words and sentences holds for them only.</summary>
    internal IEnumerable<CheckedText> SwedishTexts => Texts.Where(text => IsSwedish(text.Place.Item));

    /// <summary>Follow-ups and answers of all items, with their places.</summary>
    internal IEnumerable<(FollowUpLine Line, int Item, int Index)> FollowUps =>
        Note.Items.SelectMany((item, number) => item.FollowUps.Select((line, index) => (line, number, index)));

    internal bool IsSwedish(int? item) =>
        ((item is { } index ? Note.Items[index].Language : null) ?? Note.Language).StartsWith("sv", StringComparison.OrdinalIgnoreCase);

    internal bool IsKnownTopic(string topic) => _topics?.Contains(Slug.From(topic)) ?? true;

    /// <summary>How a due reads on the day of the meeting; <c>null</c> when none is written.</summary>
    internal DueDate? Due(FollowUpLine line) =>
        string.IsNullOrWhiteSpace(line.Due) ? null : DueDate.Read(line.Due, Note.MeetingOn, DueReading.MandateOf(Note.Body));
}
