using System.Collections.Frozen;
using System.Globalization;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>Letters and digits of a text that belong together, with the signs that join them; or a §.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How many characters of the text it is.</param>
/// <param name="Form">As it is written, folded.</param>
internal sealed record TextRun(int Start, int Length, string Form)
{
    private static readonly FrozenSet<string> TopDomains = "se nu eu com org net info gov io dev app fi no dk de ax".Split(' ').ToFrozenSet();

    public int End => Start + Length;

    /// <summary>A hyphen follows: it shares its end with a later word.</summary>
    public bool IsElliptic { get; init; }

    /// <summary>All of a text, in order.</summary>
    public static IReadOnlyList<TextRun> In(string text)
    {
        var runs = new List<TextRun>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '§')
            {
                runs.Add(new TextRun(at, 1, "§"));
                at++;
                continue;
            }

            if (!IsPart(text, at))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsPart(text, at) || IsJoint(text, start, at)))
            {
                at++;
            }

            var form = Folding.Fold(text.AsSpan(start, at - start));
            if (form.Length > 0)
            {
                runs.Add(new TextRun(start, at - start, form) { IsElliptic = at < text.Length && IsHyphen(text[at]) && char.IsLetter(text[at - 1]) });
            }
        }

        return runs;
    }

    private static bool IsPart(string text, int at) => char.IsLetterOrDigit(text[at]) || IsSilent(text[at]) && at > 0
        || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate;

    private static bool IsSilent(char letter) => letter is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060';

    private static bool IsHyphen(char letter) => letter is '-' or '\u2010' or '\u2011';

    private static bool IsJoint(string text, int start, int at)
    {
        if (at + 1 >= text.Length || !char.IsLetterOrDigit(text[at + 1]))
        {
            return false;
        }

        var (before, after) = (text[at - 1], text[at + 1]);
        return text[at] switch
        {
            '-' or '\u2010' or '\u2011' => true,
            ':' => char.IsLetterOrDigit(before) && (char.IsLetter(after) || char.IsDigit(before)),
            '\'' or '\u2019' => char.IsLetter(before) && char.IsLetter(after),
            '.' => char.IsDigit(before) && char.IsDigit(after) || EndsAsWebName(text, at),
            ',' => char.IsDigit(before) && char.IsDigit(after),
            '/' => char.IsDigit(before) && char.IsDigit(after),
            '@' => text.AsSpan(start, at - start).IndexOf('@') < 0,
            _ => false,
        };
    }

    /// <summary>Whether a dot belongs to a name on the web: what follows leads to a top domain.</summary>
    private static bool EndsAsWebName(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '-' || text[end] == '.' && end + 1 < text.Length && char.IsLetter(text[end + 1])) && end - at < 60)
        {
            end++;
        }

        var domain = text.AsSpan(at + 1, end - at - 1);
        return TopDomains.Contains(Folding.Fold(domain[(domain.LastIndexOf('.') + 1)..]));
    }
}
