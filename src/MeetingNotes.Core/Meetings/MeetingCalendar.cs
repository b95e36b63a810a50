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
public sealed record CalendarMeeting
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
}
