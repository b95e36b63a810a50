namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>utkast, till granskning, godkänd, schemalagd.</summary>
public enum DraftState
{
    Writing,
    Submitted,
    Approved,
    Scheduled,
}

/// <summary>A note that is not public, or the next version of one that is, as its staff see it.</summary>
public sealed record Draft
{
    public required Guid Id { get; init; }
    public required string BodySlug { get; init; }

    /// <summary><c>null</c> for a body that the portal meets first when the note is published; it came in a file.</summary>
    public Guid? BodyId { get; init; }
    public required string BodyName { get; init; }
    public required string NameAfterFrom { get; init; }
    public required bool NeedsSecondPerson { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }

    /// <summary>The published note that this corrects.</summary>
    public Guid? NoteId { get; init; }

    /// <summary>The version of it that the correction was begun from.</summary>
    public int? BaseVersion { get; init; }

    /// <summary>Counts every change; what is saved, approved or published names the one it has seen.</summary>
    public required int Revision { get; init; }
    public required DraftContent Content { get; init; }
    public Guid? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public Guid? SavedById { get; init; }
    public string? SavedByName { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? SubmittedByName { get; init; }
    public DateTimeOffset? ReturnedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedByName { get; init; }
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>What the public will read about the change, as it was approved; <c>null</c> for a minor one.</summary>
    public string? ChangeNote { get; init; }

    /// <summary>Who has let numbers of persons stand in the text of now, and why.</summary>
    public string? OverrideByName { get; init; }

    /// <inheritdoc cref="OverrideByName"/>
    public string? OverrideReason { get; init; }

    /// <summary>Why the last attempt to publish it at its time failed.</summary>
    public string? ScheduleFailed { get; init; }

    public bool IsCorrection => NoteId is not null;

    /// <summary>Whether it can be given another meeting: nobody has it for review or has approved it for the one it has, and it corrects no note.</summary>
    public bool IsMovable => !IsCorrection && State == DraftState.Writing;

    public DraftState State =>
        PublishAt is not null ? DraftState.Scheduled
        : ApprovedAt is not null ? DraftState.Approved
        : SubmittedAt is not null ? DraftState.Submitted
        : DraftState.Writing;

    /// <summary>As its page will be called.</summary>
    public string Title => Content.Title.Trim() is { Length: > 0 } title ? title : NoteDocument.DefaultTitle(NameAfterFrom, HeldOn, Number);

    /// <summary>The note that it would be if it were published as it is.</summary>
    public NoteDocument Document => Content.ToDocument(BodySlug, HeldOn, Number);
}
