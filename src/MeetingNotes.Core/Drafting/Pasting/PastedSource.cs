namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Reads what was pasted or uploaded into clean blocks of Markdown. Pure but for the stream: nothing is fetched, run or kept. Every text
/// gives an answer or a <see cref="PasteRefusedException"/>, within two seconds.
/// </summary>
public static class PastedSource
{
    /// <summary>Largest file, in bytes.</summary>
    public const int FileMaxLength = 20_000_000;

    /// <summary>HTML from the clipboard: Word, Outlook, LibreOffice, Google Docs, a web page or a mail.</summary>
    /// <exception cref="PasteRefusedException">It is too large or too tangled, or holds no text.</exception>
    public static PastedText FromHtml(string html) => HtmlSource.Read(html.Replace("\0", "", StringComparison.Ordinal));

    /// <summary>Text without marks: bullets and numbers become lists, short lines above a paragraph become headings.</summary>
    /// <exception cref="PasteRefusedException">It is too long, or empty.</exception>
    public static PastedText FromPlainText(string text) => PlainTextSource.Read(text);

    /// <summary>Markdown, also a whole note file.</summary>
    /// <exception cref="PasteRefusedException">It is too long or too deep, or empty.</exception>
    public static PastedText FromMarkdown(string markdown) => MarkdownSource.Read(markdown);

    /// <summary>A Word file. The stream is read to memory, and never past <see cref="FileMaxLength"/>.</summary>
    /// <exception cref="PasteRefusedException">It is no .docx, damaged, or made to do harm.</exception>
    public static PastedText FromDocx(Stream file)
    {
        using var bytes = ReadBounded(file);
        return DocxSource.Read(bytes);
    }

    /// <summary>A file, read by what it holds; the name only tells Markdown from other text.</summary>
    /// <exception cref="PasteRefusedException">It is of another kind, too large, damaged, or made to do harm.</exception>
    public static PastedText FromFile(string fileName, Stream file)
    {
        using var bytes = ReadBounded(file);
        var start = bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, 4_096));
        if (start.StartsWith("PK"u8))
        {
            return DocxSource.Read(bytes);
        }

        RefuseOtherKinds(start);
        var text = TextFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return extension switch
        {
            ".md" or ".markdown" => FromMarkdown(text),
            _ when TextFile.IsHtml(text) => FromHtml(text),
            ".txt" or ".text" or ".htm" or ".html" or "" => FromPlainText(text),
            ".docx" => throw new PasteRefusedException("Filen heter .docx men är ingen Word-fil. Öppna den i Word, spara den som .docx och försök igen."),
            _ => throw WrongKind(),
        };
    }

    private static MemoryStream ReadBounded(Stream file)
    {
        if (file.CanSeek && file.Length - file.Position > FileMaxLength)
        {
            throw TooLarge();
        }

        var bytes = new MemoryStream();
        var part = new byte[81_920];
        try
        {
            while (file.Read(part) is > 0 and var count)
            {
                if (bytes.Length + count > FileMaxLength)
                {
                    throw TooLarge();
                }

                bytes.Write(part, 0, count);
            }
        }
        catch (IOException failure)
        {
            throw new PasteRefusedException("Filen gick inte att läsa. Ladda upp den igen.", failure);
        }

        bytes.Position = 0;
        return bytes;
    }

    private static void RefuseOtherKinds(ReadOnlySpan<byte> start)
    {
        if (start is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new PasteRefusedException("Filen är sparad i ett äldre format eller skyddad med lösenord. Öppna den i Word, ta bort lösenordet och spara filen som .docx.");
        }

        if (start.StartsWith("%PDF"u8))
        {
            throw new PasteRefusedException("En pdf går inte att läsa. Ladda upp Word-filen den gjordes av, eller kopiera texten och klistra in den.");
        }

        if (start.StartsWith("{\\rtf"u8))
        {
            throw new PasteRefusedException("Filen är i rtf-format. Öppna den i Word och spara filen som .docx.");
        }
    }

    private static PasteRefusedException TooLarge() =>
        new($"Filen är större än {FileMaxLength / 1_000_000} MB. Ta bort bilderna ur dokumentet, spara det på nytt och ladda upp det igen.");

    internal static PasteRefusedException WrongKind() =>
        new("Filen är inte av ett slag som går att läsa. Ladda upp en fil som slutar på .docx, .html, .txt eller .md.");
}
