namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// Finds the words that a Swedish compound is made of: the cheapest chain of a first part, middle parts and a last part, where few and long
/// parts that the dictionary allows in their places are cheap.
/// </summary>
/// <param name="lexicon">The words.</param>
/// <param name="exceptions">Base forms with the parts they have; an empty list says that a word is none.</param>
internal sealed class CompoundSplitter(Lexicon lexicon, IReadOnlyDictionary<string, string[]> exceptions)
{
    /// <summary>Longer words are read as they stand.</summary>
    public const int MaxLength = 60;

    private const int Impossible = 1_000_000;
    private const int PartCost = 10;

    /// <summary>First parts that are prepositions or prefixes: no words that anybody searches for, and mostly no compound at all.</summary>
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "an", "av", "be", "bi", "bort", "efter", "er", "fram", "från", "för", "före", "förut", "genom", "hän", "här", "i", "ifrån", "igen", "in", "inne",
        "inom", "inunder", "med", "mellan", "miss", "mot", "ned", "ner", "o", "om", "omkring", "på", "sam", "samman", "till", "tillbaka", "undan", "under",
        "upp", "uppe", "ur", "ut", "utan", "ute", "utom", "van", "vid", "veder", "å", "åter", "över", "emot", "hos", "åt", "icke", "var", "där",
    };

    /// <summary>The smallest parts of a base form, in order; one (itself) when it is no compound.</summary>
    public string[] PartsOf(string lemma)
    {
        var parts = new List<string>(4);
        AddParts(lemma, parts, 0);
        return parts.Count == 0 ? [lemma] : [.. parts];
    }

    /// <summary>A form that the dictionary does not know, as a compound.</summary>
    /// <returns>The parts before the last, in their smallest parts, and where the last begins; <c>null</c> when it is no compound.</returns>
    public UnknownCompound? Split(ReadOnlySpan<char> form)
    {
        if (form.Length is < 5 or > MaxLength || BestChain(form, false) is not { } chain)
        {
            return null;
        }

        var parts = new List<string>(4);
        foreach (var part in chain.Parts)
        {
            AddParts(part, parts, 1);
        }

        return new UnknownCompound(parts, chain.LastStart);
    }

    private void AddParts(string lemma, List<string> parts, int depth)
    {
        if (exceptions.TryGetValue(lemma, out var given))
        {
            parts.AddRange(given.Length == 0 ? [lemma] : given);
            return;
        }

        if (depth < 5 && lemma.Length is >= 5 and <= MaxLength && (lexicon.FlagsOf(lemma) & WordFlags.Name) == 0 && BestChain(lemma, true) is { } chain)
        {
            foreach (var part in chain.Parts)
            {
                AddParts(part, parts, depth + 1);
            }

            AddParts(chain.Last!, parts, depth + 1);
            return;
        }

        if (!Particles.Contains(lemma))
        {
            parts.Add(lemma);
        }
    }

    /// <param name="form">The whole word.</param>
    /// <param name="isKnown">The dictionary has it: only parts that leave no doubt make it a compound.</param>
    private Chain? BestChain(ReadOnlySpan<char> form, bool isKnown)
    {
        var lasts = new List<Lemma>();
        Span<int> cost = stackalloc int[form.Length + 1];
        Span<int> next = stackalloc int[form.Length + 1];
        cost.Fill(Impossible);
        var lastAt = new string?[form.Length + 1];
        var linkAt = new string?[form.Length + 1];

        for (var start = form.Length - 2; start >= 0; start--)
        {
            if (start > 0 && LastCost(form[start..], isKnown, lasts, out var lemma) is var last and < Impossible)
            {
                (cost[start], next[start], lastAt[start]) = (last, form.Length, lemma);
            }

            for (var end = start + 2; end <= form.Length - 2; end++)
            {
                var rest = RestAfter(form, end, cost);
                if (rest.Cost >= Impossible)
                {
                    continue;
                }

                var link = LinkCost(form[start..end], start == 0, isKnown, out var linked);
                if (link + rest.Cost < cost[start])
                {
                    (cost[start], next[start], lastAt[start], linkAt[start]) = (link + rest.Cost, rest.Start, null, linked);
                }
            }
        }

        if (cost[0] >= Impossible)
        {
            return null;
        }

        var parts = new List<string>(4);
        var at = 0;
        for (; lastAt[at] is null; at = next[at])
        {
            parts.Add(linkAt[at]!);
        }

        return new Chain(parts, at, lastAt[at]);
    }

    /// <summary>Where the rest begins: right after, or one letter before when three equal letters were written as two (<c>fall|lucka</c>).</summary>
    private static (int Start, int Cost) RestAfter(ReadOnlySpan<char> form, int end, ReadOnlySpan<int> cost)
    {
        var straight = cost[end];
        return end >= 2 && form[end - 1] == form[end - 2] && cost[end - 1] < straight ? (end - 1, cost[end - 1]) : (end, straight);
    }

    private int LinkCost(ReadOnlySpan<char> form, bool isFirst, bool isKnown, out string? lemma)
    {
        var best = Impossible;
        lemma = null;
        var forms = lexicon.LinkingFormsOf(form, out var known);
        foreach (var linking in forms)
        {
            var flags = lexicon.FlagsOf(linking.Lemma);
            var isParticle = Particles.Contains(linking.Lemma) || Particles.Contains(known!);
            var cost = PartCost + LengthCost(form.Length, linking.Lemma, isKnown)
                + (isFirst ? linking.IsFirst ? 0 : isKnown ? Impossible : 6 : linking.IsMiddle ? 0 : isKnown ? Impossible : 3)
                + ((flags & WordFlags.Name) != 0 ? isKnown ? Impossible : 8 : 0)
                + (isParticle ? isKnown || !isFirst ? Impossible : 4 : 0)
                // Likely is a word that the form begins with (besök in besöks, not besöka), and one of the trade.
                + (form.StartsWith(linking.Lemma) ? 0 : 1) + (lexicon.IsOfTheTrade(linking.Lemma) ? 0 : 2)
                + ((flags & WordFlags.NoWordAlone) != 0 ? 3 : 0);
            if (cost < best)
            {
                (best, lemma) = (cost, linking.Lemma);
            }
        }

        return best;
    }

    private int LastCost(ReadOnlySpan<char> form, bool isKnown, List<Lemma> lemmas, out string? lemma)
    {
        var best = Impossible;
        lemma = null;
        lemmas.Clear();
        if (isKnown)
        {
            // What is split is a base form, and so is its last part.
            if (lexicon.FlagsOf(form) is var flags and not 0)
            {
                lemmas.Add(new Lemma(lexicon.RegularOf(form.ToString()), flags));
            }
        }
        else
        {
            lexicon.AddLemmas(form, lemmas);
        }

        foreach (var candidate in lemmas)
        {
            var cost = PartCost + LengthCost(form.Length, candidate.Word, isKnown)
                + ((candidate.Flags & WordFlags.Last) != 0 ? 0 : isKnown ? Impossible : 6)
                + ((candidate.Flags & WordFlags.Name) != 0 ? isKnown ? Impossible : 8 : 0);
            if (cost < best)
            {
                (best, lemma) = (cost, candidate.Word);
            }
        }

        return best;
    }

    /// <summary>Short parts are mostly accidents (<c>reg|ion|en</c>), unless they are words of the trade (<c>råd</c>, <c>väg</c>).</summary>
    private int LengthCost(int length, string lemma, bool isKnown) => length switch
    {
        <= 2 => lexicon.IsOfTheTrade(lemma) ? 6 : Impossible,
        3 when lexicon.IsOfTheTrade(lemma) => 2,
        3 => isKnown ? Impossible : 9,
        4 when lexicon.IsOfTheTrade(lemma) => 0,
        4 => 3,
        _ => 0,
    };

    private sealed record Chain(List<string> Parts, int LastStart, string? Last);
}

/// <param name="Parts">Base forms of the parts before the last one.</param>
/// <param name="LastStart">Where the last part begins in the form.</param>
internal sealed record UnknownCompound(IReadOnlyList<string> Parts, int LastStart);
