using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Core.Search;

/// <summary>Where in a text the words of a query stand: the whole word as it is written there, also when a part of it is meant.</summary>
public sealed class Highlights
{
    private readonly HashSet<string> _words;
    private readonly string[] _beginnings;
    private readonly SwedishAnalyser _analyser;

    private Highlights(HashSet<string> words, string[] beginnings, SwedishAnalyser analyser)
    {
        _words = words;
        _beginnings = beginnings;
        _analyser = analyser;
    }

    internal static Highlights Of(SearchQuery query, SwedishAnalyser analyser)
    {
        var operands = query.Clauses.Where(clause => !clause.IsNegated).SelectMany(clause => clause.Alternatives).ToList();
        return new Highlights(
            operands.Where(operand => operand.Kind != OperandKind.Beginning).SelectMany(operand => operand.Terms).SelectMany(WordsOf).ToHashSet(StringComparer.Ordinal),
            [.. operands.Where(operand => operand.Kind == OperandKind.Beginning).Select(operand => operand.Terms[0].Form)],
            analyser);
    }

    /// <summary>The places, in order, none over another.</summary>
    public IReadOnlyList<(int Start, int Length)> In(string text)
    {
        var places = new List<(int Start, int Length)>();
        foreach (var term in TextTerms.Read(text, _analyser).Where(IsMeant))
        {
            if (places.Count == 0 || term.Start >= places[^1].Start + places[^1].Length)
            {
                places.Add((term.Start, term.Length));
            }
        }

        return places;
    }

    private bool IsMeant(Term term) => term.Keys.Any(_words.Contains) || term.PartKeys.Any(_words.Contains)
        || _beginnings.Any(beginning => term.Keys.Any(key => key.StartsWith(beginning, StringComparison.Ordinal)));

    private static IEnumerable<string> WordsOf(Term term) => term.Keys
        .Concat(term.Readings.Where(reading => reading.IsCompound).Select(reading => reading.Joined))
        .Concat(term.Readings.Select(reading => reading.Origin).OfType<string>());
}
