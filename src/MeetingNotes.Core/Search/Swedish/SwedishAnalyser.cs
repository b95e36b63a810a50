using System.Collections.Concurrent;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// Says what a Swedish word is an inflection of and what it is made of. The same at save and at query time; the same for the same words on
/// every machine that has the same dictionary (<see cref="Fingerprint"/>). Safe to use from many threads.
/// </summary>
internal sealed class SwedishAnalyser
{
    // Two generations: when the young one is full it becomes the old one, and what is asked for again moves over.
    private const int GenerationSize = 40_000;

    private readonly Lexicon _lexicon;
    private readonly CompoundSplitter _splitter;
    private ConcurrentDictionary<string, WordAnalysis> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, WordAnalysis> _old = new(StringComparer.Ordinal);

    public SwedishAnalyser(Lexicon lexicon, IReadOnlyDictionary<string, string[]> exceptions, string fingerprint)
    {
        _lexicon = lexicon;
        _splitter = new CompoundSplitter(lexicon, exceptions);
        Fingerprint = fingerprint;
    }

    /// <summary>Changes when another word list, other exceptions or another way of analysing may give other answers.</summary>
    public string Fingerprint { get; }

    /// <param name="word">One word, in any case and form of Unicode; letters, and perhaps hyphens.</param>
    public WordAnalysis Analyse(string word)
    {
        var folded = Folding.Fold(word);
        if (_young.TryGetValue(folded, out var known))
        {
            return known;
        }

        if (!_old.TryGetValue(folded, out var analysis))
        {
            analysis = folded.Contains('-') ? Hyphenated(folded) : Whole(folded);
        }

        if (_young.Count >= GenerationSize)
        {
            _old = _young;
            _young = new(StringComparer.Ordinal);
        }

        _young[folded] = analysis;
        return analysis;
    }

    private WordAnalysis Whole(string word)
    {
        if (word.Length > CompoundSplitter.MaxLength)
        {
            return new WordAnalysis([new Reading(word, [word])]);
        }

        var lemmas = new List<Lemma>();
        _lexicon.AddLemmas(word, lemmas);
        var readings = Likely(word, lemmas).Select(lemma => ReadingOf(lemma.Word)).ToList();
        if (lemmas.TrueForAll(lemma => (lemma.Flags & WordFlags.Name) != 0) && _splitter.Split(word) is { } compound)
        {
            // Trafikverket is a name, and a verk all the same: it ends as a definite noun. Halland is no land.
            readings.AddRange(ReadingsOf(word, compound).Where(reading =>
                lemmas.Count == 0 || reading.Parts.All(_lexicon.IsOfTheTrade) && !word.TrimEnd('s').EndsWith(reading.Parts[^1].TrimEnd('s'), StringComparison.Ordinal)));
        }

        return new WordAnalysis(readings.Count > 0 ? readings : [Unknown(word)]);
    }

    /// <summary>When a word of the trade is among them, what only a rare word's ending makes possible is left out; a noun as it stands is not.</summary>
    private IEnumerable<Lemma> Likely(string word, List<Lemma> lemmas) =>
        (lemmas.Exists(lemma => _lexicon.IsOfTheTrade(lemma.Word))
            ? lemmas.Where(lemma => _lexicon.IsOfTheTrade(lemma.Word) || lemma.Word == word && (lemma.Flags & WordFlags.Last) != 0)
            : lemmas).Take(4);

    private Reading ReadingOf(string lemma) => new(lemma, _splitter.PartsOf(lemma)) { Origin = OriginOf(lemma) };

    private IEnumerable<Reading> ReadingsOf(string word, UnknownCompound compound)
    {
        var lemmas = new List<Lemma>();
        _lexicon.AddLemmas(word.AsSpan(compound.LastStart), lemmas);
        var lasts = lemmas.Exists(lemma => (lemma.Flags & WordFlags.Last) != 0) ? lemmas.FindAll(lemma => (lemma.Flags & WordFlags.Last) != 0) : lemmas;
        return Likely(word[compound.LastStart..], lasts).Take(2).Select(last =>
            new Reading(string.Concat(word.AsSpan(0, compound.LastStart), last.Word), [.. compound.Parts, .. _splitter.PartsOf(last.Word)]));
    }

    /// <summary>A word that nobody has heard of: as it stands. What is left without its likely ending need be no word, so it is answered to as a part is.</summary>
    private static Reading Unknown(string word) =>
        new(word, [word]) { Origin = LightStemmer.Stem(word) is var stem && stem.Length < word.Length ? stem : null };

    /// <summary><c>IT-avdelningen</c>: what stands on each side is a part.</summary>
    private WordAnalysis Hyphenated(string word)
    {
        var pieces = word.Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length is < 2 or > 6)
        {
            return new WordAnalysis([new Reading(word, [word])]);
        }

        if (pieces.Any(piece => piece.All(char.IsAsciiDigit)))
        {
            return new WordAnalysis([.. Whole(pieces[^1]).Readings.Take(2).Select(last => string.Join('-', [.. pieces[..^1], last.Lemma])).Select(lemma => new Reading(lemma, [lemma]))]);
        }

        var before = pieces[..^1].SelectMany(piece => LinkingParts(piece)).ToArray();
        return new WordAnalysis([.. Whole(pieces[^1]).Readings.Take(2).Select(last => new Reading(string.Join('-', [.. pieces[..^1], last.Lemma]), [.. before, .. last.Parts]))]);
    }

    /// <summary>What a first part that stands by itself means: <c>hälso-</c> is hälsa.</summary>
    public string[] LinkingParts(string form)
    {
        foreach (var linking in _lexicon.LinkingFormsOf(form, out _))
        {
            return _splitter.PartsOf(linking.Lemma);
        }

        return Whole(form).Readings[0].Parts;
    }

    /// <summary>The noun of five letters or more that a verb or its noun is made from: <c>besluta</c> beslut, <c>företagande</c> företag.</summary>
    private string? OriginOf(string lemma)
    {
        var noun = lemma.EndsWith("ande", StringComparison.Ordinal) ? lemma[..^4] : lemma.EndsWith('a') ? lemma[..^1] : "";
        return noun.Length >= 5 && (_lexicon.FlagsOf(noun) & (WordFlags.Last | WordFlags.Name)) == WordFlags.Last ? noun : null;
    }
}
