using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Meetings;

/// <summary>A meeting as those see it who write about it.</summary>
public sealed record StaffMeeting
{
    /// <summary>Of the public reason for a move or a cancellation.</summary>
    public const int ReasonMaxLength = 1000;

    public static readonly DateOnly FirstDay = new(1800, 1, 1);
    public static readonly DateOnly LastDay = new(2199, 12, 31);

    public required Guid Id { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required bool IsCancelled { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>The day it was moved from last.</summary>
    public DateOnly? MovedFrom { get; init; }

    /// <summary>Whether its note is public now.</summary>
    public required bool HasNote { get; init; }

    /// <summary>Whether its note has been taken out of the public view.</summary>
    public required bool IsNoteWithdrawn { get; init; }

    /// <summary>A note, or a correction of it, that is being written.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>Whether it can be taken away as if it had never been planned; <see cref="MeetingDesk.RemoveAsync"/>.</summary>
    public required bool IsRemovable { get; init; }

    public string NotePath => NoteAddress.For(BodySlug, HeldOn, Number);
}

/// <summary>What is known of a meeting before it is held.</summary>
/// <param name="On">The day.</param>
/// <param name="Number">2 or more for a further meeting of the body the same day.</param>
/// <param name="StartsAt">Stockholm time.</param>
/// <param name="Place">Where, as people say it.</param>
public sealed record MeetingPlan(DateOnly On, int Number, TimeOnly? StartsAt, string? Place);

/// <summary>What became of something that was to be done with a meeting.</summary>
public enum MeetingOutcome
{
    /// <summary>It is so now, or was already.</summary>
    Done,

    /// <summary>No such meeting or body, or another's.</summary>
    NotFound,

    /// <summary>No calendar reaches that far.</summary>
    DayImpossible,

    /// <summary>Another meeting of the body stands, or once stood, on that day with that number.</summary>
    DayTaken,

    /// <summary>The body was dissolved before that day.</summary>
    BodyDissolved,

    /// <summary>It is to be moved to the day it is on.</summary>
    SameDay,

    /// <summary>What notes say stands against it; <see cref="MeetingResult.Explanation"/> tells.</summary>
    AgainstNotes,

    /// <summary>Its note is published: it was held.</summary>
    HasNote,

    /// <summary>It has been public in a way that must not disappear.</summary>
    InUse,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The meeting.</param>
public sealed record MeetingResult(MeetingOutcome Outcome, Guid Id = default)
{
    /// <summary>A Swedish sentence for whoever asked for it.</summary>
    public string? Explanation { get; init; }

    /// <summary>A draft of the meeting's note was approved and must be approved again.</summary>
    public bool IsApprovalTaken { get; init; }
}
