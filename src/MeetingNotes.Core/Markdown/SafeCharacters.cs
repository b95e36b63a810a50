using System.Buffers;
using System.Text;

namespace MeetingNotes.Core.Markdown;

/// <summary>Characters that would break a page, a feed or the reading order never get further than here.</summary>
internal static class SafeCharacters
{
    // Everything that needs a second look: surrogates may be half of an emoji, or alone.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => char.IsSurrogate(c) || IsBroken(c) || IsDirectionControl(c))]);

    /// <summary>
    /// Control characters, lone surrogates and non-characters become U+FFFD; the invisible controls that turn the writing
    /// direction (U+202A–E, U+2066–9) go away. Line feeds and tabs stay.
    /// </summary>
    public static string Neutralised(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspects) is not (>= 0 and var first))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune.IsBmp && IsDirectionControl((char)rune.Value))
            {
                continue;
            }

            safe.Append((rune.IsBmp && IsBroken((char)rune.Value) ? Rune.ReplacementChar : rune).ToString());
        }

        return safe.ToString();
    }

    /// <summary>Whether there is nothing to neutralise. Says no to every surrogate, also those of an emoji.</summary>
    public static bool AreSafe(ReadOnlySpan<char> text) => !text.ContainsAny(Suspects);

    private static bool IsDirectionControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsBroken(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\uFFFE' or '\uFFFF';
}
