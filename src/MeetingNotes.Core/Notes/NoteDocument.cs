namespace MeetingNotes.Core.Notes;

/// <summary>
/// A note as a document: what a note file says, before anything is looked up in the database. Texts are Markdown in
/// <see cref="Lead"/> and <see cref="NoteItem.Text"/> and plain text everywhere else.
/// </summary>
public sealed record NoteDocument
{
    public const int TitleMaxLength = 300;
    public const int PlaceMaxLength = 200;
    public const int ContactMaxLength = 200;
    public const int NumberMax = 99;

    /// <summary>Follow-ups and answers of the whole note.</summary>
    public const int FollowUpsMax = 500;

    /// <summary>The body's name or slug, as written.</summary>
    public required string Body { get; init; }

    public required DateOnly MeetingOn { get; init; }

    /// <summary>Stockholm time of the meeting's start.</summary>
    public TimeOnly? StartsAt { get; init; }

    /// <summary>2 or more for a further meeting of the body the same day.</summary>
    public int Number { get; init; } = 1;

    public string? Place { get; init; }

    /// <summary>When it was, or will be, published; <c>null</c> for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Public change notes, oldest first.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary><c>null</c> for the usual "Noterat från … 11 april".</summary>
    public string? Title { get; init; }

    public IReadOnlyList<DocumentLink> Documents { get; init; } = [];

    public IReadOnlyList<DocumentLink> Minutes { get; init; } = [];

    public DateOnly? NextMeetingOn { get; init; }

    public string? Contact { get; init; }

    /// <summary>BCP 47 tag of the note's language.</summary>
    public string Language { get; init; } = "sv";

    /// <summary>Markdown before the first item.</summary>
    public string Lead { get; init; } = "";

    public IReadOnlyList<NoteItem> Items { get; init; } = [];

    /// <summary>"Noterat från Regionala samverkansrådet 11 april": the title of a note that has none of its own.</summary>
    public static string DefaultTitle(string nameAfterFrom, DateOnly meetingOn, int number) =>
        $"Noterat från {nameAfterFrom} {Time.StockholmTime.WrittenWithoutYear(meetingOn)}{(number > 1 ? $" (möte {number})" : "")}";

    /// <summary>Whether it only says what <see cref="DefaultTitle"/> does, with or without the year.</summary>
    public static bool IsDefaultTitle(string title, string nameAfterFrom, DateOnly meetingOn, int number) =>
        DefaultTitle(nameAfterFrom, meetingOn, number) is var usual && (title.Trim() == usual || title.Trim() == $"{usual} {meetingOn.Year}");
}

/// <summary>A dated sentence that tells what was changed in a published note.</summary>
public sealed record Correction(DateTimeOffset At, string Text)
{
    public const int TextMaxLength = 2000;
}

/// <summary>A link to papers or minutes, or what is known while there is none.</summary>
public sealed record DocumentLink
{
    public const int NameMaxLength = 200;
    public const int UrlMaxLength = 2000;
    public const int RegistryNumberMaxLength = 100;

    public string? Name { get; init; }

    /// <summary>An absolute http or https address.</summary>
    public string? Url { get; init; }

    public DocumentStatus? Status { get; init; }

    public DateOnly? Date { get; init; }

    public string? RegistryNumber { get; init; }
}

/// <summary>kommer, publicerade/publicerat, justerat, borttagna/borttaget.</summary>
public enum DocumentStatus
{
    Coming,
    Published,
    Approved,
    Removed,
}

/// <summary>One headed section of a note.</summary>
public sealed record NoteItem
{
    public const int HeadingMaxLength = 300;

    public required string Heading { get; init; }

    /// <summary>The part of the address after #; <c>null</c> for the slug of the heading.</summary>
    public string? Anchor { get; init; }

    /// <summary>Names or slugs, as written.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Name or slug, as written.</summary>
    public string? Matter { get; init; }

    /// <summary>BCP 47 tag when the item is in another language than the note.</summary>
    public string? Language { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Follow-ups and answers in the order they were written.</summary>
    public IReadOnlyList<FollowUpLine> FollowUps { get; init; } = [];

    /// <summary>Line of the heading in the file, 1-based; 0 when it does not come from a file. Not part of the note.</summary>
    public int SourceLine { get; init; }
}

/// <summary>A task-list line: something said to happen, or (with <see cref="Answers"/>) what became of it.</summary>
public sealed record FollowUpLine
{
    public const int TextMaxLength = 500;
    public const int ResponsibleMaxLength = 200;
    public const int DueMaxLength = 100;

    public required string Text { get; init; }

    /// <summary>The follow-up's own slug; <c>null</c> for the slug of its text. Always null for an answer.</summary>
    public string? Slug { get; init; }

    /// <summary>As people say it; for an answer the new due.</summary>
    public string? Due { get; init; }

    public string? Responsible { get; init; }

    /// <summary>The box is ticked: born done.</summary>
    public bool IsDone { get; init; }

    /// <summary>Set when the line answers a follow-up.</summary>
    public FollowUpReference? Answers { get; init; }

    /// <summary>Set together with <see cref="Answers"/>.</summary>
    public FollowUpOutcome? Outcome { get; init; }

    /// <summary>1-based line in the file, 0 when it does not come from a file. Not part of the note.</summary>
    public int SourceLine { get; init; }
}

/// <summary>Which follow-up: a slug of the note's own body, or of another.</summary>
public sealed record FollowUpReference(string? BodySlug, string Slug);

/// <summary>What an answer says: klar, pågår, flyttad, avskriven.</summary>
public enum FollowUpOutcome
{
    Done,
    Ongoing,
    Moved,
    Dropped,
}
