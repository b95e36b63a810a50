using System.Globalization;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>A desk with something of everything on it, so that no page of it is empty. Made once, before any test opens a page.</summary>
public sealed class FullDesk
{
    private const string Council = "regionala-samverkansradet";
    private const string Forum = "kulturforum";

    /// <summary>A day in the year 2099, long after any other.</summary>
    private static readonly DateTimeOffset Late = new(2099, 5, 4, 7, 0, 0, TimeSpan.Zero);

    private readonly IServiceProvider _services;
    private readonly CancellationToken _ct;

    private FullDesk(IServiceProvider services, CancellationToken ct) => (_services, _ct) = (services, ct);

    public required StaffPerson Alva { get; init; }
    public required StaffPerson Signe { get; init; }
    public required StaffPerson Maj { get; init; }

    /// <summary>Being written: carried follow-ups, suggestions, a removed item, links, an image, and something for most rules of the checklist.</summary>
    public Guid Writing { get; private set; }

    /// <summary>Has what a note cannot be shown with.</summary>
    public Guid Broken { get; private set; }

    /// <summary>Waits for review with a number of a person in it, comments, and one that is dealt with.</summary>
    public Guid Submitted { get; private set; }

    /// <summary>Approved and has a time.</summary>
    public Guid Scheduled { get; private set; }

    /// <summary>Could not be published at its time.</summary>
    public Guid Missed { get; private set; }

    /// <summary>Changes of a published note, sent for review.</summary>
    public Guid Correction { get; private set; }

    /// <summary>Is saved by somebody else again and again.</summary>
    public Guid Disputed { get; private set; }

    /// <summary>Token of a link that shows <see cref="Scheduled"/> to somebody without an account.</summary>
    public string PreviewLink { get; private set; } = "";

    /// <summary>"kulturforum/2024-05-15": three versions and a correction under way.</summary>
    public string Corrected { get; } = $"{Forum}/2024-05-15";

    public string Withdrawn { get; } = PublicPages.Withdrawn["/noterat/".Length..];
    public Guid PlannedMeeting { get; private set; }
    public Guid CancelledMeeting { get; private set; }

    /// <summary>A link of a public note that is dead and has a copy.</summary>
    public Guid DeadLink { get; private set; }

    /// <summary>Somebody with a role that was given at the desk.</summary>
    public Guid Bo { get; private init; }

    public static async Task<FullDesk> MakeAsync(IServiceProvider services, CancellationToken ct)
    {
        var desk = new FullDesk(services, ct)
        {
            Alva = await SignInAsync(services, SampleOf("alva"), ct),
            Signe = await SignInAsync(services, SampleOf("signe"), ct),
            Maj = await SignInAsync(services, SampleOf("maj"), ct),
            Bo = (await SignInAsync(services, new SignedIn("exempel", "bo", "Bo, kultur", "bo@region.example", true, []), ct)).Id,
        };
        await desk.MakeDraftsAsync();
        await desk.MakeCorrectionAsync();
        await desk.MakeRegistersAsync();
        return desk;
    }

    /// <summary>Somebody else saves the draft, so that whoever has it open is too late.</summary>
    public async Task SaveDisputedAsync()
    {
        var draft = (await Get<DraftDesk>().FindAsync(Disputed, Signe, _ct))!;
        var content = draft.Content with { Lead = $"Signe skrev om ingressen för {draft.Revision + 1}:e gången." };
        Assert.IsType<SaveResult.Saved>(await Get<DraftDesk>().SaveAsync(Disputed, draft.Revision, content, Signe, _ct));
    }

