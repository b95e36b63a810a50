using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// One search in progress: counts what meets the weakest way of meeting the query, and finds the newest of each way. What is common is looked for
/// in one span of time after the other, the newest first, until there is enough; what is rare in all of it at once.
/// </summary>
internal sealed class SearchRun(NpgsqlConnection connection, SearchRequest request, TierQueries queries, WordBook book, DateOnly today)
{
    /// <summary>To look in all of the index at once costs little for so many hits, or for so many times what is wanted.</summary>
    private const int Few = 5000;

    private const int Waste = 4;

    /// <summary>So many of the best are weighed against each other; those after them stand newest first.</summary>
    private const int Weighed = 200;

    /// <summary>When there is too much to count, so many say what choices there are.</summary>
    private const int Sample = 1000;

    private readonly int _from = (int)Math.Min((request.Page - 1L) * ItemSearch.PageSize, ItemSearch.MaxCount);

    /// <summary>Looks span by span whatever is likely, as in an archive of millions.</summary>
    public bool IsAlwaysInSpans { get; init; }

    public async Task<SearchResult> FindAsync(CancellationToken ct)
    {
        var tiers = request.Order == SearchOrder.Newest ? [queries.Tiers[^1]] : queries.Tiers;
        var wanted = request.Order == SearchOrder.Newest ? _from + ItemSearch.PageSize : Math.Max(_from + ItemSearch.PageSize, Weighed);
        var (facets, found) = await AskAsync(tiers, wanted, ct);
        return new SearchResult(facets[0].Items, await ItemsAsync(Ranked(found, wanted), ct), [.. Facets(facets)]);
    }

    /// <summary>The choices; when not all was counted the years of what was would only be the newest.</summary>
    private IEnumerable<SearchFacet> Facets(List<SearchFacet> counted) => counted[0].Items <= ItemSearch.MaxCount ? counted.Skip(1) :
        counted.Where(facet => facet.Kind is not "count" and not "year")
            .Concat(book.Months.GroupBy(month => SearchWords.YearOfMonth(month.Word)).Select(year =>
                new SearchFacet("year", $"{year.Key}", $"{year.Key}", year.Sum(month => month.Whole))));

    /// <summary>Ids in the order of their tiers, each once.</summary>
    private static List<(Guid Id, int Tier)> Ranked(IReadOnlyList<List<Guid>> found, int wanted)
    {
        var seen = new HashSet<Guid>();
        return [.. found.SelectMany((ids, tier) => ids.Where(seen.Add).Select(id => (id, tier))).Take(wanted)];
    }

