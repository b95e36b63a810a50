using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>How many notes, items and follow-ups are public, by body and year; counted when something changes, never on a read.</summary>
internal static class PublicCounts
{
    /// <summary>Counts every change of what is public of follow-ups, in its transaction: who keeps their numbers can tell that they are old.</summary>
    internal const string FollowUpChanges = "follow-up changes";

    /// <summary>Counts the given years anew; with none given, every year of every body.</summary>
    public static async Task RecountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<BodyYear>? years, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH wanted AS (
                SELECT body_id, year FROM unnest(@bodies, @years) AS given (body_id, year)
                UNION
                SELECT body_id, extract(year FROM held_on)::int FROM published_notes WHERE @all
            ),
            item_counts AS (
                SELECT w.body_id, w.year, count(DISTINCT n.id) AS notes, count(i.id) AS items
                FROM wanted w
                JOIN published_notes n ON n.body_id = w.body_id AND n.held_on >= make_date(w.year, 1, 1) AND n.held_on < make_date(w.year + 1, 1, 1)
                LEFT JOIN agenda_items i ON i.note_id = n.id
                GROUP BY w.body_id, w.year
            ),
            follow_up_counts AS (
                SELECT w.body_id, w.year, count(*) AS follow_ups, count(s.settled_on) AS settled
                FROM wanted w
                JOIN follow_up_standings s ON s.body_id = w.body_id AND s.said_on >= make_date(w.year, 1, 1) AND s.said_on < make_date(w.year + 1, 1, 1)
                GROUP BY w.body_id, w.year
            )
            INSERT INTO counts (body_id, year, notes, items, follow_ups, settled)
            SELECT w.body_id, w.year, coalesce(i.notes, 0), coalesce(i.items, 0), coalesce(f.follow_ups, 0), coalesce(f.settled, 0)
            FROM wanted w
            LEFT JOIN item_counts i USING (body_id, year)
            LEFT JOIN follow_up_counts f USING (body_id, year)
            ON CONFLICT (body_id, year) DO UPDATE
            SET notes = excluded.notes, items = excluded.items, follow_ups = excluded.follow_ups, settled = excluded.settled;

            DELETE FROM follow_up_tallies t
            WHERE t.outcome <> 'missing' AND (@all OR (t.body_id, t.year) IN (SELECT * FROM unnest(@bodies, @years)));

