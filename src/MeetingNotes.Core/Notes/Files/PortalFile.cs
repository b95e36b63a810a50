using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>What is no note: bodies, meetings without note, topics, abbreviations, synonyms and matters (<c>portal.yaml</c>).</summary>
public sealed record PortalFile
{
    /// <summary>The file's name, beside the notes.</summary>
    public const string FileName = "portal.yaml";

    private const int MaxLength = 4_000_000;

    public IReadOnlyList<PortalBody> Bodies { get; init; } = [];

    public IReadOnlyList<PortalMeeting> Meetings { get; init; } = [];

    public IReadOnlyList<PortalTopic> Topics { get; init; } = [];

    public IReadOnlyList<(string Short, string Long)> Abbreviations { get; init; } = [];

    /// <summary>Words that mean the same to somebody who searches.</summary>
    public IReadOnlyList<(string Word, string Other)> Synonyms { get; init; } = [];

    public IReadOnlyList<PortalMatter> Matters { get; init; } = [];

    /// <exception cref="NoteFileException">The file cannot be read; every fault with its line.</exception>
    public static PortalFile Read(string source)
    {
        if (source.Length > MaxLength)
        {
            throw new NoteFileException(0, "Filen är för stor: högst 4 miljoner tecken.");
        }

        var problems = new List<NoteFileProblem>();
        if (YamlFields.Parse(Nfc.Of(source.TrimStart('\uFEFF')), 0, problems) is not { } fields)
        {
            return new PortalFile();
        }

        fields.RefuseUnknown("organ", "möten", "ämnen", "förkortningar", "synonymer", "ärenden");
        var file = new PortalFile
        {
            Bodies = [.. fields.Mappings("organ").Select(ReadBody)],
            Meetings = [.. fields.Mappings("möten").Select(ReadMeeting)],
            Topics = [.. fields.Mappings("ämnen").Select(ReadTopic)],
            Abbreviations = fields.Pairs("förkortningar", 20, 200),
            Synonyms = fields.Pairs("synonymer", SynonymDesk.WordMaxLength, SynonymDesk.OtherMaxLength),
            Matters = [.. fields.Mappings("ärenden").Select(ReadMatter)],
        };
        PortalFileChecks.RefuseDoubles(file, fields);
        PortalFileChecks.RefuseFormerMatters(file.Matters, problems);
        PortalFileChecks.RefusePersonalNumbers(source, fields, problems);
        return problems.Count == 0 ? file : throw new NoteFileException([.. problems.OrderBy(problem => problem.Line)]);
    }

    public string Write()
    {
        var yaml = new YamlText();
        yaml.List("organ", Bodies, body =>
        {
            yaml.Field("slug", body.Slug);
            yaml.Field("namn", body.Name);
            yaml.Field("form efter från", body.NameAfterFrom == body.Name ? null : body.NameAfterFrom);
            yaml.Field("beskrivning", body.Description);
            yaml.Field("kontakt", body.Contact);
            yaml.Texts("tidigare namn", body.FormerNames);
            yaml.Field("upplöst", body.DissolvedOn is { } day ? YamlText.DayAndTime(day, null) : null);
            yaml.Field("efterträdare", body.Successor);
            yaml.Field("fyra ögon", body.NeedsSecondPerson == true ? "ja" : null);
            yaml.Field("standardingress", body.StandardLead);
        });
        yaml.List("möten", Meetings, meeting =>
        {
            yaml.Field("organ", meeting.Body);
            yaml.Field("tid", YamlText.DayAndTime(meeting.On, meeting.StartsAt));
            yaml.Field("nummer", meeting.Number > 1 ? $"{meeting.Number}" : null);
            yaml.Field("plats", meeting.Place);
            yaml.Field("inställt", meeting.IsCancelled ? "ja" : null);
            yaml.Field("flyttat till", meeting.MovedTo is { } day ? YamlText.DayAndTime(day, meeting.MovedToTime) : null);
            yaml.Field("skäl", meeting.Reason);
        });
        yaml.List("ämnen", Topics, topic =>
        {
            yaml.Field("slug", topic.Slug);
            yaml.Field("namn", topic.Name);
            yaml.Texts("synonymer", topic.Synonyms);
            yaml.Texts("tidigare slugar", topic.FormerSlugs);
        });
        yaml.Pairs("förkortningar", Abbreviations);
        yaml.Pairs("synonymer", Synonyms);
        yaml.List("ärenden", Matters, matter =>
        {
            yaml.Field("slug", matter.Slug);
            yaml.Field("namn", matter.Name);
            yaml.Texts("tidigare slugar", matter.FormerSlugs);
        });
        return yaml.ToString();
    }

    private static PortalBody ReadBody(YamlFields fields)
    {
        fields.RefuseUnknown("slug", "namn", "form efter från", "beskrivning", "kontakt", "tidigare namn", "upplöst", "efterträdare",
            "fyra ögon", "standardingress");
        var name = RequiredText(fields, "namn", 200);
        var body = new PortalBody
        {
            Slug = ReadSlug(fields, "slug", name),
            Name = name,
            NameAfterFrom = fields.Text("form efter från", 200) ?? name,
            Description = fields.Text("beskrivning", 2000),
            Contact = fields.Text("kontakt", 200),
            FormerNames = fields.Texts("tidigare namn", 200),
            DissolvedOn = fields.Date("upplöst"),
            Successor = fields.Text("efterträdare", Slug.MaxLength),
            NeedsSecondPerson = fields.Truth("fyra ögon"),
            StandardLead = fields.Lines("standardingress", BodyDetails.StandardLeadMaxLength),
            SourceLine = fields.Line,
        };
        if (body is { Successor: not null, DissolvedOn: null })
        {
            fields.Fault("efterträdare", "Ett organ med efterträdare är upplöst. Skriv också ”upplöst:” och dagen.");
        }

        return body;
    }

