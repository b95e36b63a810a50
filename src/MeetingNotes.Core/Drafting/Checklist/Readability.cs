using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>
/// LIX, läsbarhetsindex, by C. H. Björnsson (1968): words for each sentence, and the long words in a hundred. Only ever a hint (C9).
/// </summary>
public static class Readability
{
    /// <summary>Words with more letters than this are long.</summary>
    public const int LongWordLetters = 6;

    /// <summary>The index of a text, usually 20–60; 0 for a text without words.</summary>
    /// <param name="plainText">Without markup; a line that is no part of a sentence counts as one.</param>
    public static double Lix(string plainText)
    {
        var (words, longWords, sentences) = (0, 0, 0);
        foreach (var sentence in Sentences.In(plainText))
        {
            var inSentence = Words.In(plainText.Substring(sentence.Start, sentence.Length));
            words += inSentence.Count;
            longWords += inSentence.Count(word => word.Lower.Count(char.IsLetter) > LongWordLetters);
            sentences += inSentence.Count > 0 ? 1 : 0;
        }

        return words == 0 ? 0 : ((double)words / sentences) + (100.0 * longWords / words);
    }

    /// <summary>What an index means: "mycket lättläst" … "mycket svår".</summary>
    public static string Scale(double lix) => lix switch
    {
        < 30 => "mycket lättläst",
        < 40 => "lättläst",
        < 50 => "medelsvår",
        <= 60 => "svår",
        _ => "mycket svår",
    };
}
