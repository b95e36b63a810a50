using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Reads the text of a .docx that Word, LibreOffice or Google Docs wrote. Runs no macro and fetches nothing it points to.</summary>
internal sealed class DocxSource
{
    private readonly DocxStyles _styles;
    private readonly DocxNumbering _numbering;
    private readonly DocxRuns _runs;
    private readonly PasteBuilder _builder = new();
    private PasteBuilder? _quotation;

    private DocxSource(MainDocumentPart main)
    {
        _styles = new DocxStyles(main);
        _numbering = new DocxNumbering(main);
        _runs = new DocxRuns(main, _styles, _builder);
    }

    public static PastedText Read(Stream file)
    {
        DocxPackage.Check(file);
        try
        {
            using var document = WordprocessingDocument.Open(file, isEditable: false, new OpenSettings { AutoSave = false });
            var main = document.MainDocumentPart ?? throw DocxPackage.Unreadable();
            DocxPackage.CheckNames([main, main.StyleDefinitionsPart, main.NumberingDefinitionsPart, main.FootnotesPart, main.EndnotesPart]);
            var source = new DocxSource(main);
            source.Blocks(main.Document?.Body ?? throw DocxPackage.Unreadable());
            source.EndQuotation();
            source._runs.AddFootnotes();
            return source._builder.Finish();
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or System.Xml.XmlException or InvalidDataException or IOException or FormatException
            or InvalidOperationException or ArgumentException or NotSupportedException or NullReferenceException or OverflowException or KeyNotFoundException)
        {
            // The library has no one exception for a file that says other things than it should.
            throw DocxPackage.Unreadable(failure);
        }
    }

    private void Blocks(OpenXmlElement parent)
    {
        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case Paragraph paragraph: Paragraph(paragraph); break;
                case Table table: Table(table); break;
                case DeletedRun or MoveFromRun or SectionProperties: break;
                case OpenXmlUnknownElement unknown: Unknown(unknown.InnerText); break;
                case OpenXmlCompositeElement other: Blocks(other); break;
            }
        }
    }

    private void Paragraph(Paragraph paragraph)
    {
        var text = _runs.TextOf(paragraph);
        if (_styles.IsQuotation(paragraph))
        {
            (_quotation ??= new PasteBuilder()).Paragraph(text);
            AfterParagraph();
            return;
        }

        EndQuotation();
        if (_styles.IsTitle(paragraph))
        {
            _builder.Heading(1, text);
        }
        else if (_styles.HeadingLevel(paragraph) is { } level)
        {
            _builder.Heading(level, text);
        }
        else if (!text.IsEmpty && _numbering.Next(_styles.Numbering(paragraph)) is { } line)
        {
            _builder.ListLine(new ListLine(line.Level, line.IsOrdered, line.IsOrdered ? line.Number : null, text));
        }
        else
        {
            _builder.Paragraph(text);
        }

        AfterParagraph();
    }

    private void Unknown(string words)
    {
        var text = new StyledText();
        text.Append(words);
        _builder.Paragraph(text);
    }

    /// <summary>What a text box in the paragraph says follows it.</summary>
    private void AfterParagraph()
    {
        foreach (var box in _runs.TakeTextBoxes())
        {
            Blocks(box);
        }
    }

    private void Table(Table table)
    {
        EndQuotation();
        var rows = table.Elements<TableRow>().ToList();
        if (rows.Count == 1 || rows.TrueForAll(row => row.Elements<TableCell>().Count() <= 1) || table.Descendants<Table>().Any())
        {
            // It only places things on the page.
            Blocks(table);
            return;
        }

        _builder.Table(DocxTables.Cells(rows, _runs));
        AfterParagraph();
    }

    private void EndQuotation()
    {
        if (_quotation is { } quotation)
        {
            _quotation = null;
            _builder.Quotation(quotation);
        }
    }
}
