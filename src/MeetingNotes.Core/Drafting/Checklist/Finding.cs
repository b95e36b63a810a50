namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>How much a finding weighs: a stop is not published, a warning should be looked at, a hint may help.</summary>
public enum Severity
{
    Stop,
    Warning,
    Hint,
}

/// <summary>The fields of a note, in their order on the page. <see cref="Items"/> is the list as a whole.</summary>
public enum NotePart
{
    Title,
    MeetingPlace,
    Lead,
    Items,
    ItemHeading,
    ItemText,
    ItemTopics,
    ItemMatter,
    FollowUpText,
    FollowUpDue,
    FollowUpResponsible,
    Documents,
    Minutes,
    NextMeeting,
    Contact,
    ChangeNote,
}

/// <summary>Where in the note; the editor turns it into the id of a field.</summary>
/// <param name="Part">The field.</param>
/// <param name="Item">0-based; <c>null</c> outside the items.</param>
/// <param name="FollowUp">0-based within the item.</param>
public sealed record NotePlace(NotePart Part, int? Item = null, int? FollowUp = null);

/// <summary>Something that a rule has to say, in Swedish. Never holds a number of a person.</summary>
public sealed record Finding
{
    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Advice { get; init; }

    public required NotePlace Place { get; init; }

    /// <summary>The words in question, so that they can be found in a long text.</summary>
    public string? Excerpt { get; init; }
}
