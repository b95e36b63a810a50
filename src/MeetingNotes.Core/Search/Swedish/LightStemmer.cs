namespace MeetingNotes.Core.Search.Swedish;

/// <summary>What is left of a word that no dictionary knows when its likely ending is taken away.</summary>
internal static class LightStemmer
{
    // The longest that fits is taken away; at least three letters remain.
    private static readonly string[] Endings =
    [
        "ernas", "arnas", "ornas", "andes", "erna", "arna", "orna", "ande", "ades", "aste", "ens", "ets", "ers", "ars", "ors", "ade", "are", "ast", "nas",
        "en", "et", "er", "ar", "or", "na", "ad", "at", "as", "ns", "ts", "a", "e", "n", "t", "s",
    ];

    public static string Stem(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