    private static async Task<StaffPerson> SignInAsync(IServiceProvider services, SignedIn signedIn, CancellationToken ct)
    {
        var sessions = services.GetRequiredService<StaffSessions>();
        var session = await sessions.StartAsync(signedIn, ct);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), ct))!;
    }

    private static SignedIn SampleOf(string key) => SamplePeople.SignedInAs(SamplePeople.All.Single(person => person.Key == key));

    private async Task MakeDraftsAsync()
    {
        var linjekarta = await File.ReadAllBytesAsync(Path.Combine(PortalFixture.Root, "seeds", "bilder", "linjekarta.png"), _ct);
        Writing = await DraftAsync(Council, new DateOnly(2026, 10, 21), Full);
        await Get<DraftImages>().AddAsync(Writing, "linjekarta.png", linjekarta, Alva, _ct);

        Broken = await DraftAsync(Forum, new DateOnly(2024, 1, 10), new DraftContent { Items = [new DraftItem { Key = "p1", Heading = new string('x', NoteItem.HeadingMaxLength + 1) }] });
        Disputed = await DraftAsync(Forum, new DateOnly(2024, 1, 11), Plain);

        Submitted = await DraftAsync(Forum, new DateOnly(2024, 2, 14), Plain with
        {
            Lead = "Forumet talade om en person med numret 19811218-9876.",
            Items = [.. Plain.Items.Select(item => item with { Topics = [] })],
        });
        await SubmitAsync(Submitted);
        var review = Get<DraftReview>();
        var comment = Guid.CreateVersion7();
        await review.CommentAsync(Submitted, comment, "p1", "Kan vi skriva vem som bestämmer?", Signe, _ct);
        await review.ResolveAsync(Submitted, comment, true, Alva, _ct);
        await review.CommentAsync(Submitted, Guid.CreateVersion7(), "p2", "Här saknas vilken dag biblioteket öppnar. Fråga kansliet, de har listan med alla kommunernas nya öppettider.", Signe, _ct);
        await review.CommentAsync(Submitted, Guid.CreateVersion7(), null, "Tack, nu är den lätt att läsa.", Maj, _ct);

        Scheduled = await DraftAsync(Forum, new DateOnly(2024, 3, 20), Plain);
        await DecideAsync(Scheduled, DecisionKind.Schedule, publishAt: Late);
        PreviewLink = PreviewLinks.NewToken();
        await Get<PreviewLinks>().CreateAsync(Scheduled, PreviewLink, 3, Alva, _ct);
        Missed = await DraftAsync(Forum, new DateOnly(2024, 4, 17), Plain);
        await DecideAsync(Missed, DecisionKind.Schedule, publishAt: Late.AddDays(1));
        await Get<Database>().ExecuteAsync(
            "UPDATE note_drafts SET publish_at = NULL, schedule_failed = 'Mötet är flyttat till ett annat datum.' WHERE id = @Missed", new { Missed }, _ct);
    }

    private async Task MakeCorrectionAsync()
    {
        await DecideAsync(await DraftAsync(Forum, new DateOnly(2024, 5, 15), Plain), DecisionKind.Publish);
        await DecideAsync(await CorrectAsync("Nya öppettider på tre bibliotek."), DecisionKind.Publish);
        await DecideAsync(await CorrectAsync("Nya öppettider på fyra bibliotek, från den 1 juni."), DecisionKind.Publish, "I texten om biblioteken stod fel antal. De är fyra.");
        Correction = await CorrectAsync("Nya öppettider på fyra bibliotek, från den 3 juni 2024. Ånge väntar till hösten.");
        await SubmitAsync(Correction);
    }

    private async Task MakeRegistersAsync()
    {
        var meetings = Get<MeetingDesk>();
        PlannedMeeting = (await meetings.PlanAsync(Maj, Forum, new MeetingPlan(new DateOnly(2099, 2, 3), 1, new TimeOnly(9, 0), "Härnösand"), _ct)).Id;
        CancelledMeeting = (await meetings.PlanAsync(Maj, Forum, new MeetingPlan(new DateOnly(2099, 3, 3), 1, null, null), _ct)).Id;
        await meetings.CancelAsync(CancelledMeeting, "Flera ledamöter har förhinder.", Maj, _ct);
        var people = Get<PeopleDesk>();
        await people.InviteAsync("nykommunikator.med.langt.namn@kommunikation.region.example", StaffRole.Writer, Forum, Maj, _ct);
        await people.GiveAsync(Bo, StaffRole.Writer, Forum, Maj, _ct);
        DeadLink = await Get<Database>().ExecuteScalarAsync<Guid>(
            """
            UPDATE outgoing_links
            SET fault = 'missing', fault_since = '2024-03-04 06:00Z', checked_at = '2024-03-11 06:00Z', failures = 5
            WHERE id = (SELECT x.link_id FROM note_links x JOIN published_notes n ON n.id = x.note_id WHERE n.body_slug = @Council ORDER BY n.held_on, x.link_id LIMIT 1)
            RETURNING id
            """,
            new { Council }, _ct);
        await Get<Database>().ExecuteAsync("INSERT INTO link_copies (link_id, file_name, bytes, uploaded_at) VALUES (@DeadLink, 'handlingar-till-motet.pdf', 'x', now())", new { DeadLink }, _ct);
        await Get<Database>().ExecuteAsync(
            """
            INSERT INTO outbox (id, key, recipient, subject, text, created_at, attempts, failure)
            VALUES (gen_random_uuid(), 'prov', 'nykommunikator.med.langt.namn@kommunikation.region.example', 'Ett utkast väntar på din granskning: Kulturforum 14 februari', 'Prov', now(), 10,
                    'SmtpCommandException: 550 5.1.1 The email account that you tried to reach does not exist')
            """, null, _ct);
        await Get<Database>().ExecuteAsync("INSERT INTO topics (id, slug, name) VALUES (gen_random_uuid(), 'oanvant-amne', 'Oanvänt ämne')", null, _ct);
    }

    private async Task<Guid> DraftAsync(string body, DateOnly heldOn, DraftContent content) => (await Get<DraftDesk>().StartAsync(Alva, body, heldOn, 1, content, _ct))!.Value.Id;

    private async Task SubmitAsync(Guid id) =>
        Assert.Equal(ReviewOutcome.Done, await Get<DraftReview>().SubmitAsync(id, (await Get<DraftDesk>().FindAsync(id, Alva, _ct))!.Revision, Alva, _ct));

    private async Task DecideAsync(Guid id, DecisionKind kind, string? changeNote = null, DateTimeOffset? publishAt = null)
    {
        var draft = (await Get<DraftDesk>().FindAsync(id, Signe, _ct))!;
        var decision = new DraftDecision { Kind = kind, Revision = draft.Revision, IsAttested = true, ChangeNote = changeNote, PublishAt = publishAt };
        Assert.Contains((await Get<DraftPublishing>().DecideAsync(id, decision, Signe, _ct)).Outcome, (DecisionOutcome[])[DecisionOutcome.Published, DecisionOutcome.Scheduled]);
    }

    private async Task<Guid> CorrectAsync(string libraries)
    {
        var note = (await Get<NoteDesk>().FindAsync(Forum, DateOnly.Parse(Corrected.AsSpan(Forum.Length + 1), CultureInfo.InvariantCulture), 1, Alva, _ct))!;
        var (id, _) = (await Get<NoteDesk>().StartCorrectionAsync(note, null, Alva, _ct))!.Value;
        var draft = (await Get<DraftDesk>().FindAsync(id, Alva, _ct))!;
        var content = draft.Content with { Items = [draft.Content.Items[0], draft.Content.Items[1] with { Text = libraries }] };
        Assert.IsType<SaveResult.Saved>(await Get<DraftDesk>().SaveAsync(id, draft.Revision, content, Alva, _ct));
        return id;
    }

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private static DraftContent Plain => new()
    {
        Lead = "Forumet talade om kulturplanen och om bibliotekens öppettider.",
        NextMeetingOn = new DateOnly(2024, 9, 18),
        Documents = [new DocumentLink { Url = "https://www.example.se/handlingar", Status = DocumentStatus.Published, Date = new DateOnly(2024, 1, 3), RegistryNumber = "24KF11" }],
        Minutes = [new DocumentLink { Status = DocumentStatus.Coming }],
        Items =
        [
            new DraftItem
            {
                Key = "p1", Heading = "Kulturplan", Topics = ["Kultur"], Matter = "Kulturplan för Västernorrland", Text = "Planen väntas bli klar i juni 2027.",
                FollowUps = [new FollowUpLine { Text = "Planen antas", Due = "våren 2027", Responsible = "Kulturnämnden" }],
            },
            new DraftItem { Key = "p2", Heading = "Bibliotek", Topics = ["Kultur"], Text = "Nya öppettider." },
        ],
    };

    /// <summary>Whatever a page can show: table, image, quotation, list, links, follow-ups, topics and a matter.</summary>
    public static DraftContent Rich => Full with { Items = [.. Full.Items.Take(2).Select(item => item with { Text = item.Text.Replace("![]", "![Karta över linjerna]", StringComparison.Ordinal) })] };

    private static DraftContent Full => Plain with
    {
        NextMeetingOn = null,
        Items =
        [
            Plain.Items[0],
            new DraftItem
            {
                Key = "p2",
                Heading = "En rubrik som är så lång att den måste brytas på en liten skärm: kollektivtrafikmyndighetens styrdokument",
                Text = "Läs mer [här](https://www.example.se/a). Förslaget förväntas vara klart i juni nästa år.\n\n"
                    + "| Linje | Avgångar | Sträcka |\n| --- | --- | --- |\n| 50 | 12 | Härnösand, Kramfors, Sollefteå |\n| 201 | 8 | Sundsvall, Timrå |\n\n"
                    + "![](bilder/linjekarta.png)\n\n> Det ska vara lätt att åka kollektivt i hela länet.\n\n- Bussar\n- Tåg, se VGRX\n",
                FollowUps = [new FollowUpLine { Text = "Någon återkommer om tidtabellen" }],
            },
            new DraftItem { Key = "p3", Heading = "", Text = "" },
        ],
        Removed = [new RemovedItem(new DraftItem { Key = "p4", Heading = "Borttagen punkt", Text = "Finns kvar." }, 3)],
    };
}
