using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using Npgsql;

namespace MeetingNotes.Core.FollowUps;

/// <summary>
/// Keeps <c>follow_up_standings</c> true: which answer counts, which meeting "nästa möte" is, when the time is over. Runs in the
/// transaction that changes a note or a meeting, so that no page derives it for thousands of rows.
/// </summary>
internal static class FollowUpStandings
{
    /// <summary>
    /// What a note bears on: its own follow-ups and the ones it answers, the body's that wait for a meeting, and those that were
    /// answered only after it though it was due to say something.
    /// </summary>
    public static async Task<HashSet<Guid>> AffectedByAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, CancellationToken ct) =>
        [
            .. await connection.QueryAsync<Guid>(new CommandDefinition(
                """
                WITH note AS (
                    SELECT m.body_id, m.held_on, least(m.held_on, n.next_meeting_on) AS first_day
                    FROM notes n
                    JOIN meetings m ON m.id = n.meeting_id
                    WHERE n.id = @noteId
                ),
                voice AS (
                    SELECT v.body_id AS id FROM note JOIN body_voices v ON v.voice_id = note.body_id
                ),
                bound AS (
                    SELECT f.id FROM follow_ups f JOIN voice ON voice.id = f.due_body_id WHERE f.due_kind = 'meeting'
                    UNION
                    SELECT a.follow_up_id FROM follow_up_answers a JOIN voice ON voice.id = a.due_body_id WHERE a.due_kind = 'meeting'
                )
                SELECT f.id
                FROM agenda_items i
                JOIN follow_ups f ON f.item_id = i.id
                WHERE i.note_id = @noteId
                UNION
                SELECT a.follow_up_id
                FROM agenda_items i
                JOIN follow_up_answers a ON a.item_id = i.id
                WHERE i.note_id = @noteId
                UNION
                SELECT s.follow_up_id
                FROM follow_up_standings s
                JOIN bound ON bound.id = s.follow_up_id
                WHERE s.due_until >= (SELECT first_day FROM note)
                UNION
                SELECT s.follow_up_id
                FROM note
                CROSS JOIN voice
                JOIN follow_up_standings s ON s.body_id = voice.id
                WHERE s.settled_on > note.held_on AND s.due_until <= note.held_on
                """,
                new { noteId }, transaction, cancellationToken: ct)),
        ];

    /// <summary>Derives the given follow-ups anew; with none given, all of them.</summary>
    /// <returns>The years of bodies in which they were said: their counts may have changed.</returns>
    public static async Task<HashSet<BodyYear>> RefreshAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid>? followUps, CancellationToken ct)
    {
        HashSet<BodyYear> years =
        [
            .. await connection.QueryAsync<BodyYear>(new CommandDefinition(
                """
                DELETE FROM follow_up_standings s
                USING follow_ups f, agenda_items i, notes n
                WHERE s.follow_up_id IN (SELECT unnest(@ids::uuid[]) UNION ALL SELECT id FROM follow_ups WHERE @ids::uuid[] IS NULL)
                  AND f.id = s.follow_up_id AND i.id = f.item_id AND n.id = i.note_id AND n.withdrawn_at IS NOT NULL;

                WITH voices AS MATERIALIZED (
                    SELECT * FROM body_voices
                ),
                wanted AS (
                    SELECT unnest(@ids::uuid[]) AS id
                    UNION ALL
                    SELECT id FROM follow_ups WHERE @ids::uuid[] IS NULL
                ),
                standing AS (
                    SELECT f.id, f.body_id, m.held_on AS said_on, coalesce(timed.held_on, m.held_on) AS asked_on,
                           timed.id AS due_answer_id, bound.id AS due_meeting_id,
                           coalesce(bound.held_on, due.last, 'infinity') AS due_until,
                           CASE
                               WHEN latest.outcome IN ('done', 'dropped') THEN latest.outcome
                               WHEN latest.id IS NULL AND f.born_done THEN 'done'
                               ELSE 'open'
                           END AS outcome,
                           coalesce(latest.held_on, m.held_on) AS answered_on, latest.id AS answer_id
                    FROM wanted
                    JOIN follow_ups f ON f.id = wanted.id
                    JOIN agenda_items i ON i.id = f.item_id
                    JOIN notes n ON n.id = i.note_id AND n.withdrawn_at IS NULL
                    JOIN meetings m ON m.id = n.meeting_id
                    LEFT JOIN LATERAL (
                        SELECT a.id, a.outcome, am.held_on
                        FROM follow_up_answers a
                        JOIN agenda_items ai ON ai.id = a.item_id
                        JOIN notes an ON an.id = ai.note_id AND an.withdrawn_at IS NULL
                        JOIN meetings am ON am.id = an.meeting_id
                        JOIN bodies ab ON ab.id = am.body_id
                        WHERE a.follow_up_id = f.id
                        ORDER BY am.held_on DESC, a.outcome IN ('done', 'dropped') DESC, ab.slug, am.number DESC, ai.position DESC, a.position DESC
                        LIMIT 1
                    ) latest ON true
                    LEFT JOIN LATERAL (
                        SELECT a.id, a.due_kind, a.due_first, a.due_last, a.due_body_id, am.held_on
                        FROM follow_up_answers a
                        JOIN agenda_items ai ON ai.id = a.item_id
                        JOIN notes an ON an.id = ai.note_id AND an.withdrawn_at IS NULL
                        JOIN meetings am ON am.id = an.meeting_id
                        JOIN bodies ab ON ab.id = am.body_id
                        WHERE a.follow_up_id = f.id AND a.outcome IN ('ongoing', 'moved')
                        ORDER BY am.held_on DESC, ab.slug, am.number DESC, ai.position DESC, a.position DESC
                        LIMIT 1
                    ) timed ON true
                    CROSS JOIN LATERAL (
                        SELECT CASE WHEN timed.id IS NULL THEN f.due_kind ELSE timed.due_kind END AS kind,
                               CASE WHEN timed.id IS NULL THEN f.due_first ELSE timed.due_first END AS first,
                               CASE WHEN timed.id IS NULL THEN f.due_last ELSE timed.due_last END AS last,
                               CASE WHEN timed.id IS NULL THEN f.due_body_id ELSE timed.due_body_id END AS body_id
                    ) due
                    LEFT JOIN LATERAL (
                        -- A meeting that was named by its day or month is the same wherever it has been moved.
                        SELECT x.id, x.held_on
                        FROM voices v
                        JOIN meetings x ON x.body_id = v.voice_id AND x.held_on > v.since
                        WHERE due.kind = 'meeting' AND v.body_id = due.body_id AND NOT x.is_cancelled
                          AND CASE
                                  WHEN due.last IS NULL THEN x.held_on >= due.first
                                  ELSE EXISTS (SELECT 1 FROM meeting_days d WHERE d.meeting_id = x.id AND d.held_on BETWEEN due.first AND due.last)
                              END
                        ORDER BY due.last IS NOT NULL AND x.held_on NOT BETWEEN due.first AND due.last, x.held_on, x.number
                        LIMIT 1
                    ) bound ON true
                ),
                written AS (
                    INSERT INTO follow_up_standings (follow_up_id, body_id, said_on, asked_on, due_answer_id, due_meeting_id, due_until,
                                                     outcome, settled_on, is_late, answer_id)
                    SELECT id, body_id, said_on, asked_on, due_answer_id, due_meeting_id, due_until, outcome,
                           CASE WHEN outcome <> 'open' THEN answered_on END,
                           outcome <> 'open' AND (answered_on > due_until + interval '6 months' OR EXISTS (
                               SELECT 1
                               FROM voices v
                               JOIN meetings lm ON lm.body_id = v.voice_id AND lm.held_on > v.since
                               JOIN notes ln ON ln.meeting_id = lm.id AND ln.withdrawn_at IS NULL
                               WHERE v.body_id = standing.body_id
                                 AND lm.held_on >= greatest(due_until, asked_on + 1) AND lm.held_on < answered_on)),
                           answer_id
                    FROM standing
                    ON CONFLICT (follow_up_id) DO UPDATE
                    SET said_on = excluded.said_on, asked_on = excluded.asked_on, due_answer_id = excluded.due_answer_id,
                        due_meeting_id = excluded.due_meeting_id, due_until = excluded.due_until, outcome = excluded.outcome,
                        settled_on = excluded.settled_on, is_late = excluded.is_late, answer_id = excluded.answer_id
                    RETURNING body_id, said_on
                )
                SELECT DISTINCT body_id, extract(year FROM said_on)::int AS year
                FROM written
                """,
                new { ids = followUps?.ToArray() }, transaction, commandTimeout: followUps is null ? 0 : null, cancellationToken: ct)),
        ];
        await SearchIndex.RestateAsync(connection, transaction, followUps, ct);
        return years;
    }

    /// <summary>
    /// Binds "nästa möte" anew, and says again which note is each body's latest: meetings have been planned,
    /// moved or cancelled, or bodies been given successors.
    /// </summary>
    public static async Task RebindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await DueRereading.FindBodiesAsync(connection, transaction, ct);
        var waiting = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            SELECT s.follow_up_id
            FROM follow_up_standings s
            WHERE s.follow_up_id IN (SELECT f.id FROM follow_ups f WHERE f.due_kind = 'meeting'
                                     UNION ALL
                                     SELECT a.follow_up_id FROM follow_up_answers a WHERE a.due_kind = 'meeting')
            """,
            null, transaction, cancellationToken: ct))).AsList();
        var years = waiting.Count == 0 ? [] : await RefreshAsync(connection, transaction, waiting, ct);
        var bodies = await RefreshLatestNotesAsync(connection, transaction, null, ct);
        await PublicCounts.RecountAsync(connection, transaction, years, ct);
        await PublicCounts.RecountMissingAsync(connection, transaction, [.. bodies.Union(years.Select(year => year.BodyId))], ct);
    }

    /// <summary>
    /// Binds "nästa möte" anew for one body: a meeting of it has been planned, moved, cancelled or taken away.
    /// </summary>
    public static async Task RebindToMeetingsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid bodyId, CancellationToken ct)
    {
        var waiting = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            SELECT f.id
            FROM body_voices v
            JOIN follow_ups f ON f.due_body_id = v.body_id AND f.due_kind = 'meeting'
            WHERE v.voice_id = @bodyId
            UNION
            SELECT a.follow_up_id
            FROM body_voices v
            JOIN follow_up_answers a ON a.due_body_id = v.body_id AND a.due_kind = 'meeting'
            WHERE v.voice_id = @bodyId
            """,
            new { bodyId }, transaction, cancellationToken: ct))).AsList();
        if (waiting.Count > 0)
        {
            var years = await RefreshAsync(connection, transaction, waiting, ct);
            await PublicCounts.RecountAsync(connection, transaction, years, ct);
            await PublicCounts.RecountMissingAsync(connection, transaction, [.. years.Select(year => year.BodyId).Distinct()], ct);
        }
    }

    /// <summary>The day of a body's latest public note, for it and for those it speaks for; with none given, for all.</summary>
    /// <returns>The bodies for which it is another day now.</returns>
    public static async Task<IReadOnlyList<Guid>> RefreshLatestNotesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid? bodyId, CancellationToken ct) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            UPDATE bodies b
            SET latest_note_on = spoken.latest_on
            FROM (
                SELECT x.id, (
                    SELECT max(latest.held_on)
                    FROM body_voices v
                    CROSS JOIN LATERAL (
                        SELECT m.held_on
                        FROM meetings m
                        JOIN notes n ON n.meeting_id = m.id AND n.withdrawn_at IS NULL
                        WHERE m.body_id = v.voice_id AND m.held_on > v.since
                        ORDER BY m.held_on DESC
                        LIMIT 1
                    ) latest
                    WHERE v.body_id = x.id) AS latest_on
                FROM bodies x
                WHERE @bodyId::uuid IS NULL OR x.id IN (SELECT spoken_for.body_id FROM body_voices spoken_for WHERE spoken_for.voice_id = @bodyId)
            ) spoken
            WHERE b.id = spoken.id AND b.latest_note_on IS DISTINCT FROM spoken.latest_on
            RETURNING b.id
            """,
            new { bodyId }, transaction, cancellationToken: ct))).AsList();
}
