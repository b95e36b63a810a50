using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MeetingNotes.Core.Markdown.PassageLanguage;

namespace MeetingNotes.Core.Markdown;

/// <summary>
/// Writes one syntax tree as HTML and as plain text. Every element and attribute that can come out stands in this file, and
/// nothing of the author's is ever a name: a node that is not named here is written as the text within it.
/// </summary>
internal sealed class HtmlWriter(MarkdownContext context)
{
    private const int MaxShownAddress = 80;

    /// <summary>The title by which a writer says that an image needs no description: <c>![](bilder/linje.png "dekorativ")</c>.</summary>
    internal const string Decorative = "dekorativ";

    private readonly BoundedHtml _html = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _run = new();
    private readonly FirstUses _abbreviations = new(context.Abbreviations);
    private readonly Stack<int> _headings = new();
    private bool _plainWords = true;
    private bool _insideLink;
    private bool _severalTables;
    private int _tables;
    private int _line = 1;

    public RenderedMarkdown Write(MarkdownDocument document)
    {
        _severalTables = document.Descendants<Table>().Skip(1).Any();
        Blocks(document);
        return new RenderedMarkdown(_html.ToString(), _text.ToString().TrimEnd());
    }

    private void Blocks(ContainerBlock container, bool tight = false)
    {
        foreach (var block in container)
        {
            _line = block.Line + 1;
            switch (block)
            {
                case HeadingBlock heading: Heading(heading); break;
                case ParagraphBlock paragraph when tight: Inlines(paragraph.Inline); break;
                case ParagraphBlock paragraph: Element("p", () => Inlines(paragraph.Inline)); break;
                case ListBlock list: List(list); break;
                case QuoteBlock quote: Element("blockquote", () => Lines(quote)); break;
                case CodeBlock code: Element("pre", () => Element("code", () => Code(code), inline: true)); break;
                case ThematicBreakBlock: _html.Markup("<hr>\n"); break;
                case Table table: Table(table); break;
                case LinkReferenceDefinitionGroup: break;
                case LeafBlock { Inline: { } inline }: Inlines(inline); break;
                case ContainerBlock other: Blocks(other); break;
            }

            EndTextLine();
        }
    }

    private void Lines(ContainerBlock container)
    {
        _html.Markup("\n");
        Blocks(container);
    }

    private void Heading(HeadingBlock heading)
    {
        // An empty heading would be a stop in the page's outline that says nothing.
        if (heading.Inline?.FirstChild is null)
        {
            return;
        }

        while (_headings.TryPeek(out var above) && above >= heading.Level)
        {
            _headings.Pop();
        }

        _headings.Push(heading.Level);
        var level = Math.Min(context.BaseHeadingLevel + _headings.Count - 1, 6);
        Element(string.Create(CultureInfo.InvariantCulture, $"h{level}"), () => WithoutAbbreviations(() => Inlines(heading.Inline)));
    }

    private void List(ListBlock list)
    {
        var start = list is { IsOrdered: true, OrderedStart: { } number } && number != "1" && int.TryParse(number, CultureInfo.InvariantCulture, out var first)
            ? first : 1;
        _html.Markup(list.IsOrdered ? "<ol" : "<ul");
        if (start != 1)
        {
            _html.Attribute("start", start.ToString(CultureInfo.InvariantCulture));
        }

        _html.Markup(">\n");
        foreach (var item in list.Cast<ListItemBlock>())
        {
            Element("li", () => Blocks(item, tight: !list.IsLoose));
        }

        _html.Markup(list.IsOrdered ? "</ol>\n" : "</ul>\n");
    }

    private void Code(CodeBlock code)
    {
        for (var i = 0; i < code.Lines.Count; i++)
        {
            var line = code.Lines.Lines[i].Slice.AsSpan();
            _html.Text(line).Markup("\n");
            _text.Append(line).Append('\n');
        }
    }

