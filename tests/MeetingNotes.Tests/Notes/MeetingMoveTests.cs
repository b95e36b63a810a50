using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>A meeting that has a note moves by <c>portal.yaml</c>, and the note with it.</summary>
public sealed class MeetingMoveTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string April = "2018-04-11-rad.md";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly OldDay = new(2018, 4, 11);

    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Move_MeetingWithNote_KeepsTheNoteAndRedirects()
    {
        await _portal.ImportAsync(April, Note("2018-04-11 09:00", "## A\n\n- [ ] Lova (id: lova)", "plats: Härnösand\nnästa möte: 2018-05-30\n"));
        var ids = await _portal.ScalarAsync<string>("SELECT n.id || ' ' || n.meeting_id || ' ' || f.id FROM notes n, follow_ups f");

        Assert.Equal(ImportOutcome.Changed, (await MoveAsync("2018-04-11", "2018-04-18 10:30")).Outcome);

        Assert.Equal(new NoteLookup.Moved("/noterat/radet/2018-04-18"), await FindAsync(OldDay));
        var note = Assert.IsType<NoteLookup.Found>(await FindAsync(new DateOnly(2018, 4, 18))).Note;
        Assert.Equal(("Noterat från Rådet 18 april", new TimeOnly(10, 30), "Härnösand"), (note.Title, note.StartsAt, note.Place));
        Assert.Empty(note.Corrections);
        Assert.Equal(ids, await _portal.ScalarAsync<string>("SELECT n.id || ' ' || n.meeting_id || ' ' || f.id FROM notes n, follow_ups f"));
        Assert.Equal("1 first 2018-04-11 09:00,2 minor 2018-04-18 10:30", await _portal.ScalarAsync<string>(
            "SELECT string_agg(number || ' ' || kind || ' ' || substring(document FROM 'möte: (.*?)\n'), ',' ORDER BY number) FROM note_versions"));
        Assert.Equal("2018-04-18", await _portal.ScalarAsync<string>("SELECT held_on::text FROM calendar WHERE has_note AND moved_from = '2018-04-11' AND move_reason = 'Krock.'"));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM audit_events WHERE action = 'move' AND reason = 'Krock.'"));
    }

    [Fact]
    public async Task Import_AfterMove_KnowsTheOldFileAndWantsTheNewDayInAChangedOne()
    {
        var file = Note("2018-04-11", "## A");
        await _portal.ImportAsync(April, file);
        await MoveAsync("2018-04-11", "2018-04-18");
        var before = await _portal.FingerprintAsync();

        Assert.Equal(ImportOutcome.Unchanged, (await MoveAsync("2018-04-11", "2018-04-18")).Outcome);
        Assert.Equal(ImportOutcome.Unchanged, (await _portal.ImportAsync(April, file)).Outcome);
        var changed = await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nNytt."));
        Assert.Contains("flyttat till 18 april 2018", Assert.Single(changed.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(before, await _portal.FingerprintAsync());

        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync("2018-04-18-rad.md", Note("2018-04-18", "## A\n\nNytt."))).Outcome);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM notes"));
    }

    [Fact]
    public async Task Move_ThereAndBackOverTheNewYear_IsCountedWhereItStands()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));
        await _portal.ImportAsync("2018-02-01-rad.md", Note("2018-02-01", "## B"));

        await MoveAsync("2018-04-11", "2019-01-09");
        Assert.Equal("2018:1 2019:1", await CountsAsync());

        await MoveAsync("2019-01-09", "2018-04-11");
        Assert.Equal("2018:2 2019:0", await CountsAsync());
        Assert.Equal(new NoteLookup.Moved("/noterat/radet/2018-04-11"), await FindAsync(new DateOnly(2019, 1, 9)));
        Assert.IsType<NoteLookup.Found>(await FindAsync(OldDay));

        Task<string?> CountsAsync() => _portal.ScalarAsync<string>("SELECT string_agg(year || ':' || notes, ' ' ORDER BY year) FROM counts");
    }

    [Fact]
    public async Task Export_AfterMove_ComesBackTheSameFromAnImport()
    {
        await _portal.ImportAsync(April, Note("2018-04-11 09:00", "## A\n\n- [ ] Lova (id: lova)"));
        await _portal.ImportAsync("2018-05-30-rad.md", Note("2018-05-30", "## B\n\n- [x] Klart (svar på: lova)"));
        await MoveAsync("2018-04-11", "2018-04-18 10:30");
        await MoveAsync("2018-04-18", "2018-04-25");
        var export = await _portal.ExportAsync();

        await using var other = await Portal.StartAsync(postgres);
        Assert.DoesNotContain(await other.ImportExportAsync(export), result => result.Outcome == ImportOutcome.Refused);

        Assert.Equal(export, await other.ExportAsync());
        Assert.Contains("2018-04-25-radet.md", export.Keys);
    }

    [Theory]
    [InlineData("2018-06-11", "nästa möte är 10 juni 2018")]
    [InlineData("2018-06-06", "redan ett möte den dagen")]
    [InlineData("2018-06-13", "fick svar redan vid ett möte 13 juni 2018")]
    [InlineData("2018-06-14", "fick svar redan vid ett möte 13 juni 2018")]
    [InlineData("2018-03-07", "”gammalt” noterades inte vid ett tidigare möte")]
    public async Task Move_AgainstWhatNotesSay_IsRefusedWithReason(string to, string reason)
    {
        await _portal.ImportAsync("2018-03-14-rad.md", Note("2018-03-14", "## Z\n\n- [ ] Gammalt (id: gammalt)"));
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [ ] Lova (id: lova)\n- [x] Klart (svar på: gammalt)", "nästa möte: 2018-06-10\n"));
        await _portal.ImportAsync("2018-06-06-rad.md", Note("2018-06-06", "## B"));
        await _portal.ImportAsync("2018-06-13-rad.md", Note("2018-06-13", "## C\n\n- [x] Klart (svar på: lova)"));
        var before = await _portal.FingerprintAsync();

        var refused = await MoveAsync("2018-04-11", to);

        var problem = Assert.Single(refused.Problems);
        Assert.Equal(5, problem.Line);
        Assert.StartsWith("Mötet 11 april 2018 kan inte flyttas till ", problem.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Theory]
    [InlineData("2018-04-12", ImportOutcome.Changed)]
    [InlineData("2018-04-13", ImportOutcome.Refused)]
    [InlineData("2026-12-24", ImportOutcome.Refused)]
    public async Task Move_MeetingWithPublishedNote_IsRefusedAfterThePublicationsDayInStockholm(string to, ImportOutcome outcome)
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A", publishedOn: "2018-04-12 00:30"));

        var result = await MoveAsync("2018-04-11", to);

        Assert.Equal(outcome, result.Outcome);
        Assert.All(result.Problems, problem => Assert.Contains("publicerades redan 12 april 2018", problem.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_CancelledMeeting_IsCancelledNoMore()
    {
        await _portal.ImportAsync("portal.yaml", "organ:\n  - slug: radet\n    namn: Rådet\nmöten:\n  - organ: radet\n    tid: 2018-04-11\n    inställt: ja\n    skäl: För få ärenden.\n");

        await MoveAsync("2018-04-11", "2018-04-18");

        Assert.Equal("2018-04-18 false -", await _portal.ScalarAsync<string>(
            "SELECT held_on || ' ' || is_cancelled || ' ' || coalesce(cancel_reason, '-') FROM meetings"));
        Assert.Equal(ImportOutcome.Published, (await _portal.ImportAsync("2018-04-18-rad.md", Note("2018-04-18", "## A"))).Outcome);
    }

    [Fact]
    public async Task Move_WithdrawnNote_StaysWithdrawnAtBothAddresses()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));
        await _portal.Get<NotePublishing>().WithdrawAsync(Assert.IsType<NoteLookup.Found>(await FindAsync(OldDay)).Note.Id, "Fel möte.", Actor.Operator, Ct);

        Assert.Equal(ImportOutcome.Changed, (await MoveAsync("2018-04-11", "2018-04-18")).Outcome);

        Assert.IsType<NoteLookup.Withdrawn>(await FindAsync(OldDay));
        Assert.IsType<NoteLookup.Withdrawn>(await FindAsync(new DateOnly(2018, 4, 18)));
    }

    [Fact]
    public async Task Move_ScheduledNote_IsPublishedOnTheNewDay()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A", publishedOn: "2026-11-24 18:00"));

        await MoveAsync("2018-04-11", "2018-04-18");
        _portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.Equal("Noterat från Rådet 18 april", Assert.IsType<NoteLookup.Found>(await FindAsync(new DateOnly(2018, 4, 18))).Note.Title);
    }

    private static string Note(string meeting, string body, string head = "", string? publishedOn = null) =>
        $"---\norgan: Rådet\nmöte: {meeting}\npublicerad: {publishedOn ?? "2019-02-01 18:00"}\n{head}---\n\nInledning.\n\n{body}\n";

    private Task<ImportResult> MoveAsync(string from, string to) => _portal.ImportAsync(
        "portal.yaml",
        $"organ:\n  - slug: radet\n    namn: Rådet\nmöten:\n  - organ: radet\n    tid: {from}\n    flyttat till: {to}\n    skäl: Krock.\n");

    private Task<NoteLookup> FindAsync(DateOnly day) => _portal.Get<NoteReader>().FindAsync("radet", day, 1, Ct);
}
