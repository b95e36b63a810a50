using System.Text.Json;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Topics;
using MeetingNotes.Tests.Testing;
using Npgsql;
using SkiaSharp;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Published notes: taken from the public, given back and destroyed, seen through every reader of the public; and what cannot be rewritten.</summary>
public sealed class NoteWithdrawalTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>In every text of the note that is taken away.</summary>
    private const string Canary = "vattenskoter";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private NoteDesk _notes = null!;
    private string _body = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _editor = null!;
    private StaffPerson _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _notes = _portal.Get<NoteDesk>();
        _body = await _desk.BodyAsync();
        _writer = await _portal.PersonAsync(StaffRole.Writer, _body);
        _editor = await _portal.PersonAsync(StaffRole.Editor, _body);
        _administrator = await _portal.PersonAsync(StaffRole.Administrator);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Withdraw_AndReinstate_IsGoneFromAndBackInEveryReaderOfThePublic()
    {
        await ImportBothAsync();
        var note = await _desk.NoteAsync(_editor, _body);
        var before = await PublicAsync();
        Assert.All(before.Where(reader => reader.Key is not ("calendar" or "counts" or "body")), reader => Assert.Contains(Canary, reader.Value, StringComparison.Ordinal));

        Assert.False(await _notes.WithdrawAsync(note, "Nej", _writer, Ct));
        Assert.True(await _notes.WithdrawAsync(note, "Fel möte.", _editor, Ct));

        var without = await PublicAsync();
        Assert.All(without, reader => Assert.DoesNotContain(Canary, reader.Value, StringComparison.Ordinal));
        Assert.All(before, reader => Assert.NotEqual(reader.Value, without[reader.Key]));
        Assert.Equal("Fel möte.", Assert.IsType<NoteLookup.Withdrawn>(await _desk.PageAsync(_body)).Reason);

        Assert.False(await _notes.ReinstateAsync(note, _writer, Ct));
        Assert.True(await _notes.ReinstateAsync(note, _editor, Ct));
        Assert.Equal(before, await PublicAsync());
        Assert.Equal((1, 1), (await _desk.AuditAsync("withdraw"), await _desk.AuditAsync("reinstate")));
    }

    [Fact]
    public async Task Remove_ByDecision_LeavesTheDecisionAndTheReasonOnly()
    {
        await ImportBothAsync();
        var note = await _desk.NoteAsync(_administrator, _body);
        await _desk.CorrectionAsync(note, _editor, $"Mer om {Canary}.");
        var disposal = _portal.Get<NoteDisposal>();

        Assert.Equal(DisposalOutcome.NotAllowed, (await disposal.RemoveAsync(note, "B 1", "Gallras.", _editor, Ct)).Outcome);
        Assert.Equal(DisposalOutcome.NotWithdrawn, (await RemoveAsync()).Outcome);
        await _notes.WithdrawAsync(note, "Fel.", _editor, Ct);
        await Assert.ThrowsAsync<PostgresException>(() => _portal.ScalarAsync<int?>("DELETE FROM note_versions"));
        Assert.Equal(DisposalOutcome.Removed, (await RemoveAsync()).Outcome);
        Assert.Equal(DisposalOutcome.Gone, (await RemoveAsync()).Outcome);

        var withdrawn = Assert.IsType<NoteLookup.Withdrawn>(await _desk.PageAsync(_body));
        Assert.Contains("beslut B 2026/14", withdrawn.Reason, StringComparison.Ordinal);
        Assert.Equal("1 1", await _portal.ScalarAsync<string>("SELECT (SELECT count(*) FROM images) || ' ' || (SELECT count(*) FROM disposals)"));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_drafts"));
        foreach (var table in (string[])["notes", "note_versions", "agenda_items", "follow_ups", "follow_up_standings", "note_drafts", "audit_events"])
        {
            Assert.Equal(0, await _portal.ScalarAsync<int>($"SELECT count(*)::int FROM {table} t WHERE t::text ILIKE '%{Canary}%'"));
        }

        // The other note is whole, and the meeting can neither be forgotten nor can what is left be changed.
        Assert.IsType<NoteLookup.Found>(await _desk.PageAsync(_body, new DateOnly(2026, 11, 20)));
        await _desk.DecideAsync(await _desk.CorrectionAsync(await _desk.NoteAsync(_editor, _body, new DateOnly(2026, 11, 20)), _editor, "Kort."), _editor);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meetings WHERE held_on = '2026-11-23'"));

        Task<DisposalResult> RemoveAsync() => disposal.RemoveAsync(note, "B 2026/14", "Gallras.", _administrator, Ct);
    }

    [Fact]
    public async Task Remove_NoteThatAnotherAnswers_NamesIt()
    {
        await ImportBothAsync(answer: "- [x] Klart (svar på: kop-vattenskoter)\n");
        var note = await _desk.NoteAsync(_administrator, _body);
        await _notes.WithdrawAsync(note, "Fel.", _editor, Ct);

        var result = await _portal.Get<NoteDisposal>().RemoveAsync(note, "B 1", "Gallras.", _administrator, Ct);

        Assert.Equal(DisposalOutcome.IsAnswered, result.Outcome);
        Assert.Single(result.Answering);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM disposals"));
    }

    [Theory]
    [InlineData("note_versions", "document = ''")]
    [InlineData("audit_events", "reason = ''")]
    [InlineData("disposals", "reason = ''")]
    public async Task Promise21_History_IsRefusedToBeRewritten(string table, string change)
    {
        await ImportBothAsync();
        var note = await _desk.NoteAsync(_administrator, _body);
        await _notes.WithdrawAsync(note, "Fel.", _editor, Ct);
        await _portal.Get<NoteDisposal>().RemoveAsync(note, "B 1", "Gallras.", _administrator, Ct);
        var before = await _portal.FingerprintAsync();

        foreach (var statement in (string[])[$"UPDATE {table} SET {change}", $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE"])
        {
            Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => _portal.ScalarAsync<int?>(statement))).SqlState);
        }

        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    /// <summary>A note with everything a note can have; and another, which comes later in time when it answers the first, and has a picture of its own.</summary>
    private async Task ImportBothAsync(string answer = "")
    {
        var name = _portal.Write($"bilder/{Canary}.png", "");
        await File.WriteAllBytesAsync(name, Picture(SKColors.Blue), Ct);
        await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(name)!, "buss.png"), Picture(SKColors.Red), Ct);
        var first = await _portal.ImportAsync("2026-11-23-radet.md",
            $"""
            ---
            organ: Prov radet
            möte: 2026-11-23
            publicerad: 2026-11-23 12:00
            ---

            Om {Canary}.

            ## Köpa {Canary}

            Ämne: Ämnet {Canary}
            Ärende: Ärendet {Canary}

            ![En {Canary}](bilder/{Canary}.png)

            - [ ] Köp {Canary} (id: kop-vattenskoter; senast: 2026-12-24)
            """);
        Assert.Empty(first.Problems);
        var (day, next) = answer.Length > 0 ? ("2026-11-24", "2026-11-30") : ("2026-11-20", "2026-11-23");
        var other = await _portal.ImportAsync($"{day}-radet.md",
            $"---\norgan: Prov radet\nmöte: {day}\npublicerad: {day} 08:30\nnästa möte: {next}\n---\n\nOm annat.\n\n## Annat\n\n![En buss](bilder/buss.png)\n\n{answer}");
        Assert.Empty(other.Problems);
    }

    /// <summary>What every reader of the public says, as JSON.</summary>
    private async Task<Dictionary<string, string>> PublicAsync()
    {
        var today = new DateOnly(2026, 12, 1);
        var hash = await _portal.ScalarAsync<string>($"SELECT encode(hash, 'hex') FROM note_images WHERE name = '{Canary}.png'");
        var matter = await _portal.ScalarAsync<string>($"SELECT slug::text FROM matters WHERE name = 'Ärendet {Canary}'");
        return new()
        {
            ["archive"] = Json(await CardsAsync()),
            ["sitemap"] = Json(await _portal.Get<SiteAddresses>().SaidAsync(null, 0, 100, Ct)),
            ["page"] = Json(await _desk.PageAsync(_body) as NoteLookup.Found),
            ["document"] = Json(await _portal.Get<NoteReader>().FindDocumentAsync(_body, DeskData.Day, 1, Ct)),
            ["search"] = Json((await _portal.Get<ItemSearch>().SearchAsync(new SearchRequest(_portal.Get<ItemSearch>().Read(Canary)), Ct)).Hits),
            ["follow-ups"] = Json((await _portal.Get<FollowUpReader>().ListAsync(new FollowUpFilter(), 1, Ct)).FollowUps),
            ["follow-up"] = Json(await _portal.Get<FollowUpReader>().FindAsync(_body, "kop-vattenskoter", Ct)),
            ["topics"] = Json(await _portal.Get<TopicReader>().ListAsync(Ct)),
            ["matters"] = Json((await _portal.Get<MatterReader>().ListAsync(1, Ct)).Matters),
            ["matter"] = Json(await _portal.Get<MatterReader>().FindAsync(matter!, Ct)),
            ["calendar"] = Json((await _portal.Get<MeetingCalendar>().PastAsync(_body, null, today, 1, Ct)).Meetings),
            ["counts"] = Json((await _portal.Get<CoverageReader>().ReadAsync(Ct)).Notes),
            ["body"] = Json(await _portal.Get<BodyReader>().FindAsync(_body, Ct)),
            ["image"] = await _portal.Get<NoteImages>().FindAsync(hash!, $"{Canary}.png", Ct) is null ? "" : Canary,
        };

        static string Json<T>(T value) => JsonSerializer.Serialize(value, NotePublishing.Json);
    }

    private async Task<string> CardsAsync() => JsonSerializer.Serialize(await _portal.Get<NoteArchive>().LatestAsync(10, Ct), NotePublishing.Json);

    private static byte[] Picture(SKColor colour)
    {
        using var bitmap = new SKBitmap(8, 8);
        bitmap.Erase(colour);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
