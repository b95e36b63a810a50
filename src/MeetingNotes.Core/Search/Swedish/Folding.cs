using System.Buffers;
using System.Globalization;
using System.Text;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// The form in which letters are compared: small, in NFC, with accents taken away from all but å, ä and ö, which are letters of their own
/// (<c>rad</c> is not <c>råd</c>). Danish and Norwegian æ and ø count as ä and ö.
/// </summary>
internal static class Folding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzåäö0123456789-.:/@§,");

    public static string Fold(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExcept(Plain) < 0)
        {
            return text.ToString();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var letter in Nfc.Of(text.ToString()))
        {
            Append(folded, letter);
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, char letter)
    {
        var small = char.ToLowerInvariant(letter);
        switch (small)
        {
            case 'æ': folded.Append('ä'); break;
            case 'ø': folded.Append('ö'); break;
            case 'ß': folded.Append("ss"); break;
            case '\u2019' or '\u02BC': folded.Append('\''); break;
            case '\u2010' or '\u2011': folded.Append('-'); break;
            case '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF': break;
            case <= '\u007F' or 'å' or 'ä' or 'ö': folded.Append(small); break;
            default: folded.Append(WithoutAccent(small)); break;
        }
    }

    private static char WithoutAccent(char letter)
    {
        if (letter > '\u024F' && letter is < '\u1E00' or > '\u1EFF')
        {
            return letter;
        }

        var apart = letter.ToString().Normalize(NormalizationForm.FormD);
        return apart.Length > 1 && CharUnicodeInfo.GetUnicodeCategory(apart[1]) == UnicodeCategory.NonSpacingMark ? apart[0] : letter;
    }
}
