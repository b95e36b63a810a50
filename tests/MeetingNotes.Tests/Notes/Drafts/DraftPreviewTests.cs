using Dapper;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>A preview is a publication that is taken back, beside those that are not.</summary>
public sealed class DraftPreviewTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private string _body = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _body = await _desk.BodyAsync();
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Read_SomebodyPublishesForLong_ShowsThePageMeanwhileAndChangesNothing()
    {
        await _desk.PublishedAsync(_editor, _body, DeskData.Content("Bussarna går."), DeskData.Day.AddDays(-7));
        var draft = await _desk.DraftAsync(_editor, _body, DeskData.Content("Bussarna går igen."));
        var before = await _portal.FingerprintAsync();
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await NotePublishing.LockAsync(connection, transaction, Ct);
        await connection.ExecuteAsync("SELECT FROM derivations FOR UPDATE; SELECT FROM counts FOR UPDATE", null, transaction);

        var preview = await ReadAsync(draft);

        Assert.Contains("Bussarna går igen.", preview.Page!.Items[0].Html, StringComparison.Ordinal);
        await transaction.RollbackAsync(Ct);
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Read_RowsOfTheSameNoteAreHeld_SaysSoAndStandsInNobodysWay()
    {
        await _desk.PublishedAsync(_editor, _body, DeskData.Content("Bussarna går."));
        var correction = await _desk.CorrectionAsync(await _desk.NoteAsync(_editor, _body), _editor, "Bussarna går igen.");
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await connection.ExecuteAsync("SELECT FROM notes FOR UPDATE", null, transaction);

        var preview = await ReadAsync(correction);

        Assert.Null(preview.Page);
        Assert.StartsWith("Något publiceras just nu.", Assert.Single(preview.Problems).Reason, StringComparison.Ordinal);
        await transaction.RollbackAsync(Ct);
        Assert.NotNull((await ReadAsync(correction)).Page);
    }

    [Fact]
    public async Task Read_WhileOthersPublishTheSameNewNames_NeitherFails()
    {
        var content = DeskData.Content("Bussarna går.");
        content = content with { Items = [.. content.Items.Select((item, index) => item with { Matter = $"Ärende {index}" })] };
        var first = await _desk.DraftAsync(_editor, _body, content with { Items = [.. content.Items.Reverse()] });

        for (var round = 1; round <= 10; round++)
        {
            var other = await _desk.DraftAsync(_editor, _body, content, DeskData.Day.AddDays(-round));
            var previews = Enumerable.Range(0, 3).Select(_ => ReadAsync(first)).ToList();
            var published = await _desk.DecideAsync(other, _editor);

            Assert.Equal(DecisionOutcome.Published, published.Outcome);
            Assert.All(await Task.WhenAll(previews), preview => Assert.NotNull(preview.Page));
        }
    }

    private Task<PreviewResult> ReadAsync(Draft draft) => _portal.Get<DraftPreview>().ReadAsync(draft, draft.Content, Ct).WaitAsync(Patience, Ct);
}
