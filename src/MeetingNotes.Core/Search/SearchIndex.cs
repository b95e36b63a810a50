using Dapper;
using MeetingNotes.Core.Search.Swedish;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// Keeps the rows that searches look in, inside the transaction that changes what is public. What is not public has no row, so that
/// nothing of it can be found, counted or suggested.
/// </summary>
internal static class SearchIndex
{
    /// <summary>Makes the rows of some notes what they should be: of what is published now, none of what is withdrawn.</summary>
    /// <param name="connection">The transaction's, which holds the lock of publishing.</param>
    /// <param name="transaction">Of the change.</param>
    /// <param name="noteIds">The notes.</param>
    /// <param name="analyser">Makes the words.</param>
    /// <param name="now">From when they are public, if they are new.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="counts">Not when very many are written and <see cref="RecountAsync"/> is called at the end.</param>
    public static async Task RefreshAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid> noteIds, SwedishAnalyser analyser, DateTimeOffset now,
        CancellationToken ct, bool counts = true)
    {
        var items = await LoadAsync(connection, transaction, noteIds, ct);
        var vectors = items.AsParallel().AsOrdered().WithCancellation(ct).Select(item => ItemVector.Of(item, analyser)).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH old AS MATERIALIZED (
                SELECT vector FROM search_items WHERE note_id = ANY(@notes)
            ), gone AS (
                DELETE FROM search_items WHERE note_id = ANY(@notes) AND item_id <> ALL(@ids)
            ), written AS (
                INSERT INTO search_items (item_id, note_id, body_id, held_on, position, topics, standings, public_since, vector)
                SELECT id, note_id, body_id, held_on, position, string_to_array(topics, ',')::uuid[], item_standings(id), @now,
                       vector::tsvector || array_to_tsvector(outcome_words(item_standings(id)))
                FROM unnest(@ids, @itemNotes, @bodies, @days, @positions, @topics, @vectors)
                     AS item (id, note_id, body_id, held_on, position, topics, vector)
                ON CONFLICT (item_id) DO UPDATE
                SET held_on = excluded.held_on, position = excluded.position, topics = excluded.topics, standings = excluded.standings,
                    vector = excluded.vector
                RETURNING vector
            ), changed AS (
                SELECT w.lexeme, sum(w.items) AS items
                FROM (SELECT v.lexeme, -1 AS items FROM old, unnest(old.vector) AS v
                      UNION ALL
                      SELECT v.lexeme, 1 FROM written, unnest(written.vector) AS v) AS w
                WHERE @counts AND left(w.lexeme, 1) NOT IN ('=', '"')
                GROUP BY w.lexeme
                HAVING sum(w.items) <> 0
            )
            INSERT INTO search_words AS known (word, whole, part, heading, context)
            SELECT c.word, sum(c.whole), sum(c.part), sum(c.heading), sum(c.context)
            FROM changed, search_word_counts(changed.lexeme, changed.items) AS c
            GROUP BY c.word
            ON CONFLICT (word) DO UPDATE
            SET whole = known.whole + excluded.whole, part = known.part + excluded.part,
                heading = known.heading + excluded.heading, context = known.context + excluded.context;

            DELETE FROM search_words WHERE whole = 0 AND part = 0 AND heading = 0 AND context = 0;
            """,
            new
            {
                counts,
                now = now.ToUniversalTime(),
                notes = noteIds.ToArray(),
                ids = items.Select(item => item.Id).ToArray(),
                itemNotes = items.Select(item => item.NoteId).ToArray(),
                bodies = items.Select(item => item.BodyId).ToArray(),
                days = items.Select(item => item.HeldOn).ToArray(),
                positions = items.Select(item => item.Position).ToArray(),
                topics = items.Select(item => string.Join(',', item.TopicIds)).ToArray(),
                vectors,
            }, transaction, commandTimeout: 0, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM notes_to_index WHERE note_id = ANY(@notes)", new { notes = noteIds.ToArray() }, transaction, cancellationToken: ct));
    }

    /// <summary>Says in the rows how their follow-ups stand now; those of notes that have just been made public come with <see cref="RefreshAsync"/>.</summary>
    /// <param name="connection">The transaction's, which holds the lock of publishing.</param>
    /// <param name="transaction">Of the change.</param>
    /// <param name="followUps">Those whose standing may have changed; <c>null</c>: all.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task RestateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid>? followUps, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH stood AS MATERIALIZED (
                SELECT i.item_id, i.standings AS before, item_standings(i.item_id) AS after
                FROM search_items i
                WHERE i.item_id IN (SELECT f.item_id FROM follow_ups f WHERE f.id = ANY(@ids) UNION ALL SELECT f.item_id FROM follow_ups f WHERE @ids::uuid[] IS NULL)
            ), changed AS (
                UPDATE search_items i
                SET standings = s.after,
                    vector = CASE WHEN outcome_words(s.before) = outcome_words(s.after) THEN i.vector
                                  ELSE ts_delete(i.vector, outcome_words(s.before)) || array_to_tsvector(outcome_words(s.after)) END
                FROM stood s
                WHERE i.item_id = s.item_id AND s.before <> s.after
                RETURNING s.before, s.after
            ), counted AS (
                SELECT word, sum(items) AS items
                FROM (SELECT unnest(outcome_words(before)) AS word, -1 AS items FROM changed
                      UNION ALL
                      SELECT unnest(outcome_words(after)), 1 FROM changed) AS w
                GROUP BY word
                HAVING sum(items) <> 0
            )
            INSERT INTO search_words AS known (word, whole)
            SELECT word, items FROM counted
            ON CONFLICT (word) DO UPDATE SET whole = known.whole + excluded.whole
            """,
            new { ids = followUps?.ToArray() }, transaction, commandTimeout: followUps is null ? 0 : null, cancellationToken: ct));

    /// <summary>Counts the words of the whole index anew, when all of it was made by the same analyser.</summary>
    public static async Task RecountAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SwedishAnalyser analyser, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM search_words;

            INSERT INTO search_words (word, whole, part, heading, context)
            SELECT c.word, sum(c.whole), sum(c.part), sum(c.heading), sum(c.context)
            FROM (SELECT v.lexeme, count(*) AS items
                  FROM search_items i, unnest(tsvector_to_array(i.vector)) AS v (lexeme)
                  WHERE left(v.lexeme, 1) NOT IN ('=', '"')
                  GROUP BY v.lexeme) AS s, search_word_counts(s.lexeme, s.items) AS c
            GROUP BY c.word;

            INSERT INTO search_source (fingerprint) VALUES (@Fingerprint) ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint;
            """,
            new { analyser.Fingerprint }, transaction, commandTimeout: 0, cancellationToken: ct));

    private static async Task<IReadOnlyList<IndexedItem>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid> noteIds, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<ItemRow>(new CommandDefinition(
            """
            SELECT i.id, i.note_id, n.body_id, n.held_on, i.position, i.heading, i.text, n.title, n.body_name, x.name AS matter,
                   ARRAY(SELECT f.text || coalesce(' ' || f.responsible, '') FROM follow_ups f WHERE f.item_id = i.id ORDER BY f.position) AS follow_ups,
                   ARRAY(SELECT t.topic_id FROM item_topics t WHERE t.item_id = i.id ORDER BY t.position) AS topic_ids,
                   ARRAY(SELECT unnest(o.name || o.synonyms) FROM item_topics t JOIN topics o ON o.id = t.topic_id WHERE t.item_id = i.id) AS topics
            FROM agenda_items i
            JOIN published_notes n ON n.id = i.note_id
            LEFT JOIN matters x ON x.id = i.matter_id
            WHERE i.note_id = ANY(@notes)
            """,
            new { notes = noteIds.ToArray() }, transaction, commandTimeout: 0, cancellationToken: ct));
        return [.. rows.Select(row => row.ToItem())];
    }

    private sealed record ItemRow
    {
        public required Guid Id { get; init; }
        public required Guid NoteId { get; init; }
        public required Guid BodyId { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required short Position { get; init; }
        public required string Heading { get; init; }
        public required string Text { get; init; }
        public required string Title { get; init; }
        public required string BodyName { get; init; }
        public string? Matter { get; init; }
        public required string[] FollowUps { get; init; }
        public required Guid[] TopicIds { get; init; }
        public required string[] Topics { get; init; }

        public IndexedItem ToItem() => new()
        {
            Id = Id,
            NoteId = NoteId,
            BodyId = BodyId,
            HeldOn = HeldOn,
            Position = Position,
            Heading = Heading,
            Text = Text,
            FollowUps = FollowUps,
            TopicIds = TopicIds,
            Names = [Title, BodyName, .. Topics, .. Matter is null ? [] : new[] { Matter }],
        };
    }
}
