using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>On whose word a note is published.</summary>
/// <param name="By">Who does it.</param>
internal sealed record PublishingOrder(Actor By)
{
    /// <summary>Of the file, when the note came from one; kept to know it again.</summary>
    public byte[]? FileHash { get; init; }

    /// <summary>The text has been through the desk: another file does not replace it unasked.</summary>
    public bool IsEdited { get; init; }

    /// <summary>The draft that becomes the version, so that whoever comes back to it finds the note.</summary>
    public Guid? DraftId { get; init; }

    public Guid? WrittenBy { get; init; }
    public Guid? ApprovedBy { get; init; }

    /// <summary>Who ticked the list of what must be looked at (L2).</summary>
    public Guid? AttestedBy { get; init; }

    /// <summary>Who let numbers of persons through, and why (L1); without it they stop the note.</summary>
    public Guid? OverrideBy { get; init; }
    public string? OverrideReason { get; init; }

    /// <summary>It will be read and taken back: nobody counts it or answers for it.</summary>
    public bool IsTrial { get; init; }
}
