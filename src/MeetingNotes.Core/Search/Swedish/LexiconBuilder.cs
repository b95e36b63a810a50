namespace MeetingNotes.Core.Search.Swedish;

/// <summary>Collects words, endings and linking forms, from the installed dictionary and from our own list, into a <see cref="Lexicon"/>.</summary>
internal sealed class LexiconBuilder
{
    private readonly Dictionary<string, ulong> _words = new(200_000, StringComparer.Ordinal);
    private readonly Dictionary<string, List<SuffixRule>> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkingForm[]> _linking = new(120_000, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _irregular = new(StringComparer.Ordinal);
    private readonly HashSet<string> _council = new(StringComparer.Ordinal);

    public LexiconBuilder WithRules(IEnumerable<SuffixRule> rules)
    {
        foreach (var rule in rules)
        {
            AddRule(rule);
        }

        return this;
    }

    public void AddRule(SuffixRule rule)
    {
        if (rule.Add.Length == 0)
        {
            return;
        }

        if (!_rules.TryGetValue(rule.Add, out var rules))
        {
            _rules[rule.Add] = rules = [];
        }

        rules.Add(rule);
    }

    public void AddWord(string word, ulong flags)
    {
        // Words that are spelled alike are one entry, which may do what one of them may.
        const ulong limits = WordFlags.Name | WordFlags.NoWordAlone;
        _words[word] = _words.TryGetValue(word, out var other) ? ((flags | other) & ~limits) | (flags & other & limits) : flags;
        if ((flags & (WordFlags.First | WordFlags.Middle)) != 0)
        {
            AddLinkingForm(word, new LinkingForm(word, (flags & WordFlags.First) != 0, (flags & WordFlags.Middle) != 0));
        }
    }

    public void AddLinkingForm(string form, LinkingForm linking)
    {
        if (!_linking.TryGetValue(form, out var forms))
        {
            _linking[form] = [linking];
            return;
        }

        var same = Array.FindIndex(forms, other => other.Lemma == linking.Lemma);
        _linking[form] = same < 0
            ? [.. forms, linking]
            : [.. forms[..same], new LinkingForm(linking.Lemma, linking.IsFirst || forms[same].IsFirst, linking.IsMiddle || forms[same].IsMiddle), .. forms[(same + 1)..]];
    }

    /// <summary>A word of our own list: it may begin and end compounds, whatever the dictionary says.</summary>
    public void AddCouncilWord(CouncilWord word)
    {
        _council.Add(word.Word);
        var known = _words.GetValueOrDefault(word.Word) & ~(WordFlags.NoWordAlone | WordFlags.Name);
        _words[word.Word] = known | word.Class | (word.Class is WordFlags.Noun or WordFlags.Adjective ? WordFlags.Last : 0);
        foreach (var form in word.LinkingForms)
        {
            AddLinkingForm(form, new LinkingForm(word.Word, true, true));
        }

        foreach (var form in word.IrregularForms)
        {
            _irregular[form] = word.Word;
        }
    }

    public Lexicon Build()
    {
        FindWordsOfBoundForms();
        return new(_words, _rules.ToDictionary(rule => rule.Key, rule => rule.Value.ToArray(), StringComparer.Ordinal), _linking, _irregular, _council);
    }

    /// <summary>A form that the dictionary lists for compounds only (<c>folkhälso</c>) belongs to the word that it begins like (<c>folkhälsa</c>).</summary>
    private void FindWordsOfBoundForms()
    {
        foreach (var (form, forms) in _linking.Where(entry => entry.Value.Any(linking => IsBound(linking.Lemma))).ToList())
        {
            _linking[form] = [.. forms.Select(linking => IsBound(linking.Lemma) ? linking with { Lemma = WordOf(linking.Lemma) } : linking)];
        }
    }

    private bool IsBound(string word) => (_words.GetValueOrDefault(word) & WordFlags.NoWordAlone) != 0;

    private string WordOf(string bound)
    {
        var stem = bound[..^1];
        string[] likely = bound[^1] switch
        {
            's' => [stem, stem + "e", stem + "a"],
            'o' or 'u' or 'e' => [stem + "a", stem],
            _ => [bound + "a", bound + "e"],
        };
        return likely.FirstOrDefault(word => _words.TryGetValue(word, out var flags) && (flags & WordFlags.NoWordAlone) == 0) ?? bound;
    }
}