    // The region can be scrolled sideways, with the keyboard too, so that a wide table never widens the page.
    private void Table(Table table)
    {
        var label = _severalTables ? string.Create(CultureInfo.InvariantCulture, $"{context.TableLabel} {++_tables}") : context.TableLabel;
        _html.Markup("<div class=\"table\" role=\"region\"").Attribute("aria-label", label).Markup(" tabindex=\"0\">\n<table>\n");
        var rows = table.Cast<TableRow>().ToList();
        Rows("thead", rows.TakeWhile(row => row.IsHeader));
        Rows("tbody", rows.SkipWhile(row => row.IsHeader));
        _html.Markup("</table>\n</div>\n");

        void Rows(string group, IEnumerable<TableRow> rows)
        {
            if (rows.Any())
            {
                _html.Markup($"<{group}>\n");
                foreach (var row in rows)
                {
                    Row(row, table.ColumnDefinitions);
                }

                _html.Markup($"</{group}>\n");
            }
        }
    }

    private void Row(TableRow row, List<TableColumnDefinition> columns)
    {
        _line = row.Line + 1;
        _html.Markup("<tr>");
        for (var i = 0; i < row.Count; i++)
        {
            var content = ((TableCell)row[i]).OfType<ParagraphBlock>().FirstOrDefault()?.Inline;
            var isHeader = row.IsHeader && content?.FirstChild is not null;
            _html.Markup(isHeader ? "<th scope=\"col\"" : "<td");
            switch (columns.ElementAtOrDefault(i)?.Alignment)
            {
                case TableColumnAlign.Right: _html.Attribute("class", "right"); break;
                case TableColumnAlign.Center: _html.Attribute("class", "center"); break;
            }

            _html.Markup(">");
            Inlines(content);
            _html.Markup(isHeader ? "</th>" : "</td>");
            _text.Append('\t');
        }

        _html.Markup("</tr>\n");
        EndTextLine();
    }

    private void Inlines(ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            // Markdig cuts text at every character that might have meant something: put it together again.
            switch (inline)
            {
                case LiteralInline literal: _run.Append(literal.Content.AsSpan()); continue;
                case HtmlEntityInline entity: _run.Append(SafeCharacters.Neutralised(entity.Transcoded.ToString())); continue;
            }

            EndRun();
            switch (inline)
            {
                case LineBreakInline { IsHard: true }: _html.Markup("<br>\n"); NextLine(); break;
                case LineBreakInline: _html.Markup("\n"); NextLine(); break;
                case EmphasisInline emphasis: Element(ElementOf(emphasis), () => Inlines(emphasis), inline: true); break;
                case CodeInline code: Element("code", () => WithoutAbbreviations(() => Words(code.Content)), inline: true); break;
                case LinkInline { IsImage: true } image: Image(image); break;
                case LinkInline link: Link(link); break;
                case AutolinkInline autolink: Link(autolink); break;
                case PassageInline passage: Passage(passage); break;
                case DelimiterInline delimiter: Words(delimiter.ToLiteral()); Inlines(delimiter); break;
                case ContainerInline other: Inlines(other); break;
            }
        }