    private async Task<(List<SearchFacet> Facets, IReadOnlyList<List<Guid>> Found)> AskAsync(IReadOnlyList<Tier> tiers, int wanted, CancellationToken ct)
    {
        var limits = (request.AsOf is null ? "" : " AND i.public_since <= @AsOf")
            + (request.State is null ? "" : " AND @state = ANY (ARRAY(SELECT f.state::text FROM follow_up_states_on(@today) f WHERE f.item_id = i.item_id))");
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            $$"""
            WITH found AS MATERIALIZED (
                SELECT i.*
                FROM unnest(@countSpans) AS span (query),
                     LATERAL (
                         SELECT i.item_id, i.body_id, i.held_on, i.topics, i.has_follow_up
                         FROM search_items i
                         WHERE i.vector @@ ANY (ARRAY(SELECT (text || span.query)::tsquery FROM unnest(@counted) AS text)){{limits}}
                         LIMIT @MaxCount + 1) AS i
                LIMIT @MaxCount + 1
            ), total AS MATERIALIZED (
                SELECT count(*)::int AS items FROM found
            ), hit AS MATERIALIZED (
                SELECT * FROM found LIMIT (SELECT CASE WHEN items > @MaxCount THEN @Sample ELSE items END FROM total)
            )
            SELECT 'count' AS kind, '' AS value, '' AS name, items FROM total
            UNION ALL
            (SELECT 'body', b.slug::text, b.name, h.items
             FROM (SELECT body_id, count(*)::int AS items FROM hit GROUP BY body_id) AS h JOIN bodies b ON b.id = h.body_id
             ORDER BY h.items DESC, b.name)
            UNION ALL
            (SELECT 'year', y.year::text, y.year::text, y.items
             FROM (SELECT extract(year FROM held_on)::int AS year, count(*)::int AS items FROM hit GROUP BY 1) AS y
             ORDER BY y.year DESC)
            UNION ALL
            (SELECT 'topic', t.slug::text, t.name, h.items
             FROM (SELECT topic, count(*)::int AS items FROM hit, unnest(topics) AS topic GROUP BY topic) AS h JOIN topics t ON t.id = h.topic
             ORDER BY h.items DESC, t.name
             LIMIT 30)
            UNION ALL
            SELECT 'state', f.state::text, f.state::text, count(DISTINCT h.item_id)::int
            FROM hit h
            JOIN follow_up_states_on(@today) f ON f.item_id = h.item_id
            WHERE h.has_follow_up
            GROUP BY f.state;

            SELECT t.tier::int, h.item_id
            FROM unnest(@tiers, @spans) WITH ORDINALITY AS t (texts, spans, tier),
                 LATERAL (
                     SELECT i.*
                     FROM regexp_split_to_table(t.spans, ',') AS span (query),
                          LATERAL (
                              SELECT i.item_id, i.held_on, i.note_id, i.position
                              FROM search_items i
                              WHERE i.vector @@ ANY (ARRAY(SELECT (text || span.query)::tsquery FROM unnest(string_to_array(t.texts, E'\n')) AS text)){{limits}}
                              ORDER BY i.held_on DESC, i.note_id, i.position
                              LIMIT @wanted) AS i
                     LIMIT @wanted) AS h
            ORDER BY t.tier, h.held_on DESC, h.note_id, h.position;
            """,
            new
            {
                counted = queries.Tiers[^1].Texts,
                countSpans = Spans(queries.Tiers[^1], ItemSearch.MaxCount),
                tiers = tiers.Select(tier => string.Join('\n', tier.Texts)).ToArray(),
                spans = tiers.Select(tier => string.Join(',', Spans(tier, wanted))).ToArray(),
                request.AsOf,
                state = request.State?.ToString().ToLowerInvariant(),
                today,
                ItemSearch.MaxCount,
                Sample,
                wanted,
            }, cancellationToken: ct));
        var facets = (await results.ReadAsync<SearchFacet>()).AsList();
        var found = (await results.ReadAsync<(int Tier, Guid Id)>()).ToLookup(row => row.Tier, row => row.Id);
        return (facets, [.. Enumerable.Range(1, tiers.Count).Select(tier => found[tier].ToList())]);
    }

    /// <summary>
    /// The page's items, best first. Within a tier, how often and how near each other the words stand decides, and a little how new the item is.
    /// </summary>
    private async Task<IReadOnlyList<SearchHit>> ItemsAsync(List<(Guid Id, int Tier)> ranked, CancellationToken ct)
    {
        var isWeighed = request.Order == SearchOrder.Relevance && _from < Weighed;
        var rows = isWeighed ? ranked[..Math.Min(Weighed, ranked.Count)] : [.. ranked.Skip(_from).Take(ItemSearch.PageSize)];
        if (rows.Count == 0)
        {
            return [];
        }

        return (await connection.QueryAsync<SearchHit>(new CommandDefinition(
            """
            WITH hit AS MATERIALIZED (
                SELECT h.id,
                       row_number() OVER (ORDER BY
                           CASE WHEN @isWeighed THEN h.tier END,
                           CASE WHEN @isWeighed
                                THEN (ts_rank_cd('{0.5, 0.7, 0.8, 1}', i.vector, @words::tsquery, 1) + 0.05)
                                     * (1 + 0.5 * exp(-greatest(@today - i.held_on, 0) / 1500.0)) END DESC,
                           h.place) AS place
                FROM unnest(@ids, @tiers) WITH ORDINALITY AS h (id, tier, place)
                JOIN search_items i ON i.item_id = h.id
            )
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int,
                   n.published_at, n.corrected_at, x.slug::text AS matter_slug, x.name AS matter_name,
                   ARRAY(SELECT t.slug::text FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id ORDER BY it.position) AS topic_slugs,
                   ARRAY(SELECT t.name FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id ORDER BY it.position) AS topic_names,
                   ARRAY(SELECT f.text FROM follow_ups f WHERE f.item_id = i.id ORDER BY f.position) AS follow_ups
            FROM (SELECT id, place FROM hit ORDER BY place LIMIT @PageSize OFFSET @skip) AS hit
            JOIN agenda_items i ON i.id = hit.id
            JOIN published_notes n ON n.id = i.note_id
            LEFT JOIN matters x ON x.id = i.matter_id
            ORDER BY hit.place
            """,
            new
            {
                isWeighed,
                ids = rows.Select(row => row.Id).ToArray(),
                tiers = rows.Select(row => row.Tier).ToArray(),
                words = queries.Words,
                today,
                ItemSearch.PageSize,
                skip = isWeighed ? _from : 0,
            }, cancellationToken: ct))).AsList();
    }

    private string[] Spans(Tier tier, int wanted) => book.SpansFor(tier, IsAlwaysInSpans ? 0 : Math.Max(Few, Waste * wanted));
}
