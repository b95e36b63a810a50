using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using Npgsql;

namespace MeetingNotes.Core.Following;

/// <summary>
/// Searches that readers follow. Each is kept as the question that the search itself asks of the index, so that a new note is asked all of them at
/// once: those that have one of its words are found by an index, and only they are tried.
/// </summary>
public sealed class FollowedSearches(Database db, SwedishAnalysis analysis)
{
    private const int BatchSize = 500;

    /// <summary>What a search asks; <c>null</c> when it asks for nothing: only stop words, or a body or topic that does not exist.</summary>
    internal async Task<CompiledSearch?> CompileAsync(SearchChoice choice, string path, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await CompileAsync(connection, choice, path, await SourceAsync(connection, ct), ct);
    }

    // What somebody begins to follow is not taken away because nobody followed it.
    private const long KeepingLock = 0x4E6F746572617402;

    /// <summary>Held to the end of the transaction that keeps searches, or forgets those that nobody follows.</summary>
    internal static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@KeepingLock)", new { KeepingLock }, transaction, cancellationToken: ct));

    /// <summary>Forgets searches that nobody follows any more.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LockAsync(connection, transaction, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM followed_searches s WHERE NOT EXISTS (SELECT 1 FROM follows f WHERE f.search_id = s.id)", null, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>Keeps a search, once however many follow it.</summary>
    /// <returns>Its id.</returns>
    internal static Task<Guid> KeepAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CompiledSearch search, CancellationToken ct) =>
        connection.ExecuteScalarAsync<Guid>(new CommandDefinition(
            """
            INSERT INTO followed_searches AS s (id, text, path, body_id, year, topic_id, state, query, keys, made_with)
            VALUES (@id, @text, @Path, (SELECT id FROM bodies WHERE slug = @BodySlug), @Year, (SELECT id FROM topics WHERE slug = @TopicSlug), @state, @Query, @Keys, @MadeWith)
            ON CONFLICT (text, body_id, year, topic_id, state) DO UPDATE SET path = excluded.path, query = excluded.query, keys = excluded.keys, made_with = excluded.made_with
            RETURNING id
            """,
            new
            {
                id = Guid.CreateVersion7(),
                text = search.Choice.Text,
                search.Path,
                search.Choice.BodySlug,
                search.Choice.Year,
                search.Choice.TopicSlug,
                state = search.Choice.State?.ToString().ToLowerInvariant(),
                search.Query,
                search.Keys,
                search.MadeWith,
            }, transaction, cancellationToken: ct));

    /// <summary>The items of a note that meet each search which somebody follows.</summary>
    internal static async Task<ILookup<Guid, Guid>> MatchesAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid noteId, CancellationToken ct) =>
        (await connection.QueryAsync<(Guid SearchId, Guid ItemId)>(new CommandDefinition(
            """
            WITH item AS MATERIALIZED (
                SELECT item_id, position, vector, array_append(tsvector_to_array(vector), '') AS words FROM search_items WHERE note_id = @noteId
            )
            SELECT s.id, i.item_id
            FROM item i
            JOIN followed_searches s ON s.keys && i.words
            WHERE i.vector @@ s.query::tsquery
            ORDER BY i.position
            """,
            new { noteId }, transaction, commandTimeout: 300, cancellationToken: ct))).ToLookup(match => match.SearchId, match => match.ItemId);

    /// <summary>Makes the questions anew when the analyser, the synonyms or the abbreviations have changed; returns how many.</summary>
    public async Task<int> RefreshAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        var source = await SourceAsync(connection, ct);
        var made = 0;
        while (await NextAsync() is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                var search = await CompileAsync(connection, row.Choice, row.Path, source, ct);
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE followed_searches SET query = coalesce(@Query, query), keys = coalesce(@Keys, keys), made_with = @source WHERE id = @Id",
                    new { row.Id, search?.Query, search?.Keys, source }, cancellationToken: ct));
            }

            made += batch.Count;
        }

        return made;

        async Task<List<SearchRow>> NextAsync() => (await connection.QueryAsync<SearchRow>(new CommandDefinition(
            """
            SELECT s.id, s.text, s.path, b.slug::text AS body_slug, s.year, t.slug::text AS topic_slug, s.state
            FROM followed_searches s
            LEFT JOIN bodies b ON b.id = s.body_id
            LEFT JOIN topics t ON t.id = s.topic_id
            WHERE s.made_with <> @source
            ORDER BY s.id
            LIMIT @BatchSize
            """,
            new { source, BatchSize }, cancellationToken: ct))).AsList();
    }

    private async Task<CompiledSearch?> CompileAsync(NpgsqlConnection connection, SearchChoice choice, string path, string source, CancellationToken ct)
    {
        var request = new SearchRequest(SearchQuery.Parse(choice.Text, analysis.Analyser))
        {
            BodySlug = choice.BodySlug,
            Year = choice.Year,
            TopicSlug = choice.TopicSlug,
            State = choice.State,
        };
        if (!request.Query.IsSearchable || await WordBook.ReadAsync(connection, request, analysis.Analyser, ct) is not { Filed: { } filed } book)
        {
            return null;
        }

        var (query, keys) = TierQueries.Standing(request.Query, book, filed);
        return new CompiledSearch(choice, path, query, keys, source);
    }

    private async Task<string> SourceAsync(NpgsqlConnection connection, CancellationToken ct) =>
        await connection.QuerySingleAsync<string>(new CommandDefinition(
            """
            SELECT @Fingerprint || ':' || md5(
                (SELECT coalesce(string_agg(word || '=' || other, '|' ORDER BY word, other), '') FROM synonyms)
                || (SELECT coalesce(string_agg(short || '=' || long, '|' ORDER BY short), '') FROM abbreviations))
            """,
            new { analysis.Analyser.Fingerprint }, cancellationToken: ct));

    private sealed record SearchRow
    {
        public required Guid Id { get; init; }
        public required string Text { get; init; }
        public required string Path { get; init; }
        public string? BodySlug { get; init; }
        public int? Year { get; init; }
        public string? TopicSlug { get; init; }
        public string? State { get; init; }

        public SearchChoice Choice => new(Text) { BodySlug = BodySlug, Year = Year, TopicSlug = TopicSlug, State = State is null ? null : FollowUps.FollowUpRow.StateOf(State) };
    }
}

/// <param name="Choice">What is searched for.</param>
/// <param name="Path">Where the search is on the site.</param>
/// <param name="Query">A <c>tsquery</c> that an item meets or not.</param>
/// <param name="Keys">An item that meets it has one of these words; the empty word when that cannot be said.</param>
/// <param name="MadeWith">Which analyser and synonyms made it.</param>
internal sealed record CompiledSearch(SearchChoice Choice, string Path, string Query, string[] Keys, string MadeWith);
