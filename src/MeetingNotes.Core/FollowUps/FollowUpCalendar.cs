using MeetingNotes.Core.Data;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.FollowUps;

/// <summary>Follow-ups by the last day of their time, for calendars.</summary>
public sealed class FollowUpCalendar(Database db, TimeProvider clock)
{
    /// <summary>
    /// Those with a last day from a day on, of one body or of all, soonest first. When there are more than the limit, the next ones to come
    /// before the last that have been.
    /// </summary>
    public async Task<IReadOnlyList<DatedFollowUp>> ListAsync(Guid? bodyId, DateOnly from, int limit, CancellationToken ct) =>
        [.. (await db.QueryAsync<Row>(
            "SELECT s.revision, s.changed_at, " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            JOIN follow_up_standings s ON s.follow_up_id = f.id
            WHERE f.id = ANY(ARRAY(
                SELECT x.follow_up_id
                FROM follow_up_standings x
                WHERE x.due_until >= @from AND x.due_until < 'infinity' AND (@bodyId::uuid IS NULL OR x.body_id = @bodyId)
                ORDER BY x.due_until >= @today DESC, abs(x.due_until - @today), x.follow_up_id
                LIMIT @limit))
            ORDER BY f.due_until, f.id
            """,
            new { bodyId, from, limit, today = clock.TodayInStockholm() }, ct)).Select(row => new DatedFollowUp(row.ToFollowUp(), row.Revision, row.ChangedAt))];

    private sealed record Row : FollowUpRow
    {
        public required int Revision { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
    }
}

/// <param name="FollowUp">Its time has a last day.</param>
/// <param name="Revision">How many times that day, or what became of it, has been changed.</param>
/// <param name="ChangedAt">When last.</param>
public sealed record DatedFollowUp(FollowUp FollowUp, int Revision, DateTimeOffset ChangedAt);
