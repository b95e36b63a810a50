using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeetingNotes.Core.Drafting.Checklist;

internal enum TextBlockKind
{
    Paragraph,
    ListItem,
    Heading,
    Cell,
    Code,
}

/// <summary>A piece of running text; line breaks within it are spaces.</summary>
internal sealed record TextBlock(TextBlockKind Kind, string Text, int HeadingLevel = 0);

/// <summary>A link as it is shown, with its address as written.</summary>
internal sealed record TextLink(string Text, string Address, string? Title);

/// <summary>An image with its address as written. Whether the note has it is not asked until the text is rendered.</summary>
internal sealed record TextImage(string Alternative, string Address, string? Title, bool IsKnown = true)
{
    public bool IsRemote => Address.Contains(':', StringComparison.Ordinal) || Address.StartsWith("//", StringComparison.Ordinal);
}

/// <summary>What a checker sees in a text: its blocks, links and images, in their order.</summary>
internal sealed record TextOutline
{
    public static TextOutline Empty { get; } = new();

    public IReadOnlyList<TextBlock> Blocks { get; init; } = [];
    public IReadOnlyList<TextLink> Links { get; init; } = [];
    public IReadOnlyList<TextImage> Images { get; init; } = [];

    /// <summary>One line for each block.</summary>
    public string PlainText => string.Join('\n', Blocks.Select(block => block.Text));

    /// <summary>Paragraphs and list items: what has sentences.</summary>
    public IEnumerable<TextBlock> Prose => Blocks.Where(block => block.Kind is TextBlockKind.Paragraph or TextBlockKind.ListItem);

    public static TextOutline Of(MarkdownDocument document) => new()
    {
        Blocks =
        [
            .. document.Descendants<LeafBlock>().Where(block => block is not LinkReferenceDefinition).Select(BlockOf).Where(block => block.Text.Length > 0),
        ],
        Links =
        [
            .. document.Descendants<Inline>().Select(inline => inline switch
            {
                LinkInline { IsImage: false } link => new TextLink(TextOf(link).Trim(), link.Url ?? "", link.Title),
                AutolinkInline auto => new TextLink(auto.Url, auto.IsEmail ? "mailto:" + auto.Url : auto.Url, Title: null),
                _ => null,
            }).OfType<TextLink>(),
        ],
        Images =
        [
            .. document.Descendants<LinkInline>().Where(link => link.IsImage)
                .Select(image => new TextImage(TextOf(image).Trim(), image.Url ?? "", image.Title)),
        ],
    };

    private static TextBlock BlockOf(LeafBlock block) => block switch
    {
        HeadingBlock heading => new TextBlock(TextBlockKind.Heading, TextOf(heading.Inline), heading.Level),
        CodeBlock code => new TextBlock(TextBlockKind.Code, code.Lines.ToString()),
        { Parent: TableCell } => new TextBlock(TextBlockKind.Cell, TextOf(block.Inline)),
        { Parent: ListItemBlock } => new TextBlock(TextBlockKind.ListItem, TextOf(block.Inline)),
        _ => new TextBlock(TextBlockKind.Paragraph, TextOf(block.Inline)),
    };

    private static string TextOf(ContainerInline? container)
    {
        var text = new StringBuilder();
        Append(container, text);
        return text.ToString();
    }

    private static void Append(ContainerInline? container, StringBuilder text)
    {
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case AutolinkInline auto: text.Append(auto.Url); break;
                case LineBreakInline: text.Append(' '); break;
                case DelimiterInline delimiter: text.Append(delimiter.ToLiteral()); Append(delimiter, text); break;
                case ContainerInline other: Append(other, text); break;
            }
        }
    }
}
