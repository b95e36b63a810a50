using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Following;

/// <summary>Finds who is to be told of an event: all of its readers in one question, each once however much of it they follow.</summary>
public sealed class NoticeSpreading(Database db, TimeProvider clock)
{
    /// <summary>When the week's mail goes.</summary>
    private static readonly TimeOnly WeeklyAt = new(7, 0);

    /// <summary>Spreads every event that waits; returns how many notices there are now.</summary>
    public async Task<int> SpreadAsync(CancellationToken ct)
    {
        var notices = 0;
        while (await SpreadNextAsync(ct) is { } more)
        {
            notices += more;
        }

        return notices;
    }

    /// <summary>The next Friday morning in Stockholm after an instant.</summary>
    internal static DateTimeOffset NextWeekly(DateTimeOffset after)
    {
        var local = after.ToStockholm();
        var friday = DateOnly.FromDateTime(local.DateTime).AddDays(((int)DayOfWeek.Friday - (int)local.DayOfWeek + 7) % 7);
        var next = StockholmTime.FromStockholm(friday.ToDateTime(WeeklyAt))!.Value;
        return next > after ? next : StockholmTime.FromStockholm(friday.AddDays(7).ToDateTime(WeeklyAt))!.Value;
    }

    /// <returns>How many readers; <c>null</c> when no event waits.</returns>
    private async Task<int?> SpreadNextAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.QuerySingleOrDefaultAsync<(Guid Id, Guid? NoteId, DateTimeOffset At)?>(new CommandDefinition(
            """
            SELECT id, note_id, happened_at
            FROM follow_events
            WHERE spread_at IS NULL
            ORDER BY happened_at, id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """,
            null, transaction, cancellationToken: ct)) is not { } waiting)
        {
            return null;
        }

        var searches = waiting.NoteId is { } noteId
            ? (await FollowedSearches.MatchesAsync(connection, transaction, noteId, ct)).Select(match => match.Key).ToArray()
            : [];
        var notices = await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH event AS MATERIALIZED (
                SELECT * FROM follow_events WHERE id = @Id
            ),
            told AS MATERIALIZED (
                -- The body and day of a note that is still public, or of a meeting that still stands as the event says.
                SELECT n.id AS note_id, n.body_id, n.held_on FROM event e JOIN published_notes n ON n.id = e.note_id
                UNION ALL
                SELECT NULL, m.body_id, m.held_on FROM event e JOIN meetings m ON m.id = e.meeting_id WHERE (e.kind = 'cancelled') = m.is_cancelled
            ),
            meant AS (
                SELECT f.id FROM follows f WHERE num_nonnulls(f.body_id, f.topic_id, f.matter_id, f.follow_up_id, f.search_id) = 0 AND EXISTS (SELECT 1 FROM told)
                UNION ALL
                SELECT f.id
                FROM told t
                JOIN body_voices v ON v.voice_id = t.body_id AND t.held_on > v.since
                JOIN follows f ON f.body_id = v.body_id
                UNION ALL
                SELECT f.id
                FROM follows f
                WHERE f.topic_id IN (SELECT x.topic_id FROM told t JOIN agenda_items i ON i.note_id = t.note_id JOIN item_topics x ON x.item_id = i.id)
                UNION ALL
                SELECT f.id
                FROM follows f
                WHERE f.matter_id IN (SELECT i.matter_id FROM told t JOIN agenda_items i ON i.note_id = t.note_id)
                UNION ALL
                SELECT f.id
                FROM follows f
                WHERE f.follow_up_id IN (SELECT a.follow_up_id FROM told t JOIN agenda_items i ON i.note_id = t.note_id JOIN follow_up_answers a ON a.item_id = i.id)
                UNION ALL
                SELECT f.id FROM follows f WHERE f.search_id = ANY(@searches) AND EXISTS (SELECT 1 FROM told)
                UNION ALL
                SELECT f.id
                FROM event e
                JOIN follow_up_standings s ON s.follow_up_id = e.follow_up_id AND s.settled_on IS NULL
                JOIN follows f ON f.follow_up_id = e.follow_up_id
            )
            INSERT INTO notices (event_id, reader_id, due_at, follows)
            SELECT @Id, f.reader_id, CASE WHEN r.is_weekly THEN @weekly ELSE @now END, array_agg(f.id ORDER BY f.since, f.id)
            FROM meant
            JOIN follows f ON f.id = meant.id
            JOIN readers r ON r.id = f.reader_id
            WHERE f.since <= @At AND NOT r.is_paused
            GROUP BY f.reader_id, r.is_weekly
            ON CONFLICT (event_id, reader_id) DO NOTHING
            """,
            new { waiting.Id, waiting.At, searches, now, weekly = NextWeekly(now) }, transaction, commandTimeout: 300, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE follow_events SET spread_at = @now WHERE id = @Id", new { waiting.Id, now }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return notices;
    }
}
