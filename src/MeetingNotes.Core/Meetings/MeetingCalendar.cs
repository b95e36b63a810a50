using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Meetings;

/// <summary>Planned, held, cancelled and moved meetings.</summary>
public sealed class MeetingCalendar(Database db)
{
    public const int PageSize = 50;

    /// <summary>Meetings from a day on, soonest first; of one body and year, or of all.</summary>
    public Task<IReadOnlyList<CalendarMeeting>> UpcomingAsync(string? bodySlug, int? year, DateOnly from, int limit, CancellationToken ct) =>
        db.QueryAsync<CalendarMeeting>(
            """
            SELECT body_slug::text, body_name, held_on, number::int, starts_at, place, is_cancelled, cancel_reason, moved_from, move_reason, has_note
            FROM calendar
            WHERE held_on >= @from AND (@bodySlug::text IS NULL OR body_slug = @bodySlug)
              AND (@year::int IS NULL OR (held_on >= make_date(@year, 1, 1) AND held_on < make_date(@year + 1, 1, 1)))
            ORDER BY held_on, starts_at NULLS FIRST, body_name, number
            LIMIT @limit
            """,
            new { bodySlug, year, from, limit }, ct);

    /// <summary>Meetings before a day, latest first; one more than a page is read to know whether there are more.</summary>
    public async Task<(IReadOnlyList<CalendarMeeting> Meetings, bool HasMore)> PastAsync(
        string? bodySlug, int? year, DateOnly before, int page, CancellationToken ct)
    {
        var meetings = await db.QueryAsync<CalendarMeeting>(
            """
            SELECT body_slug::text, body_name, held_on, number::int, starts_at, place, is_cancelled, cancel_reason, moved_from, move_reason, has_note
            FROM calendar
            WHERE held_on < @before AND (@bodySlug::text IS NULL OR body_slug = @bodySlug)
              AND (@year::int IS NULL OR (held_on >= make_date(@year, 1, 1) AND held_on < make_date(@year + 1, 1, 1)))
            ORDER BY held_on DESC, starts_at DESC NULLS LAST, body_name, number DESC
            LIMIT @limit OFFSET @offset
            """,
            new { bodySlug, year, before, limit = PageSize + 1, offset = (page - 1L) * PageSize }, ct);
        return ([.. meetings.Take(PageSize)], meetings.Count > PageSize);
    }

    /// <summary>
    /// Meetings from a day on for calendars, of one body or of all, soonest first. When there are more than the limit, the next ones to come
    /// before the last that have been.
    /// </summary>
    public Task<IReadOnlyList<MeetingEvent>> EventsAsync(Guid? bodyId, DateOnly from, DateOnly today, int limit, CancellationToken ct) =>
        db.QueryAsync<MeetingEvent>(
            """
            SELECT id, body_slug::text, body_name, held_on, number::int, starts_at, place, is_cancelled, cancel_reason, moved_from, move_reason, has_note,
                   revision, changed_at
            FROM calendar
            WHERE id = ANY(ARRAY(
                  SELECT m.id
                  FROM meetings m
                  WHERE m.held_on >= @from AND (@bodyId::uuid IS NULL OR m.body_id = @bodyId)
                  ORDER BY m.held_on >= @today DESC, abs(m.held_on - @today), m.body_id, m.number
                  LIMIT @limit))
            ORDER BY held_on, starts_at NULLS FIRST, body_name, number
            """,
            new { bodyId, from, today, limit }, ct);

    /// <summary>The meeting that stands on a day, or once stood there, of a body by its slug or a former one.</summary>
    public async Task<MeetingEvent?> FindEventAsync(string bodySlug, DateOnly heldOn, int number, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<MeetingEvent>(
            """
            SELECT c.id, c.body_slug::text, c.body_name, c.held_on, c.number::int, c.starts_at, c.place, c.is_cancelled, c.cancel_reason, c.moved_from,
                   c.move_reason, c.has_note, c.revision, c.changed_at
            FROM bodies b
            JOIN meeting_days d ON d.body_id = b.id AND d.held_on = @heldOn AND d.number = @number
            JOIN calendar c ON c.id = d.meeting_id
            WHERE b.slug = @bodySlug OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @bodySlug)
            ORDER BY b.slug = @bodySlug DESC
            LIMIT 1
            """,
            new { bodySlug, heldOn, number }, ct);

    /// <summary>Years with meetings, newest first; of one body or of all. Looks into each year instead of reading every meeting.</summary>
    public Task<IReadOnlyList<int>> YearsAsync(string? bodySlug, CancellationToken ct) =>
        db.QueryAsync<int>(
            """
            SELECT year
            FROM (SELECT extract(year FROM min(held_on))::int AS first, extract(year FROM max(held_on))::int AS last FROM meetings) span,
                 generate_series(span.first, span.last) AS year
            WHERE EXISTS (SELECT 1
                          FROM meetings m
                          JOIN bodies b ON b.id = m.body_id
                          WHERE m.held_on >= make_date(year, 1, 1) AND m.held_on < make_date(year + 1, 1, 1)
                            AND (@bodySlug::text IS NULL OR b.slug = @bodySlug))
            ORDER BY year DESC
            """,
            new { bodySlug }, ct);

    /// <summary>A body's coming meetings, and the cancelled and moved ones since a day: soonest first.</summary>
    public Task<IReadOnlyList<CalendarMeeting>> OfBodyAsync(Guid bodyId, DateOnly today, CancellationToken ct) =>
        db.QueryAsync<CalendarMeeting>(
            """
            SELECT body_slug::text, body_name, held_on, number::int, starts_at, place, is_cancelled, cancel_reason, moved_from, move_reason, has_note
            FROM calendar
            WHERE body_id = @bodyId
              AND (held_on >= @today OR (held_on >= @today - 365 AND (is_cancelled OR moved_from IS NOT NULL)))
            ORDER BY held_on, number
            LIMIT 50
            """,
            new { bodyId, today }, ct);
}

/// <summary>One meeting in a calendar.</summary>
public record CalendarMeeting
{
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required bool IsCancelled { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>The day it was moved from.</summary>
    public DateOnly? MovedFrom { get; init; }
    public string? MoveReason { get; init; }
    public required bool HasNote { get; init; }

    public string NotePath => NoteAddress.For(BodySlug, HeldOn, Number);

    /// <summary>The meeting as a file for calendars.</summary>
    public string CalendarPath => $"/moten/{BodySlug}/{NoteAddress.DayPart(HeldOn, Number)}.ics";
}

/// <summary>A meeting with what calendars go by.</summary>
public sealed record MeetingEvent : CalendarMeeting
{
    /// <summary>The same wherever the meeting is moved.</summary>
    public required Guid Id { get; init; }

    /// <summary>How many times its day, time, place or cancellation has been changed.</summary>
    public required int Revision { get; init; }

    /// <summary>When that was done last, or something was published about it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
