using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using SkiaSharp;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>What happens to a note between approval and publishing, and long after: withdrawal, four eyes, earlier versions, destruction.</summary>
public sealed class LateChangesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly April = new(2018, 4, 11);
    private static readonly DateOnly November = new(2026, 11, 20);

    private Portal _portal = null!;
    private StaffPerson _alva = null!;
    private StaffPerson _signe = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        Assert.Equal(ImportOutcome.Published, (await ImportAprilAsync("Text.")).Outcome);
        _alva = await TestPeople.AddAsync(_portal, "Alva", new Grant(StaffRole.Editor, null));
        _signe = await TestPeople.AddAsync(_portal, "Signe", new Grant(StaffRole.Editor, null));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Withdraw_ScheduledCorrection_StaysOutOfPublicViewWhenItsTimeComes()
    {
        await ScheduledCorrectionAsync();

        await Desk.WithdrawAsync(await NoteAsync(), "Namn på en enskild.", _signe, Ct);
        _portal.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, await Scheduled.PublishDueAsync(Ct));
        Assert.Equal("1 t", await _portal.ScalarAsync<string>("SELECT version || ' ' || left((withdrawn_at IS NOT NULL)::text, 1) FROM notes"));

        await Desk.ReinstateAsync(await NoteAsync(), _signe, Ct);
        Assert.Equal(0, await Scheduled.PublishDueAsync(Ct));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_drafts WHERE approved_at IS NOT NULL AND publish_at IS NULL"));
    }

    [Fact]
    public async Task PublishDue_BodyBeganToAskForASecondPerson_IsNotPublishedAndSaysWhy()
    {
        await ScheduledCorrectionAsync();
        await _portal.ScalarAsync<string>("UPDATE bodies SET needs_second_person = true");
        _portal.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, await Scheduled.PublishDueAsync(Ct));

        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT version FROM notes"));
        Assert.Contains("någon annan", await _portal.ScalarAsync<string>("SELECT schedule_failed FROM note_drafts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_BodyBeganToAskForASecondPerson_TakesTheApprovalOfAnother()
    {
        var draft = await DraftAsync();
        Assert.Equal(DecisionOutcome.Approved, await DecideAsync(draft, DecisionKind.Approve, _alva));
        await _portal.ScalarAsync<string>("UPDATE bodies SET needs_second_person = true");

        Assert.Equal(DecisionOutcome.NeedsSecondPerson, await DecideAsync(draft, DecisionKind.Publish, _alva));
        Assert.Equal(DecisionOutcome.NotAttested, await DecideAsync(draft, DecisionKind.Publish, _signe, decision => decision with { IsAttested = false }));
        Assert.Equal(DecisionOutcome.Published, await DecideAsync(draft, DecisionKind.Publish, _signe));

        Assert.Equal("Alva Signe Signe", await _portal.ScalarAsync<string>(
            """
            SELECT w.name || ' ' || a.name || ' ' || t.name
            FROM note_versions v
            JOIN people w ON w.id = v.written_by
            JOIN people a ON a.id = v.approved_by
            JOIN people t ON t.id = v.attested_by
            """));
    }

    [Fact]
    public async Task StartCorrection_OfAnEarlierVersion_BringsTheImageThatIsNoLongerShown()
    {
        await ImportMapAndTakeItAwayAsync();
        var note = await NoteAsync();

        var (id, isNew) = (await Desk.StartCorrectionAsync(note, 2, _alva, Ct))!.Value;

        Assert.True(isNew);
        Assert.Equal("karta.png 3", await _portal.ScalarAsync<string>("SELECT x.name || ' ' || d.base_version FROM note_drafts d JOIN draft_images x ON x.draft_id = d.id"));
        Assert.Equal(DecisionOutcome.Published, await DecideAsync((await Drafts.FindAsync(id, _alva, Ct))!, DecisionKind.Publish, _signe));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_images"));
    }

    [Fact]
    public async Task Remove_AnotherNote_KeepsImagesOfEarlierVersions()
    {
        await ImportMapAndTakeItAwayAsync();
        await DecideAsync(await DraftAsync(), DecisionKind.Publish, _signe);
        var other = (await Desk.FindAsync("radet", November, 1, _signe, Ct))!;
        var administrator = _signe with { Grants = [new Grant(StaffRole.Administrator, null)] };
        await Desk.WithdrawAsync(other, "Ska gallras.", _signe, Ct);

        Assert.Equal(DisposalOutcome.Removed, (await _portal.Get<NoteDisposal>().RemoveAsync(other, "GB 2026:7", "Enligt plan.", administrator, Ct)).Outcome);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM images"));

        await Desk.WithdrawAsync(await NoteAsync(), "Ska gallras.", _signe, Ct);
        Assert.Equal(DisposalOutcome.Removed, (await _portal.Get<NoteDisposal>().RemoveAsync(await NoteAsync(), "GB 2026:8", "Enligt plan.", administrator, Ct)).Outcome);
        Assert.Equal("0 0 0", await _portal.ScalarAsync<string>(
            "SELECT (SELECT count(*) FROM images) || ' ' || (SELECT count(*) FROM note_versions) || ' ' || (SELECT count(*) FROM version_images)"));
    }

    private DraftDesk Drafts => _portal.Get<DraftDesk>();

    private NoteDesk Desk => _portal.Get<NoteDesk>();

    private ScheduledPublishing Scheduled => _portal.Get<ScheduledPublishing>();

    private Task<ImportResult> ImportAprilAsync(string text) =>
        _portal.ImportAsync("2018-04-11-rad.md", $"---\norgan: Rådet\nmöte: 2018-04-11\npublicerad: 2018-04-12 11:50\n---\n\nInledning.\n\n## A\n\n{text}\n");

    /// <summary>Version 2 of the note of April shows an image, version 3 no longer.</summary>
    private async Task ImportMapAndTakeItAwayAsync()
    {
        using var bitmap = new SKBitmap(20, 10);
        bitmap.Erase(SKColors.Blue);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        await File.WriteAllBytesAsync(_portal.Write("bilder/karta.png", ""), data.ToArray(), Ct);
        await ImportAprilAsync("![Karta](bilder/karta.png)");
        await ImportAprilAsync("Utan karta.");
    }

    private async Task<DeskNote> NoteAsync() => (await Desk.FindAsync("radet", April, 1, _alva, Ct))!;

    /// <summary>A new note that Alva has written.</summary>
    private async Task<Draft> DraftAsync()
    {
        var content = new DraftContent { Lead = "Inledning.", Items = [new DraftItem { Key = "p1", Heading = "En punkt", Text = "Text." }] };
        var (id, _) = (await Drafts.StartAsync(_alva, "radet", November, 1, content, Ct))!.Value;
        return (await Drafts.FindAsync(id, _alva, Ct))!;
    }

    /// <summary>A correction of the note of April that Alva has written.</summary>
    private async Task<Draft> CorrectionAsync(string text)
    {
        var (id, _) = (await Desk.StartCorrectionAsync(await NoteAsync(), null, _alva, Ct))!.Value;
        var draft = (await Drafts.FindAsync(id, _alva, Ct))!;
        await Drafts.SaveAsync(id, draft.Revision, draft.Content with { Items = [draft.Content.Items[0] with { Text = text }] }, _alva, Ct);
        return (await Drafts.FindAsync(id, _alva, Ct))!;
    }

    /// <summary>A correction that Alva has written and put in the calendar herself, an hour from now.</summary>
    private async Task ScheduledCorrectionAsync() =>
        Assert.Equal(DecisionOutcome.Scheduled, await DecideAsync(
            await CorrectionAsync("Ny text."), DecisionKind.Schedule, _alva, decision => decision with { PublishAt = _portal.Clock.GetUtcNow().AddHours(1) }));

    private async Task<DecisionOutcome> DecideAsync(Draft draft, DecisionKind kind, StaffPerson person, Func<DraftDecision, DraftDecision>? change = null)
    {
        var decision = new DraftDecision { Kind = kind, Revision = draft.Revision, IsAttested = true };
        return (await _portal.Get<DraftPublishing>().DecideAsync(draft.Id, change?.Invoke(decision) ?? decision, person, Ct)).Outcome;
    }
}
