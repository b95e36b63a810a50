using System.Globalization;
using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Reads HTML that Word, Outlook, LibreOffice, Google Docs, mail programs and web pages write.</summary>
internal sealed partial class HtmlSource
{
    private readonly HtmlStyles _styles;
    private readonly HtmlFootnotes _footnotes;
    private PasteBuilder _builder = new();
    private StyledText _text = new();

    // Inside a cell, an item or a heading, where blocks become lines.
    private int _wordsOnly;

    private HtmlSource(IDocument document) => (_styles, _footnotes) = (new HtmlStyles(document), new HtmlFootnotes(document));

    public static PastedText Read(string html)
    {
        var document = HtmlDocuments.Parse(html);
        var source = new HtmlSource(document);
        source.Children(document.Body!, RunStyle.None, null);
        source.EndParagraph();
        if (source._footnotes.Comments > 0)
        {
            source._builder.Remark("Kommentarerna i dokumentet togs inte med.");
        }

        return source._builder.Finish();
    }

    private void Children(INode parent, RunStyle style, string? link)
    {
        foreach (var node in parent.ChildNodes)
        {
            switch (node)
            {
                case IText text: _text.Append(text.Data.Replace('\n', ' ').Replace('\r', ' '), style, link); break;
                case IElement element: Element(element, style, link); break;
            }
        }
    }

    private void Element(IElement element, RunStyle style, string? link)
    {
        var declarations = _styles.Of(element);
        if (HtmlStyles.IsHidden(element, declarations) || IsLeftOut(element, declarations))
        {
            return;
        }

        if (_footnotes.MarkOf(element) is { } mark)
        {
            _text.Append(mark.ToString(CultureInfo.InvariantCulture), (style & ~RunStyle.Bold) | RunStyle.Superscript);
            _builder.FootnoteMark(mark);
            return;
        }

        if (_footnotes.NoteOf(element) is { } note)
        {
            EndParagraph();
            _builder.Footnote(note, TextOf(element, RunStyle.None));
            return;
        }

        style = HtmlStyles.Style(element, declarations, style);
        switch (element.LocalName)
        {
            case "br": _text.Append("\n", style, link); break;
            case "img" or "v:imagedata": Image(element); break;
            case "a": Link(element, style, link); break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when _wordsOnly == 0: Heading(element, element.LocalName[1] - '0'); break;
            case "ul" or "ol" when _wordsOnly == 0: EndParagraph(); List(element, 0, style); break;
            case "table" when _wordsOnly == 0: EndParagraph(); Table(element, style); break;
            case "blockquote" when _wordsOnly == 0: EndParagraph(); Quotation(element); break;
            case "pre" when _wordsOnly == 0: EndParagraph(); Preformatted(element); break;
            case "hr": EndParagraph(); break;
            case "p" or "div" or "li" or "dd": Paragraph(element, declarations, style, link); break;
            case "dt": EndParagraph(); Children(element, style | RunStyle.Bold, link); EndParagraph(); break;
            case "section" or "article" or "main" or "header" or "address" or "dl" or "figure" or "figcaption" or "details" or "summary" or "fieldset" or "center" or "form"
                or "ul" or "ol" or "tr" or "td" or "th" or "tbody" or "caption"
                or "table" or "blockquote" or "pre" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                EndParagraph();
                Children(element, style, link);
                EndParagraph();
                break;
            default: Children(element, style, link); break;
        }
    }

    private void Heading(IElement element, int level)
    {
        EndParagraph();
        _builder.Heading(level, TextOf(element, RunStyle.None));
    }

    private void Paragraph(IElement element, string declarations, RunStyle style, string? link)
    {
        EndParagraph();
        if (_wordsOnly > 0)
        {
            Children(element, style, link);
            EndParagraph();
            return;
        }

        if (WordListLine(element, declarations) is { } line)
        {
            _builder.ListLine(line with { Text = TextOf(element, style) });
            return;
        }

        if (element.ClassList.Any(name => name is "MsoTitle" or "title" or "Title"))
        {
            Heading(element, 1);
        }
        else if (HtmlStyles.Value(declarations, "mso-outline-level") is [>= '1' and <= '6' and var outline])
        {
            Heading(element, outline - '0');
        }
        else if (element.ClassList.Any(name => name is "MsoQuote" or "MsoIntenseQuote"))
        {
            Quotation(element);
        }
        else
        {
            Children(element, style, link);
        }

        EndParagraph();
    }

    private void Quotation(IElement element)
    {
        var (outer, text) = (_builder, _text);
        (_builder, _text) = (new PasteBuilder(), new StyledText());
        Children(element, RunStyle.None, null);
        EndParagraph();
        outer.Quotation(_builder);
        (_builder, _text) = (outer, text);
    }

    // What Outlook makes of a mail in plain text.
    private void Preformatted(IElement element)
    {
        foreach (var line in element.TextContent.Split("\n\n"))
        {
            var text = new StyledText();
            text.Append(line);
            _builder.Paragraph(text);
        }
    }

    private void Table(IElement table, RunStyle style)
    {
        if (HtmlTables.IsLayout(table))
        {
            Children(table, style, null);
            EndParagraph();
            return;
        }

        foreach (var caption in table.Children.Where(child => child.LocalName == "caption"))
        {
            Element(caption, style, null);
        }

        _builder.Table(HtmlTables.Cells(table, cell => TextOf(cell, style & ~RunStyle.Bold)));
    }

    /// <summary>The words within an element, whatever blocks it holds.</summary>
    private StyledText TextOf(IElement element, RunStyle style)
    {
        var (outer, inner) = (_text, new StyledText());
        _text = inner;
        _wordsOnly++;
        Children(element, style, null);
        _wordsOnly--;
        _text = outer;
        return inner;
    }

    private void EndParagraph()
    {
        if (_wordsOnly > 0)
        {
            _text.Append(_text.IsAtLineStart ? "" : "\n");
            return;
        }

        if (!_text.IsEmpty)
        {
            _builder.Paragraph(_text);
        }

        _text = new StyledText();
    }
}
