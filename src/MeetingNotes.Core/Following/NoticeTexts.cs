using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;

namespace MeetingNotes.Core.Following;

/// <summary>Reads what has happened, as it is public now, so that it can be told to each reader by what they follow.</summary>
public sealed class NoticeTexts(Database db, NoteReader notes, FollowUpReader followUps, ItemSearch search)
{
    /// <summary>An event; <c>null</c> when there is nothing to tell of it any more.</summary>
    internal async Task<ToldEvent?> LoadAsync(Guid eventId, CancellationToken ct)
    {
        if (await db.QuerySingleOrDefaultAsync<EventRow>(
            """
            SELECT e.id, e.kind, e.happened_at, e.was_on, n.id AS note_id,
                   coalesce(n.body_slug, c.body_slug, b.slug)::text AS body_slug, coalesce(n.body_name, c.body_name, b.name) AS body_name,
                   coalesce(n.held_on, c.held_on) AS held_on, coalesce(n.number, c.number)::int AS number,
                   c.starts_at, c.place, c.cancel_reason, c.move_reason, f.slug::text AS follow_up
            FROM follow_events e
            LEFT JOIN published_notes n ON n.id = e.note_id
            LEFT JOIN calendar c ON c.id = e.meeting_id
            LEFT JOIN follow_ups f ON f.id = e.follow_up_id
            LEFT JOIN bodies b ON b.id = f.body_id
            WHERE e.id = @eventId
            """,
            new { eventId }, ct) is not { BodySlug: { } bodySlug } row)
        {
            return null;
        }

        switch (row.Kind)
        {
            case "published" or "corrected":
                return (await notes.FindAsync(bodySlug, row.HeldOn!.Value, row.Number!.Value, ct)) is NoteLookup.Found found
                    ? await OfNoteAsync(row.Id, row.HappenedAt, found.Note, row.Kind == "corrected", ct)
                    : null;
            case "waiting":
                return await followUps.FindAsync(bodySlug, row.FollowUp!, ct) is { SettledOn: null } followUp ? new ToldWaiting(row.Id, row.HappenedAt, followUp) : null;
            default:
                return new ToldMeeting(row.Id, row.HappenedAt, row.BodyName!, bodySlug, row.HeldOn!.Value)
                {
                    WasOn = row.WasOn,
                    StartsAt = row.StartsAt,
                    Place = row.Place,
                    Reason = row.WasOn is null ? row.CancelReason : row.MoveReason,
                };
        }
    }

    private async Task<ToldNote> OfNoteAsync(Guid id, DateTimeOffset at, NotePage note, bool isCorrection, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        var matches = await FollowedSearches.MatchesAsync(connection, null, note.Id, ct);
        return new ToldNote(id, at, note, isCorrection, matches, typed => search.HighlightsOf(search.Read(typed)));
    }

    private sealed record EventRow
    {
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required DateTimeOffset HappenedAt { get; init; }
        public DateOnly? WasOn { get; init; }
        public Guid? NoteId { get; init; }
        public string? BodySlug { get; init; }
        public string? BodyName { get; init; }
        public DateOnly? HeldOn { get; init; }
        public int? Number { get; init; }
        public TimeOnly? StartsAt { get; init; }
        public string? Place { get; init; }
        public string? CancelReason { get; init; }
        public string? MoveReason { get; init; }
        public string? FollowUp { get; init; }
    }
}