            INSERT INTO follow_up_tallies (body_id, year, due_year, outcome, is_late, follow_ups)
            SELECT s.body_id, s.said_year, s.due_year, s.outcome::follow_up_state, s.is_late, count(*)
            FROM follow_up_standings s
            WHERE s.settled_on IS NOT NULL
              AND (@all OR s.body_id = ANY(@bodies) AND (s.body_id, s.said_year) IN (SELECT * FROM unnest(@bodies, @years)))
            GROUP BY 1, 2, 3, 4, 5;
            """,
            new
            {
                all = years is null,
                bodies = (years ?? []).Select(entry => entry.BodyId).ToArray(),
                years = (years ?? []).Select(entry => entry.Year).ToArray(),
            }, transaction, commandTimeout: years is null ? 0 : null, cancellationToken: ct));

    /// <summary>
    /// Counts what notes of the given bodies, or of those they speak for, have left out; with none given, of every body. Such a
    /// follow-up is missing whatever the day is, from the latest note's on. Comes last in every change.
    /// </summary>
    public static async Task RecountMissingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid>? bodies, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM follow_up_tallies t
            WHERE t.outcome = 'missing' AND (@all OR t.body_id IN (SELECT v.body_id FROM body_voices v WHERE v.voice_id = ANY(@bodies)));

            INSERT INTO follow_up_tallies (body_id, year, due_year, outcome, is_late, follow_ups)
            SELECT s.body_id, s.said_year, s.due_year, 'missing', false, count(*)
            FROM bodies b
            JOIN follow_up_standings s ON s.body_id = b.id AND s.settled_on IS NULL AND s.answer_due_on < b.latest_note_on
            WHERE @all OR b.id IN (SELECT v.body_id FROM body_voices v WHERE v.voice_id = ANY(@bodies))
            GROUP BY s.body_id, s.said_year, s.due_year;

            INSERT INTO derivations (name, version)
            VALUES (@FollowUpChanges, 1)
            ON CONFLICT (name) DO UPDATE SET version = derivations.version + 1;
            """,
            new { all = bodies is null, bodies = (bodies ?? []).ToArray(), FollowUpChanges }, transaction, commandTimeout: bodies is null ? 0 : null, cancellationToken: ct));

    /// <summary>What a note adds to its topics and matters, as it stands in the database now; to topics nothing when it is withdrawn.</summary>
    public static async Task<NoteShare> ShareOfAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, CancellationToken ct)
    {
        var topics = await connection.QueryAsync<(Guid Id, int Items)>(new CommandDefinition(
            """
            SELECT t.topic_id, count(*)::int
            FROM notes n
            JOIN agenda_items i ON i.note_id = n.id
            JOIN item_topics t ON t.item_id = i.id
            WHERE n.id = @noteId AND n.withdrawn_at IS NULL
            GROUP BY t.topic_id
            """,
            new { noteId }, transaction, cancellationToken: ct));
        var matters = await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT DISTINCT matter_id FROM agenda_items WHERE note_id = @noteId AND matter_id IS NOT NULL", new { noteId }, transaction, cancellationToken: ct));
        return new NoteShare(topics.ToDictionary(topic => topic.Id, topic => topic.Items), [.. matters]);
    }

    /// <summary>
    /// After a note has changed: what it has more or less of each topic is added, since counting the items of a big topic takes a second; its matters are
    /// counted anew.
    /// </summary>
    /// <param name="connection">Has the lock of publishing.</param>
    /// <param name="transaction">In which it changes.</param>
    /// <param name="noteId">The note.</param>
    /// <param name="before">Its share before.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task RecountNamesOfAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, NoteShare before, CancellationToken ct)
    {
        var after = await ShareOfAsync(connection, transaction, noteId, ct);
        var topics = before.Topics.Keys.Union(after.Topics.Keys).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE topics t
            SET items = t.items + more.items
            FROM unnest(@topics, @items) AS more (topic_id, items)
            WHERE t.id = more.topic_id AND more.items <> 0
            """,
            new { topics, items = topics.Select(topic => after.Topics.GetValueOrDefault(topic) - before.Topics.GetValueOrDefault(topic)).ToArray() },
            transaction, cancellationToken: ct));
        await RecountNamesAsync(connection, transaction, [], [.. before.Matters.Union(after.Matters)], ct);
    }

    /// <summary>Counts topics and matters anew; with none given, all of them.</summary>
    public static async Task RecountNamesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[]? topics, Guid[]? matters, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE topics t
            SET items = (SELECT count(*)
                         FROM item_topics it
                         JOIN agenda_items i ON i.id = it.item_id
                         JOIN notes n ON n.id = i.note_id
                         WHERE it.topic_id = t.id AND n.withdrawn_at IS NULL)
            WHERE @topics::uuid[] IS NULL OR t.id = ANY(@topics);

            UPDATE matters m
            SET (items, meetings, latest_on) = (SELECT count(*), count(DISTINCT n.id), max(n.held_on)
                                                FROM agenda_items i
                                                JOIN published_notes n ON n.id = i.note_id
                                                WHERE i.matter_id = m.id)
            WHERE @matters::uuid[] IS NULL OR m.id = ANY(@matters);
            """,
            new { topics, matters }, transaction, commandTimeout: topics is null ? 0 : null, cancellationToken: ct));
}

/// <summary>A note's part of the counts of names.</summary>
/// <param name="Topics">How many of its items have each topic.</param>
/// <param name="Matters">Those that its items are of.</param>
internal sealed record NoteShare(IReadOnlyDictionary<Guid, int> Topics, IReadOnlyList<Guid> Matters);

internal sealed record BodyYear(Guid BodyId, int Year);
