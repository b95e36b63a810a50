using System.Globalization;
using System.Text;

namespace MeetingNotes.Core.DueDates;

internal enum DueTokenKind
{
    /// <summary>Letters, perhaps with digits.</summary>
    Word,

    /// <summary>ASCII digits only.</summary>
    Number,

    /// <summary>One other character; every dash is "-".</summary>
    Sign,

    /// <summary>An empty line: no phrase goes on after it.</summary>
    Break,
}

/// <summary>A piece of a text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In lower case and NFC, nothing invisible in it.</param>
/// <param name="IsGlued">No white space before it.</param>
internal readonly record struct DueToken(int Start, int End, DueTokenKind Kind, string Text, bool IsGlued)
{
    /// <summary>A word or a number.</summary>
    public bool IsRun => Kind is DueTokenKind.Word or DueTokenKind.Number;

    public static IReadOnlyList<DueToken> AllIn(string text)
    {
        var tokens = new List<DueToken>();
        var isGlued = false;
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (char.IsWhiteSpace(text[at]))
            {
                at = EndOf(text, at, char.IsWhiteSpace);
                if (text.AsSpan(start, at - start).Count('\n') > 1)
                {
                    tokens.Add(new DueToken(start, at, DueTokenKind.Break, "\n", IsGlued: false));
                }

                isGlued = false;
                continue;
            }

            at = IsRunCharacter(text[at]) ? EndOf(text, at, IsRunCharacter) : at + 1;
            tokens.Add(Of(text, start, at, isGlued));
            isGlued = true;
        }

        return tokens;
    }

    private static int EndOf(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static DueToken Of(string text, int start, int end, bool isGlued)
    {
        var span = text.AsSpan(start, end - start);
        if (!IsRunCharacter(span[0]))
        {
            var sign = char.GetUnicodeCategory(span[0]) is UnicodeCategory.DashPunctuation || span[0] == '\u2212' ? "-" : span.ToString();
            return new DueToken(start, end, DueTokenKind.Sign, sign, isGlued);
        }

        var plain = span.ToString();
        if (!Ascii.IsValid(plain))
        {
            // Letters and marks only, so there is nothing that normalising refuses.
            plain = string.Concat(plain.Where(letter => char.GetUnicodeCategory(letter) is not UnicodeCategory.Format)).Normalize();
        }

        var kind = plain.Length > 0 && plain.All(char.IsAsciiDigit) ? DueTokenKind.Number : DueTokenKind.Word;
        return new DueToken(start, end, kind, plain.ToLowerInvariant(), isGlued);
    }

    // A combining mark belongs to its letter (NFD), and a soft hyphen to its word.
    private static bool IsRunCharacter(char letter) => char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
