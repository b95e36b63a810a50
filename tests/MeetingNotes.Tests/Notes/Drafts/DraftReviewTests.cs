using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Npgsql;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>What goes on between writer and reviewer, and what may not.</summary>
public sealed class DraftReviewTests(PostgresFixture postgres) : IAsyncLifetime
{
    // Skatteverket's test number.
    private const string Number = "Anna, 19121212-1212, var där.";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private DraftReview _review = null!;
    private string _body = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _review = _portal.Get<DraftReview>();
        _body = await _desk.BodyAsync();
        _writer = await _portal.PersonAsync(StaffRole.Writer, _body);
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Submit_ByWriter_WaitsForReviewUntilItIsReturned()
    {
        var draft = await DraftAsync();

        Assert.Equal(ReviewOutcome.Done, await _review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct));
        var submitted = await _desk.ReadAsync(draft, _writer);
        Assert.Equal((DraftState.Submitted, _writer.Name), (submitted.State, submitted.SubmittedByName));

        Assert.Equal(ReviewOutcome.Done, await _review.ReturnAsync(draft.Id, draft.Revision, Guid.CreateVersion7(), " Skriv om ingressen. ", _editor, Ct));
        var returned = await _desk.ReadAsync(draft, _writer);
        Assert.Equal(DraftState.Writing, returned.State);
        Assert.NotNull(returned.ReturnedAt);
        Assert.Equal("Skriv om ingressen.", Assert.Single(await _review.CommentsAsync(draft.Id, _writer, Ct)).Text);

