using System.Globalization;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Collects the blocks of a pasted text, whatever it is read from, and what was not taken along.</summary>
internal sealed class PasteBuilder
{
    /// <summary>More text than this, in characters, is no note. Source: what a note file may hold.</summary>
    public const int TextMaxLength = Notes.Files.NoteFileReader.MaxLength;

    private const int BlocksMax = 10_000;
    private const int MaxFootnotes = 500;

    private readonly List<PastedBlock> _blocks = [];
    private readonly List<string> _remarks = [];
    private readonly List<string> _leftOut = [];
    private readonly SortedDictionary<int, List<string>> _footnotes = [];
    private readonly List<(int Block, int Number)> _footnoteMarks = [];
    private List<ListLine> _list = [];
    private int _length;

    public bool IsEmpty => _blocks.Count == 0 && _list.Count == 0;

    /// <summary>Said once, however often it happens.</summary>
    public void Remark(string remark)
    {
        if (!_remarks.Contains(remark) && _remarks.Count < 100)
        {
            _remarks.Add(remark);
        }
    }

    public void ImageLeftOut(string? name)
    {
        var shown = Text.Excerpt.Of(CleanCharacters.Of(name ?? ""), 100);
        Remark(shown.Length == 0 ? "En bild utan namn togs inte med. Lägg in den själv." : $"En bild togs inte med: {shown}. Lägg in den själv.");
    }

    public void LeaveOut(string text)
    {
        text = Text.Excerpt.Of(CleanCharacters.Of(text), 500);
        if (text.Length > 0 && _leftOut.Count < 200)
        {
            _leftOut.Add(text);
        }
    }

    /// <summary>A paragraph; several where empty lines divide it.</summary>
    public void Paragraph(StyledText text)
    {
        foreach (var part in text.Paragraphs().Where(part => !part.IsEmpty))
        {
            Add(new PastedBlock { Kind = PastedBlockKind.Paragraph, Markdown = Written(part, out var words), Text = words, IsBold = part.IsBold });
        }
    }

    /// <summary>A heading; what is too long to be one is a paragraph.</summary>
    public void Heading(int level, StyledText text)
    {
        var plain = string.Join(' ', text.PlainWithScripts.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length > NoteItem.HeadingMaxLength)
        {
            Paragraph(text);
        }
        else if (plain.Length > 0)
        {
            Add(new PastedBlock { Kind = PastedBlockKind.Heading, Level = Math.Clamp(level, 1, 6), Markdown = MarkdownText.Escaped(plain), Text = plain });
        }
    }

    public void Quotation(PasteBuilder content)
    {
        content.EndList();
        if (content._blocks.Count > 0)
        {
            var markdown = string.Join("\n\n", content._blocks.Select(block => block.Markdown));
            Add(new PastedBlock
            {
                Kind = PastedBlockKind.Quotation,
                Markdown = Quoted(markdown),
                Text = string.Join('\n', content._blocks.Select(block => block.Text)),
            });
        }

        _remarks.AddRange(content._remarks.Except(_remarks));
        _leftOut.AddRange(content._leftOut);
    }

    public static string Quoted(string markdown) => string.Join('\n', markdown.Split('\n').Select(line => line.Length == 0 ? ">" : "> " + line));

    public void ListLine(ListLine line)
    {
        if (line.Text.Plain.Length == 0)
        {
            return;
        }

        if (_list.Count > 0 && line.Level == 0 && line.IsOrdered != _list.First(other => other.Level == 0 || other == _list[0]).IsOrdered)
        {
            EndList();
        }

        _list.Add(line);
    }

    public void EndList()
    {
        if (_list.Count > 0)
        {
            var lines = _list;
            _list = [];
            Add(new PastedBlock
            {
                Kind = PastedBlockKind.List,
                Markdown = ListMarkdown.Of(lines, text => Written(text)),
                Text = string.Join('\n', lines.Select(line => line.Text.Plain)),
            });
        }
    }

