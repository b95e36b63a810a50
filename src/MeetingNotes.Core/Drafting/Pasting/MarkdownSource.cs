using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Reads Markdown, also a whole note file. What is written stays as it is written, but for pictures and links that lead nowhere.</summary>
internal static class MarkdownSource
{
    private const int MaxRounds = 4;

    public static PastedText Read(string markdown)
    {
        if (markdown.Length > NoteFileReader.MaxLength)
        {
            throw new PasteRefusedException($"Texten är för lång för en notering: högst {NoteFileReader.MaxLength / 1000} 000 tecken. Klistra in en del i taget.");
        }

        var builder = new PasteBuilder();
        var text = CleanCharacters.Of(markdown).Trim('\n');
        if (text.StartsWith("---\n", StringComparison.Ordinal) && text.IndexOf("\n---\n", 3, StringComparison.Ordinal) is > 0 and var end)
        {
            try
            {
                return new PastedText { Blocks = [], Note = NoteFileReader.Read(text) };
            }
            catch (NoteFileException refusal)
            {
                builder.Remark($"Uppgifterna överst gick inte att läsa som en notering: {refusal.Message}");
                builder.LeaveOut(text[4..Math.Max(end, 4)]);
                text = text[(end + 5)..];
            }
        }

        foreach (var block in Settled(text, builder))
        {
            builder.Add(block);
        }

        return builder.Finish();
    }

    /// <summary>
    /// The blocks, read again until they say the same: where a picture is taken away, what stood around it may be another mark.
    /// </summary>
    private static List<PastedBlock> Settled(string text, PasteBuilder builder)
    {
        for (var round = 1; ; round++)
        {
            var blocks = Blocks(text, builder);
            var written = string.Join("\n\n", blocks.Select(block => block.WithMark()));
            if (written == text || round == MaxRounds)
            {
                return blocks;
            }

            text = written;
        }
    }

    private static List<PastedBlock> Blocks(string text, PasteBuilder builder)
    {
        if (text.AsSpan().Count("]:") > MarkdownRenderer.MaxReferenceDefinitions)
        {
            throw new PasteRefusedException("Texten har för många länkar av slaget [namn]: adress. Skriv adresserna direkt i länkarna.");
        }

        var document = Parse(text);
        var blocks = new List<PastedBlock>();
        var end = -1;
        foreach (var block in document.Where(block => block is not LinkReferenceDefinitionGroup).Concat(Definitions(document)).OrderBy(block => block.Line))
        {
            // Markdig lets the paragraph above a table reach over it: what was read is not read again.
            if (block.Span.Start > end && Read(block, text, builder) is { } read)
            {
                blocks.Add(read);
                end = block.Span.End;
            }
        }

        return blocks;
    }

    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, MarkdownText.Pipeline);
        }
        catch (Exception failure) when (failure is ArgumentException or MarkdownRefusedException)
        {
            throw new PasteRefusedException(failure is MarkdownRefusedException ? failure.Message : "Texten har för många nivåer i varandra: listor, citat eller hakparenteser. Förenkla den och klistra in den igen.", failure);
        }
    }

    private static IEnumerable<Block> Definitions(MarkdownDocument document) =>
        document.OfType<LinkReferenceDefinitionGroup>().SelectMany(group => group).Where(definition => !definition.Span.IsEmpty

            // One directly above a paragraph is part of it in the source.
            && !document.Any(block => block is not LinkReferenceDefinitionGroup && block.Span.Start <= definition.Span.Start && definition.Span.End <= block.Span.End));

    private static PastedBlock? Read(Block block, string text, PasteBuilder builder)
    {
        if (block is ThematicBreakBlock || block.Span.IsEmpty)
        {
            return null;
        }

        var source = Source(block, text, builder);
        if (string.IsNullOrWhiteSpace(source))
        {
            return null;
        }

        // A character reference ("&shy;") is cleaned here only.
        var words = CleanCharacters.Of(MarkdownText.Words(block)).Trim();
        return block switch
        {
            HeadingBlock when words.Length == 0 => null,
            HeadingBlock heading when words.Length <= Notes.NoteItem.HeadingMaxLength => Heading(heading.Level, words),
            HeadingBlock => new PastedBlock { Kind = PastedBlockKind.Paragraph, Markdown = MarkdownText.Escaped(words), Text = words },
            _ => new PastedBlock
            {
                Kind = KindOf(block),
                Markdown = source,
                Text = words,
                IsBold = block is ParagraphBlock { Inline: { } whole } && whole.FirstChild is EmphasisInline { DelimiterChar: '*' or '_', DelimiterCount: 2, NextSibling: null },
            },
        };
    }

    private static PastedBlock Heading(int level, string words)
    {
        var title = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new PastedBlock { Kind = PastedBlockKind.Heading, Level = level, Markdown = MarkdownText.Escaped(title), Text = title };
    }

    private static PastedBlockKind KindOf(Block block) => block switch
    {
        ListBlock => PastedBlockKind.List,
        QuoteBlock => PastedBlockKind.Quotation,
        Table => PastedBlockKind.Table,
        CodeBlock => PastedBlockKind.Code,
        _ => PastedBlockKind.Paragraph,
    };

    /// <summary>The lines of a block without its pictures, which are told, and with links that the portal does not follow as their words.</summary>
    private static string Source(Block block, string text, PasteBuilder builder)
    {
        // Whole lines: what stands before the first mark of a list is part of how deep it is.
        var start = block.Span.Start == 0 ? 0 : text.LastIndexOf('\n', block.Span.Start - 1) + 1;
        start = string.IsNullOrWhiteSpace(text[start..block.Span.Start]) ? start : block.Span.Start;
        var end = Math.Min(block.Span.End + 1, text.Length);
        var source = new StringBuilder();
        var from = start;
        foreach (var link in (block is LeafBlock leaf ? leaf.Inline?.Descendants<LinkInline>() ?? [] : block.Descendants<LinkInline>()).Where(link => link.Span.Start >= from && !link.Span.IsEmpty).OrderBy(link => link.Span.Start))
        {
            if (link.Span.Start < from || link.Span.End >= end || !(link.IsImage || (!link.IsAutoLink && !SafeAddress.IsAllowed(link.Url))))
            {
                continue;
            }

            var words = MarkdownText.Words(link);
            source.Append(text, from, link.Span.Start - from);
            if (link.IsImage)
            {
                builder.ImageLeftOut(words.Length > 0 ? words : link.Url);
            }
            else
            {
                builder.Remark($"Länken på ”{Text.Excerpt.Of(words, 60)}” går inte att följa utifrån och blev text.");
                source.Append(MarkdownText.Escaped(words));
            }

            from = link.Span.End + 1;
            if (link.IsImage && source.Length > 0 && source[^1] == ' ' && from < end && text[from] == ' ')
            {
                from++;
            }
        }

        return source.Append(text, from, end - from).ToString().Trim('\n').TrimEnd();
    }
}
