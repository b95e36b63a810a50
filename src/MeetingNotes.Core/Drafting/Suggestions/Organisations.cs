using System.Collections.Frozen;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>Recognises the name of a body or an office in a sentence: words from the first to before the end.</summary>
internal static class Organisations
{
    private const int MaxWords = 8;

    // Endings of the word that carries the name: "regionstyrelsen", "socialnämnden", "regiondirektören".
    private static readonly string[] Heads =
    [
        "styrelsen", "nämnden", "nämnderna", "nämnder", "förvaltningen", "förvaltningarna", "myndigheten", "fullmäktige", "rådet", "gruppen", "utskottet", "beredningen",
        "kontoret", "bolaget", "direktören", "chefen", "sekretariatet", "presidiet", "avdelningen", "enheten", "kansliet", "kommunerna", "kommuner", "kommunen",
        "regionen", "regionerna", "regioner", "universitetet", "högskolan", "museet", "museer", "museerna", "delegationen", "kommittén", "ordföranden", "revisorerna",
        "revisionen", "regeringen", "riksdagen", "förbundet", "landstinget", "räddningstjänsten", "byråerna", "byrån", "staben",
    ];

    private static readonly string[] NoHeads = ["området", "områdesgruppen", "samrådet", "målgruppen", "åldersgruppen"];

    // Names that no ending gives away.
    private static readonly FrozenSet<string> Names = Words.Set(
        """
        trafikverket skolverket tillväxtverket jordbruksverket boverket naturvårdsverket skatteverket energimyndigheten lantmäteriet försäkringskassan
        arbetsförmedlingen polisen försvarsmakten kulturforum almi norrtåg skl skr ud sjöfartsverket luftfartsverket socialstyrelsen posten postnord
        """);

    private static readonly FrozenSet<string> Adjectives = Words.Set(
        """
        regionala sociala tekniska kommunala lokala politiska samtliga alla berörda gemensamma nya sju båda övriga deltagande kommunernas länets regionens
        kommunens interna ideella medverkande två tre fyra fem sex
        """);

    // What ends such a name: "tar nämnden för hållbar utveckling över".
    private static readonly FrozenSet<string> NoNames = Words.Set(
        "över upp ut in om fram av med till i på från vid att en ett den det de sin sina sitt sig nu också även då där hur vad vilka alla redan");

    // "Nämnden för hållbar utveckling": only these have a name that goes on.
    private static readonly string[] Continued = ["nämnden", "enheten", "avdelningen", "rådet", "utskottet"];

    /// <summary>The name that ends right before the word at <paramref name="end"/>, with what belongs to it; <c>null</c> when none does.</summary>
    public static (int First, int End)? EndingAt(TaggedSentence sentence, int end)
    {
        if (HeadEndingAt(sentence, end) is not { } head)
        {
            return null;
        }

        var first = WithModifiers(sentence, head);
        return sentence.Lower(first - 1) == "och" && IsJoined(sentence, first - 1) && IsJoined(sentence, first)
            && HeadEndingAt(sentence, first - 1) is { } other
            ? (WithModifiers(sentence, other), end)
            : (first, end);
    }

    /// <summary>The longest name that begins at a word.</summary>
    public static (int First, int End)? StartingAt(TaggedSentence sentence, int first)
    {
        (int, int)? longest = null;
        for (var end = first + 1; end <= Math.Min(first + MaxWords, sentence.Words.Count) && (end == first + 1 || IsJoined(sentence, end - 1)); end++)
        {
            if (EndingAt(sentence, end) is { } name && name.First == first)
            {
                longest = name;
            }
        }

        return longest;
    }

    public static string Written(TaggedSentence sentence, (int First, int End) name)
    {
        var text = MarkdownMask.OneLine(sentence.Text.AsSpan(sentence.Words[name.First].Start, sentence.Words[name.End - 1].End - sentence.Words[name.First].Start));
        return string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
    }

    private static int? HeadEndingAt(TaggedSentence sentence, int end)
    {
        var last = end - 1;
        if (last < 0 || last >= sentence.Words.Count)
        {
            return null;
        }

        if (IsHead(sentence.Lower(last)) || Names.Contains(sentence.Lower(last)))
        {
            return last;
        }

        if (sentence.Lower(last) == "kommun" && IsCapital(sentence, last - 1))
        {
            return last - 1;
        }

        // "Region Jämtland Härjedalen", "Almi Företagspartner Mitt AB".
        for (var at = last; at > last - 4 && at > 0 && IsCapital(sentence, at) && IsJoined(sentence, at); at--)
        {
            if (sentence.Lower(at - 1) == "region" || (Names.Contains(sentence.Lower(at - 1)) && IsCapital(sentence, at - 1)))
            {
                return at - 1;
            }
        }

        // "Nämnden för hållbar utveckling".
        for (var at = last - 1; at > last - 5 && at > 0; at--)
        {
            if (sentence.Tenses[at + 1] != Tense.None || NoNames.Contains(sentence.Lower(at + 1)) || !IsJoined(sentence, at + 1))
            {
                return null;
            }

            if (sentence.Lower(at) == "för" && Continued.Any(head => sentence.Lower(at - 1).EndsWith(head, StringComparison.Ordinal)))
            {
                return at - 1;
            }
        }

        return null;
    }

    /// <summary>Takes in "Regionala", "länets", "barn- och" and "den" before the name.</summary>
    private static int WithModifiers(TaggedSentence sentence, int first)
    {
        while (first > 0 && IsJoined(sentence, first))
        {
            if (sentence.Lower(first - 1) == "och" && sentence.Lower(first - 2).EndsWith('-'))
            {
                first -= 2;
            }
            else if (Adjectives.Contains(sentence.Lower(first - 1)) || sentence.Lower(first - 1) is "den" or "det" or "de")
            {
                first--;
            }
            else
            {
                break;
            }
        }

        return first;
    }

    private static bool IsHead(string word) =>
        Heads.Any(head => word.EndsWith(head, StringComparison.Ordinal)) && !NoHeads.Any(other => word.EndsWith(other, StringComparison.Ordinal));

    private static bool IsCapital(TaggedSentence sentence, int index) => index >= 0 && char.IsUpper(sentence.Text[sentence.Words[index].Start]);

    private static bool IsJoined(TaggedSentence sentence, int index) => sentence.GapBefore(index).IsWhiteSpace();
}
