using System.Collections.Frozen;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>A word of a sentence: where it stands, in UTF-16 units of the sentence, and its form without capitals.</summary>
internal readonly record struct Word(int Start, int End, string Lower);

internal static class Words
{
    /// <summary>A readable list of words, apart by white space, as a set.</summary>
    public static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Runs of letters and digits; a hyphen belongs to its word, also at the end: "barn- och utbildningsnämnden".</summary>
    public static IReadOnlyList<Word> In(string sentence)
    {
        var words = new List<Word>();
        for (var position = 0; position < sentence.Length;)
        {
            if (!IsPart(sentence[position]))
            {
                position++;
                continue;
            }

            var start = position;
            while (position < sentence.Length && (IsPart(sentence[position]) || sentence[position] == '-'))
            {
                position++;
            }

            words.Add(new Word(start, position, Nfc.Of(sentence[start..position]).ToLowerInvariant()));
        }

        return words;
    }

    private static bool IsPart(char letter) =>
        char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
