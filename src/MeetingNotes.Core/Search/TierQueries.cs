using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Core.Search;

/// <summary>
/// A query as <c>tsquery</c> texts, from the best way of meeting it to the weakest: every word in the heading, every word as such, also as a
/// part of a compound, also in the name of what the item is filed under, also as a synonym. What meets one meets those after it.
/// </summary>
internal sealed class TierQueries
{
    /// <summary>So many of the words that begin like one are looked for in names, too: each costs.</summary>
    private const int MaxNames = 10;

    /// <summary>The index is asked for more ways than these one by one: together each of them costs for every item.</summary>
    private const int MaxTogether = 8;

    /// <summary>What no item has.</summary>
    private static readonly string Nothing = SearchWords.Quoted("#-");

    /// <summary>After a word of a <c>tsquery</c>: whatever begins so.</summary>
    private const string Begins = ":*";

    private readonly WordBook _book;
    private readonly bool _isStanding;
    private readonly int _surely;

    public TierQueries(SearchQuery query, WordBook book, IReadOnlyList<string> filed)
        : this(query, book, filed, isStanding: false)
    {
    }

    private TierQueries(SearchQuery query, WordBook book, IReadOnlyList<string> filed, bool isStanding)
    {
        _book = book;
        _isStanding = isStanding;
        var positive = query.Clauses.Where(clause => !clause.IsNegated).ToList();
        var others = query.Clauses.Where(clause => clause.IsNegated).Select(clause => $"!({Joined(Any(clause, Whole))})")
            .Concat(filed.Select(SearchWords.Quoted)).ToList();
        var hasSynonyms = positive.Exists(clause => clause.Alternatives.Any(operand => book.SynonymsOf(operand).Count > 0));
        Tiers = [.. Ways(hasSynonyms).Select(way =>
        {
            var shares = positive.Select(clause => Math.Min(1, clause.Alternatives.Sum(operand => Share(operand, way.Share)))).ToList();
            return new Tier(
                TextsOf([.. positive.Select(clause => Any(clause, way.Texts))], others),
                shares.Aggregate(1.0, (all, share) => all * share) * book.ShareOfFiled,
                shares.Concat(filed.Select(word => book.ShareOf(word).Whole)).Min());
        }).DistinctBy(tier => string.Join('|', tier.Texts))];
        Words = Joined(positive.SelectMany(clause => Any(clause, operand => operand.Kind == OperandKind.Beginning ? [SearchWords.Quoted(operand.Terms[0].Form) + Begins] : Part(operand))));
        _surely = positive.Count == 1 && others.Count == 0 ? positive[0].Alternatives.Max(Surely) : 0;
    }

    public IReadOnlyList<Tier> Tiers { get; }

    /// <summary>Any of the words: how often and how near each other they stand tells good items from better. Of parts only those in a heading have a place.</summary>
    public string Words { get; }

    /// <summary>Whether more items than that are known to meet the query without looking.</summary>
    public bool IsMoreThan(int count) => _surely > count;

    /// <summary>
    /// The weakest way of meeting a query, to be asked of items that are not written yet: a beginning stands for every word that begins so. With words of
    /// which such an item has at least one; the empty one when every word may be a beginning.
    /// </summary>
    public static (string Query, string[] Keys) Standing(SearchQuery query, WordBook book, IReadOnlyList<string> filed)
    {
        var queries = new TierQueries(query, book, filed, isStanding: true);
        Func<SearchOperand, IEnumerable<string>> weakest = queries.Ways(hasSynonyms: true).Last().Texts;
        var keys = query.Clauses.Where(clause => !clause.IsNegated).OrderBy(clause => clause.Alternatives.Sum(queries.ShareOfNames))
            .Select(clause => Any(clause, weakest)).Where(ways => !ways.Exists(way => way.Contains(Begins, StringComparison.Ordinal)))
            .Select(ways => ways.SelectMany(SearchWords.In).Distinct(StringComparer.Ordinal).ToArray()).FirstOrDefault();
        return (string.Join(" | ", queries.Tiers[^1].Texts.Select(text => $"({text})")), keys ?? [""]);
    }

    private int Surely(SearchOperand operand) => operand.Kind == OperandKind.Exact ? 0 : Keys(operand).Select(_book.ItemsWith).DefaultIfEmpty().Max();

    /// <summary>All clauses together; when one can be met in very many ways, one text for each of them.</summary>
    private static string[] TextsOf(List<string>[] clauses, List<string> others)
    {
        var widest = clauses.MaxBy(ways => ways.Count)!;
        var rest = clauses.Where(ways => ways != widest).Select(ways => $"({Joined(ways)})").Concat(others).ToList();
        return [.. (widest.Count > MaxTogether ? widest : [Joined(widest)]).Select(way => string.Join(" & ", rest.Prepend($"({way})")))];
    }

    private static List<string> Any(SearchClause clause, Func<SearchOperand, IEnumerable<string>> way) =>
        clause.Alternatives.SelectMany(way).Distinct().ToList() is { Count: > 0 } any ? any : [Nothing];

    private static string Joined(IEnumerable<string> ways) => string.Join(" | ", ways.Select(way => $"({way})"));

    private IEnumerable<string> Heading(SearchOperand operand) => operand.Kind == OperandKind.Exact ? [Exact(operand)] : Keys(operand).Select(key => Quoted(operand, SearchWords.Heading + key));

    private IEnumerable<string> Whole(SearchOperand operand) => operand.Kind == OperandKind.Exact ? [Exact(operand)] : Keys(operand).Select(key => Quoted(operand, key));

