using System.Text;

namespace MeetingNotes.Core.Text;

/// <summary>Unicode normal form C for any text at all.</summary>
public static class Nfc
{
    /// <summary>The text in NFC. What no text may hold (lone surrogates, noncharacters such as U+FFFE) becomes U+FFFD; .NET would throw.</summary>
    public static string Of(string text)
    {
        var clean = text;
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD, so a text that holds one is written anew.
            if (rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                clean = string.Concat(text.EnumerateRunes().Select(Allowed));
                break;
            }
        }

        return clean.IsNormalized(NormalizationForm.FormC) ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    private static string Allowed(Rune rune) =>
        ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF ? Rune.ReplacementChar : rune).ToString();
}
