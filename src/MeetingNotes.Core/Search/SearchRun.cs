using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// One search in progress: counts what meets the weakest way of meeting the query, and finds the newest of each way. Both look only as many months
/// back as they need to, and look again further back when that was not enough.
/// </summary>
internal sealed class SearchRun(NpgsqlConnection connection, SearchRequest request, TierQueries queries, WordBook book, DateOnly today)
{
    /// <summary>So many of the best are weighed against each other; those after them stand newest first.</summary>
    private const int Weighed = 200;

    private const int AllMonths = int.MaxValue;

    private readonly int _from = (int)Math.Min((request.Page - 1L) * ItemSearch.PageSize, ItemSearch.MaxCount);

    public async Task<SearchResult> FindAsync(CancellationToken ct)
    {
        var tiers = request.Order == SearchOrder.Newest ? [queries.Tiers[^1]] : queries.Tiers;
        var wanted = request.Order == SearchOrder.Newest ? _from + ItemSearch.PageSize : Math.Max(_from + ItemSearch.PageSize, Weighed);
        var windows = tiers.Select(tier => Window(tier.Share, wanted * 2)).ToArray();
        var countWindow = Window(queries.Tiers[^1].Share, ItemSearch.MaxCount * 5 / 4);
        while (true)
        {
            var (facets, found) = await AskAsync(tiers.Zip(windows, Text).ToArray(), Text(queries.Tiers[^1], countWindow), wanted, ct);
            var isCounted = facets[0].Items > ItemSearch.MaxCount || countWindow == AllMonths;
            var lacking = Enumerable.Range(0, tiers.Count).Where(tier => found[tier].Count < wanted && windows[tier] != AllMonths).ToList();

            // A better way that has enough makes the weaker ones unimportant.
            var enough = Enumerable.Range(0, tiers.Count).FirstOrDefault(tier => found[tier].Count >= wanted, tiers.Count);
            lacking.RemoveAll(tier => tier > enough);
            if (isCounted && lacking.Count == 0)
            {
                return new SearchResult(facets[0].Items, await ItemsAsync(Ranked(found, wanted), ct), facets[1..]);
            }

            countWindow = isCounted ? countWindow : Wider(countWindow);
            lacking.ForEach(tier => windows[tier] = Wider(windows[tier]));
        }
    }

    /// <summary>Ids in the order of their tiers, each once.</summary>
    private static List<(Guid Id, int Tier)> Ranked(IReadOnlyList<List<Guid>> found, int wanted)
    {
        var seen = new HashSet<Guid>();
        return [.. found.SelectMany((ids, tier) => ids.Where(seen.Add).Select(id => (id, tier))).Take(wanted)];
    }

    private async Task<(List<SearchFacet> Facets, IReadOnlyList<List<Guid>> Found)> AskAsync(string[] tiers, string counted, int wanted, CancellationToken ct)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            """
            WITH hit AS MATERIALIZED (
                SELECT i.item_id, i.body_id, i.held_on, i.topics, i.has_follow_up
                FROM search_items i
                WHERE i.vector @@ @counted::tsquery
                  AND (@AsOf::timestamptz IS NULL OR i.public_since <= @AsOf)
                  AND (@state::text IS NULL OR EXISTS (
                      SELECT 1 FROM follow_up_states_on(@today) f WHERE f.item_id = i.item_id AND f.state::text = @state))
                LIMIT @limit
            )
            SELECT 'count' AS kind, '' AS value, '' AS name, count(*)::int AS items FROM hit
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
            FROM unnest(@tiers) WITH ORDINALITY AS t (query, tier),
                 LATERAL (
                     SELECT i.item_id, i.held_on, i.note_id, i.position
                     FROM search_items i
                     WHERE i.vector @@ t.query::tsquery
                       AND (@AsOf::timestamptz IS NULL OR i.public_since <= @AsOf)
                       AND (@state::text IS NULL OR EXISTS (
                           SELECT 1 FROM follow_up_states_on(@today) f WHERE f.item_id = i.item_id AND f.state::text = @state))
                     ORDER BY i.held_on DESC, i.note_id, i.position
                     LIMIT @wanted) AS h
            ORDER BY t.tier, h.held_on DESC, h.note_id, h.position;
            """,
            new { counted, tiers, request.AsOf, state = request.State?.ToString().ToLowerInvariant(), today, limit = ItemSearch.MaxCount + 1, wanted },
            cancellationToken: ct));
        var facets = (await results.ReadAsync<SearchFacet>()).AsList();
        var found = (await results.ReadAsync<(int Tier, Guid Id)>()).ToLookup(row => row.Tier, row => row.Id);
        return (facets, [.. Enumerable.Range(1, tiers.Length).Select(tier => found[tier].ToList())]);
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
                   x.slug::text AS matter_slug, x.name AS matter_name,
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

    /// <summary>How many months back about so many hits are; <see cref="AllMonths"/> when looking through a part would save little.</summary>
    private int Window(double share, int wanted)
    {
        var needed = wanted / Math.Max(share, 1e-9);
        if (needed > book.Items * 0.5 || request.State is not null)
        {
            return AllMonths;
        }

        var items = 0L;
        var months = 0;
        while (months < book.Months.Count && items < needed)
        {
            items += book.Months[months++].Whole;
        }

        return months < book.Months.Count ? months : AllMonths;
    }

    private int Wider(int window) => window < book.Months.Count / 8 ? window * 4 : AllMonths;

    private string Text(Tier tier, int window) => window == AllMonths ? tier.Text
        : $"{tier.Text} & ({string.Join(" | ", book.Months.Take(window).Select(month => SearchWords.Quoted(month.Word)))})";
}
