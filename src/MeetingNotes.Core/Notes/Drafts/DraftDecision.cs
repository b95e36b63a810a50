using MeetingNotes.Core.Drafting.Checklist;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What an editor decides about a draft, as they saw it.</summary>
public sealed record DraftDecision
{
    public required DecisionKind Kind { get; init; }

    /// <summary>The revision that was looked at.</summary>
    public required int Revision { get; init; }

    /// <summary>The person has looked for what must not be published (L2) and puts their name to it.</summary>
    public bool IsAttested { get; init; }

    /// <summary>For a correction: what the public is told about it; <c>null</c> for a minor one, which moves no stamp and sends no mail.</summary>
    public string? ChangeNote { get; init; }

    /// <summary>When <see cref="DecisionKind.Schedule"/>d for.</summary>
    public DateTimeOffset? PublishAt { get; init; }
}

public enum DecisionKind
{
    Approve,
    Schedule,
    Publish,
}

public enum DecisionOutcome
{
    Approved,
    Scheduled,
    Published,

    /// <summary>Published, thrown away, or not the person's to decide about.</summary>
    Missing,

    /// <summary>Somebody has changed the text since it was read.</summary>
    Changed,

    /// <summary>The published note has got a newer version since the correction was begun.</summary>
    Stale,

    /// <summary>The note is withdrawn: take it back first.</summary>
    Withdrawn,

    /// <summary>Nobody has put their name to the list of what must be looked at.</summary>
    NotAttested,

    /// <summary>The body asks for a second person, and this one has written the text.</summary>
    NeedsSecondPerson,

    /// <summary>Something stops it; see <see cref="DecisionResult.Problems"/>.</summary>
    Stopped,

    /// <summary>Numbers of persons, which a second person has not let through.</summary>
    HasPersonalNumbers,

    /// <summary>The time is over.</summary>
    TooLate,
}

/// <param name="Outcome">What became of it.</param>
public sealed record DecisionResult(DecisionOutcome Outcome)
{
    /// <summary>The published note.</summary>
    public Guid? NoteId { get; init; }

    /// <summary>What stops it, by place.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What publishing itself refuses, in Swedish.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