    private IEnumerable<string> Part(SearchOperand operand)
    {
        if (operand.Kind != OperandKind.Words)
        {
            return Whole(operand);
        }

        var term = operand.Terms[0];
        return PartWords(term).SelectMany(key => new[] { key, SearchWords.Part + key }).Select(SearchWords.Quoted)
            .Concat(term.Readings.Where(reading => reading.Parts.Length is 2 or 3).Select(reading => NextToEachOther(reading.Parts)));
    }

    private IEnumerable<string> Name(SearchOperand operand) => Part(operand).Concat(operand.Kind switch
    {
        OperandKind.Exact => [Exact(operand, SearchWords.Context.ToString())],
        OperandKind.Beginning => Keys(operand).Take(MaxNames).Select(key => Quoted(operand, SearchWords.Context + key)),
        _ => PartWords(operand.Terms[0]).Select(key => SearchWords.Quoted(SearchWords.Context + key)),
    });

    private IEnumerable<string> Synonym(SearchOperand operand) => Name(operand).Concat(_book.SynonymsOf(operand).Select(Phrase));

    /// <summary>What a word is called as itself and as a part: <c>hälsopolitik</c>, and <c>hälsa+politik</c> in folkhälsopolitik.</summary>
    private static IEnumerable<string> PartWords(Term term) => term.Keys
        .Concat(term.Readings.Where(reading => reading.IsCompound).Select(reading => reading.Joined))
        .Concat(term.Readings.Select(reading => reading.Origin).OfType<string>())
        .Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Keys(SearchOperand operand) => operand.Kind != OperandKind.Beginning ? operand.Terms[0].Keys
        : _isStanding ? [operand.Terms[0].Form] : _book.Beginning(operand);

    private string Quoted(SearchOperand operand, string word) => SearchWords.Quoted(word) + (_isStanding && operand.Kind == OperandKind.Beginning ? Begins : "");

    /// <summary>The words as they are written, at the places they have in the phrase.</summary>
    private static string Exact(SearchOperand operand, string sign = "") => Placed(operand.Terms, term =>
        term.Keys.Contains(term.Form) ? $"{SearchWords.Quoted(sign + term.Form)}:AC" : SearchWords.Quoted(SearchWords.Inflected + sign + term.Form));

    /// <summary>The words in any inflection, in the text or in a name.</summary>
    private static string Phrase(IReadOnlyList<Term> terms) =>
        $"({Placed(terms, term => $"({Or(term.Keys)})")}) | ({Placed(terms, term => $"({Or(term.Keys.Select(key => SearchWords.Context + key))})")})";

    private static string Placed(IReadOnlyList<Term> terms, Func<Term, string> write)
    {
        var meant = terms.Where(term => !term.IsStopWord).ToList();
        return string.Concat(meant.Select((term, index) => (index == 0 ? "(" : $" <{term.Position - meant[index - 1].Position}> ") + write(term))) + ")"
            + string.Concat(meant.Zip(meant.Skip(1)).Select(pair => $" & ({Or(pair.First.Keys.SelectMany(word => pair.Second.Keys.Select(next => SearchWords.PairOf(word, next))))})"));
    }

    /// <summary>A compound that somebody wrote apart.</summary>
    private static string NextToEachOther(string[] parts) =>
        $"({string.Join(" <-> ", parts.Select(SearchWords.Quoted))})" + string.Concat(parts.Zip(parts.Skip(1)).Select(pair => $" & {SearchWords.Quoted(SearchWords.PairOf(pair.First, pair.Second))}"));

    private static string Or(IEnumerable<string> words) => string.Join(" | ", words.Select(SearchWords.Quoted));

    /// <summary>The ways of meeting an operand: what to ask for, and how large a part of all items has one of its words so.</summary>
    private IEnumerable<(Func<SearchOperand, IEnumerable<string>> Texts, Func<SearchOperand, double> Share)> Ways(bool hasSynonyms)
    {
        yield return (Heading, operand => Keys(operand).Sum(key => _book.ShareOf(key).Heading));
        yield return (Whole, operand => Keys(operand).Sum(key => _book.ShareOf(key).Whole));
        yield return (Part, operand => Shares(operand).Sum(share => Math.Max(share.Whole, share.Part)));
        yield return (Name, ShareOfNames);
        if (hasSynonyms)
        {
            yield return (Synonym, ShareOfNames);
        }
    }

    /// <summary>What has a word in one way mostly has it in the others, too.</summary>
    private double ShareOfNames(SearchOperand operand) => Shares(operand).Sum(share => Math.Max(share.Whole, Math.Max(share.Part, share.Context)));

    private IEnumerable<WordShare> Shares(SearchOperand operand) => (operand.Kind == OperandKind.Words ? PartWords(operand.Terms[0]) : Keys(operand)).Select(_book.ShareOf);

    /// <summary>An exact phrase is the same in every way, and rarer than its rarest word.</summary>
    private double Share(SearchOperand operand, Func<SearchOperand, double> share) => operand.Kind == OperandKind.Exact
        ? operand.Terms.Where(term => !term.IsStopWord).Min(term => term.Keys.Sum(key => _book.ShareOf(key).Whole)) / (operand.Terms.Count > 1 ? 4 : 1)
        : share(operand);
}

/// <param name="Texts">Each a <c>tsquery</c>: any of them.</param>
/// <param name="Share">About how many of all items meet it, 0 to 1.</param>
/// <param name="Rarest">About how many have what is rarest of what it asks for: all those are looked up.</param>
internal sealed record Tier(string[] Texts, double Share, double Rarest);
