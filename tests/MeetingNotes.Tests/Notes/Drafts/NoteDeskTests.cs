using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Published notes: corrected, in small and in substance, from the present version or an earlier one.</summary>
public sealed class NoteDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private NoteDesk _notes = null!;
    private string _body = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _notes = _portal.Get<NoteDesk>();
        _body = await _desk.BodyAsync();
        _writer = await _portal.PersonAsync(StaffRole.Writer, _body);
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Correct_Minor_MovesNoStampAndNoOrder()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Bussarna blir fler."));
        await _desk.PublishedAsync(_editor, _body, DeskData.Content("Annat."), new DateOnly(2026, 11, 20));
        var before = await CardsAsync();
        _portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(await _desk.CorrectionAsync(note, _editor, "Bussarna blev fler."), _editor)).Outcome);

        Assert.Equal(before, await CardsAsync());
        var page = Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note;
        Assert.Contains("blev fler", page.Items[0].Html, StringComparison.Ordinal);
        Assert.Equal((note.PublishedAt, _portal.Clock.GetUtcNow()), (page.PublishedAt, page.ChangedAt));
        Assert.Empty(page.Corrections);
        Assert.Equal("minor", (await _notes.VersionsAsync(note, Ct))[0].Kind);
    }

    [Fact]
    public async Task Correct_Substantive_TellsThePublicWhen()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Den 5."));
        _portal.Clock.Advance(TimeSpan.FromDays(1));

        var correction = await _desk.CorrectionAsync(note, _editor, "Den 6.");
        Assert.Equal(DecisionOutcome.Stopped, (await _desk.DecideAsync(correction, _editor, changeNote: " ")).Outcome);
        Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(correction, _editor, changeNote: "Rätt dag är den 6.")).Outcome);

        var page = Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note;
        Assert.Equal(note.PublishedAt, page.PublishedAt);
        Assert.Equal(new Correction(_portal.Clock.GetUtcNow(), "Rätt dag är den 6."), Assert.Single(page.Corrections));
        Assert.Equal(_portal.Clock.GetUtcNow(), (await _desk.NoteAsync(_editor, _body)).CorrectedAt);
        Assert.Equal(["substantive", "first"], (await _notes.VersionsAsync(note, Ct)).Select(version => version.Kind));
    }

    [Fact]
    public async Task Correct_Headings_KeepsAnchorsButNoWordThatWasTakenOut()
    {
        var content = DeskData.Content("Det beviljas.");
        content = content with { Items = [content.Items[0] with { Heading = "Bygglov för Anna Ek" }, content.Items[1] with { Heading = "Tågenn" }] };
        var note = await _desk.PublishedAsync(_editor, _body, content);
        var (id, _) = (await _notes.StartCorrectionAsync(note, null, _editor, Ct))!.Value;
        var draft = (await _portal.Get<DraftDesk>().FindAsync(id, _editor, Ct))!;
        var (permit, trains) = (draft.Content.Items[0], draft.Content.Items[1]);
        draft = await _desk.SavedAsync(draft, _editor, draft.Content with
        {
            Items = [new DraftItem { Key = "p3", Heading = "Nytt", Text = "Text." }, trains with { Heading = "Tågen" }, permit with { Heading = "Ett bygglov" }],
        });
        var preview = await _portal.Get<DraftPreview>().ReadAsync(draft, draft.Content, Ct);

        await _desk.DecideAsync(draft, _editor);

        var page = Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body)).Note;
        Assert.Equal(["nytt", "tagenn", "ett-bygglov"], page.Items.Select(item => item.Anchor));
        Assert.Equal(page.Items.Select(item => item.Anchor), preview.Page!.Items.Select(item => item.Anchor));
    }

    [Fact]
    public async Task Approve_Correction_HoldsForThatChangeNoteAlone()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Den 5."));
        var correction = await _desk.CorrectionAsync(note, _editor, "Den 6.");
        await _desk.DecideAsync(correction, _editor, DecisionKind.Approve, "Rätt dag är den 6.");

        var asMinor = await _portal.Get<DraftPublishing>().DecideAsync(
            correction.Id, new DraftDecision { Kind = DecisionKind.Publish, Revision = correction.Revision }, _editor, Ct);

        Assert.Equal(DecisionOutcome.NotAttested, asMinor.Outcome);
    }

    [Fact]
    public async Task Restore_EarlierVersion_IsADraftThatIsPublishedAsAVersionOfItsOwn()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Första."));
        await _desk.DecideAsync(await _desk.CorrectionAsync(note, _editor, "Andra."), _editor);
        note = await _desk.NoteAsync(_editor, _body);
        Assert.Null(await _notes.StartCorrectionAsync(note, 3, _editor, Ct));

        var (id, _) = (await _notes.StartCorrectionAsync(note, 1, _writer, Ct))!.Value;
        var draft = (await _portal.Get<DraftDesk>().FindAsync(id, _writer, Ct))!;
        Assert.Equal(("Första.", 2), (draft.Content.Items[0].Text, draft.BaseVersion));
        await _desk.DecideAsync(draft, _editor);

        Assert.Equal("1 Första. 2 Andra. 3 Första.", await _portal.ScalarAsync<string>(
            "SELECT string_agg(number || ' ' || substring(document FROM '(Första\\.|Andra\\.)'), ' ' ORDER BY number) FROM note_versions"));
    }

    [Fact]
    public async Task StartCorrection_FromAStalePage_BeginsFromThePresentVersion()
    {
        var old = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Första."));
        await _desk.DecideAsync(await _desk.CorrectionAsync(old, _editor, "Andra."), _editor);

        var (id, _) = (await _notes.StartCorrectionAsync(old, null, _editor, Ct))!.Value;

        Assert.Equal("Andra.", (await _portal.Get<DraftDesk>().FindAsync(id, _editor, Ct))!.Content.Items[0].Text);
    }

    [Fact]
    public async Task Decide_CorrectionOfOlderVersion_IsStaleAlsoAtItsTime()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Första."));
        var correction = await _desk.CorrectionAsync(note, _editor, "Andra.");
        await _desk.DecideAsync(correction, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddHours(1));
        await _portal.ScalarAsync<int?>("UPDATE note_drafts SET base_version = 0");

        Assert.Equal(DecisionOutcome.Stale, (await _desk.DecideAsync(correction, _editor)).Outcome);
        await NothingIsPublishedAsync(correction, "nyare version");
    }

    [Fact]
    public async Task Withdraw_NoteWithScheduledCorrection_StaysAwayWhenTheTimeComes()
    {
        var note = await _desk.PublishedAsync(_editor, _body, DeskData.Content("Första."));
        var correction = await _desk.CorrectionAsync(note, _editor, "Andra.");
        await _desk.DecideAsync(correction, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddHours(1));

        Assert.True(await _notes.WithdrawAsync(note, "Fel möte.", _editor, Ct));

        Assert.Equal(DecisionOutcome.Withdrawn, (await _desk.DecideAsync(correction, _editor)).Outcome);
        Assert.Null(await _notes.StartCorrectionAsync(note, null, _editor, Ct));
        Assert.Null((await _desk.ReadAsync(correction, _editor)).PublishAt);

        // Also if its time had been left.
        await _portal.ScalarAsync<int?>("UPDATE note_drafts SET publish_at = '2026-11-24T09:00Z'");
        await NothingIsPublishedAsync(correction, "indragen");
        Assert.IsType<NoteLookup.Withdrawn>(await _desk.PageAsync(_body));
    }

    private async Task NothingIsPublishedAsync(Draft draft, string because)
    {
        _portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.Contains(because, (await _desk.ReadAsync(draft, _editor)).ScheduleFailed, StringComparison.Ordinal);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT max(version) FROM notes"));
    }

    private async Task<string> CardsAsync() => JsonSerializer.Serialize(await _portal.Get<NoteArchive>().LatestAsync(10, Ct), NotePublishing.Json);
}
