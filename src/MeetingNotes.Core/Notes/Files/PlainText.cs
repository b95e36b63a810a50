using System.Text;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Text that is not Markdown: headings, follow-ups, names.</summary>
internal static class PlainText
{
    /// <summary>
    /// NFC, every run of white space and control characters as one space, none at the ends; letters that turn the reading
    /// direction of what follows are left out, lone surrogates become U+FFFD.
    /// </summary>
    public static string OneLine(string raw)
    {
        var text = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (rune.Value != '\u00A0' && (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)))
            {
                if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(' ');
                }
            }
            else if (rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            {
                text.Append(rune.ToString());
            }
        }

        return Nfc.Of(text.ToString()).Trim();
    }

    /// <summary>Every line as <see cref="OneLine"/>, at most one empty line between two, none at the ends.</summary>
    public static string Lines(string raw)
    {
        var text = new StringBuilder(raw.Length);
        foreach (var line in raw.ReplaceLineEndings("\n").Split('\n').Select(OneLine))
        {
            if (line.Length > 0 || (text.Length > 0 && !text.ToString().EndsWith("\n\n", StringComparison.Ordinal)))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>One line of text as Markdown that shows it letter by letter, also at the beginning of a paragraph.</summary>
    public static string AsMarkdown(string line)
    {
        var markdown = new StringBuilder(line.Length);
        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var index = 0; index < line.Length; index++)
        {
            var startsBlock = index == 0 ? line[index] is '#' or '+' or '-' or '=' : index == digits && line[index] is '.' or ')';
            if (startsBlock || line[index] is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '&' or '~' or '^' or '|')
            {
                markdown.Append('\\');
            }

            markdown.Append(line[index]);
        }

        return markdown.ToString();
    }
}
