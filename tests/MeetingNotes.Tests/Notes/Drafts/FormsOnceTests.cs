using MeetingNotes.Core.Following;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Promise 16: a form counts once, however often it is sent: ten at once over two instances, and once more afterwards.</summary>
public sealed class FormsOnceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private Portal _other = null!;
    private DeskData _desk = null!;
    private string _body = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _other = await _portal.AnotherInstanceAsync();
        _desk = new DeskData(_portal);
        _body = await _desk.BodyAsync();
        _writer = await _portal.PersonAsync(StaffRole.Writer, _body);
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Promise16_FormsOfADraft_CountOnceHoweverOftenTheyAreSent()
    {
        var started = await SendAsync("start", portal => portal.Get<DraftDesk>().StartAsync(_writer, _body, DeskData.Day, 1, DeskData.Content("Anna, 19121212-1212."), Ct));
        Assert.Single(started, answer => answer!.Value.IsNew);
        var id = Assert.Single(started.Select(answer => answer!.Value.Id).Distinct());

        var colleague = await _portal.PersonAsync(StaffRole.Writer);
        var comment = Guid.CreateVersion7();
        Assert.All(await SendAsync(null, portal => portal.Get<DraftReview>().CommentAsync(id, comment, "p1", "Vem är Anna?", _editor, Ct)), Assert.True);
        Assert.All(await SendAsync("hand-over", portal => portal.Get<DraftDesk>().HandOverAsync(id, colleague.Id, _writer, Ct)), Assert.True);
        Assert.All(await SendAsync("submit", portal => portal.Get<DraftReview>().SubmitAsync(id, 1, _writer, Ct)), IsDone);
        var said = Guid.CreateVersion7();
        Assert.All(await SendAsync("return", portal => portal.Get<DraftReview>().ReturnAsync(id, 1, said, "Varför?", _editor, Ct)), IsDone);
        Assert.Equal(2, (await _portal.Get<DraftReview>().CommentsAsync(id, _writer, Ct)).Count);
        Assert.All(await SendAsync("override-numbers", portal => portal.Get<DraftReview>().OverrideNumbersAsync(id, 1, "Anslag", _editor, Ct)), IsDone);
        Assert.All(await SendAsync("approve", portal => DecideAsync(portal, id, DecisionKind.Approve)), answer => Assert.Equal(DecisionOutcome.Approved, answer.Outcome));
        Assert.All(await SendAsync("schedule", portal => DecideAsync(portal, id, DecisionKind.Schedule)), answer => Assert.Equal(DecisionOutcome.Scheduled, answer.Outcome));
        Assert.Single(await SendAsync("unschedule", portal => portal.Get<DraftPublishing>().UnscheduleAsync(id, _editor, Ct)), answer => answer);
        Assert.Single(await SendAsync("publish", portal => DecideAsync(portal, id, DecisionKind.Publish)), answer => answer.Outcome == DecisionOutcome.Published);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_versions"));

        static void IsDone(ReviewOutcome outcome) => Assert.Equal(ReviewOutcome.Done, outcome);
    }

    [Fact]
    public async Task Promise16_FormsOfANote_CountOnceHoweverOftenTheyAreSent()
    {
        var administrator = await _portal.PersonAsync(StaffRole.Administrator);
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Ett."));

        var begun = await SendAsync("start-correction", portal => portal.Get<NoteDesk>().StartCorrectionAsync(note, null, _editor, Ct));
        Assert.Single(begun, answer => answer!.Value.IsNew);
        var id = Assert.Single(begun.Select(answer => answer!.Value.Id).Distinct());
        Assert.Single(await SendAsync("correct", portal => DecideAsync(portal, id, DecisionKind.Publish, "Ett ord.")), answer => answer.Outcome == DecisionOutcome.Published);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_corrections"));

        Assert.All(await SendAsync("withdraw", portal => portal.Get<NoteDesk>().WithdrawAsync(note, "Fel.", _editor, Ct)), Assert.True);
        Assert.All(await SendAsync("reinstate", portal => portal.Get<NoteDesk>().ReinstateAsync(note, _editor, Ct)), Assert.True);
        await _portal.Get<NoteDesk>().WithdrawAsync(note, "Fel.", _editor, Ct);
        var removed = await SendAsync("dispose", portal => portal.Get<NoteDisposal>().RemoveAsync(note, "B 1", "Gallras.", administrator, Ct));
        Assert.Single(removed, answer => answer.Outcome == DisposalOutcome.Removed);
        Assert.All(removed, answer => Assert.True(answer.Outcome is DisposalOutcome.Removed or DisposalOutcome.Gone));
    }

    [Fact]
    public async Task Promise16_DiscardAndSave_CountOnceHoweverOftenTheyAreSent()
    {
        var draft = await _desk.DraftAsync(_writer, _body, DeskData.Content("Ett."));

        Assert.All(await SendAsync(null, portal => portal.Get<DraftDesk>().SaveAsync(draft.Id, 1, DeskData.Content("Två."), _writer, Ct)), answer => Assert.Equal(2, Assert.IsType<SaveResult.Saved>(answer).Revision));
        Assert.Single(await SendAsync("discard", portal => portal.Get<DraftDesk>().DiscardAsync(draft.Id, 2, _writer, Ct)), answer => answer);
    }

    [Fact]
    public async Task Promise16_LinkToADraft_CountsOnceHoweverOftenItIsAskedForAndOpensNoOther()
    {
        var draft = await _desk.DraftAsync(_writer, _body, DeskData.Content("Ett."));
        var another = await _desk.DraftAsync(_writer, _body, DeskData.Content("Två."), DeskData.Day.AddDays(1));
        var token = PreviewLinks.NewToken();

        Assert.All(await SendAsync("share-preview", portal => portal.Get<PreviewLinks>().CreateAsync(draft.Id, token, 3, _writer, Ct)), Assert.True);
        Assert.Single(await _portal.Get<PreviewLinks>().ListAsync(draft.Id, _writer, Ct));
        Assert.False(await _portal.Get<PreviewLinks>().CreateAsync(another.Id, token, 3, _writer, Ct));
        Assert.Equal(draft.Id, (await _portal.Get<PreviewLinks>().FindDraftAsync(token, Ct))!.Id);
        Assert.False(await _portal.Get<PreviewLinks>().CreateAsync(draft.Id, "gissa", 3, _writer, Ct));
    }

    [Fact]
    public async Task Promise16_WishToFollow_SendsOneLetterHoweverOftenItIsSentAndAnotherAfterAMinute()
    {
        var (bodies, _) = await _portal.Get<FollowTargets>().ChoicesAsync(Ct);
        await SendAsync(null, AskAsync);
        Assert.Equal(1, await LettersAsync());

        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(null, AskAsync);
        Assert.Equal(2, await LettersAsync());

        await _portal.Get<FollowRequests>().AskAsync("Anna@exempel.se", bodies, isWeekly: true, Ct);
        Assert.Equal(3, await LettersAsync());

        async Task<bool> AskAsync(Portal portal)
        {
            await portal.Get<FollowRequests>().AskAsync("anna@exempel.se", bodies, isWeekly: false, Ct);
            return true;
        }

        Task<int> LettersAsync() => _portal.ScalarAsync<int>("SELECT count(*)::int FROM outbox");
    }

    /// <summary>Sends it ten times at once and once more, and sees that the log has it once.</summary>
    private async Task<IReadOnlyList<T>> SendAsync<T>(string? action, Func<Portal, Task<T>> send)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => send(number % 2 == 0 ? _portal : _other)));
        var before = await _portal.FingerprintAsync();
        var again = await send(_other);
        Assert.Equal(before, await _portal.FingerprintAsync());
        if (action is not null)
        {
            Assert.Equal(1, await _desk.AuditAsync(action));
        }

        return [.. answers, again];
    }

    private Task<DecisionResult> DecideAsync(Portal portal, Guid id, DecisionKind kind, string? changeNote = null) => portal.Get<DraftPublishing>().DecideAsync(
        id,
        new DraftDecision { Kind = kind, Revision = 1, IsAttested = true, ChangeNote = changeNote, PublishAt = kind == DecisionKind.Schedule ? _portal.Clock.GetUtcNow().AddHours(1) : null },
        _editor, Ct);
}