    private static PortalMeeting ReadMeeting(YamlFields fields)
    {
        fields.RefuseUnknown("organ", "tid", "nummer", "plats", "inställt", "flyttat till", "skäl");
        var on = fields.DateAndTime("tid");
        if (!fields.Has("tid"))
        {
            fields.Fault("tid", "Mötets dag saknas. Skriv ”tid: 2018-04-11 09:00”.");
        }

        var movedTo = fields.DateAndTime("flyttat till");
        var meeting = new PortalMeeting
        {
            Body = RequiredText(fields, "organ", 200),
            On = on?.Date ?? default,
            StartsAt = on?.Time,
            Number = fields.Number("nummer", 1, NoteDocument.NumberMax) ?? 1,
            Place = fields.Text("plats", NoteDocument.PlaceMaxLength),
            IsCancelled = fields.Truth("inställt") ?? false,
            MovedTo = movedTo?.Date,
            MovedToTime = movedTo?.Time,
            Reason = fields.Text("skäl", 1000),
            SourceLine = fields.Line,
        };
        if (meeting is { IsCancelled: true, MovedTo: not null })
        {
            fields.Fault("inställt", "Ett möte är antingen inställt eller flyttat. Ta bort en av raderna.");
        }

        if ((meeting.IsCancelled || meeting.MovedTo is not null) != meeting.Reason is not null)
        {
            fields.Fault("skäl", "Skriv ”skäl:” när ett möte är inställt eller flyttat, och bara då.");
        }

        if (meeting.MovedTo == meeting.On && on is not null)
        {
            fields.Fault("flyttat till", "Mötet är flyttat till samma dag. Ändra tiden i ”tid:” i stället.");
        }

        return meeting;
    }

    private static PortalTopic ReadTopic(YamlFields fields)
    {
        fields.RefuseUnknown("slug", "namn", "synonymer", "tidigare slugar");
        var name = RequiredText(fields, "namn", 100);
        return new PortalTopic(ReadSlug(fields, "slug", name), name, fields.Texts("synonymer", 100), ReadSlugs(fields, "tidigare slugar"));
    }

    private static PortalMatter ReadMatter(YamlFields fields)
    {
        fields.RefuseUnknown("slug", "namn", "tidigare slugar");
        var name = RequiredText(fields, "namn", 200);
        return new PortalMatter(ReadSlug(fields, "slug", name), name, ReadSlugs(fields, "tidigare slugar"))
        {
            SourceLine = fields.LineOfField("tidigare slugar"),
        };
    }

    private static string RequiredText(YamlFields fields, string key, int maxLength)
    {
        if (!fields.Has(key))
        {
            fields.Fault(key, $"”{key}:” saknas.");
        }

        return fields.Text(key, maxLength) ?? "";
    }

    private static string ReadSlug(YamlFields fields, string key, string name)
    {
        var slug = fields.Text(key, 200) ?? Slug.From(name);
        if (!Slug.IsValid(slug))
        {
            fields.Fault(key, $"”{slug}” kan inte vara en del av en adress. Använd a–z, 0–9 och bindestreck, högst {Slug.MaxLength} tecken.");
        }

        return slug;
    }

    private static IReadOnlyList<string> ReadSlugs(YamlFields fields, string key)
    {
        var slugs = fields.Texts(key, 200);
        if (slugs.FirstOrDefault(slug => !Slug.IsValid(slug)) is { } wrong)
        {
            fields.Fault(key, $"”{wrong}” kan inte vara en del av en adress. Använd a–z, 0–9 och bindestreck.");
        }

        return slugs;
    }
}

/// <summary>A body in <c>portal.yaml</c>.</summary>
public sealed record PortalBody
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>The form used after "från": "regionstyrelsen".</summary>
    public required string NameAfterFrom { get; init; }

    public string? Description { get; init; }

    public string? Contact { get; init; }

    public IReadOnlyList<string> FormerNames { get; init; } = [];

    public DateOnly? DissolvedOn { get; init; }

    /// <summary>Slug or name of the body that took over.</summary>
    public string? Successor { get; init; }

    /// <summary>Whether whoever reviews must be another than the writers; left out: as it is.</summary>
    public bool? NeedsSecondPerson { get; init; }

    /// <summary>Markdown that a new note begins with; left out: as it is.</summary>
    public string? StandardLead { get; init; }

    public int SourceLine { get; init; }
}

/// <summary>A meeting in <c>portal.yaml</c>: planned, cancelled, or the day that a meeting was moved from.</summary>
public sealed record PortalMeeting
{
    /// <summary>Slug or name.</summary>
    public required string Body { get; init; }

    public required DateOnly On { get; init; }

    public TimeOnly? StartsAt { get; init; }

    public int Number { get; init; } = 1;

    public string? Place { get; init; }

    public bool IsCancelled { get; init; }

    public DateOnly? MovedTo { get; init; }

    public TimeOnly? MovedToTime { get; init; }

    /// <summary>Why it was cancelled or moved; public.</summary>
    public string? Reason { get; init; }

    public int SourceLine { get; init; }
}

public sealed record PortalTopic(string Slug, string Name, IReadOnlyList<string> Synonyms, IReadOnlyList<string> FormerSlugs);

public sealed record PortalMatter(string Slug, string Name, IReadOnlyList<string> FormerSlugs)
{
    public int SourceLine { get; init; }
}
