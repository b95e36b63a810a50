using System.Text;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// The last parentheses of a task-list line: "(id: …; senast: …; ansvarig: …; status: …; svar på: …)". They count as metadata only
/// if every part between semicolons has a known key. Source: the note format, "Follow-ups".
/// </summary>
internal static partial class FollowUpSyntax
{
    private static readonly string[] Keys = ["id", "senast", "ansvarig", "status", "svar på"];

    public static FollowUpLine Read(string line, bool isTicked, int sourceLine, List<NoteFileProblem> problems)
    {
        var (text, fields) = Split(line);
        var problem = text.Length switch
        {
            0 => "Uppföljningen saknar text.",
            > FollowUpLine.TextMaxLength => $"Uppföljningen är för lång: högst {FollowUpLine.TextMaxLength} tecken.",
            _ => ProblemIn(fields),
        };

        var result = new FollowUpLine
        {
            Text = text,
            Slug = fields.GetValueOrDefault("id"),
            Due = fields.GetValueOrDefault("senast"),
            Responsible = fields.GetValueOrDefault("ansvarig"),
            IsDone = isTicked,
            SourceLine = sourceLine,
        };
        if (problem is null && fields.TryGetValue("svar på", out var target))
        {
            (result, problem) = ReadAnswer(result, target, fields.GetValueOrDefault("status"));
        }
        else if (problem is null && fields.ContainsKey("status"))
        {
            problem = "”status:” hör till ett svar. Skriv också ”svar på:” och uppföljningens id.";
        }

        if (problem is not null)
        {
            problems.Add(new NoteFileProblem(sourceLine, problem));
        }

        return result;
    }

    /// <param name="line">What to write.</param>
    /// <param name="slug">The follow-up's slug, always written; not used for an answer.</param>
    public static string Write(FollowUpLine line, string? slug)
    {
        var text = new StringBuilder(line.IsDone ? "- [x] " : "- [ ] ").Append(line.Text).Append(" (");
        if (line.Answers is { } answers)
        {
            text.Append("svar på: ").Append(answers.BodySlug is null ? answers.Slug : $"{answers.BodySlug}/{answers.Slug}");
            if (!line.IsDone)
            {
                text.Append("; status: ").Append(NoteVocabulary.WordFor(line.Outcome!.Value));
            }
        }
        else
        {
            text.Append("id: ").Append(slug);
        }

        if (line.Due is not null)
        {
            text.Append("; senast: ").Append(line.Due);
        }

        if (line.Responsible is not null)
        {
            text.Append("; ansvarig: ").Append(line.Responsible);
        }

        return text.Append(')').ToString();
    }

    /// <summary>Whether a value can stand between the parentheses: no semicolon, and every parenthesis has its pair.</summary>
    public static bool IsValue(string value)
    {
        var depth = 0;
        foreach (var letter in value)
        {
            depth += letter switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || letter == ';')
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static (string Text, Dictionary<string, string> Fields) Split(string line)
    {
        var none = new Dictionary<string, string>();
        if (!line.EndsWith(')'))
        {
            return (line, none);
        }

        var open = OpeningBefore(line, line.Length - 1);
        if (open < 0)
        {
            return (line, none);
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in line[(open + 1)..^1].Split(';'))
        {
            var key = KeyOf(part);
            if (!Keys.Contains(key) || !fields.TryAdd(key, part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))
            {
                return (line, none);
            }
        }

        return (line[..open].TrimEnd(), fields);
    }

    /// <summary>The parenthesis that the one at <paramref name="close"/> closes; -1 when there is none.</summary>
    private static int OpeningBefore(string line, int close)
    {
        var depth = 0;
        var open = close;
        for (; open >= 0; open--)
        {
            depth += line[open] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth == 0)
            {
                break;
            }
        }

        return open;
    }

    /// <summary>What stands before the colon of a part, in lower case; empty without colon.</summary>
    private static string KeyOf(string part) =>
        part.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? PlainText.OneLine(part[..colon]).ToLowerInvariant() : "";

    private static string? ProblemIn(Dictionary<string, string> fields)
    {
        foreach (var (key, value) in fields)
        {
            if (value.Length == 0)
            {
                return $"”{key}:” är tomt. Skriv ett värde eller ta bort det.";
            }
        }

        return fields switch
        {
            _ when fields.TryGetValue("id", out var id) && !Slug.IsValid(id) =>
                $"”{id}” kan inte vara ett id. Använd a–z, 0–9 och bindestreck, högst {Slug.MaxLength} tecken.",
            _ when fields.TryGetValue("senast", out var due) && due.Length > FollowUpLine.DueMaxLength =>
                $"”senast:” är för långt: högst {FollowUpLine.DueMaxLength} tecken.",
            _ when fields.TryGetValue("ansvarig", out var responsible) && responsible.Length > FollowUpLine.ResponsibleMaxLength =>
                $"”ansvarig:” är för långt: högst {FollowUpLine.ResponsibleMaxLength} tecken.",
            _ => null,
        };
    }

    private static (FollowUpLine, string? Problem) ReadAnswer(FollowUpLine line, string target, string? status)
    {
        var parts = target.Split('/');
        if (parts.Length > 2 || !parts.All(Slug.IsValid))
        {
            return (line, $"”svar på: {target}” ska vara uppföljningens id, eller organ/id för ett annat organ.");
        }

        if (line.Slug is not null || line.Responsible is not null)
        {
            return (line, "Ett svar kan inte ha ”id:” eller ”ansvarig:”. De hör till uppföljningen som besvaras.");
        }

        FollowUpOutcome? outcome = status is null && line.IsDone ? FollowUpOutcome.Done : NoteVocabulary.OutcomeOf(status ?? "");
        var problem = outcome switch
        {
            null when status is null => "Ett svar behöver ”status:” klar, pågår, flyttad eller avskriven, om rutan inte är ikryssad.",
            null => $"”{status}” är ingen status för ett svar. Välj klar, pågår, flyttad eller avskriven.",
            not FollowUpOutcome.Done when line.IsDone => "En ikryssad ruta betyder klar. Ta bort krysset eller ändra ”status:”.",
            FollowUpOutcome.Done or FollowUpOutcome.Dropped when line.Due is not null =>
                "Det som är klart eller avskrivet har ingen ny tid. Ta bort ”senast:”.",
            _ => null,
        };
        return (line with
        {
            Answers = new FollowUpReference(parts.Length == 2 ? parts[0] : null, parts[^1]),
            Outcome = outcome,
            IsDone = outcome == FollowUpOutcome.Done,
        }, problem);
    }
}