        EndRun();
    }

    private void Passage(PassageInline passage)
    {
        _html.Markup("<span").Attribute("lang", passage.Language).Markup(">");
        Inlines(passage);
        _html.Markup("</span>");
    }

    private void Link(LinkInline link)
    {
        var url = SafeCharacters.Neutralised(link.Url ?? "");
        Link(SafeAddress.IsAllowed(link.Url) ? url : null, link.Title, () =>
        {
            if (link.FirstChild is null)
            {
                Words(url);
            }

            Inlines(link);
        });
    }

    private void Link(AutolinkInline link)
    {
        var url = link.IsEmail ? "mailto:" + link.Url : link.Url;
        Link(SafeAddress.IsAllowed(url) ? url : null, title: null, () => Words(link.Url));
    }

    // No address: a link that is not allowed, which becomes its text.
    private void Link(string? address, string? title, Action content)
    {
        if (address is null || _insideLink)
        {
            content();
            return;
        }

        _html.Markup("<a").Attribute("href", SafeAddress.Encoded(address));
        Title(title);
        _html.Markup(">");
        _insideLink = true;
        WithoutAbbreviations(content);
        _insideLink = false;
        _html.Markup("</a>");
    }

    private void Image(LinkInline image)
    {
        var written = SafeCharacters.Neutralised(image.Url ?? "");
        var alternative = PlainWords(image).Trim();
        var isDecorative = alternative.Length == 0 && image.Title == Decorative;
        var isMissing = alternative.Length == 0 && !isDecorative;
        if (isMissing)
        {
            var refusal = Refused(written, "saknar bildbeskrivning. Lägg till en bildbeskrivning mellan hakparenteserna: ![beskrivning](bild)");
            (context.MissingDescription ?? throw refusal)(refusal.Message);
        }

        if (written.Contains(':', StringComparison.Ordinal) || written.StartsWith("//", StringComparison.Ordinal))
        {
            throw Refused(written, "ligger på en annan webbplats. Ladda upp bilden till noteringen och hänvisa till den som bilder/namn.png");
        }

        if (context.ImageAddress?.Invoke(written) is not { } address || !SafeAddress.IsOwnPath(address))
        {
            throw Refused(written, "finns inte bland noteringens bilder. Ladda upp den, eller rätta namnet");
        }

        _html.Markup("<img").Attribute("src", SafeAddress.Encoded(address)).Attribute("alt", alternative);
        if (context.ImageSize?.Invoke(written) is var (width, height))
        {
            _html.Attribute("width", width.ToString(CultureInfo.InvariantCulture)).Attribute("height", height.ToString(CultureInfo.InvariantCulture));
        }

        Title(isDecorative ? null : image.Title);
        _html.Markup(" loading=\"lazy\" decoding=\"async\">");
        if (isMissing)
        {
            _html.Markup("<strong>Bildbeskrivning saknas</strong>");
        }

        _text.Append(alternative);
    }

    private MarkdownRefusedException Refused(string image, string why)
    {
        var shown = image.Length <= MaxShownAddress ? image : SafeCharacters.Neutralised(image[..MaxShownAddress]) + "…";
        return new MarkdownRefusedException($"Bilden ”{shown}” {why}.", _line);
    }

    private void Title(string? title)
    {
        if (!string.IsNullOrWhiteSpace(title))
        {
            _html.Attribute("title", SafeCharacters.Neutralised(title));
        }
    }

    private void EndRun()
    {
        if (_run.Length > 0)
        {
            var words = _run.ToString();
            _run.Clear();
            Words(words);
        }
    }

    private void Words(string words)
    {
        words = SafeCharacters.Neutralised(words);
        _text.Append(words);
        var written = 0;
        if (_plainWords)
        {
            foreach (var (at, abbreviation) in _abbreviations.In(words))
            {
                _html.Text(words.AsSpan(written, at - written))
                    .Markup("<abbr").Attribute("title", abbreviation.Long).Markup(">").Text(abbreviation.Short).Markup("</abbr>");
                written = at + abbreviation.Short.Length;
            }
        }

        _html.Text(words.AsSpan(written));
    }

    private void WithoutAbbreviations(Action content)
    {
        var before = _plainWords;
        _plainWords = false;
        content();
        _plainWords = before;
    }

    private void Element(string name, Action content, bool inline = false)
    {
        _html.Markup("<").Markup(name).Markup(">");
        content();
        _html.Markup("</").Markup(name).Markup(inline ? ">" : ">\n");
    }

    private void NextLine()
    {
        _line++;
        _text.Append('\n');
    }

    private void EndTextLine()
    {
        while (_text.Length > 0 && char.IsWhiteSpace(_text[^1]))
        {
            _text.Length--;
        }

        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }

    private static string PlainWords(ContainerInline container) => string.Concat(container.Descendants<LeafInline>().Select(leaf => leaf switch
    {
        LiteralInline literal => SafeCharacters.Neutralised(literal.Content.ToString()),
        HtmlEntityInline entity => SafeCharacters.Neutralised(entity.Transcoded.ToString()),
        CodeInline code => code.Content,
        AutolinkInline autolink => autolink.Url,
        LineBreakInline => " ",
        _ => "",
    }));

    private static string ElementOf(EmphasisInline emphasis) => (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
    {
        ('*' or '_', 2) => "strong",
        ('~', 2) => "del",
        ('~', _) => "sub",
        ('^', _) => "sup",
        _ => "em",
    };
}
