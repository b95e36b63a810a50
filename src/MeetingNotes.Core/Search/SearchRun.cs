using Dapper;
using MeetingNotes.Core.FollowUps;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// One search in progress: counts what meets the weakest way of meeting the query, and finds the newest of each way. What is common is looked for
/// in one span of time after the other, the newest first, until there is enough; what is rare in all of it at once.
/// </summary>
internal sealed class SearchRun(NpgsqlConnection connection, SearchRequest request, TierQueries queries, WordBook book, DateOnly today)
{
    /// <summary>So many of the best are weighed against each other; those after them stand newest first.</summary>
    private const int Weighed = 200;

    /// <summary>When there is too much to count, so many say what choices there are.</summary>
    private const int Sample = 1000;

    /// <summary>The state today of a standing <c>s</c> of a body <c>b</c>.</summary>
    private const string State = "follow_up_state(s.outcome, s.due_until, s.answer_due_on, b.latest_note_on, @today)";

    private const string Newest = " ORDER BY i.held_on DESC, i.note_id, i.position";

    private readonly int _from = (int)Math.Min((request.Page - 1L) * request.PageSize, ItemSearch.MaxCount);

    public async Task<SearchResult> FindAsync(CancellationToken ct)
    {
        var tiers = request.Order == SearchOrder.Newest ? [queries.Tiers[^1]] : queries.Tiers;
        var wanted = request.Order == SearchOrder.Newest ? _from + request.PageSize : Math.Max(_from + request.PageSize, Weighed);
        var rows = await AskAsync(tiers, wanted, ct);
        var count = rows.Single(row => row.Kind == "count").Items;
        return new SearchResult(count, await ItemsAsync(Ranked(rows, wanted), ct), [.. Facets(rows, count)]);
    }

    /// <summary>The choices; when not all was counted the years of what was would only be the newest.</summary>
    private IEnumerable<SearchFacet> Facets(List<Row> rows, int count)
    {
        var counted = rows.Where(row => row.Kind is not "count" and not "hit").Select(row => new SearchFacet(row.Kind, row.Value, row.Name, row.Items));
        return count <= ItemSearch.MaxCount ? counted : counted.Where(facet => facet.Kind != "year")
            .Concat(book.Months.GroupBy(month => SearchWords.YearOfMonth(month.Word)).Select(year =>
                new SearchFacet("year", $"{year.Key}", $"{year.Key}", year.Sum(month => month.Whole))));
    }

    /// <summary>Ids in the order of their tiers, each once.</summary>
    private static List<(Guid Id, int Tier)> Ranked(List<Row> rows, int wanted) =>
        [.. rows.Where(row => row.Kind == "hit").OrderBy(row => row.Place).Select(row => (Guid.Parse(row.Value), row.Items)).DistinctBy(hit => hit.Item1).Take(wanted)];

