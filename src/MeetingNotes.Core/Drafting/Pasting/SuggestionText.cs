using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>The text of an item as suggestions are read from it: every letter keeps its place, but numbers of lists and marks of footnotes are blank.</summary>
internal static partial class SuggestionText
{
    public static string Of(string markdown) =>
        Script().Replace(ListNumber().Replace(markdown, match => new string(' ', match.Length)), match =>
        {
            var digits = match.Groups["digits"].Value;
            var isFootnote = match.Value[0] == '^' && IsAfterWord(markdown, match.Index);
            return (isFootnote ? "" : Scripts.Of(digits, match.Value[0] == '^') ?? digits).PadRight(match.Length);
        });

    // "procent^1^" and "fem år.^1^", but "m^2^".
    private static bool IsAfterWord(string text, int at)
    {
        var letters = 0;
        while (letters < 4 && at - letters > 0 && char.IsLetter(text[at - letters - 1]))
        {
            letters++;
        }

        return letters is 4 or 0;
    }

    [GeneratedRegex(@"^ *\d{1,4}\. ", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"[~^](?<digits>\d{1,3})[~^]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Script();
}
