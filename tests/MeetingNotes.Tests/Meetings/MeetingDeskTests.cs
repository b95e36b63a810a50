using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Meetings;

/// <summary>The clock stands at 24 November 2026.</summary>
public sealed class MeetingDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly December = new(2026, 12, 9);
    private static readonly DateOnly Later = new(2026, 12, 16);

    private Portal _portal = null!;
    private MeetingDesk _desk = null!;
    private StaffPerson _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<MeetingDesk>();
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n  - namn: Nämnden\n");
        _writer = await _portal.PersonAsync(StaffRole.Writer, "radet");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Plan_FreeDay_IsInTheCalendarAndCountsOnce()
    {
        var plan = new MeetingPlan(December, 1, new TimeOnly(9, 0), " Härnösand ");

        var first = await _desk.PlanAsync(_writer, "radet", plan, Ct);
        var again = await _desk.PlanAsync(_writer, "radet", plan, Ct);

        Assert.Equal(MeetingOutcome.Done, first.Outcome);
        Assert.Equal(first, again);
        var meeting = (await FindAsync(first.Id))!;
        Assert.Equal((December, new TimeOnly(9, 0), "Härnösand", true), (meeting.HeldOn, meeting.StartsAt, meeting.Place, meeting.IsRemovable));
        Assert.Equal("plan-meeting Prov Writer Rådet 2026-12-09", await AuditAsync());
    }

    [Fact]
    public async Task Plan_TakenDay_IsRefusedAndAFurtherNumberIsNot()
    {
        await PlanAsync(December);

        Assert.Equal(MeetingOutcome.DayTaken, (await _desk.PlanAsync(_writer, "radet", new MeetingPlan(December, 1, new TimeOnly(13, 0), null), Ct)).Outcome);
        Assert.Equal(MeetingOutcome.Done, (await _desk.PlanAsync(_writer, "radet", new MeetingPlan(December, 2, new TimeOnly(13, 0), null), Ct)).Outcome);
    }

    [Fact]
    public async Task Plan_DayThatAMeetingLeft_IsRefusedWithWhereItWent()
    {
        var id = await PlanAsync(December);
        await MoveAsync(id, Later);

        var result = await _desk.PlanAsync(_writer, "radet", new MeetingPlan(December, 1, null, null), Ct);

        Assert.Equal(MeetingOutcome.DayTaken, result.Outcome);
        Assert.Contains("flyttat till 16 december 2026", result.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1799-12-31", MeetingOutcome.DayImpossible)]
    [InlineData("2200-01-01", MeetingOutcome.DayImpossible)]
    [InlineData("2026-12-31", MeetingOutcome.BodyDissolved)]
    [InlineData("2026-12-30", MeetingOutcome.Done)]
    public async Task Plan_OfADissolvedBodyOrAnImpossibleDay_IsRefused(string day, MeetingOutcome outcome)
    {
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Rådet\n    upplöst: 2026-12-30\n");

        Assert.Equal(outcome, (await _desk.PlanAsync(_writer, "radet", new MeetingPlan(DateOnly.Parse(day, null), 1, null, null), Ct)).Outcome);
    }

    [Fact]
    public async Task Acts_OfSomebodyFromAnotherBody_FindNothingAndChangeNothing()
    {
        var id = await PlanAsync(December);
        var other = await _portal.PersonAsync(StaffRole.Administrator) with { Grants = [new Grant(StaffRole.Editor, await _portal.ScalarAsync<Guid>("SELECT id FROM bodies WHERE slug = 'namnden'"))] };
        var before = await _portal.FingerprintAsync();

        Assert.Equal(MeetingOutcome.NotFound, (await _desk.PlanAsync(other, "radet", new MeetingPlan(Later, 1, null, null), Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.PlanAsync(other, "finns-inte", new MeetingPlan(Later, 1, null, null), Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.ChangeAsync(id, null, "Annan plats", other, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.MoveAsync(id, Later, null, "Krock.", other, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.CancelAsync(id, "Krock.", other, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.ReinstateAsync(id, other, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.NotFound, (await _desk.RemoveAsync(id, other, Ct)).Outcome);
        Assert.Null(await _portal.Get<StaffMeetings>().FindAsync(id, other, Ct));
        Assert.Empty(await _portal.Get<StaffMeetings>().ListAsync(other, null, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Change_TwiceTheSame_IsWrittenOnce()
    {
        var id = await PlanAsync(December);

        await _desk.ChangeAsync(id, new TimeOnly(13, 0), "Sundsvall", _writer, Ct);
        await _desk.ChangeAsync(id, new TimeOnly(13, 0), "Sundsvall", _writer, Ct);

        var meeting = (await FindAsync(id))!;
        Assert.Equal((new TimeOnly(13, 0), "Sundsvall"), (meeting.StartsAt, meeting.Place));
        Assert.Equal(1, await AuditCountAsync("change-meeting"));

        await _desk.ChangeAsync(id, null, null, _writer, Ct);
        meeting = (await FindAsync(id))!;
        Assert.Equal((null, null), (meeting.StartsAt, meeting.Place));
    }

    [Fact]
    public async Task Change_MeetingWithNote_SaysSoInAMinorVersionThatAnExportBrings()
    {
        await _portal.ImportAsync("2026-11-10-radet.md", Note("2026-11-10 09:00", "## A", "plats: Härnösand\n"));
        var id = await _portal.ScalarAsync<Guid>("SELECT id FROM meetings");

        Assert.Equal(MeetingOutcome.Done, (await _desk.ChangeAsync(id, new TimeOnly(10, 30), "Sundsvall", _writer, Ct)).Outcome);

        var note = Assert.IsType<NoteLookup.Found>(await _portal.Get<NoteReader>().FindAsync("radet", new DateOnly(2026, 11, 10), 1, Ct)).Note;
        Assert.Equal((new TimeOnly(10, 30), "Sundsvall"), (note.StartsAt, note.Place));
        Assert.Empty(note.Corrections);
        Assert.Equal("1 first,2 minor", await _portal.ScalarAsync<string>("SELECT string_agg(number || ' ' || kind, ',' ORDER BY number) FROM note_versions"));
        Assert.Contains("möte: 2026-11-10 10:30\nplats: Sundsvall\n", System.Text.Encoding.UTF8.GetString((await _portal.ExportAsync())["2026-11-10-radet.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_ThereAndAgain_IsDoneOnceAndRedirects()
    {
        var id = await PlanAsync(December);

        Assert.Equal(MeetingOutcome.Done, (await _desk.MoveAsync(id, Later, new TimeOnly(13, 0), "Salen var upptagen.", _writer, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.Done, (await _desk.MoveAsync(id, Later, new TimeOnly(13, 0), "Salen var upptagen.", _writer, Ct)).Outcome);
        Assert.Equal(MeetingOutcome.SameDay, (await _desk.MoveAsync(id, Later, new TimeOnly(13, 0), "En annan orsak.", _writer, Ct)).Outcome);

        var meeting = (await FindAsync(id))!;
        Assert.Equal((Later, new TimeOnly(13, 0), December, false), (meeting.HeldOn, meeting.StartsAt, meeting.MovedFrom, meeting.IsRemovable));
        Assert.Equal("move Prov Writer Rådet 2026-12-09 → 2026-12-16 Salen var upptagen.", await _portal.ScalarAsync<string>(
            "SELECT string_agg(concat_ws(' ', action, actor, subject, reason), ',') FROM audit_events WHERE action = 'move'"));
    }

    [Fact]
    public async Task Move_ToATakenDay_IsRefused()
    {
        var id = await PlanAsync(December);
        await PlanAsync(Later);

        Assert.Equal(MeetingOutcome.DayTaken, (await _desk.MoveAsync(id, Later, null, "Krock.", _writer, Ct)).Outcome);
        Assert.Equal(December, (await FindAsync(id))!.HeldOn);
    }

    [Fact]
    public async Task Move_MeetingWithNote_MovesTheNoteOrSaysWhyNot()
    {
        await _portal.ImportAsync("2026-11-10-radet.md", Note("2026-11-10", "## A\n\n- [ ] Lova (id: lova)"));
        var id = await _portal.ScalarAsync<Guid>("SELECT id FROM meetings");

        var refused = await _desk.MoveAsync(id, December, null, "Krock.", _writer, Ct);
        Assert.Equal(MeetingOutcome.AgainstNotes, refused.Outcome);
        Assert.Contains("publicerades redan 11 november 2026", refused.Explanation, StringComparison.Ordinal);

        Assert.Equal(MeetingOutcome.Done, (await _desk.MoveAsync(id, new DateOnly(2026, 11, 9), null, "Fel dag.", _writer, Ct)).Outcome);
        Assert.Equal(new NoteLookup.Moved("/noterat/radet/2026-11-09"), await _portal.Get<NoteReader>().FindAsync("radet", new DateOnly(2026, 11, 10), 1, Ct));
    }

    [Fact]
    public async Task Move_MeetingWithAnApprovedDraft_TakesTheDraftAlongAndTheApprovalAway()
    {
        var id = await PlanAsync(December);
        var (draftId, _) = (await _portal.Get<DraftDesk>().StartAsync(
            _writer, "radet", December, 1, new DraftContent { Lead = "Rådet möttes.", StartsAt = new TimeOnly(9, 0), Place = "Härnösand" }, Ct))!.Value;
        await _portal.ScalarAsync<int>(
            "UPDATE note_drafts SET submitted_at = now(), approved_at = now(), approved_by = owner_id, publish_at = now() + interval '90 days', approved_hash = sha256(convert_to(document, 'UTF8'))");

        var moved = await _desk.MoveAsync(id, Later, new TimeOnly(13, 0), "Krock.", _writer, Ct);

        Assert.True(moved.IsApprovalTaken);
        var draft = (await _portal.Get<DraftDesk>().FindAsync(draftId, _writer, Ct))!;
        Assert.Equal((Later, DraftState.Writing, "Rådet möttes.", null, null, 2), (draft.HeldOn, draft.State, draft.Content.Lead, draft.Content.StartsAt, draft.Content.Place, draft.Revision));

        Assert.False((await _desk.ChangeAsync(id, new TimeOnly(14, 0), null, _writer, Ct)).IsApprovalTaken);
    }

    [Fact]
    public async Task Move_ScheduledFileOfTheOperator_KeepsItsTimeAndSaysTheNewDay()
    {
        await PlanAsync(December);
        await _portal.ImportAsync("2026-12-09-radet.md", Note("2026-12-09", "## A").Replace("2026-11-11 10:00", "2026-12-20 10:00", StringComparison.Ordinal));

        var moved = await _desk.MoveAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM meetings"), Later, null, "Krock.", _writer, Ct);

        Assert.False(moved.IsApprovalTaken);
        Assert.Equal("2026-12-16 true true", await _portal.ScalarAsync<string>(
            "SELECT held_on || ' ' || (publish_at IS NOT NULL) || ' ' || (document LIKE '%möte: 2026-12-16%') FROM note_drafts"));
    }

    [Fact]
    public async Task Move_ToADayWithAnotherDraft_IsRefusedAndNothingIsHalf()
    {
        var id = await PlanAsync(December);
        await _portal.Get<DraftDesk>().StartAsync(_writer, "radet", December, 1, new DraftContent { Lead = "Ett." }, Ct);
        await _portal.Get<DraftDesk>().StartAsync(_writer, "radet", Later, 1, new DraftContent { Lead = "Två." }, Ct);
        var before = await _portal.FingerprintAsync();

        var result = await _desk.MoveAsync(id, Later, null, "Krock.", _writer, Ct);

        Assert.Equal(MeetingOutcome.AgainstNotes, result.Outcome);
        Assert.Contains("annat utkast", result.Explanation, StringComparison.Ordinal);
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Cancel_AndTakeBack_TellsWhatWaitsForTheNextMeeting()
    {
        await _portal.ImportAsync("2026-11-10-radet.md", Note("2026-11-10", "## A\n\n- [ ] Frågan kommer upp (id: fragan; senast: nästa möte)"));
        Assert.Equal("infinity", await DueAsync());
        var id = await PlanAsync(December);
        await PlanAsync(Later);
        Assert.Equal("2026-12-09", await DueAsync());

        await _desk.CancelAsync(id, "För få ärenden.", _writer, Ct);
        await _desk.CancelAsync(id, "För få ärenden.", _writer, Ct);
        Assert.Equal("2026-12-16", await DueAsync());
        Assert.Equal(1, await AuditCountAsync("cancel-meeting"));
        Assert.Equal("För få ärenden.", (await FindAsync(id))!.CancelReason);

        await _desk.CancelAsync(id, "För få frågor.", _writer, Ct);
        Assert.Equal("För få frågor.", (await FindAsync(id))!.CancelReason);

        await _desk.ReinstateAsync(id, _writer, Ct);
        await _desk.ReinstateAsync(id, _writer, Ct);
        Assert.Equal("2026-12-09", await DueAsync());
        Assert.Equal(1, await AuditCountAsync("reinstate-meeting"));

        await _desk.RemoveAsync(id, _writer, Ct);
        Assert.Equal("2026-12-16", await DueAsync());
        Assert.Null(await FindAsync(id));

        await AssertStandingsAreDerivedAsync();
    }

    [Fact]
    public async Task Cancel_MeetingWithNote_IsRefusedUntilTheNoteIsWithdrawn()
    {
        await _portal.ImportAsync("2026-11-10-radet.md", Note("2026-11-10", "## A"));
        var id = await _portal.ScalarAsync<Guid>("SELECT id FROM meetings");
        Assert.Equal(MeetingOutcome.HasNote, (await _desk.CancelAsync(id, "Det hölls inte.", _writer, Ct)).Outcome);

        await _portal.Get<NotePublishing>().WithdrawAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM notes"), "Fel.", Actor.Operator, Ct);

        Assert.Equal(MeetingOutcome.Done, (await _desk.CancelAsync(id, "Det hölls inte.", _writer, Ct)).Outcome);
        Assert.True((await FindAsync(id))!.IsNoteWithdrawn);
    }

    [Theory]
    [InlineData("held")]
    [InlineData("cancelled")]
    [InlineData("moved")]
    [InlineData("announced")]
    [InlineData("drafted")]
    public async Task Remove_MeetingThatIsReferredTo_IsRefused(string why)
    {
        var id = await PlanAsync(why == "held" ? new DateOnly(2026, 11, 24) : December);
        switch (why)
        {
            case "cancelled": await _desk.CancelAsync(id, "Krock.", _writer, Ct); break;
            case "moved": await MoveAsync(id, Later); break;
            case "announced": await _portal.ImportAsync("2026-11-10-radet.md", Note("2026-11-10", "## A", "nästa möte: 2026-12-09\n")); break;
            case "drafted": await _portal.Get<DraftDesk>().StartAsync(_writer, "radet", December, 1, new DraftContent(), Ct); break;
        }

        Assert.False((await FindAsync(id))!.IsRemovable);
        Assert.Equal(MeetingOutcome.InUse, (await _desk.RemoveAsync(id, _writer, Ct)).Outcome);
        Assert.NotNull(await FindAsync(id));
    }

    [Fact]
    public async Task List_ForAWriter_HoldsTheComingAndTheLastSixtyDaysOfItsBodies()
    {
        await PlanAsync(new DateOnly(2026, 9, 24));
        var within = await PlanAsync(new DateOnly(2026, 9, 25));
        var coming = await PlanAsync(December);
        await _desk.PlanAsync(await _portal.PersonAsync(StaffRole.Writer), "namnden", new MeetingPlan(December, 1, null, null), Ct);

        Assert.Equal([within, coming], (await _portal.Get<StaffMeetings>().ListAsync(_writer, null, Ct)).Select(meeting => meeting.Id));
        Assert.Empty(await _portal.Get<StaffMeetings>().ListAsync(_writer, "namnden", Ct));
    }

    [Fact]
    public async Task Plan_SameMeetingFromManyAtOnce_IsPlannedOnce()
    {
        var plan = new MeetingPlan(December, 1, new TimeOnly(9, 0), null);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.PlanAsync(_writer, "radet", plan, Ct)));

        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meetings"));
        Assert.Equal(1, await AuditCountAsync("plan-meeting"));
    }

    private async Task AssertStandingsAreDerivedAsync()
    {
        const string Standings = "SELECT string_agg(s::text, E'\n' ORDER BY s.follow_up_id) || (SELECT string_agg(c::text, ',' ORDER BY c::text) FROM counts c) FROM follow_up_standings s";
        var kept = await _portal.ScalarAsync<string>(Standings);
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await FollowUpStandings.RefreshAsync(connection, transaction, null, Ct);
        await PublicCounts.RecountAsync(connection, transaction, null, Ct);
        await transaction.CommitAsync(Ct);
        Assert.Equal(await _portal.ScalarAsync<string>(Standings), kept);
    }

    private async Task<Guid> PlanAsync(DateOnly on)
    {
        var result = await _desk.PlanAsync(_writer, "radet", new MeetingPlan(on, 1, null, null), Ct);
        Assert.Equal(MeetingOutcome.Done, result.Outcome);
        return result.Id;
    }

    private async Task MoveAsync(Guid id, DateOnly to) =>
        Assert.Equal(MeetingOutcome.Done, (await _desk.MoveAsync(id, to, null, "Krock.", _writer, Ct)).Outcome);

    private Task<StaffMeeting?> FindAsync(Guid id) => _portal.Get<StaffMeetings>().FindAsync(id, _writer, Ct);

    private Task<string?> DueAsync() => _portal.ScalarAsync<string>("SELECT due_until::text FROM follow_up_standings");

    private Task<int> AuditCountAsync(string action) => _portal.ScalarAsync<int>($"SELECT count(*)::int FROM audit_events WHERE action = '{action}'");

    private Task<string?> AuditAsync() => _portal.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', action, actor, subject), ',' ORDER BY id) FROM audit_events WHERE person_id IS NOT NULL");

    private static string Note(string meeting, string body, string more = "") =>
        $"---\norgan: Rådet\nmöte: {meeting}\n{more}publicerad: 2026-11-11 10:00\n---\n\nRådet möttes.\n\n{body}\n\nText.\n";
}
