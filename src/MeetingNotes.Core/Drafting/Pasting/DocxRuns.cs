using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Drawing = DocumentFormat.OpenXml.Drawing;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>The words of a paragraph of Word: tracked changes taken, comments left out, links, fields and footnotes read.</summary>
internal sealed class DocxRuns(MainDocumentPart main, DocxStyles styles, PasteBuilder builder)
{
    private readonly Lazy<Dictionary<string, string>> _addresses = new(() =>
        main.HyperlinkRelationships.DistinctBy(relation => relation.Id).ToDictionary(relation => relation.Id, relation => relation.Uri.OriginalString, StringComparer.Ordinal));
    private readonly Dictionary<(string Kind, long Id), FootnoteEndnoteType> _notes = new[] { (Kind: "foot", Notes: (OpenXmlCompositeElement?)main.FootnotesPart?.Footnotes), ("end", main.EndnotesPart?.Endnotes) }
        .SelectMany(notes => (notes.Notes?.Elements<FootnoteEndnoteType>() ?? []).Select(note => (Key: (notes.Kind, note.Id?.Value ?? 0), Note: note)))
        .DistinctBy(note => note.Key).ToDictionary(note => note.Key, note => note.Note);
    private readonly List<OpenXmlElement> _textBoxes = [];
    private readonly List<(int Number, IEnumerable<Paragraph> Text)> _footnotes = [];
    private readonly Stack<Field> _fields = new();
    private StyledText _text = new();
    private string? _paragraphStyle;

    public StyledText TextOf(Paragraph paragraph)
    {
        _text = new StyledText();

        // The style of a quotation or a heading says what it looks like; only what differs from it means anything.
        _paragraphStyle = styles.IsQuotation(paragraph) ? null : paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        Children(paragraph, null);
        return _text;
    }

    /// <summary>The text boxes that were met since last time.</summary>
    public IReadOnlyList<OpenXmlElement> TakeTextBoxes()
    {
        var boxes = _textBoxes.ToList();
        _textBoxes.Clear();
        return boxes;
    }

    public void AddFootnotes()
    {
        // A footnote may hold anything but a footnote.
        foreach (var (number, paragraphs) in _footnotes.ToList())
        {
            foreach (var paragraph in paragraphs)
            {
                builder.Footnote(number, TextOf(paragraph));
            }
        }
    }

