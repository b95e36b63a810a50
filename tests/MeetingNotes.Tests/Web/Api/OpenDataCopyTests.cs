using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Dapper;
using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Topics;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>Whoever follows the log of changes has what the dump has, whatever happens to the notes; and the dump has what is public.</summary>
public sealed class OpenDataCopyTests(WebFixture web, PostgresFixture postgres) : IAsyncLifetime
{
    private const string Body = "regionala-samverkansradet";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly Day = new(2018, 4, 11);

    private readonly Dictionary<string, string> _copy = [];
    private TestDatabase _database = null!;
    private WebApplicationFactory<Program> _portal = null!;
    private StaffPerson _maj = null!;
    private string? _cursor;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateMigratedDatabaseAsync();
        _portal = web.With(host => host.UseSetting("ConnectionStrings:MeetingNotes", _database.ConnectionString));
        var sessions = Get<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("prov", "maj", "Maj", null, false, [StaffRole.Administrator]), Ct);
        _maj = (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))! with { Grants = [new Grant(StaffRole.Administrator, null)] };
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Changes_FollowedThroughEverything_GiveWhatTheDumpHas()
    {
        await AssertCopyAsync();
        Assert.True(_copy.Count > 100);
        var fromTheBeginning = _copy.Count;

        await ActAsync(async () => Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync(), "Namn på en enskild.", _maj, Ct)), "removed note", "published meeting");
        Assert.DoesNotContain(_copy.Values, thing => thing.Contains("Namn på en enskild", StringComparison.Ordinal));
        await ActAsync(async () => Assert.True(await Get<NoteDesk>().ReinstateAsync(await NoteAsync(), _maj, Ct)), "published note", "published meeting");
        Assert.Equal(fromTheBeginning, _copy.Count);

        await ActAsync(() => ImportAsync("2026-11-02-kulturforum.md", "Kulturforum", "2026-11-02", "=1+1 är två", "Text om scener.", "Dans"), "published note", "published meeting", "published topic");
        await ActAsync(() => ImportAsync("2026-11-02-kulturforum.md", "Kulturforum", "2026-11-02", "=1+1 är två", "Text om sener.", "Dans"), "published note");
        await ActAsync(async () => Assert.Equal(TopicOutcome.Done, await Get<TopicDesk>().ChangeAsync("dans", "Dans och rörelse", ["balett"], _maj, Ct)), "published topic", "published note");
        await ActAsync(async () => Assert.Equal(TopicOutcome.Done, await Get<TopicDesk>().MergeAsync("dans-och-rorelse", "kultur", _maj, Ct)), "removed topic", "published topic", "published note");
        await ActAsync(async () => Assert.Equal(MatterOutcome.Done, await Get<MatterDesk>().RenameAsync("ny-regional-utvecklingsstrategi", "Strategin för regionen", _maj, Ct)), "published matter", "published note");
        await ActAsync(async () => Assert.Equal(MatterOutcome.Done, await Get<MatterDesk>().JoinAsync("oversyn-av-kollektivtrafikmyndighetens-styrdokument", "strategin-for-regionen", _maj, Ct)), "removed matter", "published note");
        await ActAsync(async () => Assert.True(await Get<AbbreviationDesk>().AddAsync("bredband", "snabbt nät", _maj, Ct) && await Get<NoteRerendering>().RunAsync(Ct) > 0), "published note");
        var body = (await Get<BodyDesk>().FindAsync(Body, Ct))!;
        await ActAsync(
            async () => Assert.Equal(BodyOutcome.Done, (await Get<BodyDesk>().ChangeAsync(Body, new BodyDetails { Name = "Regionala mötet", Description = "Nytt namn." }, body.Revision, _maj, Ct)).Outcome),
            "published body", "published note", "published meeting");
        await ActAsync(async () => Assert.Equal(BodyOutcome.Done, await Get<BodyDesk>().DissolveAsync("kulturforum", new DateOnly(2031, 1, 1), "regionala-motet", _maj, Ct)), "published body");
        var meeting = Guid.Empty;
        await ActAsync(async () => meeting = (await Get<MeetingDesk>().PlanAsync(_maj, "regionala-motet", new MeetingPlan(new DateOnly(2027, 3, 3), 1, null, "Timrå"), Ct)).Id, "published meeting");
        await ActAsync(() => Get<MeetingDesk>().MoveAsync(meeting, new DateOnly(2027, 3, 10), null, "Snöoväder.", _maj, Ct), "published meeting");
        await ActAsync(() => Get<MeetingDesk>().CancelAsync(meeting, "Inget att ta upp.", _maj, Ct), "published meeting");

        // Destroyed for good: its meeting stays.
        await ActAsync(async () => Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync("kulturforum", new DateOnly(2026, 11, 2)), "Ska gallras.", _maj, Ct)), "removed note");
        await ActAsync(async () => Assert.Equal(DisposalOutcome.Removed, (await Get<NoteDisposal>().RemoveAsync(await NoteAsync("kulturforum", new DateOnly(2026, 11, 2)), "G 1", "Gallras.", _maj, Ct)).Outcome), "removed note");

        (_cursor, var followed) = (null, new Dictionary<string, string>(_copy));
        _copy.Clear();
        await FollowAsync();
        Assert.Equal(followed.OrderBy(thing => thing.Key), _copy.OrderBy(thing => thing.Key));
    }

    [Fact]
    public async Task Changes_CommittedInAnotherOrderThanMade_AreAllSeen()
    {
        await FollowAsync();
        await using var slow = new NpgsqlConnection(_database.ConnectionString);
        await slow.OpenAsync(Ct);
        await using var transaction = await slow.BeginTransactionAsync(Ct);
        await slow.ExecuteAsync("UPDATE topics SET synonyms = '{sen}' WHERE slug = 'kultur'", transaction: transaction);
        await Get<Database>().ExecuteAsync("UPDATE topics SET synonyms = '{tidig}' WHERE slug = 'kollektivtrafik'", null, Ct);
        await FollowAsync();
        Assert.Contains(_copy.Values, thing => thing.Contains("tidig\"", StringComparison.Ordinal));

        await transaction.CommitAsync(Ct);
        await AssertCopyAsync();
        Assert.Contains(_copy.Values, thing => thing.Contains("sen\"", StringComparison.Ordinal));
    }

    /// <summary>What is published for trial is taken back, and tells nobody.</summary>
    [Fact]
    public async Task Changes_OfWhatIsUndone_AreNone()
    {
        await FollowAsync();
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await connection.ExecuteAsync("UPDATE notes SET title = 'Ångrad'", transaction: transaction);
        }

        Assert.Empty(await FollowAsync());
    }

    [Fact]
    public async Task Changes_FromAPortalThatHasBeenRestored_BeginAgain()
    {
        var response = await WebFixture.SendAsync(_portal, HttpMethod.Get, "/api/v1/changes?since=" + MeetingNotes.Web.Api.ChangesApi.CursorOf(long.MaxValue));

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [Fact]
    public async Task Withdrawn_ByItsIds_IsGoneWithTheReason()
    {
        var note = (await JsonAsync($"/api/v1/notes?body={Body}&year=2018")).GetProperty("items").EnumerateArray().First(one => one.Text("meetingDate") == "2018-04-11");
        var item = note.GetProperty("items").EnumerateArray().First(one => one.GetProperty("followUps").GetArrayLength() > 0);
        string[] addresses = [note.Text("self")!, item.Text("self")!, item.GetProperty("followUps")[0].Text("self")!];
        Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync(), "Namn på en enskild.", _maj, Ct));

        foreach (var address in addresses)
        {
            var response = await WebFixture.SendAsync(_portal, HttpMethod.Get, ApiClient.PathOf(address));
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
            Assert.Contains("Namn på en enskild.", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(addresses[0], await TextAsync("/api/v1/notes?limit=100"), StringComparison.Ordinal);
        Assert.DoesNotContain(addresses[1], await TextAsync("/api/v1/agenda-items?limit=100"), StringComparison.Ordinal);
        Assert.DoesNotContain(addresses[2], await TextAsync("/api/v1/follow-ups?limit=100"), StringComparison.Ordinal);
        Assert.DoesNotContain(note.Text("id")!, await TextAsync("/api/v1/dump.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_AsASpreadsheetOpensIt_HasARowForEachItemAndNoFormula()
    {
        await ImportAsync("2026-11-02-kulturforum.md", "Kulturforum", "2026-11-02", "=HYPERLINK(\"https://x.example\")", "@SUM(1)\n\nMed \"citat\", komma;\noch rad.", "Kultur");
        var rows = Rows(await TextAsync("/api/v1/dump.csv"));
        var items = await Get<Database>().ExecuteScalarAsync<int>("SELECT count(*)::int FROM agenda_items i JOIN published_notes n ON n.id = i.note_id", null, Ct);

        Assert.Equal(items + 1, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        Assert.All(rows.SelectMany(row => row), field => Assert.DoesNotMatch("^\\s*[=+@-]", field));
        Assert.Contains(rows, row => row.Contains("'=HYPERLINK(\"https://x.example\")") && row.Any(field => field.StartsWith("'@SUM(1)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dump_Unchanged_IsTheSameFileAndTag()
    {
        var first = await WebFixture.SendAsync(_portal, HttpMethod.Get, "/api/v1/dump.jsonl.gz");
        var second = await WebFixture.SendAsync(_portal, HttpMethod.Get, "/api/v1/dump.jsonl.gz", ("Accept-Encoding", "gzip, br"));
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(Ct), await second.Content.ReadAsByteArrayAsync(Ct));
        Assert.Empty(second.Content.Headers.ContentEncoding);
        Assert.Equal("application/gzip", first.Content.Headers.ContentType!.ToString());

        Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync(), "Fel.", _maj, Ct));
        var third = await WebFixture.SendAsync(_portal, HttpMethod.Get, "/api/v1/dump.jsonl.gz", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.NotEqual(first.Headers.ETag, third.Headers.ETag);
        Assert.NotNull(third.Content.Headers.LastModified);
    }

    private T Get<T>()
        where T : notnull => _portal.Services.GetRequiredService<T>();

    private async Task<DeskNote> NoteAsync(string body = Body, DateOnly? day = null) => (await Get<NoteDesk>().FindAsync(body, day ?? Day, 1, _maj, Ct))!;

    /// <summary>Does something, and sees that the log tells of at least these, and of nothing that the dump does not have.</summary>
    private async Task ActAsync(Func<Task> act, params string[] expected)
    {
        await act();
        var seen = await AssertCopyAsync();
        Assert.Empty(expected.Except(seen));
    }

    private async Task<List<string>> AssertCopyAsync()
    {
        var seen = await FollowAsync();
        var dump = await DumpAsync();
        Assert.Equal(dump.Keys.Order(), _copy.Keys.Order());
        foreach (var (key, thing) in dump)
        {
            Assert.Equal(thing, _copy[key]);
        }

        return seen;
    }

    /// <summary>As somebody who keeps a copy does; what was done, "removed note".</summary>
    private async Task<List<string>> FollowAsync()
    {
        var seen = new List<string>();
        for (var hasMore = true; hasMore;)
        {
            var answer = await JsonAsync($"/api/v1/changes?limit=40{(_cursor is null ? "" : $"&since={_cursor}")}");
            foreach (var change in answer.GetProperty("changes").EnumerateArray())
            {
                var (kind, action) = (change.Text("kind")!, change.Text("action")!);
                seen.Add($"{action} {kind}");
                if (action == "removed")
                {
                    _copy.Remove($"{kind} {change.Text("id")}");
                }
                else
                {
                    _copy[$"{kind} {change.Text("id")}"] = JsonSerializer.Serialize(change.GetProperty(kind));
                }
            }

            (_cursor, hasMore) = (answer.Text("cursor"), answer.GetProperty("hasMore").GetBoolean());
        }

        return seen;
    }

    private async Task<Dictionary<string, string>> DumpAsync()
    {
        var response = await WebFixture.SendAsync(_portal, HttpMethod.Get, "/api/v1/dump.jsonl.gz");
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(Ct), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        var dump = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            var root = JsonDocument.Parse(line).RootElement;
            var kind = root.Text("kind")!;
            dump.Add($"{kind} {root.GetProperty(kind).Text("id")}", JsonSerializer.Serialize(root.GetProperty(kind)));
        }

        return dump;
    }

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await TextAsync(path)).RootElement;

    private async Task<string> TextAsync(string path)
    {
        var response = await WebFixture.SendAsync(_portal, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    private async Task ImportAsync(string name, string body, string day, string heading, string text, string topic)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-copy-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(path, $"---\norgan: {body}\nmöte: {day}\npublicerad: {day} 18:00\n---\n\nEn inledning.\n\n## {heading}\n\nÄmne: {topic}\n\n{text}\n", Ct);
            await Get<NoteImport>().ImportAsync([path], true, result => Assert.NotEqual(ImportOutcome.Refused, result.Outcome), Ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, field, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        foreach (var letter in csv.TrimStart('\ufeff').Replace("\"\"", "\u0001", StringComparison.Ordinal))
        {
            switch (letter)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    row.Add(field.ToString().Replace('\u0001', '"'));
                    field.Clear();
                    break;
                case '\n' when !isQuoted:
                    row.Add(field.ToString().TrimEnd('\r').Replace('\u0001', '"'));
                    field.Clear();
                    rows.Add(row);
                    row = [];
                    break;
                default:
                    field.Append(letter);
                    break;
            }
        }

        return rows;
    }
}
