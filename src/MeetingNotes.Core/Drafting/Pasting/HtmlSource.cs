using System.Globalization;
using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Reads HTML that Word, Outlook, LibreOffice, Google Docs, mail programs and web pages write.</summary>
internal sealed class HtmlSource
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

    private bool IsLeftOut(IElement element, string declarations)
    {
        switch (element.LocalName)
        {
            case "script" or "style" or "template" or "noscript" or "title" or "meta" or "link" or "select" or "textarea" or "button" or "input" or "iframe" or "xml":
                return true;
            case "svg" or "object" or "video" or "audio" or "canvas" or "embed":
                _builder.ImageLeftOut(element.GetAttribute("aria-label") ?? element.GetAttribute("title"));
                return true;
            case "nav" or "footer" or "aside":
                LeaveOut(element);
                return true;
            case "del" when element.HasAttribute("cite") || element.HasAttribute("datetime"):
                _builder.Remark("Dokumentet har spårade ändringar: tillägg togs med, det strukna inte.");
                return true;
            case "ins" when element.HasAttribute("cite") || element.HasAttribute("datetime"):
                _builder.Remark("Dokumentet har spårade ändringar: tillägg togs med, det strukna inte.");
                return false;
        }

        // Word writes the bullet as text of its own; the list makes it again.
        if (declarations.Contains("mso-list:ignore", StringComparison.Ordinal) || _footnotes.IsLeftOut(element))
        {
            return true;
        }

        if (declarations.Contains("mso-element:comment", StringComparison.Ordinal) || element.ClassList.Contains("MsoCommentReference") || element.ClassList.Contains("MsoCommentText"))
        {
            _builder.Remark("Kommentarerna i dokumentet togs inte med.");
            return true;
        }

        if (element.ClassList.Contains("gmail_signature") || element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "search" || element.Id is "Signature")
        {
            LeaveOut(element);
            return true;
        }

        return false;
    }

    private void LeaveOut(IElement element)
    {
        _builder.LeaveOut(string.Join(' ', element.Descendants<IText>().Where(text => text.ParentElement?.LocalName is not ("script" or "style"))
            .Select(text => text.Data.Trim()).Where(text => text.Length > 0)));
    }

    private void Link(IElement element, RunStyle style, string? link)
    {
        var written = element.GetAttribute("href");
        var allowed = StyledText.AllowedLink(written);
        if (allowed is null && written is { Length: > 0 } && written[0] != '#' && element.TextContent.Trim() is { Length: > 0 } words)
        {
            _builder.Remark($"Länken på ”{Text.Excerpt.Of(CleanCharacters.Of(words), 60)}” går inte att följa utifrån och blev text.");
        }

        Children(element, style, allowed ?? link);
    }

    private void Image(IElement image)
    {
        var name = image.GetAttribute("alt") is { Length: > 0 } alt ? alt : image.GetAttribute("title") ?? image.GetAttribute("o:title") ?? FileName(image.GetAttribute("src"));

        // Mail programs count readers with a picture of one pixel.
        if (!(image.GetAttribute("width") == "1" && image.GetAttribute("height") == "1"))
        {
            _builder.ImageLeftOut(name);
        }
    }

    private static string? FileName(string? address) =>
        address is null || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : address.Split('?')[0].Split('/', '\\')[^1];

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

    // "mso-list:l0 level2 lfo1", the bullet or number in a span of its own.
    private ListLine? WordListLine(IElement element, string declarations)
    {
        if (HtmlStyles.Value(declarations, "mso-list") is not { } list || list.IndexOf("level", StringComparison.Ordinal) is not (>= 0 and var at) || at + 5 >= list.Length
            || !char.IsAsciiDigit(list[at + 5]))
        {
            return null;
        }

        var mark = element.QuerySelectorAll("span").FirstOrDefault(span => _styles.Of(span).Contains("mso-list:ignore", StringComparison.Ordinal))?.TextContent.Trim() ?? "";
        var digits = new string([.. mark.TakeWhile(char.IsAsciiDigit)]);
        var isOrdered = mark.Length > 1 && mark[^1] is '.' or ')' || digits.Length > 0;
        return new ListLine(list[at + 5] - '1', isOrdered, digits.Length is > 0 and < 5 ? int.Parse(digits, CultureInfo.InvariantCulture) : null, new StyledText());
    }

    private void List(IElement list, int level, RunStyle style)
    {
        // Google Docs writes nested lists side by side, the level in the name of the class.
        if (list.ClassList.FirstOrDefault(name => name.StartsWith("lst-kix_", StringComparison.Ordinal)) is { } kix && char.IsAsciiDigit(kix[^1]))
        {
            level = kix[^1] - '0';
        }

        var number = int.TryParse(list.GetAttribute("start"), CultureInfo.InvariantCulture, out var start) && start is > 0 and < 10_000 ? start : (int?)null;
        foreach (var child in list.Children)
        {
            if (child.LocalName is "ul" or "ol")
            {
                List(child, level + 1, style);
                continue;
            }

            var (outer, inner) = (_text, new StyledText());
            _text = inner;
            _wordsOnly++;
            var nested = new List<IElement>();
            Item(child, HtmlStyles.Style(child, _styles.Of(child), style), nested);
            _wordsOnly--;
            _text = outer;
            _builder.ListLine(new ListLine(level, list.LocalName == "ol", number, inner));
            number = null;
            foreach (var below in nested)
            {
                List(below, level + 1, style);
            }
        }
    }

    /// <summary>The words of an item, without the lists in it.</summary>
    private void Item(INode item, RunStyle style, List<IElement> nested)
    {
        foreach (var node in item.ChildNodes)
        {
            switch (node)
            {
                case IElement { LocalName: "ul" or "ol" } list: nested.Add(list); break;
                case IElement { LocalName: "p" or "div" } block when !IsLeftOut(block, _styles.Of(block)):
                    _text.Append(_text.IsEmpty ? "" : "\n\n");
                    Item(block, HtmlStyles.Style(block, _styles.Of(block), style), nested);
                    break;
                case IElement element: Element(element, style, null); break;
                case IText text: _text.Append(text.Data.Replace('\n', ' ').Replace('\r', ' '), style); break;
            }
        }
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
