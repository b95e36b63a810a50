using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Search;

/// <summary>
/// What somebody typed, read as they mean it: all words, <c>"an exact phrase"</c>, <c>-not</c>, <c>begin*</c>, <c>this eller that</c>. Never an
/// error: what cannot be read as a sign is read as words.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>Longer queries are cut; the page says so.</summary>
    public const int MaxLength = 200;

    public const int MaxTerms = 20;

    private const int ShortestBeginning = 3;

    private SearchQuery(string text, IReadOnlyList<SearchClause> clauses, bool isCut)
    {
        Text = text;
        Clauses = clauses;
        IsCut = isCut;
    }

    /// <summary>What is searched: at most <see cref="MaxLength"/> characters.</summary>
    public string Text { get; }

    /// <summary>More was typed than is searched for.</summary>
    public bool IsCut { get; }

    /// <summary>Whether there is something to find; not when only stop words, or only words to leave out, were typed.</summary>
    public bool IsSearchable => Clauses.Any(clause => !clause.IsNegated);

    /// <summary>All of them must be met.</summary>
    public IReadOnlyList<SearchClause> Clauses { get; }

    internal static SearchQuery Parse(string typed, SwedishAnalyser analyser)
    {
        var text = Excerpt.Cut(typed, MaxLength);
        var elements = new Reader(text, analyser).Read();
        var clauses = new List<SearchClause>();
        var terms = 0;
        var isJoined = false;
        foreach (var element in elements)
        {
            if (element.IsOr)
            {
                isJoined = clauses.Count > 0;
                continue;
            }

            terms += element.Operand!.Terms.Count;
            if (terms > MaxTerms)
            {
                return new SearchQuery(text, clauses, true);
            }

            if (element.IsStopWord)
            {
                continue;
            }

            if (isJoined && !element.IsNegated && !clauses[^1].IsNegated)
            {
                clauses[^1] = clauses[^1] with { Alternatives = [.. clauses[^1].Alternatives, element.Operand] };
            }
            else
            {
                clauses.Add(new SearchClause([element.Operand], element.IsNegated));
            }

            isJoined = false;
        }

        return new SearchQuery(text, clauses, typed.Length > text.Length);
    }

    /// <summary>The query without one of its clauses, for the pill that takes it away.</summary>
    public string Without(SearchClause clause)
    {
        var text = Text.AsSpan();
        var kept = new List<string>();
        var at = 0;
        foreach (var operand in clause.Alternatives.OrderBy(operand => operand.Start))
        {
            kept.Add(text[at..operand.Start].ToString());
            at = operand.End;
        }

        kept.Add(text[at..].ToString());
        var words = string.Join(' ', kept).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();

        // What joined it to nothing more goes with it.
        words.RemoveAll(word => clause.Alternatives.Count > 1 && Reader.IsOrWord(word));
        return string.Join(' ', words);
    }

    /// <summary>The query with other words in the place of some that were typed.</summary>
    internal string With(IReadOnlyDictionary<string, string> words)
    {
        var text = Text;
        foreach (var operand in Clauses.Where(clause => !clause.IsNegated).SelectMany(clause => clause.Alternatives).OrderByDescending(operand => operand.Start))
        {
            if (operand.Kind == OperandKind.Words && words.TryGetValue(operand.Terms[0].Form, out var word))
            {
                text = string.Concat(text.AsSpan(0, operand.Start), word, text.AsSpan(operand.End));
            }
        }

        return text;
    }

    private sealed record Element(SearchOperand? Operand, bool IsNegated, bool IsOr = false)
    {
        public bool IsStopWord => Operand is { Kind: OperandKind.Words } operand && operand.Terms.All(term => term.IsStopWord);
    }

    /// <summary>Goes through the text once, from sign to sign.</summary>
    private sealed class Reader(string text, SwedishAnalyser analyser)
    {
        private readonly List<Element> _elements = [];
        private int _wordsFrom;

        public static bool IsOrWord(string word) => word is "|" or "OR" || word.Equals("eller", StringComparison.OrdinalIgnoreCase);

        public List<Element> Read()
        {
            for (var at = 0; at < text.Length;)
            {
                var isStart = at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '(';
                var isNegated = isStart && text[at] is '-' or '–' or '−' && at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || IsQuote(text[at + 1]) && EndOfQuote(at + 1) > 0);
                var start = isNegated ? at + 1 : at;
                if (IsQuote(text[start]) && EndOfQuote(start) is > 0 and var end)
                {
                    ReadWords(at);
                    AddPhrase(at, start, end, isNegated);
                    at = _wordsFrom = end + 1;
                    continue;
                }

                var wordEnd = EndOfWord(start);
                if (wordEnd == start)
                {
                    at++;
                    continue;
                }

                var word = text[start..wordEnd];
                if (isNegated)
                {
                    ReadWords(at);
                    AddTerms(start, wordEnd, at, true);
                    _wordsFrom = wordEnd;
                }
                else if (word.EndsWith('*') && word.Length > ShortestBeginning && word[..^1].All(char.IsLetterOrDigit))
                {
                    ReadWords(at);
                    _elements.Add(new Element(new SearchOperand(OperandKind.Beginning, start, wordEnd, word, [Beginning(word[..^1])]), false));
                    _wordsFrom = wordEnd;
                }
                else if (IsOrWord(word))
                {
                    ReadWords(at);
                    _elements.Add(new Element(null, false, true));
                    _wordsFrom = wordEnd;
                }

                at = wordEnd;
            }

            ReadWords(text.Length);
            return _elements;
        }

        /// <summary>Words in a row are read together: some mean something together (11 april 2018).</summary>
        private void ReadWords(int to)
        {
            if (_wordsFrom < to)
            {
                AddTerms(_wordsFrom, to, _wordsFrom, false);
            }

            _wordsFrom = to;
        }

        private void AddTerms(int from, int to, int typedFrom, bool isNegated)
        {
            var coveredTo = -1;
            foreach (var term in TextTerms.Read(text[from..to], analyser).Where(term => term.Form != "§"))
            {
                if (term.Start < coveredTo)
                {
                    continue;
                }

                coveredTo = term.IsComposite ? term.End : coveredTo;
                var start = isNegated ? typedFrom : from + term.Start;
                _elements.Add(new Element(new SearchOperand(OperandKind.Words, start, from + term.End, text[(from + term.Start)..(from + term.End)], [term]), isNegated));
            }
        }

        private void AddPhrase(int typedFrom, int open, int close, bool isNegated)
        {
            var terms = TextTerms.Read(text[(open + 1)..close], analyser).Where(term => !term.IsComposite && term.Form != "§").ToList();
            if (terms.Exists(term => !term.IsStopWord))
            {
                _elements.Add(new Element(new SearchOperand(OperandKind.Exact, typedFrom, close + 1, text[(open + 1)..close].Trim(), terms), isNegated));
            }
        }

        private static Term Beginning(string word) => new(0, word.Length, 1, Folding.Fold(word), [Folding.Fold(word)], []);

        private static bool IsQuote(char letter) => letter is '"' or '”' or '“' or '„' or '»' or '«';

        private int EndOfQuote(int open)
        {
            for (var at = open + 1; at < text.Length; at++)
            {
                if (IsQuote(text[at]))
                {
                    return at;
                }
            }

            return -1;
        }

        private int EndOfWord(int from)
        {
            var at = from;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && !(IsQuote(text[at]) && EndOfQuote(at) > 0))
            {
                at++;
            }

            return at;
        }
    }
}

/// <param name="Alternatives">One of them is enough.</param>
/// <param name="IsNegated">None of them may be there.</param>
public sealed record SearchClause(IReadOnlyList<SearchOperand> Alternatives, bool IsNegated)
{
    public string Typed => string.Join(" eller ", Alternatives.Select(operand => operand.Typed));

    public bool IsExact => Alternatives is [{ Kind: OperandKind.Exact }];

    public bool IsBeginning => Alternatives is [{ Kind: OperandKind.Beginning }];
}

/// <summary>One thing to find, and where in the query it was typed.</summary>
public sealed class SearchOperand
{
    internal SearchOperand(OperandKind kind, int start, int end, string typed, IReadOnlyList<Term> terms)
    {
        Kind = kind;
        Start = start;
        End = end;
        Typed = typed;
        Terms = terms;
    }

    public string Typed { get; }

    internal OperandKind Kind { get; }

    internal int Start { get; }

    internal int End { get; }

    internal IReadOnlyList<Term> Terms { get; }
}

internal enum OperandKind
{
    /// <summary>In any inflection, also as a part of a compound.</summary>
    Words,

    /// <summary>As it stands between quotation marks.</summary>
    Exact,

    /// <summary>Every word that begins like this.</summary>
    Beginning,
}
