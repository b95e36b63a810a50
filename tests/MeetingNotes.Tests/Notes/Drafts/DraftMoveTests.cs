using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>A draft that was begun for the wrong meeting.</summary>
public sealed class DraftMoveTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Body = "radet";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly March = new(2026, 3, 10);
    private static readonly DateOnly October = new(2026, 10, 13);

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private StaffPerson _alva = null!;
    private StaffPerson _signe = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        await _desk.BodyAsync(Body);
        _alva = await TestPeople.AddAsync(_portal, "Alva", new Grant(StaffRole.Writer, null));
        _signe = await TestPeople.AddAsync(_portal, "Signe", new Grant(StaffRole.Editor, null));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Move_ToADayWithoutMeeting_TakesEverythingAlongAndLeavesTheMeetingAsItWas()
    {
        await PlanAsync(March);
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);
        await _portal.Get<DraftReview>().CommentAsync(draft.Id, Guid.CreateVersion7(), "p1", "Vilka bussar?", _signe, Ct);
        await _portal.Get<DraftPresence>().TouchAsync(draft.Id, _signe, Ct);
        var link = PreviewLinks.NewToken();
        Assert.True(await _portal.Get<PreviewLinks>().CreateAsync(draft.Id, link, 3, _alva, Ct));
        var meetings = await MeetingRowsAsync();

        Assert.Equal(DraftMoveOutcome.Moved, await MoveAsync(draft, October, _signe, number: 2));

        var moved = await _desk.ReadAsync(draft, _alva);
        Assert.Equal((October, 2, 2), (moved.HeldOn, moved.Number, moved.Revision));
        Assert.Equal(draft.Content.Write(), moved.Content.Write());
        Assert.Equal(("Alva", "Signe"), (moved.OwnerName, moved.SavedByName));
        Assert.Equal("Vilka bussar?", Assert.Single(await _portal.Get<DraftReview>().CommentsAsync(draft.Id, _alva, Ct)).Text);
        Assert.Equal("Signe", Assert.Single(await _portal.Get<DraftPresence>().TouchAsync(draft.Id, _alva, Ct)).Name);
        Assert.Equal(October, (await _portal.Get<PreviewLinks>().FindDraftAsync(link, Ct))!.HeldOn);
        Assert.Equal(meetings, await MeetingRowsAsync());
        Assert.Equal("Signe: Prov radet 2026-03-10 → 2026-10-13", await _portal.ScalarAsync<string>("SELECT actor || ': ' || subject FROM audit_events WHERE action = 'move-draft'"));
    }

    [Fact]
    public async Task Move_ThenPublish_ReadsDuesFromTheNewDayAndMakesItsMeeting()
    {
        var content = DeskData.Content("Bussarna går.") with
        {
            Title = "Noterat från Prov radet 10 mars",
            Items = [new DraftItem { Key = "p1", Heading = "Bussarna", Text = "De går.", FollowUps = [new FollowUpLine { Text = "Tidtabellen kommer", Due = "före sommaren" }] }],
        };
        var draft = await _desk.DraftAsync(_alva, Body, content, March);
        await MoveAsync(draft, October, _alva);

        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(await _desk.ReadAsync(draft, _signe), _signe)).Outcome);

        Assert.Equal("2027-05-31", await _portal.ScalarAsync<string>("SELECT due_last::text FROM follow_ups"));
        Assert.Equal("Noterat från Prov radet 13 oktober", (await _desk.NoteAsync(_signe, Body, October)).Title);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meetings WHERE held_on = '2026-03-10'"));
    }

    [Fact]
    public async Task Move_NoteFile_IsPublishedForTheNewDayWithTheTimeOfItsMeeting()
    {
        await _portal.ImportAsync("utkast.md", "---\norgan: Prov radet\nmöte: 2026-03-10 09:00\nplats: Kramfors\n---\n\nInledning.\n\n## Bussarna\n\nDe går.\n");
        var draft = (await _portal.Get<DraftDesk>().FindAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM note_drafts"), _alva, Ct))!;
        Assert.Equal("Kramfors", draft.Content.Place);
        await PlanAsync(October, new TimeOnly(13, 0));

        Assert.Equal(DraftMoveOutcome.Moved, await MoveAsync(draft, October, _alva));
        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(await _desk.ReadAsync(draft, _signe), _signe)).Outcome);

        Assert.Equal("2026-10-13 13:00:00 Kramfors", await _portal.ScalarAsync<string>("SELECT m.held_on || ' ' || m.starts_at || ' ' || m.place FROM notes n JOIN meetings m ON m.id = n.meeting_id"));
    }

    [Fact]
    public async Task Move_SubmittedApprovedOrScheduled_MustBeReturnedFirst()
    {
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);
        await _portal.Get<DraftReview>().SubmitAsync(draft.Id, draft.Revision, _alva, Ct);
        await RefusedAsync();
        await _desk.DecideAsync(draft, _signe, DecisionKind.Approve);
        await RefusedAsync();
        await _desk.DecideAsync(draft, _signe, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddDays(1));
        await RefusedAsync();

        await _portal.Get<DraftReview>().ReturnAsync(draft.Id, draft.Revision, Guid.CreateVersion7(), null, _signe, Ct);
        Assert.Equal(DraftMoveOutcome.Moved, await MoveAsync(draft, October, _alva));

        async Task RefusedAsync()
        {
            var before = await _portal.FingerprintAsync();
            Assert.Equal(DraftMoveOutcome.NotNow, await MoveAsync(draft, October, _signe));
            Assert.Equal(before, await _portal.FingerprintAsync());
        }
    }

    [Fact]
    public async Task Move_Correction_StaysWithItsMeeting()
    {
        var correction = await _desk.CorrectionAsync(await _desk.PublishedAsync(_signe, Body, DeskData.Content("Bussarna går."), March), _signe, "Tågen går.");

        Assert.Equal(DraftMoveOutcome.NotNow, await MoveAsync(correction, October, _signe));

        Assert.Equal(March, (await _desk.ReadAsync(correction, _signe)).HeldOn);
    }

    [Theory]
    [InlineData("2026-05-05", DraftMoveOutcome.HasNote)]
    [InlineData("2026-05-06", DraftMoveOutcome.HasNote)]
    [InlineData("2026-05-07", DraftMoveOutcome.HasDraft)]
    [InlineData("2026-12-01", DraftMoveOutcome.MeetingCancelled)]
    [InlineData("2026-12-02", DraftMoveOutcome.MeetingMoved)]
    [InlineData("2026-12-03", DraftMoveOutcome.Moved)]
    [InlineData("1799-12-31", DraftMoveOutcome.DayImpossible)]
    [InlineData("2200-01-01", DraftMoveOutcome.DayImpossible)]
    public async Task Move_ToADayThatIsTaken_IsRefusedAndChangesNothing(string day, DraftMoveOutcome expected)
    {
        await _desk.PublishedAsync(_signe, Body, DeskData.Content("Publicerad."), new DateOnly(2026, 5, 5));
        await _portal.Get<NoteDesk>().WithdrawAsync(await _desk.PublishedAsync(_signe, Body, DeskData.Content("Indragen."), new DateOnly(2026, 5, 6)), "Fel.", _signe, Ct);
        await _desk.DraftAsync(_signe, Body, DeskData.Content("Ett annat utkast."), new DateOnly(2026, 5, 7));
        await _portal.Get<MeetingDesk>().CancelAsync(await PlanAsync(new DateOnly(2026, 12, 1)), "Förhinder.", _signe, Ct);
        await _portal.Get<MeetingDesk>().MoveAsync(await PlanAsync(new DateOnly(2026, 12, 2)), new DateOnly(2026, 12, 3), null, "Förhinder.", _signe, Ct);
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);
        var before = await _portal.FingerprintAsync();

        Assert.Equal(expected, await MoveAsync(draft, DateOnly.Parse(day, null), _alva));

        Assert.Equal(expected == DraftMoveOutcome.Moved, before != await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Meetings_OfTheBody_AreThoseNobodyHasWrittenAbout()
    {
        await _desk.BodyAsync("annat");
        await _desk.PublishedAsync(_signe, Body, DeskData.Content("Publicerad."), new DateOnly(2026, 5, 5));
        await _desk.DraftAsync(_signe, Body, DeskData.Content("Ett annat utkast."), DeskData.Day);
        await PlanAsync(DeskData.Day);
        await PlanAsync(October);
        await PlanAsync(March);
        await _portal.Get<MeetingDesk>().CancelAsync(await PlanAsync(new DateOnly(2026, 12, 1)), "Förhinder.", _signe, Ct);
        await _portal.Get<MeetingDesk>().PlanAsync(_signe, "annat", new MeetingPlan(new DateOnly(2026, 3, 11), 1, null, null), Ct);
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);

        // The last is announced by the published note.
        Assert.Equal([October, new DateOnly(2027, 1, 20)], (await _portal.Get<DraftMove>().MeetingsAsync(draft, Ct)).Select(meeting => meeting.HeldOn));
    }

    [Fact]
    public async Task Move_WhileSomebodyElseWrites_TellsThemAndLosesNothing()
    {
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);
        await MoveAsync(draft, October, _signe);
        var mine = draft.Content with { Lead = "Alva skrev vidare." };

        var conflict = Assert.IsType<SaveResult.Conflict>(await _portal.Get<DraftDesk>().SaveAsync(draft.Id, draft.Revision, mine, _alva, Ct));

        Assert.Equal((October, "Signe"), (conflict.Theirs.HeldOn, conflict.Theirs.SavedByName));
        var kept = await _desk.SavedAsync(conflict.Theirs, _alva, mine);
        Assert.Equal((October, mine.Write()), (kept.HeldOn, kept.Content.Write()));
    }

    [Fact]
    public async Task Move_TextChangedSinceItWasRead_IsRefused()
    {
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);
        await _desk.SavedAsync(draft, _signe, draft.Content with { Lead = "Signe skrev." });

        Assert.Equal(DraftMoveOutcome.Changed, await MoveAsync(draft, October, _alva));
        Assert.Equal(DecisionOutcome.Changed, (await _desk.DecideAsync(draft, _signe)).Outcome);
    }

    [Fact]
    public async Task Move_SentTwice_CountsOnce()
    {
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);

        Assert.Equal(DraftMoveOutcome.Moved, await MoveAsync(draft, October, _alva));
        Assert.Equal(DraftMoveOutcome.Moved, await MoveAsync(draft, October, _alva));

        Assert.Equal((2, 1), ((await _desk.ReadAsync(draft, _alva)).Revision, await _desk.AuditAsync("move-draft")));
    }

    [Fact]
    public async Task Move_ByWriterOfAnotherBody_FindsNothing()
    {
        var stranger = await TestPeople.AddAsync(_portal, "Bo", new Grant(StaffRole.Administrator, Guid.CreateVersion7()));
        var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March);

        Assert.Equal(DraftMoveOutcome.Missing, await MoveAsync(draft, October, stranger));
        Assert.Equal(March, (await _desk.ReadAsync(draft, _alva)).HeldOn);
    }

    [Fact]
    public async Task Move_BodyAsksForFourEyes_CountsAsWriting()
    {
        await _desk.BodyAsync("fyra-ogon", needsSecondPerson: true);
        var draft = await _desk.DraftAsync(_alva, "fyra-ogon", DeskData.Content("Bussarna går."), March);
        await MoveAsync(draft, October, _signe);

        Assert.Equal(DecisionOutcome.NeedsSecondPerson, (await _desk.DecideAsync(await _desk.ReadAsync(draft, _signe), _signe)).Outcome);
    }

    [Fact]
    public async Task Move_TwoToOneDayAtOnce_OneGetsIt()
    {
        await using var other = await _portal.AnotherInstanceAsync();
        var drafts = new[] { await _desk.DraftAsync(_alva, Body, DeskData.Content("Ett."), March), await _desk.DraftAsync(_alva, Body, DeskData.Content("Två."), March.AddDays(1)) };

        var results = await Task.WhenAll(
            _portal.Get<DraftMove>().MoveAsync(drafts[0].Id, 1, October, 1, _alva, Ct), other.Get<DraftMove>().MoveAsync(drafts[1].Id, 1, October, 1, _alva, Ct));

        Assert.Equal([DraftMoveOutcome.Moved, DraftMoveOutcome.HasDraft], results.Select(result => result.Outcome).Order());
    }

    [Fact]
    public async Task Move_WhileSomebodyApproves_NeverTakesTheApprovalToAnotherDay()
    {
        await using var other = await _portal.AnotherInstanceAsync();
        for (var number = 0; number < 8; number++)
        {
            var draft = await _desk.DraftAsync(_alva, Body, DeskData.Content("Bussarna går."), March.AddDays(number));

            var (moved, decided) = (other.Get<DraftMove>().MoveAsync(draft.Id, 1, October.AddDays(number), 1, _alva, Ct), _desk.DecideAsync(draft, _signe, DecisionKind.Approve));
            await Task.WhenAll(moved, decided);

            var after = await _desk.ReadAsync(draft, _alva);
            Assert.Equal(after.ApprovedAt is null, (await moved).Outcome == DraftMoveOutcome.Moved);
            Assert.Equal(after.ApprovedAt is null ? October.AddDays(number) : draft.HeldOn, after.HeldOn);
        }
    }

    private async Task<DraftMoveOutcome> MoveAsync(Draft draft, DateOnly to, StaffPerson person, int number = 1) =>
        (await _portal.Get<DraftMove>().MoveAsync(draft.Id, draft.Revision, to, number, person, Ct)).Outcome;

    private async Task<Guid> PlanAsync(DateOnly on, TimeOnly? startsAt = null) =>
        (await _portal.Get<MeetingDesk>().PlanAsync(_signe, Body, new MeetingPlan(on, 1, startsAt, null), Ct)).Id;

    private Task<string?> MeetingRowsAsync() =>
        _portal.ScalarAsync<string>("SELECT string_agg(m::text || d::text, E'\\n') FROM meetings m JOIN meeting_days d ON d.meeting_id = m.id");
}
