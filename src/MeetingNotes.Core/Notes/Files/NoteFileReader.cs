using System.Text.RegularExpressions;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Reads a note file. Source of the format: the note format; every fault is told with its line, in Swedish.</summary>
public static class NoteFileReader
{
    /// <summary>Largest file that is read, in characters.</summary>
    public const int MaxLength = 400_000;

    private const int MaxLineLength = 10_000;

    private static readonly string[] Keys =
    [
        "organ", "möte", "nummer", "plats", "publicerad", "rättad", "rubrik", "handlingar", "protokoll", "nästa möte", "kontakt", "språk",
    ];

    /// <summary>Reads the whole file, or tells everything that is wrong in it.</summary>
    /// <exception cref="NoteFileException">The file is not a note.</exception>
    public static NoteDocument Read(string source)
    {
        if (source.Length > MaxLength)
        {
            throw new NoteFileException(0, $"Filen är för stor: högst {MaxLength / 1000} 000 tecken.");
        }

        if (source.Contains('\0', StringComparison.Ordinal))
        {
            throw new NoteFileException(0, "Filen innehåller nolltecken och är troligen ingen textfil.");
        }

        try
        {
            return ReadLines(Lines(source));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new NoteFileException(0, "Någon rad är så lång eller ovanlig att den inte går att läsa. Dela den i flera.");
        }
    }

    private static NoteDocument ReadLines(string[] lines)
    {
        if (Array.FindIndex(lines, line => line.Length > MaxLineLength) is var tooLong and >= 0)
        {
            throw new NoteFileException(tooLong + 1, $"Raden är för lång: högst {MaxLineLength / 1000} 000 tecken. Dela den i flera.");
        }

        var end = FrontMatterEnd(lines);
        var problems = new List<NoteFileProblem>();
        var fields = YamlFields.Parse(string.Join('\n', lines[1..end]), lineOffset: 1, problems)
            ?? throw new NoteFileException(1, "Överst ska ”organ:” och ”möte:” stå mellan raderna med tre streck.");
        var head = ReadFrontMatter(fields, problems);
        var (lead, items) = NoteBody.Read(lines[(end + 1)..], firstLine: end + 2, problems);

        return problems.Count == 0
            ? head with { Lead = lead, Items = items }
            : throw new NoteFileException([.. problems.OrderBy(problem => problem.Line)]);
    }

    private static string[] Lines(string source)
    {
        var text = source.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Nfc.Of(text).Split('\n');
    }

    private static int FrontMatterEnd(string[] lines)
    {
        if (lines[0].TrimEnd() != "---")
        {
            throw new NoteFileException(1, "Filen ska börja med en rad med tre streck (---) och därefter ”organ:” och ”möte:”.");
        }

        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        return end > 0 ? end : throw new NoteFileException(1, "Raden med tre streck (---) som avslutar uppgifterna överst saknas.");
    }

    private static NoteDocument ReadFrontMatter(YamlFields fields, List<NoteFileProblem> problems)
    {
        fields.RefuseUnknown(Keys);
        var body = fields.Text("organ", 200);
        if (body is null && !problems.Exists(problem => problem.Line == fields.LineOfField("organ")))
        {
            fields.Fault("organ", "Vilket organ mötet gäller saknas. Skriv ”organ:” och organets namn.");
        }

        var meeting = fields.DateAndTime("möte");
        if (meeting is null && !fields.Has("möte"))
        {
            fields.Fault("möte", "Mötets dag saknas. Skriv ”möte: 2018-04-11”.");
        }

        var language = fields.Text("språk", 35) ?? "sv";
        if (!NoteBody.IsLanguage(language))
        {
            fields.Fault("språk", $"”{language}” är ingen språkkod. Skriv till exempel sv, fi eller en.");
        }

        var nextMeetingOn = fields.Date("nästa möte");
        if (nextMeetingOn <= meeting?.Date)
        {
            fields.Fault("nästa möte", "Nästa möte ska vara efter mötet.");
        }

        var publishedAt = fields.Instant("publicerad");
        return new NoteDocument
        {
            Body = body ?? "",
            MeetingOn = meeting?.Date ?? default,
            StartsAt = meeting?.Time,
            Number = fields.Number("nummer", 1, NoteDocument.NumberMax) ?? 1,
            Place = fields.Text("plats", NoteDocument.PlaceMaxLength),
            PublishedAt = publishedAt,
            Corrections = ReadCorrections(fields, publishedAt),
            Title = fields.Text("rubrik", NoteDocument.TitleMaxLength),
            Documents = ReadLinks(fields, "handlingar"),
            Minutes = ReadLinks(fields, "protokoll"),
            NextMeetingOn = nextMeetingOn,
            Contact = fields.Text("kontakt", NoteDocument.ContactMaxLength),
            Language = language,
        };
    }

