namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>
/// Makes Markdown and mail readable as sentences without moving anything: addresses, link targets, emphasis and code marks become
/// spaces, one for each character, and so do headings and the follow-ups that are written as such. Linear.
/// </summary>
internal static class MarkdownMask
{
    public static string Of(string text)
    {
        var plain = text.Replace('\0', ' ').Replace('\r', ' ').ToCharArray();
        for (var position = 0; position < plain.Length; position++)
        {
            if (plain[position] == '|')
            {
                EndCell(plain, position);
                continue;
            }

            var end = plain[position] switch
            {
                '-' or '*' when IsTaskLine(plain, position) => LineEnd(plain, position),
                ']' when position + 1 < plain.Length && plain[position + 1] is '(' or '{' => TargetEnd(plain, position),
                'h' when Begins(plain, position, "https://") || Begins(plain, position, "http://") => AddressEnd(plain, position),
                'w' when Begins(plain, position, "www.") => AddressEnd(plain, position),
                '#' when position == 0 || plain[position - 1] == '\n' => LineEnd(plain, position),
                '[' or ']' or '`' or '\\' => position + 1,
                '_' when !IsInsideWord(plain, position) => position + 1,
                '*' when !IsListMark(plain, position) => position + 1,
                '!' when position + 1 < plain.Length && plain[position + 1] == '[' => position + 1,
                _ => position,
            };
            if (end > position)
            {
                Array.Fill(plain, ' ', position, end - position);
                position = end - 1;
            }
        }

        return new string(plain);
    }

    /// <summary>The sentence on one line: no space doubled, none before a punctuation mark.</summary>
    public static string OneLine(ReadOnlySpan<char> plain)
    {
        var line = new System.Text.StringBuilder(plain.Length);
        foreach (var letter in plain)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                if (letter is '.' or ',' or ';' or ':' or '!' or '?' or ')' && line.Length > 0 && line[^1] == ' ')
                {
                    line.Length--;
                }

                line.Append(letter);
            }
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsListMark(char[] text, int position)
    {
        var before = position - 1;
        while (before >= 0 && position - before < 8 && text[before] == ' ')
        {
            before--;
        }

        return (before < 0 || text[before] == '\n') && position + 1 < text.Length && text[position + 1] == ' ';
    }

    // "rapport_2019.pdf" is one word.
    private static bool IsInsideWord(char[] text, int position) =>
        position > 0 && position + 1 < text.Length && char.IsLetterOrDigit(text[position - 1]) && char.IsLetterOrDigit(text[position + 1]);

    private static bool Begins(char[] text, int position, string start) =>
        text.AsSpan(position).StartsWith(start, StringComparison.Ordinal) && (position == 0 || !char.IsLetterOrDigit(text[position - 1]));

    /// <summary>A cell of a table is no part of the sentence in the next one.</summary>
    private static void EndCell(char[] text, int position)
    {
        text[position] = '\n';
        if (position + 1 < text.Length && text[position + 1] == ' ')
        {
            text[position + 1] = '\n';
        }
    }

    // "- [ ] …": a follow-up already.
    private static bool IsTaskLine(char[] text, int position) =>
        IsListMark(text, position) && position + 4 < text.Length && text[position + 2] == '[' && text[position + 3] is ' ' or 'x' or 'X' && text[position + 4] == ']';

    private static int LineEnd(char[] text, int position)
    {
        var offset = text.AsSpan(position).IndexOf('\n');
        return offset < 0 ? text.Length : position + offset;
    }

    // "](address)" or "]{språk=fi}"; without an end on the line only the bracket goes.
    private static int TargetEnd(char[] text, int position)
    {
        var close = text[position + 1] == '(' ? ')' : '}';
        var rest = text.AsSpan(position, Math.Min(text.Length - position, 2000));
        var offset = rest.IndexOfAny(close, '\n');
        return offset > 0 && rest[offset] == close ? position + offset + 1 : position + 1;
    }

    private static int AddressEnd(char[] text, int position)
    {
        var end = position;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (')' or '>' or '"' or '”'))
        {
            end++;
        }

        // The full stop of the sentence is not part of the address.
        while (end > position && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?')
        {
            end--;
        }

        return end;
    }
}
