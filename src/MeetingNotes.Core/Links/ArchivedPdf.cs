using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace MeetingNotes.Core.Links;

/// <summary>
/// A PDF that the portal may give to the public: whole, not locked, and with nothing in it that acts by itself (scripts, programs, files,
/// forms that send, films). What a viewer would do is decided by dictionaries, so every object is looked through, those that are packed
/// into streams too.
/// </summary>
internal static class ArchivedPdf
{
    public const int MaxBytes = 20 * 1024 * 1024;

    private const int TailLength = 1024;
    private const int DepthMax = 100;

    /// <summary>A dictionary with one of these keys holds something that acts.</summary>
    private static readonly HashSet<string> ActiveKeys = ["JS", "JavaScript", "XFA", "EmbeddedFiles", "RichMediaContent", "RichMediaSettings"];

    /// <summary>What says of a dictionary that it acts, as its type, its subtype or the kind of its action (PDF 2.0, 12.5 and 12.6).</summary>
    private static readonly HashSet<string> ActiveKinds =
    [
        "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition", "Sound", "Movie", "RichMedia", "RichMediaExecute", "Screen",
        "3D", "FileAttachment", "EmbeddedFile",
    ];

    /// <exception cref="PdfRefusedException">It cannot be given to the public; the message says why and what to do.</exception>
    public static void Check(byte[] bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new PdfRefusedException("Filen är större än 20 MB. Spara den med mindre bilder, eller dela den.");
        }

        if (!bytes.AsSpan().StartsWith("%PDF-"u8))
        {
            throw new PdfRefusedException("Det är ingen pdf. Spara handlingen som pdf och försök igen.");
        }

        if (bytes.AsSpan(Math.Max(0, bytes.Length - TailLength)).IndexOf("%%EOF"u8) < 0)
        {
            throw new PdfRefusedException("Filen är inte hel: slutet saknas. Hämta eller spara den en gång till.");
        }

        // Beside what the file says it holds: a viewer that mends a broken file finds this too.
        if (bytes.AsSpan().IndexOf("/JavaScript"u8) >= 0 || bytes.AsSpan().IndexOf("/EmbeddedFile"u8) >= 0)
        {
            throw new PdfRefusedException(PdfRefusedException.Active);
        }

        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { FilterProvider = new BoundedFilters() });
            if (document.NumberOfPages == 0)
            {
                throw new PdfRefusedException("Filen har inga sidor.");
            }

            foreach (var reference in document.Structure.CrossReferenceTable.ObjectOffsets.Keys)
            {
                if (document.Structure.GetObject(reference) is { } found && IsActive(found.Data, 0))
                {
                    throw new PdfRefusedException(PdfRefusedException.Active);
                }
            }
        }
        catch (PdfDocumentEncryptedException fault)
        {
            throw new PdfRefusedException("Filen är låst med lösenord. Spara den utan lösenord och försök igen.", fault);
        }
        catch (Exception fault) when (fault is not PdfRefusedException and not OutOfMemoryException)
        {
            throw new PdfRefusedException("Filen går inte att läsa som pdf. Öppna den, spara den som pdf på nytt och försök igen.", fault);
        }
    }

    private static bool IsActive(IToken token, int depth) => token switch
    {
        _ when depth > DepthMax => true,
        StreamToken stream => IsActive(stream.StreamDictionary, depth + 1),
        ArrayToken array => array.Data.Any(element => IsActive(element, depth + 1)),
        DictionaryToken dictionary => dictionary.Data.Any(entry =>
            ActiveKeys.Contains(entry.Key)
            || (entry is { Key: "S" or "Type" or "Subtype", Value: NameToken name } && ActiveKinds.Contains(name.Data))
            || IsActive(entry.Value, depth + 1)),
        _ => false,
    };
}

/// <summary>A file that is not given to the public, with what to do about it.</summary>
public sealed class PdfRefusedException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal const string Active =
        "Filen innehåller något som körs av sig självt: skript, bilagor, formulär eller film. Skriv ut den till pdf och ladda upp den nya filen.";
}
