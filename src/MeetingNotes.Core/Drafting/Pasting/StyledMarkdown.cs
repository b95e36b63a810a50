using System.Text;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Writes styled letters as Markdown. What is written is read again: when Markdown would show other letters or links than meant, it is
/// written with less styling, at last with every sign escaped.
/// </summary>
internal sealed class StyledMarkdown
{
    // Outermost first.
    private static readonly (RunStyle Style, string Mark)[] Marks =
    [
        (RunStyle.Bold, "**"), (RunStyle.Italic, "*"), (RunStyle.Strike, "~~"), (RunStyle.Subscript, "~"), (RunStyle.Superscript, "^"),
    ];

    private readonly RunStyle[] _styles;
    private readonly string?[] _links;
    private string _text;

    public StyledMarkdown(string text, RunStyle[] styles, string?[] links)
    {
        // A link stands on one line.
        _text = string.Create(text.Length, (text, links), (span, from) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = from.text[at] == '\n' && from.links[at] is not null ? ' ' : from.text[at];
            }
        });
        (_styles, _links) = (styles, links);
    }

    /// <summary>The words, as they are written.</summary>
    public string Text => _text;

    /// <summary>A raised or lowered text had to become an ordinary one.</summary>
    public bool HasLostScripts { get; private set; }

    public string PlainWithScripts()
    {
        foreach (var style in (RunStyle[])[RunStyle.Subscript, RunStyle.Superscript])
        {
            foreach (var (start, end) in Spans(style))
            {
                AsUnicode(style, start, end);
            }
        }

        return _text;
    }

    public string Write()
    {
        if (_text.Length == 0)
        {
            return "";
        }

        foreach (var (style, _) in Marks)
        {
            foreach (var (start, end) in Spans(style))
            {
                TidySpan(style, start, end);
            }
        }

        var expected = Enumerable.Range(0, _links.Length).Where(at => _links[at] is not null && (at == 0 || _links[at - 1] != _links[at])).Select(at => _links[at]!).ToList();
        foreach (var kept in (RunStyle[])[~RunStyle.None, ~(RunStyle.Bold | RunStyle.Italic | RunStyle.Strike), RunStyle.None])
        {
            var markdown = Linked(kept, kept == RunStyle.None ? MarkdownText.Addresses.AsWords : MarkdownText.Addresses.AsWritten);
            if (MarkdownText.Shows(markdown, _text, expected))
            {
                return markdown;
            }
        }

        return Linked(RunStyle.None, MarkdownText.Addresses.AsWords, withLinks: false);
    }

    private string Linked(RunStyle kept, MarkdownText.Addresses addresses, bool withLinks = true)
    {
        var markdown = new StringBuilder(_text.Length + 16);
        for (var start = 0; start < _text.Length;)
        {
            var end = start + 1;
            while (end < _text.Length && _links[end] == _links[start])
            {
                end++;
            }

            if (_links[start] is { } address && withLinks)
            {
                WriteLink(markdown, start, end, address, kept, addresses == MarkdownText.Addresses.AsWords ? addresses : MarkdownText.Addresses.Escaped);
            }
            else
            {
                WriteStyled(markdown, start, end, kept, 0, addresses);
            }

            start = end;
        }

        return markdown.ToString();
    }

    private void WriteLink(StringBuilder markdown, int start, int end, string address, RunStyle kept, MarkdownText.Addresses addresses)
    {
        // Spaces and line breaks at the ends are no part of a link.
        var (first, last) = (start, end);
        while (first < last && char.IsWhiteSpace(_text[first]))
        {
            first++;
        }

        while (last > first && char.IsWhiteSpace(_text[last - 1]))
        {
            last--;
        }

        WriteStyled(markdown, start, first, RunStyle.None, 0, addresses);
        if (last > first)
        {
            if (_text[first..last] == address)
            {
                markdown.Append('<').Append(address).Append('>');
            }
            else
            {
                markdown.Append('[');
                WriteStyled(markdown, first, last, kept, 0, addresses);
                markdown.Append("](").Append(address).Append(')');
            }
        }

        WriteStyled(markdown, last, end, RunStyle.None, 0, addresses);
    }

    // As many levels as there are marks, whatever the _text.
    private void WriteStyled(StringBuilder markdown, int start, int end, RunStyle kept, int mark, MarkdownText.Addresses addresses)
    {
        if (mark == Marks.Length)
        {
            MarkdownText.AppendEscaped(markdown, _text, start, end, addresses);
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

            // What stands outside may have cut a span beside a space.
            var (first, last) = (from, to);
            while (isStyled && first < last && char.IsWhiteSpace(_text[first]))
            {
                first++;
            }

            while (isStyled && last > first && char.IsWhiteSpace(_text[last - 1]))
            {
                last--;
            }

            var sign = isStyled && last > first ? Marks[mark].Mark : "";
            WriteStyled(markdown, from, first, RunStyle.None, Marks.Length, addresses);
            markdown.Append(sign);
            WriteStyled(markdown, first, last, kept, mark + 1, addresses);
            markdown.Append(sign);
            WriteStyled(markdown, last, to, RunStyle.None, Marks.Length, addresses);
            from = to;
        }

        bool Has(int at, int which) => (_styles[at] & kept & Marks[which].Style) != 0;
    }

    /// <summary>Where a style begins and ends; a plain space between two bold words is bold.</summary>
    private List<(int Start, int End)> Spans(RunStyle style)
    {
        var spans = new List<(int Start, int End)>();
        for (var start = 0; start < _text.Length; start++)
        {
            if ((_styles[start] & style) == 0)
            {
                continue;
            }

            var end = start + 1;
            while (end < _text.Length && ((_styles[end] & style) != 0 || (_text[end] == ' ' && end + 1 < _text.Length && (_styles[end + 1] & style) != 0 && !IsScript(style))))
            {
                _styles[end] |= style;
                end++;
            }

            spans.Add((start, end));
            start = end;
        }

        return spans;
    }

    /// <summary>Emphasis begins and ends at a letter: Markdown reads "**Tid:**kl" otherwise than people do.</summary>
    private void TidySpan(RunStyle style, int start, int end)
    {
        var (first, last) = (start, end);
        while (first < last && (char.IsWhiteSpace(_text[first]) || (!IsScript(style) && IsSign(_text[first]) && first > 0 && char.IsLetterOrDigit(_text[first - 1]))))
        {
            _styles[first++] &= ~style;
        }

        while (last > first && (char.IsWhiteSpace(_text[last - 1]) || (!IsScript(style) && IsSign(_text[last - 1]) && last < _text.Length && char.IsLetterOrDigit(_text[last]))))
        {
            _styles[--last] &= ~style;
        }

        if (IsScript(style))
        {
            TidyScript(style, first, last);
        }
        else if (!_text[first..last].Any(char.IsLetterOrDigit))
        {
            Clear(style, first, last);
        }
    }

    private void TidyScript(RunStyle style, int first, int last)
    {
        if (last <= first)
        {
            return;
        }

        if (!_text[first..last].Any(char.IsWhiteSpace) && char.IsLetterOrDigit(_text[first]) && char.IsLetterOrDigit(_text[last - 1]))
        {
            // "~~~" would be a code block, and a struck index says nothing more.
            Clear(RunStyle.Strike, first, last);
            return;
        }

        HasLostScripts |= !AsUnicode(style, first, last);
        Clear(style, first, last);
    }

    private bool AsUnicode(RunStyle style, int first, int last)
    {
        if (Scripts.Of(_text.AsSpan(first, last - first), style == RunStyle.Superscript) is not { } letters)
        {
            return false;
        }

        _text = string.Concat(_text.AsSpan(0, first), letters, _text.AsSpan(last));
        return true;
    }

    private void Clear(RunStyle style, int first, int last)
    {
        for (var at = first; at < last; at++)
        {
            _styles[at] &= ~style;
        }
    }

    private static bool IsScript(RunStyle style) => style is RunStyle.Subscript or RunStyle.Superscript;

    private static bool IsSign(char letter) => char.IsPunctuation(letter) || char.IsSymbol(letter);
}
