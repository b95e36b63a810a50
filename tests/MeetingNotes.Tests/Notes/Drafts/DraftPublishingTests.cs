using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Decisions about drafts: each outcome, and what stands in the database after it.</summary>
public sealed class DraftPublishingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private string _body = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _body = await _desk.BodyAsync();
        _writer = await _portal.PersonAsync(StaffRole.Writer, _body);
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    private DateTimeOffset Soon => _portal.Clock.GetUtcNow().AddHours(1);

    [Fact]
    public async Task Publish_Attested_IsPublicWithItsPeopleAndTheDraftIsGone()
    {
        var draft = await DraftAsync();

        var result = await _desk.DecideAsync(draft, _editor);

        var page = Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note;
        Assert.Equal((DecisionOutcome.Published, page.Id), (result.Outcome, result.NoteId));
        Assert.Equal(_portal.Clock.GetUtcNow(), page.PublishedAt);
        Assert.Null(await _portal.Get<DraftDesk>().FindAsync(draft.Id, _editor, Ct));
        Assert.Equal($"1 first {_writer.Id} {_editor.Id} {_editor.Id}", await _portal.ScalarAsync<string>(
            "SELECT concat_ws(' ', number, kind, written_by, approved_by, attested_by) FROM note_versions"));
        Assert.Equal($"{_editor.Id} approve,{_editor.Id} publish", await _portal.ScalarAsync<string>(
            "SELECT string_agg(person_id || ' ' || action, ',' ORDER BY id) FROM audit_events WHERE action IN ('approve', 'publish')"));
    }

    [Fact]
    public async Task Scheduled_RefusedOnlyAtItsCommit_TellsWhoeverOpensIt()
    {
        var draft = await DraftAsync();
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: Soon);
        await _portal.ScalarAsync<int?>(
            """
            CREATE FUNCTION refuse_late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''too late''; END';
            CREATE CONSTRAINT TRIGGER refuse_late AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_late();
            """);
        _portal.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));

        Assert.Equal("Ett fel i portalen. Det är antecknat i loggen.", (await _desk.ReadAsync(draft, _writer)).ScheduleFailed);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM notes"));
    }

    [Fact]
    public async Task Decide_ByWhoMayNot_IsMissing()
    {
        var draft = await DraftAsync();
        var stranger = await _portal.PersonAsync(StaffRole.Editor, await _desk.BodyAsync("annat"));
        var before = await _portal.FingerprintAsync();

        foreach (var person in (StaffPerson[])[_writer, stranger, _editor with { Grants = [] }])
        {
            Assert.Equal(DecisionOutcome.Missing, (await _desk.DecideAsync(draft, person)).Outcome);
            Assert.False(await _portal.Get<DraftPublishing>().UnscheduleAsync(draft.Id, person, Ct));
        }

        Assert.Equal(DecisionOutcome.Missing, (await _desk.DecideAsync(draft with { Id = Guid.CreateVersion7() }, _editor)).Outcome);
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Schedule)]
    [InlineData(DecisionKind.Publish)]
    public async Task Decide_NotAttestedOrNotSeen_ChangesNothing(DecisionKind kind)
    {
        var draft = await DraftAsync();
        var before = await _portal.FingerprintAsync();

        var notAttested = await _portal.Get<DraftPublishing>().DecideAsync(
            draft.Id, new DraftDecision { Kind = kind, Revision = draft.Revision, PublishAt = kind == DecisionKind.Schedule ? Soon : null }, _editor, Ct);
        var notSeen = await _desk.DecideAsync(draft with { Revision = draft.Revision - 1 }, _editor, kind, publishAt: kind == DecisionKind.Schedule ? Soon : null);

        Assert.Equal((DecisionOutcome.NotAttested, DecisionOutcome.Changed), (notAttested.Outcome, notSeen.Outcome));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Decide_BodyWithFourEyes_WantsSomebodyWhoHasNotWritten()
    {
        var body = await _desk.BodyAsync("namnden", needsSecondPerson: true);
        var (one, other) = (await _portal.PersonAsync(StaffRole.Editor, body), await _portal.PersonAsync(StaffRole.Editor, body));
        var draft = await _desk.DraftAsync(one, body, DeskData.Content("Ett."));

        Assert.Equal(DecisionOutcome.NeedsSecondPerson, (await _desk.DecideAsync(draft, one, DecisionKind.Approve)).Outcome);
        Assert.Equal(DecisionOutcome.Approved, (await _desk.DecideAsync(draft, other, DecisionKind.Approve)).Outcome);

        // One word of the second makes both writers; a third must look.
        draft = await _desk.SavedAsync(draft, other, DeskData.Content("Två."));
        Assert.Equal(DecisionOutcome.NeedsSecondPerson, (await _desk.DecideAsync(draft, other)).Outcome);
        Assert.Equal(DecisionOutcome.NeedsSecondPerson, (await _desk.DecideAsync(draft, one)).Outcome);
        Assert.Equal(DecisionOutcome.Approved, (await _desk.DecideAsync(draft, await _portal.PersonAsync(StaffRole.Editor, body), DecisionKind.Approve)).Outcome);

        // What another has approved, its writer may publish.
        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(draft, one)).Outcome);
    }

    [Fact]
    public async Task Save_OfScheduledDraft_TakesApprovalAndTimeAwayUnlessNothingChanged()
    {
        var draft = await DraftAsync();
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: Soon);

        await _desk.SavedAsync(draft, _writer, draft.Content);
        Assert.Equal(DraftState.Scheduled, (await _desk.ReadAsync(draft, _writer)).State);

        var changed = await _desk.SavedAsync(draft, _writer, DeskData.Content("Ett ord till."));
        Assert.Equal((DraftState.Writing, draft.Revision + 1), (changed.State, changed.Revision));
        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.IsType<NoteLookup.Missing>(await _desk.PageAsync(_body));
    }

    [Fact]
    public async Task Decide_TextToMendOrMeetingToCome_IsStopped()
    {
        var empty = await _desk.DraftAsync(_writer, _body, DeskData.Content(""));
        var tomorrow = await _desk.DraftAsync(_writer, _body, DeskData.Content("Vi får se."), new DateOnly(2026, 11, 25));

        Assert.NotEmpty((await _desk.DecideAsync(empty, _editor)).Findings);
        var early = await _desk.DecideAsync(tomorrow, _editor);
        Assert.Equal(DecisionOutcome.Stopped, early.Outcome);
        Assert.Contains("25 november 2026", Assert.Single(early.Problems), StringComparison.Ordinal);
        Assert.Equal(DecisionOutcome.Scheduled, (await _desk.DecideAsync(tomorrow, _editor, DecisionKind.Schedule, publishAt: Soon.AddDays(1))).Outcome);
    }

    [Fact]
    public async Task Decide_WhatOnlyPublishingFinds_IsStoppedAndLeavesNothing()
    {
        var draft = await DraftAsync();
        await CancelAsync();
        var before = await _portal.FingerprintAsync();

        var result = await _desk.DecideAsync(draft, _editor);

        Assert.Contains("inställt", Assert.Single(result.Problems), StringComparison.Ordinal);
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Schedule_InThePastOrTakenAway_IsNotPublished()
    {
        var draft = await DraftAsync();
        Assert.Equal(DecisionOutcome.TooLate, (await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow())).Outcome);
        Assert.Equal(DecisionOutcome.Scheduled, (await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: Soon)).Outcome);

        // The form that approved it, sent again, takes its time not away; only who says so does.
        Assert.Equal(DecisionOutcome.Approved, (await _desk.DecideAsync(draft, _editor, DecisionKind.Approve)).Outcome);
        Assert.Equal(DraftState.Scheduled, (await _desk.ReadAsync(draft, _editor)).State);
        Assert.True(await _portal.Get<DraftPublishing>().UnscheduleAsync(draft.Id, _editor, Ct));
        Assert.False(await _portal.Get<DraftPublishing>().UnscheduleAsync(draft.Id, _editor, Ct));
        Assert.Equal(DraftState.Approved, (await _desk.ReadAsync(draft, _editor)).State);

        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.Equal("approve,schedule,unschedule", await _portal.ScalarAsync<string>("SELECT string_agg(action, ',' ORDER BY id) FROM audit_events WHERE action <> 'start'"));
    }

    [Fact]
    public async Task Schedule_WhenItsTimeComes_IsPublishedWithThatTime()
    {
        var at = Soon;
        await _desk.DecideAsync(await DraftAsync(), _editor, DecisionKind.Schedule, publishAt: at);
        var scheduled = _portal.Get<ScheduledPublishing>();

        _portal.Clock.SetUtcNow(at.AddTicks(-10));
        Assert.Equal(0, await scheduled.PublishDueAsync(Ct));
        _portal.Clock.SetUtcNow(at);
        Assert.Equal(1, await scheduled.PublishDueAsync(Ct));
        Assert.Equal(0, await scheduled.PublishDueAsync(Ct));

        Assert.Equal(at, Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note.PublishedAt);
        Assert.Equal("schedule", await _portal.ScalarAsync<string>("SELECT actor FROM audit_events WHERE action = 'publish'"));
    }

    [Fact]
    public async Task Schedule_OfNoteThatCannotBePublished_SaysWhyAndIsTriedAgain()
    {
        var draft = await DraftAsync();
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: Soon);
        await CancelAsync();
        var scheduled = _portal.Get<ScheduledPublishing>();

        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await scheduled.PublishDueAsync(Ct));
        Assert.Contains("inställt", (await _desk.ReadAsync(draft, _editor)).ScheduleFailed, StringComparison.Ordinal);

        await _portal.ScalarAsync<int?>("UPDATE meetings SET is_cancelled = false");
        _portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await scheduled.PublishDueAsync(Ct));
    }

    [Fact]
    public async Task PublishNow_OfScheduledFile_HasTheTimeOfNow()
    {
        await _portal.ImportAsync("2026-11-23-radet.md", "---\norgan: Prov radet\nmöte: 2026-11-23\npublicerad: 2026-12-01 09:00\n---\n\nIngress.\n\n## A\n\nText.\n");
        var draft = (await _portal.Get<DraftDesk>().FindAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM note_drafts"), _editor, Ct))!;

        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(draft, _editor)).Outcome);

        Assert.Equal(_portal.Clock.GetUtcNow(), Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note.PublishedAt);
    }

    private Task<Draft> DraftAsync() => _desk.DraftAsync(_writer, _body, DeskData.Content("Bussarna blir fler."));

    private Task<int?> CancelAsync() => _portal.ScalarAsync<int?>(
        """
        WITH day AS (INSERT INTO meeting_days (body_id, held_on, number, meeting_id) SELECT id, '2026-11-23', 1, gen_random_uuid() FROM bodies RETURNING *)
        INSERT INTO meetings (id, body_id, held_on, number, is_cancelled) SELECT meeting_id, body_id, held_on, number, true FROM day
        """);
}
