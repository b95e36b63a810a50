using System.Text;
using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Pasting;

/// <summary>
/// A document as a program writes it, with the note that it should give beside it. A .docx lies unpacked, as a folder of its parts.
/// </summary>
internal sealed record PastedFixture(string Name)
{
    public static readonly DateOnly Today = new(2026, 11, 25);

    public static readonly IReadOnlyList<KnownBody> Bodies =
    [
        new("regionala-samverkansradet", "Regionala samverkansrådet", "Regionala samverkansrådet", ["Samverkansrådet"]),
        new("regionstyrelsen", "Regionstyrelsen", "regionstyrelsen", []),
        new("kulturforum", "Kulturforum", "Kulturforum", []),
        new("regionala-transportgruppen", "Regionala transportgruppen", "Regionala transportgruppen", ["Länets transportgrupp"]),
        new("namnden-for-hallbar-utveckling", "Nämnden för hållbar utveckling", "nämnden för hållbar utveckling", []),
    ];

    private static readonly string Folder = Repository.Folder("tests/MeetingNotes.Tests/Drafting/Pasting/Documents");

    public static IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Folder)
        .Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".note.md", StringComparison.Ordinal) && !name.StartsWith('_')).Order(StringComparer.Ordinal);

    public string ExpectedPath => Path.Combine(Folder, $"{Name}.note.md");

    public PastedText Read()
    {
        var path = Path.Combine(Folder, Name);
        using Stream file = Directory.Exists(path) ? Docx.FromFolder(path, Path.Combine(Folder, "_docx")) : File.OpenRead(path);
        return PastedSource.FromFile(Name, file);
    }

    public PastedNote Note() => PastedNoteReader.Read(Read(), Bodies, Today);

    /// <summary>The whole note as text, to be compared and to be read by people.</summary>
    public static string AsText(PastedNote note)
    {
        var text = new StringBuilder("---\n");
        Field(text, "rubrik", note.Title);
        Field(text, "organ", note.BodySlug);
        Field(text, "möte", note.MeetingOn?.Iso());
        Field(text, "publicerad", note.PublishedStamp?.Stamp());
        Field(text, "handlingar", Links(note.Documents));
        Field(text, "protokoll", Links(note.Minutes));
        Field(text, "nästa möte", note.NextMeetingOn?.Iso());
        text.Append("---\n");
        Part(text, note.Lead);
        foreach (var item in note.Items)
        {
            Part(text, $"## {item.Heading}");
            Part(text, string.Join('\n', [.. item.Topics.Select(topic => $"Ämne: {topic}"), .. item.Matter is null ? Array.Empty<string>() : [$"Ärende: {item.Matter}"]]));
            Part(text, item.Text);
            Part(text, string.Join('\n', item.FollowUps.Select(line => $"- [{(line.IsDone ? 'x' : ' ')}] {line.Text} (senast: {line.Due})")));
            Part(text, string.Join('\n', item.Suggestions.Select(one => $"- [?] {one.NoteLine[6..]}")));
        }

        Part(text, string.Join('\n', note.Remarks.Select(remark => $"Obs: {remark}")));
        Part(text, string.Join('\n', note.LeftOut.Select(words => $"Inte med: {words.Replace('\n', '/')}")));
        return text.ToString();
    }

    private static string? Links(IReadOnlyList<DocumentLink> links) =>
        links.Count == 0 ? null : string.Join(", ", links.Select(link => string.Join(' ', new[] { link.Name, link.Url, $"({link.Status})" }.OfType<string>())));

    private static void Field(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }
    }

    private static void Part(StringBuilder text, string part)
    {
        if (part.Length > 0)
        {
            text.Append('\n').Append(part).Append('\n');
        }
    }
}