        Assert.Equal(ReviewOutcome.Done, await _review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct));
        Assert.Null((await _desk.ReadAsync(draft, _writer)).ReturnedAt);
        Assert.Equal((2, 1), (await _desk.AuditAsync("submit"), await _desk.AuditAsync("return")));
    }

    [Fact]
    public async Task Submit_WhatIsNotThere_NotSeenOrApproved_IsRefused()
    {
        var draft = await DraftAsync();
        var stranger = await _portal.PersonAsync(StaffRole.Editor, await _desk.BodyAsync("annat"));

        Assert.Equal(ReviewOutcome.Missing, await _review.SubmitAsync(draft.Id, draft.Revision, stranger, Ct));
        Assert.Equal(ReviewOutcome.Missing, await _review.SubmitAsync(Guid.CreateVersion7(), 1, _writer, Ct));
        Assert.Equal(ReviewOutcome.Changed, await _review.SubmitAsync(draft.Id, draft.Revision - 1, _writer, Ct));
        await _desk.DecideAsync(draft, _editor, DecisionKind.Approve);
        Assert.Equal(ReviewOutcome.NotNow, await _review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct));
        Assert.Equal(0, await _desk.AuditAsync("submit"));
    }

    [Fact]
    public async Task Return_ByWhoMayNotOrTooLate_SaysNothing()
    {
        var draft = await DraftAsync();
        Assert.Equal(ReviewOutcome.NotNow, await ReturnAsync(draft, _editor));
        await _review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct);

        Assert.Equal(ReviewOutcome.Missing, await ReturnAsync(draft, _writer));
        await _desk.SavedAsync(draft, _writer, DeskData.Content("Nytt."));
        Assert.Equal(ReviewOutcome.Changed, await ReturnAsync(draft, _editor));

        Assert.Equal(DraftState.Submitted, (await _desk.ReadAsync(draft, _editor)).State);
        Assert.Empty(await _review.CommentsAsync(draft.Id, _editor, Ct));
        Assert.Equal(0, await _desk.AuditAsync("return"));

        Task<ReviewOutcome> ReturnAsync(Draft of, StaffPerson by) => _review.ReturnAsync(of.Id, of.Revision, Guid.CreateVersion7(), "Nej.", by, Ct);
    }

    [Fact]
    public async Task Return_OfScheduledDraft_TakesApprovalAndTimeAway()
    {
        var draft = await DraftAsync();
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddHours(1));

        Assert.Equal(ReviewOutcome.Done, await _review.ReturnAsync(draft.Id, draft.Revision, Guid.CreateVersion7(), null, _editor, Ct));

        Assert.Equal(3, await _portal.ScalarAsync<int>("SELECT num_nulls(approved_hash, attested_by, publish_at) FROM note_drafts"));
        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await _portal.Get<Core.Notes.Publishing.ScheduledPublishing>().PublishDueAsync(Ct));
    }

    [Fact]
    public async Task Comment_AboutItem_IsKeptOnceAndCanBeResolved()
    {
        var draft = await DraftAsync();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.True(await _review.CommentAsync(draft.Id, first, "p2", "Vilka tåg?", _editor, Ct));
        Assert.True(await _review.CommentAsync(draft.Id, first, "p2", "Vilka tåg?", _editor, Ct));
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await _review.CommentAsync(draft.Id, second, "p99", "Om alltihop.", _writer, Ct));
        Assert.False(await _review.CommentAsync(draft.Id, Guid.CreateVersion7(), null, "Hej", await _portal.PersonAsync(StaffRole.Writer, await _desk.BodyAsync("annat")), Ct));
        Assert.True(await _review.ResolveAsync(draft.Id, first, true, _writer, Ct));
        Assert.False(await _review.ResolveAsync(draft.Id, Guid.CreateVersion7(), true, _writer, Ct));

        Assert.Equal(
            [("p2", _editor.Name, "Vilka tåg?", true), (null, _writer.Name, "Om alltihop.", false)],
            (await _review.CommentsAsync(draft.Id, _writer, Ct)).Select(said => (said.ItemKey, said.Name, said.Text, said.ResolvedAt is not null)));
    }

    [Fact]
    public async Task Override_BySecondPersonWithReason_HoldsForThatTextAlone()
    {
        var draft = await DraftAsync(Number);
        Assert.Equal(DecisionOutcome.HasPersonalNumbers, (await _desk.DecideAsync(draft, _editor)).Outcome);
        Assert.Equal(ReviewOutcome.Missing, await _review.OverrideNumbersAsync(draft.Id, draft.Revision, "Anslag", _writer, Ct));
        Assert.Equal(ReviewOutcome.Changed, await _review.OverrideNumbersAsync(draft.Id, draft.Revision - 1, "Anslag", _editor, Ct));
        Assert.Equal(ReviewOutcome.Done, await _review.OverrideNumbersAsync(draft.Id, draft.Revision, "Anslag", _editor, Ct));

        var changed = await _desk.SavedAsync(draft, _writer, DeskData.Content(Number + " Igen."));
        Assert.Equal(DecisionOutcome.HasPersonalNumbers, (await _desk.DecideAsync(changed, _editor)).Outcome);

        Assert.Equal(ReviewOutcome.Done, await _review.OverrideNumbersAsync(draft.Id, changed.Revision, "Kungörelse", _editor, Ct));
        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(changed, _editor)).Outcome);
        Assert.Equal($"{_editor.Id} Kungörelse", await _portal.ScalarAsync<string>("SELECT override_by || ' ' || override_reason FROM note_versions"));
        Assert.Equal("Anslag,Kungörelse", await _portal.ScalarAsync<string>("SELECT string_agg(reason, ',' ORDER BY id) FROM audit_events WHERE action = 'override-numbers'"));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM audit_events WHERE concat(subject, reason) LIKE '%1212%'"));
    }

    [Fact]
    public async Task Override_ByWhoHasWritten_IsRefused()
    {
        var draft = await _desk.DraftAsync(_editor, _body, DeskData.Content(Number));

        Assert.Equal(ReviewOutcome.NotNow, await _review.OverrideNumbersAsync(draft.Id, draft.Revision, "Det går bra", _editor, Ct));
        Assert.Equal(DecisionOutcome.HasPersonalNumbers, (await _desk.DecideAsync(draft, _editor)).Outcome);
        Assert.Equal(0, await _desk.AuditAsync("override-numbers"));
    }

    [Fact]
    public async Task Override_OfText_LetsNoNumberIntoTheChangeNote()
    {
        var note = await _desk.PublishedAsync(_writer with { Grants = _editor.Grants }, _body, DeskData.Content("Inget."));
        var correction = await _desk.CorrectionAsync(note, _writer, Number);
        await _review.OverrideNumbersAsync(correction.Id, correction.Revision, "Anslag", _editor, Ct);

        Assert.Equal(DecisionOutcome.HasPersonalNumbers, (await _desk.DecideAsync(correction, _editor, changeNote: "Om 19121212-1212.")).Outcome);
        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(correction, _editor, changeNote: "Om Anna.")).Outcome);
    }

    [Theory]
    [InlineData("document = '{}'", "note_drafts_approval_check")]
    [InlineData("approved_hash = NULL", "note_drafts_approval_check")]
    [InlineData("submitted_at = NULL", "note_drafts_approval_check")]
    [InlineData("approved_at = NULL, approved_hash = NULL", "note_drafts_schedule_check")]
    public async Task Change_OfApprovedRowBySql_IsRefusedByTheTable(string change, string constraint)
    {
        var draft = await DraftAsync();
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddHours(1));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _portal.ScalarAsync<int?>($"UPDATE note_drafts SET {change} WHERE id = '{draft.Id}'"));

        Assert.Equal(constraint, refused.ConstraintName);
    }

    private Task<Draft> DraftAsync(string text = "Bussarna blir fler.") => _desk.DraftAsync(_writer, _body, DeskData.Content(text));
}
