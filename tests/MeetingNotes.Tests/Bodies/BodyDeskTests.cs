using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Bodies;

/// <summary>The clock stands at 24 November 2026.</summary>
public sealed class BodyDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly BodyDetails Council = new() { Name = "Rådet", NameAfterFrom = "rådet", Description = "Ger råd.", Contact = "Kansliet", StandardLead = "Rådet möttes.\r\n\r\n\r\nHär är det viktigaste. ", NeedsSecondPerson = true };

    private Portal _portal = null!;
    private BodyDesk _desk = null!;
    private StaffPerson _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<BodyDesk>();
        _administrator = await _portal.PersonAsync(StaffRole.Administrator);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Create_Twice_MakesOneBodyWithItsAddress()
    {
        Assert.Equal((BodyOutcome.Done, "radet"), await _desk.CreateAsync(Council, _administrator, Ct));
        Assert.Equal((BodyOutcome.Done, "radet"), await _desk.CreateAsync(Council, _administrator, Ct));

        var body = (await _desk.FindAsync("radet", Ct))!;
        Assert.Equal(("Rådet", "rådet", "Ger råd.", "Kansliet", "Rådet möttes.\n\nHär är det viktigaste.", true), (body.Name, body.NameAfterFrom, body.Description, body.Contact, body.StandardLead, body.NeedsSecondPerson));
        Assert.Equal("create-body Rådet", await AuditAsync());
    }

    [Theory]
    [InlineData("rådet")]
    [InlineData("Radet")]
    [InlineData("Gamla rådet")]
    public async Task Create_NameThatABodyHasOrHad_IsRefused(string name)
    {
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    tidigare namn: [Gamla rådet]\n");

        Assert.Equal(BodyOutcome.NameTaken, (await _desk.CreateAsync(Council with { Name = name }, _administrator, Ct)).Outcome);
    }

    [Fact]
    public async Task Change_Name_KeepsAddressesDraftsAndFiles()
    {
        await _portal.ImportAsync("2026-11-10-radet.md", "---\norgan: Rådet\nmöte: 2026-11-10\npublicerad: 2026-11-11 10:00\n---\n\nRådet möttes.\n");
        await _portal.Get<DraftDesk>().StartAsync(_administrator, "radet", new DateOnly(2026, 11, 20), 1, new DraftContent { Lead = "Utkast." }, Ct);

        Assert.Equal((BodyOutcome.Done, "samverkansradet"), await ChangeAsync("radet", Council with { Name = "Samverkansrådet" }, _administrator));
        Assert.Equal((BodyOutcome.Done, "samverkansradet"), await ChangeAsync("radet", Council with { Name = "Samverkansrådet" }, _administrator));

        Assert.Equal("samverkansradet", (await _portal.Get<BodyReader>().FindAsync("radet", Ct))!.Slug);
        Assert.Equal(["Rådet"], (await _desk.FindAsync("samverkansradet", Ct))!.FormerNames);
        Assert.Equal("samverkansradet", await _portal.ScalarAsync<string>("SELECT body_slug::text FROM note_drafts"));
        Assert.Equal("rename-body Rådet → Samverkansrådet", await AuditAsync("%body"));
        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync("2026-11-10-radet.md", "---\norgan: Rådet\nmöte: 2026-11-10\npublicerad: 2026-11-11 10:00\n---\n\nRådet möttes igen.\n")).Outcome);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM bodies"));
    }

    [Fact]
    public async Task Change_NameAndBack_LeavesTheOtherNameAsTheFormer()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);

        await ChangeAsync("radet", Council with { Name = "Forum" }, _administrator);
        await ChangeAsync("forum", Council, _administrator);

        var body = (await _desk.FindAsync("forum", Ct))!;
        Assert.Equal("radet", body.Slug);
        Assert.Equal(["Forum"], body.FormerNames);
    }

    [Fact]
    public async Task Change_SomebodyElseFirst_IsTold()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        var seen = (await _desk.FindAsync("radet", Ct))!.Revision;
        await ChangeAsync("radet", Council with { Contact = "ett@region.example" }, _administrator);

        Assert.Equal((BodyOutcome.Changed, "radet"), await _desk.ChangeAsync("radet", Council with { Contact = "annat@region.example" }, seen, _administrator, Ct));
        Assert.Equal((BodyOutcome.Done, "radet"), await _desk.ChangeAsync("radet", Council with { Contact = "ett@region.example" }, seen, _administrator, Ct));
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    kontakt: tredje@region.example\n");
        Assert.Equal((BodyOutcome.Changed, "radet"), await _desk.ChangeAsync("radet", Council with { Contact = "annat@region.example" }, seen + 1, _administrator, Ct));

        Assert.Equal("tredje@region.example", (await _desk.FindAsync("radet", Ct))!.Contact);
    }

    [Fact]
    public async Task Change_Name_FilesFromBeforeItMeanTheSameBody()
    {
        const string Old = "organ:\n  - namn: Rådet\n    kontakt: ett@region.example\nmöten:\n  - organ: Rådet\n    tid: 2026-12-03\n";
        await _portal.ImportAsync("portal.yaml", Old);
        await ChangeAsync("radet", Council with { Name = "Samverkansrådet" }, _administrator);

        await _portal.ImportAsync("portal.yaml", Old.Replace("ett@", "nytt@", StringComparison.Ordinal));

        Assert.Equal("samverkansradet Samverkansrådet nytt@region.example", await _portal.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', slug, name, contact), ',') FROM bodies"));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meetings"));
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    tidigare namn: [Samverkansrådet]\n");
        Assert.Equal("radet Rådet", await _portal.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', slug, name), ',') FROM bodies"));
    }

    [Fact]
    public async Task Change_ToAnothersName_IsRefused()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        await _desk.CreateAsync(Council with { Name = "Nämnden" }, _administrator, Ct);

        Assert.Equal((BodyOutcome.NameTaken, "radet"), await ChangeAsync("radet", Council with { Name = "NÄMNDEN" }, _administrator));
    }

    [Fact]
    public async Task Rename_ByPortalYaml_TakesDraftsAlong()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        await _portal.Get<DraftDesk>().StartAsync(_administrator, "radet", new DateOnly(2026, 11, 20), 1, new DraftContent { Lead = "Utkast." }, Ct);

        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Forum\n    tidigare namn: [Rådet]\n");

        Assert.Equal("forum", await _portal.ScalarAsync<string>("SELECT body_slug::text FROM note_drafts"));
    }

    [Fact]
    public async Task Dissolve_WithSuccessor_LetsItAnswerAndCanBeTakenBack()
    {
        await _desk.CreateAsync(Council with { Name = "Nämnden" }, _administrator, Ct);
        await _portal.ImportAsync("2026-11-10-radet.md", "---\norgan: Rådet\nmöte: 2026-11-10\npublicerad: 2026-11-11 10:00\n---\n\nRådet möttes.\n\n## A\n\n- [ ] Frågan kommer upp (id: fragan; senast: nästa möte)\n");
        await _portal.Get<MeetingDesk>().PlanAsync(_administrator, "namnden", new MeetingPlan(new DateOnly(2026, 12, 9), 1, null, null), Ct);
        var day = new DateOnly(2026, 11, 30);

        Assert.Equal(BodyOutcome.Done, await _desk.DissolveAsync("radet", day, "namnden", _administrator, Ct));
        Assert.Equal(BodyOutcome.Done, await _desk.DissolveAsync("radet", day, "namnden", _administrator, Ct));

        var body = (await _desk.FindAsync("radet", Ct))!;
        Assert.Equal((day, "namnden"), (body.DissolvedOn, body.SuccessorSlug));
        Assert.Equal("2026-12-09", await _portal.ScalarAsync<string>("SELECT due_until::text FROM follow_up_standings"));
        Assert.Equal("dissolve-body Rådet, 2026-11-30 → Nämnden", await AuditAsync("dissolve-body"));

        Assert.Equal(BodyOutcome.Done, await _desk.ReviveAsync("radet", _administrator, Ct));
        Assert.Null((await _desk.FindAsync("radet", Ct))!.DissolvedOn);
        Assert.Equal("infinity", await _portal.ScalarAsync<string>("SELECT due_until::text FROM follow_up_standings"));
    }

    [Fact]
    public async Task Dissolve_AgainstMeetingsOrInARing_IsRefused()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        await _desk.CreateAsync(Council with { Name = "Nämnden" }, _administrator, Ct);
        await _portal.Get<MeetingDesk>().PlanAsync(_administrator, "radet", new MeetingPlan(new DateOnly(2026, 12, 9), 1, null, null), Ct);

        Assert.Equal(BodyOutcome.HasLaterMeetings, await _desk.DissolveAsync("radet", new DateOnly(2026, 12, 8), null, _administrator, Ct));
        Assert.Equal(BodyOutcome.SuccessorImpossible, await _desk.DissolveAsync("radet", new DateOnly(2026, 12, 9), "radet", _administrator, Ct));
        Assert.Equal(BodyOutcome.SuccessorImpossible, await _desk.DissolveAsync("radet", new DateOnly(2026, 12, 9), "finns-inte", _administrator, Ct));
        Assert.Equal(BodyOutcome.Done, await _desk.DissolveAsync("radet", new DateOnly(2026, 12, 9), "namnden", _administrator, Ct));
        Assert.Equal(BodyOutcome.SuccessorImpossible, await _desk.DissolveAsync("namnden", new DateOnly(2026, 12, 31), "radet", _administrator, Ct));
    }

    [Fact]
    public async Task Acts_OfAnEditor_ChangeNothing()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        var editor = await _portal.PersonAsync(StaffRole.Editor);
        var before = await _portal.FingerprintAsync();

        Assert.Equal(BodyOutcome.NotFound, (await _desk.CreateAsync(Council with { Name = "Nytt" }, editor, Ct)).Outcome);
        Assert.Equal(BodyOutcome.NotFound, (await ChangeAsync("radet", Council with { Name = "Nytt" }, editor)).Outcome);
        Assert.Equal(BodyOutcome.NotFound, await _desk.DissolveAsync("radet", new DateOnly(2026, 12, 9), null, editor, Ct));
        Assert.Equal(BodyOutcome.NotFound, await _desk.ReviveAsync("radet", editor, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Export_FourEyesAndStandardLead_ComeBackTheSameFromAnImport()
    {
        await _desk.CreateAsync(Council, _administrator, Ct);
        await _desk.CreateAsync(new BodyDetails { Name = "Nämnden" }, _administrator, Ct);
        var export = await _portal.ExportAsync();
        Assert.Contains("fyra ögon: ja\n", System.Text.Encoding.UTF8.GetString(export["portal.yaml"]), StringComparison.Ordinal);

        await using var other = await Portal.StartAsync(postgres);
        Assert.DoesNotContain(await other.ImportExportAsync(export), result => result.Outcome == ImportOutcome.Refused);

        Assert.Equal(export, await other.ExportAsync());
        Assert.Equal("Rådet möttes.\n\nHär är det viktigaste.", await other.ScalarAsync<string>("SELECT standard_lead FROM bodies WHERE slug = 'radet' AND needs_second_person"));

        // What a file does not say stays as it is; "nej" is said.
        Assert.Equal(ImportOutcome.Unchanged, (await other.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    form efter från: rådet\n")).Outcome);
        Assert.Equal(ImportOutcome.Changed, (await other.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    form efter från: rådet\n    fyra ögon: nej\n")).Outcome);
        Assert.Equal(0, await other.ScalarAsync<int>("SELECT count(*)::int FROM bodies WHERE needs_second_person"));
    }

    /// <summary>By somebody who has just read it.</summary>
    private async Task<(BodyOutcome Outcome, string Slug)> ChangeAsync(string slug, BodyDetails details, StaffPerson person) =>
        await _desk.ChangeAsync(slug, details, (await _desk.FindAsync(slug, Ct))!.Revision, person, Ct);

    private Task<string?> AuditAsync(string action = "%") => _portal.ScalarAsync<string>(
        $"SELECT string_agg(concat_ws(' ', action, subject), ',' ORDER BY id) FROM audit_events WHERE person_id IS NOT NULL AND action LIKE '{action}'");
}
