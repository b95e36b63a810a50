using Dapper;
using MeetingNotes.Core.Search.Swedish;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>What the index knows of the words of one query: how common each is, what begins like it, what means the same.</summary>
internal sealed class WordBook
{
    /// <summary>A beginning stands for so many words at most, the most common ones; for fewer when those are in half of all items
    /// and in more than are counted. Every word costs.</summary>
    private const int MaxWordsOfBeginning = 40;

    /// <summary>To look an item up in the index, as a part of what it costs to read the row of one that was found. As measured.</summary>
    private const double CostOfLookingUp = 0.2;

    /// <summary>A span is to have so many times what is wanted, since words are not spread evenly.</summary>
    private const double Surplus = 1.3;

    private readonly Dictionary<string, WordCounts> _counts;
    private readonly ILookup<string, string> _beginnings;
    private readonly List<(IReadOnlyList<Term> Word, IReadOnlyList<Term> Other)> _synonyms;
    private readonly SearchQuery _query;

    private WordBook(
        SearchQuery query, int? year, IReadOnlyList<string>? filed, List<WordCounts> counts, ILookup<string, string> beginnings, List<(IReadOnlyList<Term>, IReadOnlyList<Term>)> synonyms)
    {
        _query = query;
        Filed = filed;
        _counts = counts.ToDictionary(word => word.Word, StringComparer.Ordinal);
        _beginnings = beginnings;
        _synonyms = synonyms;
        var months = counts.Where(word => word.Word.StartsWith("#m", StringComparison.Ordinal)).ToList();
        Items = months.Sum(month => (long)month.Whole);
        Months = [.. months.Where(month => year is null || SearchWords.YearOfMonth(month.Word) == year).OrderByDescending(month => month.Word, StringComparer.Ordinal)];
        ShareOfFiled = (filed ?? []).Where(word => year is null || word != SearchWords.Year(year.Value)).Aggregate(1.0, (all, word) => all * ShareOf(word).Whole);
    }

    /// <summary>Looks span by span whatever is likely, as in an archive of millions.</summary>
    public bool IsAlwaysInSpans { get; set; }

    /// <summary>Public items in all.</summary>
    public long Items { get; }

    /// <summary>How large a part of the items of those months is filed so.</summary>
    public double ShareOfFiled { get; }

    /// <summary>Each month of the year, or of all years, that has items, the newest first.</summary>
    public IReadOnlyList<WordCounts> Months { get; }

    /// <summary>What hits must be filed under; <c>null</c> when the body or topic does not exist.</summary>
    public IReadOnlyList<string>? Filed { get; }

