using System.Buffers;
using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Plain letters as Markdown, and Markdown as plain letters, in the dialect of <see cref="Markdown.MarkdownRenderer"/>.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \n<>\"”");

    /// <summary>The renderer's dialect, with the place of everything in the source.</summary>
    internal static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder { MaximumNestingDepth = Markdown.MarkdownRenderer.MaxNesting }
            .DisableHtml()
            .UsePipeTables()
            .UseAutoLinks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Subscript | EmphasisExtraOptions.Superscript)
            .Use<Markdown.PassageLanguage.PassageLanguageExtension>()
            .UsePreciseSourceLocation()
            .Use<Markdown.InlineBudgetExtension>()
            .Build();

    /// <summary>One paragraph of plain text as Markdown that shows it letter by letter.</summary>
    public static string Escaped(string text)
    {
        var markdown = new StringBuilder(text.Length + 8);
        AppendEscaped(markdown, text, 0, text.Length, Addresses.AsWritten);
        if (!Shows(markdown.ToString(), text, []))
        {
            AppendEscaped(markdown.Clear(), text, 0, text.Length, Addresses.AsWords);
        }

        return markdown.ToString();
    }

    /// <param name="markdown">Receives it.</param>
    /// <param name="text">The whole paragraph: what a sign means depends on its neighbours.</param>
    /// <param name="start">The first letter to write.</param>
    /// <param name="end">The letter after the last.</param>
    /// <param name="addresses">What to do with web addresses, which the renderer makes links of.</param>
    public static void AppendEscaped(StringBuilder markdown, string text, int start, int end, Addresses addresses)
    {
        var addressEnd = 0;
        for (var at = start; at < end; at++)
        {
            var letter = text[at];
            if (addresses == Addresses.AsWritten && at >= addressEnd && letter == 'h' && IsAddressAt(text, at))
            {
                addressEnd = text.AsSpan(at).IndexOfAny(AddressEnds) is >= 0 and var length ? at + length : text.Length;
            }

            if (letter == '\n')
            {
                markdown.Append("\\\n");
                continue;
            }

            if (at >= addressEnd && (IsMark(text, at) || StartsBlock(text, at) || (addresses == Addresses.AsWords && IsInAddress(text, at))))
            {
                markdown.Append('\\');
            }

            markdown.Append(letter);
        }
    }

    /// <summary>How web addresses in a text are written.</summary>
    public enum Addresses
    {
        /// <summary>As any words.</summary>
        Escaped,

        /// <summary>As they are, whatever signs they hold.</summary>
        AsWritten,

        /// <summary>So that they are not read as addresses: the only way to show some letter by letter.</summary>
        AsWords,
    }

    /// <summary>Whether the Markdown of one paragraph shows exactly these words and these links.</summary>
    public static bool Shows(string markdown, string text, IReadOnlyList<string> links)
    {
        if (markdown == text && links.Count == 0 && text.AsSpan().IndexOfAny("\n/@") < 0)
        {
            return true;
        }

        try
        {
            var document = Markdig.Markdown.Parse(markdown, Pipeline);
            return document is [ParagraphBlock { Inline: { } inline }]
                && Words(inline) == text
                && inline.Descendants<LinkInline>().Where(link => !link.IsAutoLink).Select(link => link.Url!)
                    .Concat(inline.Descendants<AutolinkInline>().Select(link => link.Url)).Order(StringComparer.Ordinal)
                    .SequenceEqual(links.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }
        catch (Exception refusal) when (refusal is ArgumentException or Markdown.MarkdownRefusedException)
        {
            // Nested too deep (Markdig's word for it), or too many marks.
            return false;
        }
    }

    /// <summary>The links of a text that was read before; none when it has more marks than can be read.</summary>
    public static IEnumerable<LinkInline> LinksIn(string markdown)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, Pipeline).Descendants<LinkInline>();
        }
        catch (Exception refusal) when (refusal is ArgumentException or Markdown.MarkdownRefusedException)
        {
            return [];
        }
    }

    /// <summary>The words of a block, a line feed between lines and blocks.</summary>
    public static string Words(MarkdownObject node)
    {
        var text = new StringBuilder();
        foreach (var part in node is ContainerInline inline ? inline.Descendants() : ((Block)node).Descendants())
        {
            switch (part)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case AutolinkInline link: text.Append(link.Url); break;
                case LineBreakInline: text.Append('\n'); break;
                case DelimiterInline delimiter: text.Append(delimiter.ToLiteral()); break;
                case Markdig.Extensions.Tables.TableCell when text.Length > 0: text.Append('\n'); break;
                case ListItemBlock or ParagraphBlock when text.Length > 0 && text[^1] != '\n': text.Append('\n'); break;
                case CodeBlock code: text.Append(code.Lines.ToString()); break;
            }
        }

        if (node is LeafBlock { Inline: { } own })
        {
            return Words(own);
        }

        return node is CodeBlock whole ? whole.Lines.ToString() : text.ToString();
    }

    private static bool IsAddressAt(string text, int at) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        && (text.AsSpan(at).StartsWith("https://", StringComparison.Ordinal) || text.AsSpan(at).StartsWith("http://", StringComparison.Ordinal));

    // "https\://", "mailto\:" and "www\." are no addresses any more.
    private static bool IsInAddress(string text, int at) => text[at] switch
    {
        ':' => at > 0 && char.IsAsciiLetter(text[at - 1]),
        '.' => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool IsMark(string text, int at) => text[at] switch
    {
        '*' or '`' or '[' or ']' or '~' or '^' or '|' or '\\' => true,
        '_' => !(at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1])),
        '<' => at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]),
        '&' => text.AsSpan(at, Math.Min(text.Length - at, 40)).IndexOf(';') is var end and > 1 && text.AsSpan(at + 1, end - 1).IndexOfAny(" \n") < 0,

        // A closing row of # is no part of a heading.
        '#' => at + 1 == text.Length,
        _ => false,
    };

    private static bool StartsBlock(string text, int at)
    {
        // No mark that begins a block stands further in than a number of nine digits.
        var lineStart = at;
        while (lineStart > 0 && at - lineStart <= 10 && text[lineStart - 1] != '\n')
        {
            lineStart--;
        }

        var next = at + 1 < text.Length ? text[at + 1] : '\n';
        return text[at] switch
        {
            '>' or '=' => at == lineStart,
            '#' => at == lineStart,
            '-' or '+' => at == lineStart && (next is ' ' or '\n' or '-' || next == text[at]),
            '.' or ')' => next is ' ' or '\n' && at > lineStart && at - lineStart <= 9 && text.AsSpan(lineStart, at - lineStart).IndexOfAnyExceptInRange('0', '9') < 0,
            _ => false,
        };
    }
}
