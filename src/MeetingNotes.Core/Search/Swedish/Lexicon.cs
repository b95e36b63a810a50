namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// The words that the analyser knows: how each is inflected, and where it may stand in a compound. Made once by <see cref="LexiconBuilder"/>,
/// then only read.
/// </summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, SuffixRule[]>.AlternateLookup<ReadOnlySpan<char>> _rules;
    private readonly Dictionary<string, ulong>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly Dictionary<string, LinkingForm[]>.AlternateLookup<ReadOnlySpan<char>> _linking;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _irregular;
    private readonly HashSet<string> _council;
    private readonly int _longestEnding;

    public Lexicon(
        Dictionary<string, ulong> words, Dictionary<string, SuffixRule[]> rules, Dictionary<string, LinkingForm[]> linking,
        Dictionary<string, string> irregular, HashSet<string> council)
    {
        _wordsBySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
        _rules = rules.GetAlternateLookup<ReadOnlySpan<char>>();
        _linking = linking.GetAlternateLookup<ReadOnlySpan<char>>();
        _irregular = irregular.GetAlternateLookup<ReadOnlySpan<char>>();
        _council = council;
        _longestEnding = rules.Keys.Max(ending => ending.Length);
    }

    /// <summary>Whether people of the trade have vouched for the word (council-words.tsv): it may be a part of a compound even if it is short.</summary>
    public bool IsOfTheTrade(string lemma) => _council.Contains(lemma);

    /// <summary>The flags of a word (<see cref="WordFlags"/> and classes of endings); none when it is unknown.</summary>
    public ulong FlagsOf(ReadOnlySpan<char> word) => _wordsBySpan.TryGetValue(word, out var flags) ? flags : 0;

    /// <summary>What a form may be the beginning or the middle of; empty when it is no such form.</summary>
    public ReadOnlySpan<LinkingForm> LinkingFormsOf(ReadOnlySpan<char> form, out string? known) => _linking.TryGetValue(form, out known, out var forms) ? forms : [];

    /// <summary>The dictionary words that a form can be an inflection of, itself first; none when it is unknown.</summary>
    public void AddLemmas(ReadOnlySpan<char> form, List<Lemma> lemmas)
    {
        var isIrregular = _irregular.TryGetValue(form, out var regular);
        if (isIrregular)
        {
            var itsFlags = FlagsOf(regular);
            Add(lemmas, regular!, itsFlags);
            if ((itsFlags & WordFlags.Verb) == 0 && !IsOfTheTrade(form.ToString()))
            {
                return;
            }
        }

        if (_wordsBySpan.TryGetValue(form, out var word, out var flags) && (flags & WordFlags.NoWordAlone) == 0
            && (!isIrregular || (flags & WordFlags.Last) != 0 || IsOfTheTrade(word)))
        {
            Add(lemmas, word, flags);
        }

        Span<char> stem = stackalloc char[96];
        for (var length = 1; length <= _longestEnding && length < form.Length; length++)
        {
            if (!_rules.TryGetValue(form[^length..], out var rules))
            {
                continue;
            }

            var kept = form[..^length];
            foreach (var rule in rules)
            {
                var stemLength = kept.Length + rule.Strip.Length;
                if (stemLength < 2 || stemLength > stem.Length)
                {
                    continue;
                }

                kept.CopyTo(stem);
                rule.Strip.CopyTo(stem[kept.Length..]);
                var candidate = stem[..stemLength];
                if (_wordsBySpan.TryGetValue(candidate, out var lemma, out var lemmaFlags) && (lemmaFlags & rule.Class) != 0 && rule.Fits(candidate))
                {
                    Add(lemmas, RegularOf(lemma), lemmaFlags);
                }
            }
        }
    }

    /// <summary>The base form of what the dictionary lists as a word of its own although it is an inflection (<c>böcker</c>); otherwise itself.</summary>
    public string RegularOf(string word) =>
        _irregular.TryGetValue(word, out var regular) && !IsOfTheTrade(word) && (FlagsOf(regular) & WordFlags.Verb) == 0 ? regular : word;

    private static void Add(List<Lemma> lemmas, string word, ulong flags)
    {
        for (var i = 0; i < lemmas.Count; i++)
        {
            if (lemmas[i].Word == word)
            {
                lemmas[i] = new Lemma(word, lemmas[i].Flags | flags);
                return;
            }
        }

        lemmas.Add(new Lemma(word, flags));
    }
}

/// <param name="Word">A base form.</param>
/// <param name="Flags">Where it may stand in a compound, and how it is inflected.</param>
internal readonly record struct Lemma(string Word, ulong Flags);

/// <param name="Lemma">The word that the form belongs to.</param>
/// <param name="IsFirst">May begin a compound.</param>
/// <param name="IsMiddle">May stand inside one.</param>
internal sealed record LinkingForm(string Lemma, bool IsFirst, bool IsMiddle);

/// <summary>What is said of a word besides its classes of endings.</summary>
internal static class WordFlags
{
    public const ulong First = 1UL << 63;
    public const ulong Middle = 1UL << 62;
    public const ulong Last = 1UL << 61;

    /// <summary>Only a part of compounds, or only with an ending.</summary>
    public const ulong NoWordAlone = 1UL << 60;

    /// <summary>Written with a capital in the dictionary.</summary>
    public const ulong Name = 1UL << 59;

    /// <summary>Of our own list (<see cref="CommonEndings"/>); takes any ending that a noun, adjective or verb can take.</summary>
    public const ulong Noun = 1UL << 58;
    public const ulong Adjective = 1UL << 57;
    public const ulong Verb = 1UL << 56;

    /// <summary>Bits below this one are classes of endings of the dictionary.</summary>
    public const int ClassBits = 56;
}

/// <summary>One ending: take <see cref="Add"/> away, put <see cref="Strip"/> back, and it is the base form if that fits.</summary>
/// <param name="Class">The words that it belongs to.</param>
/// <param name="Strip">What the base form ends with instead.</param>
/// <param name="Add">The ending.</param>
/// <param name="Condition">How the base form must end, one set of letters for each of its last letters.</param>
internal sealed record SuffixRule(ulong Class, string Strip, string Add, LetterSet[] Condition)
{
    public bool Fits(ReadOnlySpan<char> word)
    {
        if (word.Length < Condition.Length)
        {
            return false;
        }

        var end = word[^Condition.Length..];
        for (var i = 0; i < Condition.Length; i++)
        {
            if (!Condition[i].Allows(end[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <param name="Letters">Which letters.</param>
/// <param name="IsExcluding">All but these.</param>
internal sealed record LetterSet(string Letters, bool IsExcluding)
{
    public bool Allows(char letter) => Letters.Contains(letter) != IsExcluding;
}
