using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Looks through a .docx before anything of it is opened as a document: how many parts, how large when unpacked, how deep, and that none
/// has a DTD. Pictures and other parts that are not XML are never unpacked.
/// </summary>
internal static class DocxPackage
{
    private const int MaxParts = 2_000;
    private const int MaxRatio = 100;
    private const long MaxUnpacked = 200_000_000;
    private const int MaxXml = 16_000_000;
    private const int MaxDepth = 120;
    private const int MaxNodes = 300_000;

    /// <exception cref="PasteRefusedException">It is no .docx, or made to do harm.</exception>
    public static void Check(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            CheckSizes(zip);
            if (!zip.Entries.Any(IsDocument))
            {
                throw zip.GetEntry("mimetype") is null
                    ? Unreadable()
                    : new PasteRefusedException("Filen är i OpenDocument-format. Öppna den i ditt ordbehandlingsprogram och spara den som .docx.");
            }

            var left = MaxNodes;
            foreach (var part in zip.Entries.Where(IsXml))
            {
                CheckXml(part, ref left);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(failure);
        }

        file.Position = 0;
    }

    public static PasteRefusedException Unreadable(Exception? failure = null) =>
        new("Word-filen är skadad och går inte att läsa. Öppna den i Word, spara en ny kopia som .docx och ladda upp kopian.", failure);

    private static void CheckSizes(ZipArchive zip)
    {
        var unpacked = 0L;
        if (zip.Entries.Count > MaxParts)
        {
            throw TooLarge();
        }

        foreach (var part in zip.Entries)
        {
            // Names that are read as others, and parts that are cut in pieces.
            if (part.FullName.Contains('%', StringComparison.Ordinal) || part.FullName.EndsWith(".piece", StringComparison.OrdinalIgnoreCase))
            {
                throw Unreadable();
            }

            unpacked += part.Length;
            if (unpacked > MaxUnpacked || (IsXml(part) && part.Length > MaxXml) || (part.Length > 1_000_000 && part.Length / Math.Max(part.CompressedLength, 1) > MaxRatio))
            {
                throw TooLarge();
            }
        }
    }

    private static void CheckXml(ZipArchiveEntry part, ref int left)
    {
        // The size that the archive says may be a lie: the reader counts for itself.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxXml, CloseInput = true };
        using var reader = XmlReader.Create(part.Open(), settings);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth || --left < 0)
            {
                throw TooLarge();
            }
        }
    }

    /// <summary>Whether the parts that are read are among those that were looked through.</summary>
    public static void CheckNames(IEnumerable<OpenXmlPart?> parts)
    {
        if (parts.Any(part => part is not null && !part.Uri.OriginalString.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
        {
            throw Unreadable();
        }
    }

    // Word on the web writes document2.xml.
    private static bool IsDocument(ZipArchiveEntry part) =>
        part.FullName.StartsWith("word/document", StringComparison.OrdinalIgnoreCase) && part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    private static bool IsXml(ZipArchiveEntry part) =>
        part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static PasteRefusedException TooLarge() =>
        new("Word-filen innehåller mer än en notering kan göra, eller är gjord för att överbelasta. Kopiera texten till ett nytt dokument och ladda upp det.");
}
