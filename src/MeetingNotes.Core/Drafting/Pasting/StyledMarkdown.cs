using System.Text;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Writes styled letters as Markdown. What is written is read again: when Markdown would show other letters or links than meant, it is
/// written with less styling, at last with every sign escaped.
/// </summary>
internal sealed class StyledMarkdown(string text, RunStyle[] styles, string?[] links)
{
    // Outermost first.
    private static readonly (RunStyle Style, string Mark)[] Marks =
    [
        (RunStyle.Bold, "**"), (RunStyle.Italic, "*"), (RunStyle.Strike, "~~"), (RunStyle.Subscript, "~"), (RunStyle.Superscript, "^"),
    ];

    public string Write()
    {
        if (text.Length == 0)
        {
            return "";
        }

        foreach (var (style, _) in Marks)
        {
            TidySpans(style);
        }

        var expected = Enumerable.Range(0, links.Length).Where(at => links[at] is not null && (at == 0 || links[at - 1] != links[at])).Select(at => links[at]!).ToList();
        foreach (var kept in (RunStyle[])[~RunStyle.None, ~(RunStyle.Bold | RunStyle.Italic | RunStyle.Strike), RunStyle.None])
        {
            var markdown = Linked(kept, isRaw: kept != RunStyle.None);
            if (MarkdownText.Shows(markdown, text, expected))
            {
                return markdown;
            }
        }

        return Linked(RunStyle.None, isRaw: false, withLinks: false);
    }

    private string Linked(RunStyle kept, bool isRaw, bool withLinks = true)
    {
        var markdown = new StringBuilder(text.Length + 16);
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && links[end] == links[start])
            {
                end++;
            }

            if (links[start] is { } address && withLinks)
            {
                WriteLink(markdown, start, end, address, kept);
            }
            else
            {
                WriteStyled(markdown, start, end, kept, 0, isRaw);
            }

            start = end;
        }

        return markdown.ToString();
    }

    private void WriteLink(StringBuilder markdown, int start, int end, string address, RunStyle kept)
    {
        // Spaces and line breaks at the ends are no part of a link.
        var (first, last) = (start, end);
        while (first < last && char.IsWhiteSpace(text[first]))
        {
            first++;
        }

        while (last > first && char.IsWhiteSpace(text[last - 1]))
        {
            last--;
        }

        WriteStyled(markdown, start, first, RunStyle.None, 0, isRaw: false);
        if (last > first)
        {
            if (text[first..last] == address)
            {
                markdown.Append('<').Append(address).Append('>');
            }
            else
            {
                markdown.Append('[');
                WriteStyled(markdown, first, last, kept, 0, isRaw: false);
                markdown.Append("](").Append(address).Append(')');
            }
        }

        WriteStyled(markdown, last, end, RunStyle.None, 0, isRaw: false);
    }

    // As many levels as there are marks, whatever the text.
    private void WriteStyled(StringBuilder markdown, int start, int end, RunStyle kept, int mark, bool isRaw)
    {
        if (mark == Marks.Length)
        {
            MarkdownText.AppendEscaped(markdown, text, start, end, isRaw);
            return;
        }

        for (var from = start; from < end;)
        {
            var isStyled = Has(from, mark);
            var to = from + 1;
            while (to < end && Has(to, mark) == isStyled)
            {
                to++;
            }

            markdown.Append(isStyled ? Marks[mark].Mark : "");
            WriteStyled(markdown, from, to, kept, mark + 1, isRaw);
            markdown.Append(isStyled ? Marks[mark].Mark : "");
            from = to;
        }

        bool Has(int at, int which) => (styles[at] & kept & Marks[which].Style) != 0;
    }

    /// <summary>Emphasis begins and ends at a letter: Markdown reads "**Tid:**kl" otherwise than people do.</summary>
    private void TidySpans(RunStyle style)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if ((styles[start] & style) == 0)
            {
                continue;
            }

            // A plain space between two bold words is bold.
            var end = start + 1;
            while (end < text.Length && ((styles[end] & style) != 0 || (text[end] == ' ' && end + 1 < text.Length && (styles[end + 1] & style) != 0)))
            {
                styles[end] |= style;
                end++;
            }

            TidySpan(style, start, end);
            start = end;
        }
    }

    private void TidySpan(RunStyle style, int start, int end)
    {
        var (first, last) = (start, end);
        while (first < last && (char.IsWhiteSpace(text[first]) || (IsSign(text[first]) && first > 0 && char.IsLetterOrDigit(text[first - 1]))))
        {
            styles[first++] &= ~style;
        }

        while (last > first && (char.IsWhiteSpace(text[last - 1]) || (IsSign(text[last - 1]) && last < text.Length && char.IsLetterOrDigit(text[last]))))
        {
            styles[--last] &= ~style;
        }

        var isScript = style is RunStyle.Subscript or RunStyle.Superscript;
        var isWritable = isScript
            ? last > first && text.AsSpan(first, last - first).IndexOfAny(" \n\t") < 0 && char.IsLetterOrDigit(text[first]) && char.IsLetterOrDigit(text[last - 1])
            : text.AsSpan(first, last - first).ContainsAnyInRange('0', '\uFFFF');
        for (var at = first; at < last; at++)
        {
            // "~~~" would be a code block, and a struck index says nothing more.
            styles[at] = isWritable ? styles[at] & (isScript ? ~RunStyle.Strike : ~RunStyle.None) : styles[at] & ~style;
        }
    }

    private static bool IsSign(char letter) => char.IsPunctuation(letter) || char.IsSymbol(letter);
}