    /// <param name="rows">Every row with as many cells, the first row the header.</param>
    public void Table(IReadOnlyList<IReadOnlyList<StyledText>> rows)
    {
        if (rows.Count == 0 || rows[0].Count == 0 || rows.All(row => row.All(cell => cell.IsEmpty)))
        {
            return;
        }

        var lines = rows.Select((row, index) =>
            $"| {string.Join(" | ", row.Select(cell => Written(cell, isOneLine: true, index == 0 ? RunStyle.Bold : RunStyle.None)))} |").ToList();
        lines.Insert(1, $"|{string.Concat(Enumerable.Repeat(" --- |", rows[0].Count))}");
        Add(new PastedBlock
        {
            Kind = PastedBlockKind.Table,
            Markdown = string.Join('\n', lines),
            Text = string.Join('\n', rows.Select(row => string.Join('\t', row.Select(cell => cell.Plain.Replace('\n', ' '))))),
        });
    }

    public void Add(PastedBlock block)
    {
        EndList();
        _length += block.Markdown.Length;
        if (_length > TextMaxLength)
        {
            throw new PasteRefusedException($"Texten är för lång för en notering: högst {TextMaxLength / 1000} 000 tecken. Klistra in en del i taget.");
        }

        if (_blocks.Count == BlocksMax)
        {
            throw new PasteRefusedException($"Texten har fler än {BlocksMax / 1000} 000 stycken. Klistra in en del i taget.");
        }

        _blocks.Add(block);
    }

    /// <summary>The day the mail was sent that the text came in.</summary>
    public DateOnly? SentOn { get; set; }

    private string Written(StyledText text, bool isOneLine = false, RunStyle without = RunStyle.None) => Written(text, out _, isOneLine, without);

    private string Written(StyledText text, out string words, bool isOneLine = false, RunStyle without = RunStyle.None)
    {
        var written = text.Written(isOneLine, without);
        var markdown = written.Write();
        if (written.HasLostScripts)
        {
            Remark("Upphöjd eller nedsänkt text blev vanlig text på något ställe. Kontrollera den.");
        }

        words = written.Text;
        return markdown;
    }

    /// <summary>The number stands here; the text of the note follows at the end of the part.</summary>
    /// <exception cref="PasteRefusedException">There are more than a note can have.</exception>
    public void FootnoteMark(int number)
    {
        if (number > MaxFootnotes)
        {
            throw new PasteRefusedException($"Dokumentet har fler än {MaxFootnotes} fotnoter. Klistra in en del i taget.");
        }

        _footnoteMarks.Add((_blocks.Count, number));
    }

    public void Footnote(int number, StyledText text)
    {
        var whole = new StyledText();
        whole.Append(number.ToString(CultureInfo.InvariantCulture), RunStyle.Superscript);
        whole.Append(" ");
        whole.Append(text);
        if (!text.IsEmpty)
        {
            _footnotes[number] = [.. _footnotes.GetValueOrDefault(number) ?? [], Written(whole, isOneLine: true)];
            Remark("Fotnoterna står nu sist i sin punkt, med nummer.");
        }
    }

    /// <summary>The whole text: headings guessed, footnotes in their places, mail headers and signatures left out.</summary>
    public PastedText Finish(bool guessesShortLines = true)
    {
        EndList();
        var blocks = MailParts.LeaveOut(WithFootnotes(), this);
        blocks = HeadingGuesses.In(blocks, guessesShortLines);
        if (blocks.Count == 0)
        {
            throw new PasteRefusedException("Det fanns ingen text att läsa. Kontrollera att du kopierade rätt, eller skriv noteringen direkt.");
        }

        return new PastedText { Blocks = blocks, Remarks = _remarks, LeftOut = _leftOut, SentOn = SentOn };
    }

    private List<PastedBlock> WithFootnotes()
    {
        var blocks = new List<PastedBlock>(_blocks);
        var places = _footnoteMarks.GroupBy(mark => mark.Number).ToDictionary(marks => marks.Key, marks => marks.First().Block);
        foreach (var (number, notes) in _footnotes.Reverse())
        {
            // Before the heading that follows the mark. A mark in no text, or one before a heading by looks, ends at the end.
            var after = places.GetValueOrDefault(number, blocks.Count);
            var place = _blocks.FindIndex(Math.Min(after, _blocks.Count), block => block.Kind == PastedBlockKind.Heading || HeadingGuesses.IsBoldHeading(block));
            place = place < 0 ? _blocks.Count : place;
            blocks.InsertRange(place, notes.Select(note => new PastedBlock
            {
                Kind = PastedBlockKind.Paragraph,
                Markdown = note,
                Text = note,
            }));
        }

        return blocks;
    }
}