    public static async Task<WordBook> ReadAsync(NpgsqlConnection connection, SearchRequest request, SwedishAnalyser analyser, CancellationToken ct)
    {
        var query = request.Query;
        var operands = query.Clauses.SelectMany(clause => clause.Alternatives).ToList();
        var words = operands.SelectMany(operand => operand.Terms).SelectMany(term => term.Keys.Concat(term.PartKeys)).Concat(request.State is { } state ? [SearchWords.Outcome(state)] : []).Append(SearchWords.Year(request.Year ?? 0)).Distinct().ToArray();
        var forms = operands.SelectMany(operand => operand.Terms).SelectMany(term => term.Keys.Append(term.Form)).Distinct().ToArray();
        var beginnings = operands.Where(operand => operand.Kind == OperandKind.Beginning).Select(operand => operand.Terms[0].Form).Distinct().ToArray();
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            """
            SELECT (SELECT id FROM bodies WHERE slug = @BodySlug), (SELECT id FROM topics WHERE slug = @TopicSlug);

            SELECT word, whole, part, heading, context FROM search_words WHERE word = ANY(@words)
            UNION ALL
            SELECT w.word, w.whole, w.part, w.heading, w.context
            FROM bodies b JOIN search_words w ON w.word = '#b' || right(b.id::text, 12)
            WHERE b.slug = @BodySlug
            UNION ALL
            SELECT w.word, w.whole, w.part, w.heading, w.context
            FROM topics t JOIN search_words w ON w.word = '#t' || right(t.id::text, 12)
            WHERE t.slug = @TopicSlug
            UNION ALL
            SELECT word, whole, part, heading, context FROM search_words WHERE word >= '#m' AND word < '#n' AND whole > 0;

            SELECT b.beginning, w.word, w.whole, w.part, w.heading, w.context
            FROM unnest(@beginnings) AS b (beginning),
                 LATERAL (SELECT * FROM search_words w
                          WHERE w.word >= b.beginning AND w.word < b.beginning || U&'\FFFF' AND w.whole > 0
                          ORDER BY w.whole DESC, w.word LIMIT @MaxWordsOfBeginning + 1) AS w;

            SELECT word, other
            FROM (SELECT lower(short) AS word, long AS other FROM abbreviations UNION ALL SELECT word, other FROM synonyms) AS s
            WHERE regexp_split_to_array(folded(word || ' ' || other), '[^[:alnum:]-]+') && @forms
            LIMIT 50;
            """,
            new { words, forms, beginnings, MaxWordsOfBeginning, request.BodySlug, request.TopicSlug }, cancellationToken: ct));
        var (body, topic) = await results.ReadSingleAsync<(Guid? Body, Guid? Topic)>();
        var counts = (await results.ReadAsync<WordCounts>()).ToList();
        var begun = (await results.ReadAsync<BegunWord>()).ToList();
        var synonyms = (await results.ReadAsync<(string Word, string Other)>()).ToList();
        counts.AddRange(begun.Select(row => new WordCounts(row.Word, row.Whole, row.Part, row.Heading, row.Context)));
        return new WordBook(
            query,
            request.Year,
            FiledAs(request, body, topic),
            [.. counts.DistinctBy(word => word.Word)],
            begun.ToLookup(row => row.Beginning, row => row.Word, StringComparer.Ordinal),
            [.. synonyms.Select(row => (TermsOf(row.Word, analyser), TermsOf(row.Other, analyser)))]);
    }

    /// <summary>
    /// In what to look for the newest, each as it is put to the end of a <c>tsquery</c>: in all at once, or in the newest months that are likely to have
    /// what is wanted, then in twice as much of what is older, and so on; whichever is likely to cost less.
    /// </summary>
    public string[] SpansOfNewest(Tier tier, int wanted) => IsAtOnce(tier, wanted, LikelyToMeet(tier)) ? [""] : [.. SpansFor(tier, wanted * Surplus)];

    /// <summary>The same, but for any, in no order.</summary>
    public string[] SpansOfAny(Tier tier, int wanted) => IsAtOnce(tier, wanted, Math.Min(LikelyToMeet(tier), wanted)) ? [""] : [.. SpansFor(tier, wanted * Surplus)];

    private double LikelyToMeet(Tier tier) => tier.Share * Months.Sum(month => (long)month.Whole);

    private bool IsAtOnce(Tier tier, int wanted, double rows) =>
        !IsAlwaysInSpans && (CostOfLookingUp * tier.Rarest * Items) + rows <= ((CostOfLookingUp * tier.Texts.Length / tier.Share) + 1) * wanted * Surplus;

    private IEnumerable<string> SpansFor(Tier tier, double wanted)
    {
        var spans = new List<List<WordCounts>> { new() };
        var likely = 0.0;
        foreach (var month in Months)
        {
            if (likely >= wanted)
            {
                spans.Add([]);
                (likely, wanted) = (0, wanted * 2);
            }

            spans[^1].Add(month);
            likely += tier.Share * month.Whole;
        }

        var whole = Months.CountBy(month => SearchWords.YearOfMonth(month.Word)).ToDictionary();
        return spans.Select(span => span.GroupBy(month => SearchWords.YearOfMonth(month.Word))
                .SelectMany(year => year.Count() == whole[year.Key] ? [SearchWords.Year(year.Key)] : year.Select(month => month.Word)))
            .Select(words => $" & ({string.Join(" | ", words.Select(SearchWords.Quoted))})");
    }

    /// <summary>Typed words that so many items at most are found by, and how many.</summary>
    public Dictionary<string, int> RareWords(int atMost) => _query.Clauses.Where(clause => !clause.IsNegated).SelectMany(clause => clause.Alternatives)
        .Where(operand => operand.Kind == OperandKind.Words && operand.Terms[0].IsWord)
        .Select(operand => (operand.Terms[0].Form, Items: operand.Terms[0].Keys.Max(FoundBy)))
        .Where(word => word.Items <= atMost).DistinctBy(word => word.Form).ToDictionary(word => word.Form, word => word.Items, StringComparer.Ordinal);

    /// <summary>How large a part of all items has the word in each way.</summary>
    public WordShare ShareOf(string word) => Items > 0 && _counts.TryGetValue(word, out var counts)
        ? new WordShare((double)counts.Whole / Items, (double)counts.Part / Items, (double)counts.Heading / Items, (double)counts.Context / Items)
        : default;

    /// <summary>So many items have the word as such.</summary>
    public int ItemsWith(string word) => _counts.TryGetValue(word, out var counts) ? counts.Whole : 0;

    private int FoundBy(string word) => _counts.TryGetValue(word, out var counts) ? counts.Whole + counts.Part + counts.Context : 0;

    /// <summary>The words that a beginning stands for.</summary>
    public IEnumerable<string> Beginning(SearchOperand operand)
    {
        var items = 0L;
        return _beginnings[operand.Terms[0].Form].Take(MaxWordsOfBeginning).TakeWhile(word => (items += _counts[word].Whole) - _counts[word].Whole < Math.Max(Items / 2, ItemSearch.MaxCount));
    }

    /// <summary>Whether more words begin so than were looked for.</summary>
    public bool IsBeginningCut => _query.Clauses.SelectMany(clause => clause.Alternatives)
        .Any(operand => operand.Kind == OperandKind.Beginning && Beginning(operand).Count() < _beginnings[operand.Terms[0].Form].Count());

    /// <summary>
    /// What means the same as an operand or as the words around it: each a phrase. A phrase of the query that has another way of saying
    /// it gives that way to each of its words.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Term>> SynonymsOf(SearchOperand operand) => operand.Kind != OperandKind.Words ? [] :
    [
        .. _synonyms.Where(pair => IsSaid(pair.Word, operand)).Select(pair => pair.Other),
        .. _synonyms.Where(pair => IsSaid(pair.Other, operand)).Select(pair => pair.Word),
    ];

    /// <summary>Whether the query says the phrase with this operand in it.</summary>
    private bool IsSaid(IReadOnlyList<Term> phrase, SearchOperand operand)
    {
        var typed = _query.Clauses.Where(clause => !clause.IsNegated && clause.Alternatives is [{ Kind: OperandKind.Words }]).Select(clause => clause.Alternatives[0]).ToList();
        if (phrase.Count == 1)
        {
            return Same(phrase[0], operand.Terms[0]);
        }

        for (var start = 0; start + phrase.Count <= typed.Count; start++)
        {
            var row = typed.GetRange(start, phrase.Count);
            if (row.Contains(operand) && row.Zip(phrase).All(pair => Same(pair.Second, pair.First.Terms[0])))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string>? FiledAs(SearchRequest request, Guid? body, Guid? topic) =>
        (request.BodySlug is not null && body is null) || (request.TopicSlug is not null && topic is null) ? null :
        [
            .. body is { } bodyId ? [SearchWords.Body(bodyId)] : Array.Empty<string>(),
            .. topic is { } topicId ? [SearchWords.Topic(topicId)] : Array.Empty<string>(),
            .. request.Year is { } year ? [SearchWords.Year(year)] : Array.Empty<string>(),
            .. request.State is { } state ? [SearchWords.Outcome(state)] : Array.Empty<string>(),
        ];

    private static bool Same(Term one, Term other) => one.Keys.Intersect(other.Keys).Any();

    private static IReadOnlyList<Term> TermsOf(string phrase, SwedishAnalyser analyser) =>
        [.. TextTerms.Read(phrase, analyser).Where(term => !term.IsComposite && !term.IsStopWord)];

    private sealed record BegunWord(string Beginning, string Word, int Whole, int Part, int Heading, int Context);
}

/// <summary>In how many items a word is: as such, as a part of another, in the heading, in what the item is filed under.</summary>
internal sealed record WordCounts(string Word, int Whole, int Part, int Heading, int Context);

/// <summary>The same of all items, 0 to 1.</summary>
internal readonly record struct WordShare(double Whole, double Part, double Heading, double Context);