    /// <summary>
    /// The number of hits with the choices, and the newest of each way. What has been counted gives the newest of the weakest way, and no weaker way is
    /// tried when one has given all that is wanted.
    /// </summary>
    private async Task<List<Row>> AskAsync(IReadOnlyList<Tier> tiers, int wanted, CancellationToken ct)
    {
        var (from, limits) = Limits();
        var many = Math.Max(wanted, Sample);
        var isMore = queries.IsMoreThan(ItemSearch.MaxCount);

        // A small table PostgreSQL would rather read whole, and unpack each item's words once for every way of meeting the query.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        return (await connection.QueryAsync<Row>(new CommandDefinition(
            $$"""
            SET LOCAL enable_seqscan = off;
            WITH counted AS MATERIALIZED (
                {{(isMore ? $"SELECT {Counts} FROM search_items i WHERE false" : InSpans("unnest(@countSpans)", "unnest(@weakest)", Counts, from, limits, "", "@MaxCount + 1"))}}
            ), total AS MATERIALIZED (
                SELECT {{(isMore ? "@MaxCount + 1" : "(SELECT count(*)::int FROM counted)")}} AS items
            ), newest AS MATERIALIZED (
                {{InSpans("unnest(@newestSpans)", "unnest(@weakest)", Counts, from, limits, Newest, "@many", "(SELECT items FROM total) > @MaxCount")}}
            ), hit AS NOT MATERIALIZED (
                SELECT * FROM counted WHERE (SELECT items FROM total) <= @MaxCount
                UNION ALL
                (SELECT * FROM newest LIMIT @Sample)
            ), {{string.Join(", ", tiers.Select((_, index) => TierOf(index + 1, tiers.Count, from, limits)))}}
            SELECT 'count' AS kind, '' AS value, '' AS name, items, 0 AS place FROM total
            UNION ALL
            (SELECT 'body', b.slug::text, b.name, h.items, 0
             FROM (SELECT body_id, count(*)::int AS items FROM hit GROUP BY body_id) AS h JOIN bodies b ON b.id = h.body_id
             ORDER BY h.items DESC, b.name)
            UNION ALL
            (SELECT 'year', y.year::text, y.year::text, y.items, 0
             FROM (SELECT extract(year FROM held_on)::int AS year, count(*)::int AS items FROM hit GROUP BY 1) AS y
             ORDER BY y.year DESC)
            UNION ALL
            (SELECT 'topic', t.slug::text, t.name, h.items, 0
             FROM (SELECT topic, count(*)::int AS items FROM (SELECT unnest(topics) AS topic FROM hit) AS h GROUP BY topic) AS h JOIN topics t ON t.id = h.topic
             ORDER BY h.items DESC, t.name
             LIMIT 30)
            UNION ALL
            (SELECT 'state', f.state::text, f.state::text, count(DISTINCT f.item_id)::int, 0
             FROM (SELECT s.item_id, {{State}} AS state FROM (SELECT item_id, body_id, (unnest(standings)).* FROM hit) AS s JOIN bodies b ON b.id = s.body_id) AS f
             GROUP BY f.state
             ORDER BY f.state)
            UNION ALL
            SELECT 'hit', t.item_id::text, '', t.tier, row_number() OVER (ORDER BY t.tier, t.held_on DESC, t.note_id, t.position)::int
            FROM ({{string.Join(" UNION ALL ", tiers.Select((_, index) => $"SELECT {index + 1} AS tier, * FROM tier{index + 1}"))}}) AS t
            """,
            new
            {
                weakest = queries.Tiers[^1].Texts,
                countSpans = book.SpansOfAny(queries.Tiers[^1], ItemSearch.MaxCount + 1),
                newestSpans = book.SpansOfNewest(queries.Tiers[^1], many),
                tiers = tiers.Select(tier => string.Join('\n', tier.Texts)).ToArray(),
                spans = tiers.Select(tier => string.Join(',', book.SpansOfNewest(tier, wanted))).ToArray(),
                request.AsOf,
                state = request.State?.ToString().ToLowerInvariant(),
                today,
                ItemSearch.MaxCount,
                Sample,
                many,
                wanted,
            }, transaction, cancellationToken: ct))).AsList();
    }

    private const string Counts = "i.item_id, i.note_id, i.position, i.body_id, i.held_on, i.topics, i.standings";

    /// <summary>
    /// What meets any of some texts, span by span, until there is enough. The spans follow each other in time: what is newest within each is newest of all.
    /// What is asked for in no order is kept from knowing how much is enough: for few rows PostgreSQL might rather read the whole table.
    /// </summary>
    private static string InSpans(string spans, string texts, string columns, string from, string limits, string order, string enough, string condition = "true")
    {
        var met = $"SELECT {columns} FROM {from} WHERE i.vector @@ ANY (ARRAY(SELECT (text || span.query)::tsquery FROM {texts} AS text)){limits}";
        return $"""
            SELECT i.*
            FROM {spans} AS span (query),
                 LATERAL ({(order.Length > 0 ? met + order : $"WITH met AS MATERIALIZED ({met}) SELECT * FROM met")} LIMIT {enough}) AS i
            WHERE {condition}
            LIMIT {enough}
            """;
    }

    /// <summary>What the words cannot tell: which of those that are not settled stand so today.</summary>
    private (string From, string Conditions) Limits()
    {
        var isDerived = request.State is FollowUpState.Open or FollowUpState.Waiting or FollowUpState.Missing;
        return (isDerived ? "search_items i JOIN bodies b ON b.id = i.body_id" : "search_items i",
            (request.AsOf is null ? "" : " AND i.public_since <= @AsOf") + (isDerived ? $" AND @state::follow_up_state IN (SELECT {State} FROM unnest(i.standings) AS s)" : ""));
    }

    /// <summary>The newest items that meet a tier; none when tiers before it have given all that is wanted. The last has been asked for already.</summary>
    private static string TierOf(int tier, int last, string from, string limits)
    {
        const string Columns = "i.item_id, i.held_on, i.note_id, i.position";
        var isWanted = string.Join(" AND ", Enumerable.Range(1, tier - 1).Select(before => $"(SELECT count(*) FROM tier{before}) < @wanted").DefaultIfEmpty("true"));
        return $"tier{tier} AS MATERIALIZED ({(tier == last
            ? $"SELECT {Columns} FROM (SELECT * FROM counted WHERE (SELECT items FROM total) <= @MaxCount UNION ALL SELECT * FROM newest) AS i WHERE {isWanted}{Newest} LIMIT @wanted"
            : InSpans($"regexp_split_to_table((@spans::text[])[{tier}], ',')", $"unnest(string_to_array((@tiers::text[])[{tier}], E'\n'))", Columns, from, limits, Newest, "@wanted", isWanted))})";
    }

    /// <summary>
    /// The page's items, best first. Within a tier, how often and how near each other the words stand decides, and a little how new the item is.
    /// </summary>
    private async Task<IReadOnlyList<SearchHit>> ItemsAsync(List<(Guid Id, int Tier)> ranked, CancellationToken ct)
    {
        var isWeighed = request.Order == SearchOrder.Relevance && _from < Weighed;
        var rows = isWeighed ? ranked : [.. ranked.Skip(_from).Take(request.PageSize)];
        if (rows.Count == 0)
        {
            return [];
        }

        return (await connection.QueryAsync<SearchHit>(new CommandDefinition(
            """
            WITH hit AS MATERIALIZED (
                SELECT h.id,
                       row_number() OVER (ORDER BY
                           greatest(h.place - @weighed, 0),
                           h.tier,
                           CASE WHEN h.place <= @weighed
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
                weighed = isWeighed ? Weighed : 0,
                ids = rows.Select(row => row.Id).ToArray(),
                tiers = rows.Select(row => row.Tier).ToArray(),
                words = queries.Words,
                today,
                request.PageSize,
                skip = isWeighed ? _from : 0,
            }, cancellationToken: ct))).AsList();
    }

    /// <summary>The count, a choice, or a hit: its id as value, its tier as items.</summary>
    private sealed record Row(string Kind, string Value, string Name, int Items, int Place);
}
