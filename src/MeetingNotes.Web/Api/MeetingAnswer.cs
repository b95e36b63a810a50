using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>One sitting of a body: planned, held, cancelled or moved.</summary>
internal sealed record MeetingAnswer
{
    public required Guid Id { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>2 for the second meeting of the body on a day.</summary>
    public required int Number { get; init; }

    /// <summary>In Stockholm.</summary>
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required bool IsCancelled { get; init; }
    public string? CancelReason { get; init; }
    public DateOnly? MovedFrom { get; init; }
    public string? MoveReason { get; init; }
    public Link? Note { get; init; }

    /// <summary>The page of the note, otherwise the calendar of the body and year.</summary>
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }

    public static MeetingAnswer Of(OpenMeeting meeting, PortalOptions portal) => new()
    {
        Id = meeting.Id,
        Body = Reference.ToBody(meeting.Body, portal),
        Date = meeting.HeldOn,
        Number = meeting.Number,
        StartsAt = meeting.StartsAt,
        Place = meeting.Place,
        IsCancelled = meeting.IsCancelled,
        CancelReason = meeting.CancelReason,
        MovedFrom = meeting.MovedFrom,
        MoveReason = meeting.MoveReason,
        Note = meeting.NoteId is { } note ? new Link(note, portal.ApiUrl($"/notes/{note}"), portal.AbsoluteUrl(meeting.Path)) : null,
        Url = portal.AbsoluteUrl(meeting.PagePath),
        Self = portal.ApiUrl($"/meetings/{meeting.Id}"),
        ModifiedAt = meeting.ModifiedAt.UtcDateTime,
    };
}