    private static List<Correction> ReadCorrections(YamlFields fields, DateTimeOffset? publishedAt)
    {
        var corrections = new List<Correction>();
        foreach (var entry in fields.Mappings("rättad"))
        {
            entry.RefuseUnknown("tid", "text");
            var at = entry.Instant("tid");
            var text = entry.Text("text", Correction.TextMaxLength);
            if (at is { } instant && text is not null)
            {
                if (instant < publishedAt)
                {
                    entry.Fault("tid", "Rättelsen är tidigare än publiceringen. Kontrollera tiderna.");
                }

                if (corrections.Count > 0 && corrections[^1].At >= instant)
                {
                    entry.Fault("tid", "Rättelserna ska stå i tidsordning, den nyaste sist.");
                }

                corrections.Add(new Correction(instant, text));
            }
            else if (!entry.Has("tid") || !entry.Has("text"))
            {
                entry.Fault("tid", "En rättelse ska ha både ”tid:” och ”text:”.");
            }
        }

        return corrections;
    }

    private static List<DocumentLink> ReadLinks(YamlFields fields, string key)
    {
        if (fields.IsList(key))
        {
            var links = new List<DocumentLink>();
            foreach (var entry in fields.Mappings(key))
            {
                entry.RefuseUnknown("namn", "länk", "status", "datum", "diarienummer");
                var link = new DocumentLink
                {
                    Name = entry.Text("namn", DocumentLink.NameMaxLength),
                    Url = ReadUrl(entry, "länk"),
                    Status = ReadStatus(entry, "status"),
                    Date = entry.Date("datum"),
                    RegistryNumber = entry.Text("diarienummer", DocumentLink.RegistryNumberMaxLength),
                };
                if (link is { Name: null, Url: null, Status: null })
                {
                    entry.Fault("namn", $"Varje del under ”{key}” ska ha ett namn, en länk eller en status.");
                }

                links.Add(link);
            }

            return links;
        }

        return fields.Text(key, DocumentLink.UrlMaxLength) switch
        {
            null => [],
            { } word when NoteVocabulary.StatusOf(word) is { } status => [new DocumentLink { Status = status }],
            { } url when IsWebAddress(url) => [new DocumentLink { Url = url }],
            _ => Refused(),
        };

        List<DocumentLink> Refused()
        {
            fields.Fault(key, key == "protokoll"
                ? "”protokoll” ska vara en webbadress, kommer, publicerat, justerat eller borttaget, eller en lista."
                : "”handlingar” ska vara en webbadress, kommer, publicerade eller borttagna, eller en lista.");
            return [];
        }
    }

    private static string? ReadUrl(YamlFields entry, string key)
    {
        var url = entry.Text(key, DocumentLink.UrlMaxLength);
        if (url is not null && !IsWebAddress(url))
        {
            entry.Fault(key, $"”{key}” ska vara en hel webbadress som börjar med https:// eller http://.");
        }

        return url;
    }

    private static DocumentStatus? ReadStatus(YamlFields entry, string key)
    {
        if (entry.Text(key, 50) is not { } word)
        {
            return null;
        }

        var status = NoteVocabulary.StatusOf(word);
        if (status is null)
        {
            entry.Fault(key, $"”{word}” är ingen status. Välj kommer, publicerade/publicerat, justerat eller borttagna/borttaget.");
        }

        return status;
    }

    internal static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.Contains('\\', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)
        && uri.UserInfo.Length == 0;
}