    private void Children(OpenXmlElement parent, string? link)
    {
        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case Run run: Content(run, link); break;
                case Hyperlink hyperlink: Children(hyperlink, Address(hyperlink) ?? link); break;
                case SimpleField field: Children(field, FieldAddress(field.Instruction?.Value) ?? link); break;
                case DeletedRun or MoveFromRun: TellChanges(); break;
                case InsertedRun or MoveToRun: TellChanges(); Children(child, link); break;
                case AlternateContent alternate: Children(alternate.GetFirstChild<AlternateContentFallback>() ?? (OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate, link); break;
                case DocumentFormat.OpenXml.Math.OfficeMath or DocumentFormat.OpenXml.Math.Paragraph: Formula(child); break;
                case CommentRangeStart: TellComments(); break;
                case ParagraphProperties or SdtProperties: break;
                case OpenXmlUnknownElement unknown: _text.Append(unknown.InnerText, RunStyle.None, link); break; // Smart tags.
                case OpenXmlCompositeElement other: Children(other, link); break;
            }
        }
    }

    private void Content(Run run, string? link)
    {
        if (DocxStyles.IsHidden(run))
        {
            builder.Remark("Dold text i dokumentet togs inte med.");
            return;
        }

        var style = styles.StyleOf(run, _paragraphStyle);
        foreach (var part in run.ChildElements)
        {
            switch (part)
            {
                case FieldChar mark: FieldMark(mark); break;
                case FieldCode code when _fields.TryPeek(out var field): field.Code += code.Text; break;
                case CommentReference: TellComments(); break;
                case FootnoteReference footnote: Footnote("foot", footnote.Id?.Value); break;
                case EndnoteReference endnote: Footnote("end", endnote.Id?.Value); break;
                case AlternateContent alternate: Picture(alternate.GetFirstChild<AlternateContentChoice>() ?? (OpenXmlElement)alternate); break;
                case DocumentFormat.OpenXml.Wordprocessing.Drawing or DocumentFormat.OpenXml.Wordprocessing.Picture or EmbeddedObject: Picture(part); break;
                default: Append(part, style, link); break;
            }
        }
    }

    private void Append(OpenXmlElement part, RunStyle style, string? link)
    {
        var field = _fields.TryPeek(out var open) ? open : null;
        if (field is { IsInstruction: true })
        {
            return;
        }

        var words = part switch
        {
            WordText text => text.Text.Replace('\n', ' ').Replace('\r', ' '),
            TabChar => " ",
            Break { Type: { } type } when type.Value != BreakValues.TextWrapping => "\n\n",
            Break or CarriageReturn => "\n",
            NoBreakHyphen => "-",
            SymbolChar symbol => Symbol(symbol),
            _ => "",
        };
        _text.Append(words, style, link ?? _fields.Select(one => one.Address).FirstOrDefault(address => address is not null));
    }

    private static string Symbol(SymbolChar symbol) =>
        ushort.TryParse(symbol.Char?.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && !char.IsSurrogate((char)code) ? ((char)code).ToString() : "";

    private void Picture(OpenXmlElement picture)
    {
        var boxes = picture.Descendants<TextBoxContent>().ToList();
        if (boxes.Count > 0)
        {
            builder.Remark("Texten i en textruta följer efter sitt stycke.");
            _textBoxes.AddRange(boxes);
        }

        var drawn = picture.Descendants<Drawing.Wordprocessing.DocProperties>().FirstOrDefault();
        var isImage = picture.Descendants<Drawing.Blip>().Any() || picture.Descendants<DocumentFormat.OpenXml.Vml.ImageData>().Any() || boxes.Count == 0;
        if (isImage && picture.HasChildren)
        {
            builder.ImageLeftOut(NameOf(drawn?.Description?.Value, drawn?.Title?.Value, drawn?.Name?.Value,
                picture.Descendants<DocumentFormat.OpenXml.Vml.ImageData>().FirstOrDefault()?.Title?.Value));
        }
    }

    private static string? NameOf(params string?[] names) => names.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));

    private void Formula(OpenXmlElement formula)
    {
        _text.Append(string.Concat(formula.Descendants<DocumentFormat.OpenXml.Math.Text>().Select(text => text.Text)));
        builder.Remark("En formel blev vanlig text. Kontrollera den.");
    }

    private void Footnote(string kind, long? id)
    {
        if (!_notes.TryGetValue((kind, id ?? 0), out var found))
        {
            return;
        }

        var number = _footnotes.Count + 1;
        _text.Append(number.ToString(CultureInfo.InvariantCulture), RunStyle.Superscript);
        builder.FootnoteMark(number);
        _footnotes.Add((number, [.. found.Elements<Paragraph>()]));
    }

    private void FieldMark(FieldChar mark)
    {
        var type = mark.FieldCharType?.Value;
        if (type == FieldCharValues.Begin && _fields.Count < 50)
        {
            _fields.Push(new Field());
        }
        else if (type == FieldCharValues.Separate && _fields.TryPeek(out var field))
        {
            field.IsInstruction = false;
            field.Address = FieldAddress(field.Code);
        }
        else if (type == FieldCharValues.End)
        {
            _fields.TryPop(out _);
        }
    }

    // HYPERLINK "https://…" \o "…"
    private static string? FieldAddress(string? code) =>
        code?.Trim() is { } text && text.StartsWith("HYPERLINK", StringComparison.OrdinalIgnoreCase) && text.Split('"') is [_, var address, ..] ? StyledText.AllowedLink(address) : null;

    private string? Address(Hyperlink hyperlink)
    {
        var written = hyperlink.Id?.Value is { } id ? _addresses.Value.GetValueOrDefault(id) : null;
        var address = StyledText.AllowedLink(written);
        if (address is null && written is not null)
        {
            builder.Remark($"Länken på ”{Text.Excerpt.Of(CleanCharacters.Of(hyperlink.InnerText), 60)}” går inte att följa utifrån och blev text.");
        }

        return address;
    }

    private void TellChanges() => builder.Remark("Dokumentet har spårade ändringar: tillägg togs med, det strukna inte.");

    private void TellComments() => builder.Remark("Kommentarerna i dokumentet togs inte med.");

    private sealed class Field
    {
        public string Code { get; set; } = "";
        public bool IsInstruction { get; set; } = true;
        public string? Address { get; set; }
    }
}
