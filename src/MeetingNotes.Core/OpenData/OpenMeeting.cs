using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.OpenData;

public sealed record OpenMeeting : IOpenRecord
{
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

    /// <summary>The day it left last.</summary>
    public DateOnly? MovedFrom { get; init; }
    public string? MoveReason { get; init; }

    /// <summary>The public note about it.</summary>
    public Guid? NoteId { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    /// <summary>Of the note.</summary>
    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);

    /// <summary>Where people read of it: the note, otherwise the calendar of the body and year.</summary>
    public string PagePath => NoteId is null ? $"/moten?organ={BodySlug}&ar={HeldOn.Year}" : Path;
}
