using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Search;

/// <summary>Search over agenda items: every word, in any inflection that PostgreSQL's Swedish stemmer knows, newest first.</summary>
public sealed class ItemSearch(Database db)
{
    public const int PageSize = 20;

    /// <summary>Longer queries are cut; the page says so.</summary>
    public const int MaxQueryLength = 200;

    private const int MaxWords = 20;

    /// <summary>Counted exactly up to here.</summary>
    public const int MaxCount = 10_000;

    /// <param name="query">Words, "a phrase", -not, or; never an error.</param>
    /// <param name="bodySlug">Only this body.</param>
    /// <param name="year">Only meetings of this year.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SearchResult> SearchAsync(string query, string? bodySlug, int? year, int page, CancellationToken ct)
    {
        var parameters = new { query = Bounded(query), bodySlug, year, MaxCount, PageSize, offset = (page - 1L) * PageSize };
        // Materialized: the search index finds the hits. Otherwise PostgreSQL may walk all items by date and split each into words.
        var count = await db.ExecuteScalarAsync<int>(
            """
            WITH hit AS MATERIALIZED (
                SELECT i.id, i.note_id
                FROM agenda_items i
                WHERE to_tsvector('swedish', i.heading || ' ' || i.text) @@ websearch_to_tsquery('swedish', @query)
            )
            SELECT count(*)::int
            FROM (SELECT 1
                  FROM hit
                  JOIN published_notes n ON n.id = hit.note_id
                  WHERE (@bodySlug::text IS NULL OR n.body_slug = @bodySlug)
                    AND (@year::int IS NULL OR (n.held_on >= make_date(@year, 1, 1) AND n.held_on < make_date(@year + 1, 1, 1)))
                  LIMIT @MaxCount + 1) AS counted
            """,
            parameters, ct);
        var hits = count <= parameters.offset ? [] : await db.QueryAsync<ListedItem>(
            """
            WITH hit AS MATERIALIZED (
                SELECT i.id, i.note_id
                FROM agenda_items i
                WHERE to_tsvector('swedish', i.heading || ' ' || i.text) @@ websearch_to_tsquery('swedish', @query)
            )
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int
            FROM hit
            JOIN agenda_items i ON i.id = hit.id
            JOIN published_notes n ON n.id = hit.note_id
            WHERE (@bodySlug::text IS NULL OR n.body_slug = @bodySlug)
              AND (@year::int IS NULL OR (n.held_on >= make_date(@year, 1, 1) AND n.held_on < make_date(@year + 1, 1, 1)))
            ORDER BY n.held_on DESC, n.body_slug, n.number DESC, i.position
            LIMIT @PageSize OFFSET @offset
            """,
            parameters, ct);
        return new SearchResult(count, hits);
    }

    /// <summary>At most 200 characters and 20 words; PostgreSQL has no room for a long row of hyphens, each of which negates the next.</summary>
    private static string Bounded(string query) => string.Join(' ', Excerpt.Cut(query, MaxQueryLength)
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.StartsWith('-') ? "-" + word.TrimStart('-') : word)
        .Select(word => word.Replace("--", " ", StringComparison.Ordinal))
        .Where(word => word != "-")
        .Take(MaxWords));
}

/// <param name="Count">Hits; one more than <see cref="ItemSearch.MaxCount"/> means that there are more than that.</param>
/// <param name="Hits">One page of them.</param>
public sealed record SearchResult(int Count, IReadOnlyList<ListedItem> Hits);
