using System.Buffers;
using System.Collections.Frozen;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>A run of words with at least one verb of its own, if the sentence has any: from the first to before the end.</summary>
internal readonly record struct Clause(int First, int End);

/// <summary>
/// A sentence as the rules see it: its words, what each says about time, its due phrases and its clauses. A clause ends at a
/// conjunction or punctuation mark, when both sides have a verb.
/// </summary>
internal sealed class TaggedSentence
{
    private static readonly FrozenSet<string> Conjunctions = Suggestions.Words.Set(
        "och men samt medan utan eftersom då när som vilket vilka där så varefter innan sedan därefter");

    // Between two words of a clause stands none of these.
    private static readonly SearchValues<char> Breaks = SearchValues.Create(",;:()–—");
    private static readonly SearchValues<char> StrongBreaks = SearchValues.Create(";:(–—");

    private readonly List<Clause> _clauses = [];

    public TaggedSentence(string text, IReadOnlyList<FoundDue> dues)
    {
        Text = text;
        Dues = dues;
        Words = Suggestions.Words.In(text);
        Tenses = Suggestions.Tenses.Of(Words);
        Divide();
    }

    /// <summary>The sentence without marks of Markdown, offsets as in the text it stands in.</summary>
    public string Text { get; }

    public IReadOnlyList<FoundDue> Dues { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>One for each word.</summary>
    public IReadOnlyList<Tense> Tenses { get; }

    public IReadOnlyList<Clause> Clauses => _clauses;

    public Clause ClauseOf(FoundDue due)
    {
        var first = FirstWordOf(due);
        return _clauses.First(clause => first < clause.End);
    }

    /// <summary>Index of the due phrase's first word.</summary>
    public int FirstWordOf(FoundDue due) => IndexAt(due.Start);

    /// <summary>Index of the first word after the due phrase; the number of words when it stands last.</summary>
    public int WordAfter(FoundDue due) => IndexAt(due.Start + due.Length);

    /// <summary>The word at an index, without capitals; empty outside the sentence.</summary>
    public string Lower(int index) => index >= 0 && index < Words.Count ? Words[index].Lower : "";

    /// <summary>What stands between the word before and the word at the index.</summary>
    public ReadOnlySpan<char> GapBefore(int index) => Text.AsSpan(Words[index - 1].End, Words[index].Start - Words[index - 1].End);

    private int IndexAt(int offset)
    {
        var (low, high) = (0, Words.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Words[middle].End <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Divide()
    {
        var first = 0;
        var hasVerb = false;
        foreach (var (start, end) in Pieces())
        {
            var isApart = start > 0 && GapBefore(start).IndexOfAny(StrongBreaks) >= 0;
            var pieceHasVerb = Range(start, end).Any(index => Tenses[index] != Tense.None);
            if (hasVerb && (pieceHasVerb || isApart))
            {
                _clauses.Add(new Clause(first, start));
                (first, hasVerb) = (start, pieceHasVerb);
            }

            hasVerb |= pieceHasVerb;
        }

        _clauses.Add(new Clause(first, Math.Max(Words.Count, first + 1)));
    }

    private IEnumerable<(int Start, int End)> Pieces()
    {
        var start = 0;
        var dues = 0;
        for (var index = 1; index < Words.Count; index++)
        {
            while (dues < Dues.Count && Dues[dues].Start + Dues[dues].Length <= Words[index].Start)
            {
                dues++;
            }

            var isInsideDue = dues < Dues.Count && Dues[dues].Start < Words[index].Start;
            if (!isInsideDue && (GapBefore(index).IndexOfAny(Breaks) >= 0 || Conjunctions.Contains(Words[index].Lower)))
            {
                yield return (start, index);
                start = index;
            }
        }

        yield return (start, Words.Count);
    }

    private static IEnumerable<int> Range(int start, int end) => Enumerable.Range(start, end - start);
}
