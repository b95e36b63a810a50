using System.Globalization;

namespace MeetingNotes.Core.Markdown;

/// <summary>Finds the first use of each abbreviation in a text that comes piece by piece.</summary>
internal sealed class FirstUses(IReadOnlyList<Abbreviation> abbreviations)
{
    private readonly List<Abbreviation> _unused = [.. abbreviations.Where(abbreviation => abbreviation.Short.Length > 0 && abbreviation.Long.Length > 0)];

    /// <summary>In the order of the words; each abbreviation at most once, over all calls. The longest wins where two begin.</summary>
    public IReadOnlyList<(int At, Abbreviation Abbreviation)> In(string words)
    {
        if (_unused.Count == 0)
        {
            return [];
        }

        var found = _unused
            .Select(abbreviation => (At: IndexOf(words, abbreviation.Short), Abbreviation: abbreviation))
            .Where(use => use.At >= 0)
            .OrderBy(use => use.At).ThenByDescending(use => use.Abbreviation.Short.Length)
            .ToList();
        var uses = new List<(int At, Abbreviation Abbreviation)>();
        var free = 0;
        foreach (var use in found.Where(use => use.At >= free))
        {
            uses.Add(use);
            _unused.RemoveAll(abbreviation => abbreviation.Short == use.Abbreviation.Short);
            free = use.At + use.Abbreviation.Short.Length;
        }

        return uses;
    }

    private static int IndexOf(string words, string abbreviation)
    {
        for (var at = words.IndexOf(abbreviation, StringComparison.Ordinal); at >= 0; at = words.IndexOf(abbreviation, at + 1, StringComparison.Ordinal))
        {
            if (StartsWord(words.AsSpan(0, at)) && EndsWord(words.AsSpan(at + abbreviation.Length)))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool StartsWord(ReadOnlySpan<char> before) =>
        before.IsEmpty || !(IsWordCharacter(before[^1]) || before[^1] is '-' or '.' or '@');

    // "RUS:s", "RUS-arbetet" and "RUS." hold the abbreviation; "RUS.se" and "RUS@" do not.
    private static bool EndsWord(ReadOnlySpan<char> after) =>
        after.IsEmpty || !(IsWordCharacter(after[0]) || after[0] == '@' || (after[0] == '.' && after.Length > 1 && IsWordCharacter(after[1])));

    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || c == '_' || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
