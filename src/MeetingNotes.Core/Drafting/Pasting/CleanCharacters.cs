using System.Text;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Takes the litter of word processors out of a text: what cannot be seen, and spaces that only look like spaces.</summary>
internal static class CleanCharacters
{
    /// <summary>NFC, every line end as a line feed, every other white space as a space; tabs stay. Linear.</summary>
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        var previous = default(Rune);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (Replacement(rune, previous) is { } replacement)
            {
                clean.Append(replacement);
            }
            else
            {
                clean.Append(rune.ToString());
            }

            previous = rune;
        }

        return Nfc.Of(clean.ToString());
    }

    // null: the letter itself.
    private static string? Replacement(Rune rune, Rune previous) => rune.Value switch
    {
        '\n' or '\t' => null,
        0x0B or 0x0C or 0x85 or 0x2028 or 0x2029 => "\n",
        0xA0 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => " ",
        0x2011 => "-",

        // Bullets and arrows of the fonts Symbol and Wingdings.
        0xF0B7 or 0xF0A7 or 0xF0D8 or 0xF0FC or 0xF076 => "•",
        0xF0E0 => "→",

        // A zero-width joiner holds an emoji together.
        0x200D => previous.Value > 0xFFFF ? null : "",
        0xAD or (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "",
        _ => Rune.IsControl(rune) ? "" : null,
    };
}
