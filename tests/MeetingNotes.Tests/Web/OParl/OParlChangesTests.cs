using System.Globalization;
using System.Net;
using System.Text.Json;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Api;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.OParl;

/// <summary>Whoever asks for what is modified since the last time has, in the end, what a new reader has; whatever happens to meetings and notes.</summary>
public sealed class OParlChangesTests(WebFixture web, PostgresFixture postgres) : IAsyncLifetime
{
    private const string Body = "regionala-samverkansradet";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly Day = new(2018, 4, 11);
    private static readonly string[] Lists = ["organizations", "meetings", "agenda-items", "locations"];

    private readonly Dictionary<string, string> _copy = [];
    private DateTimeOffset _seen = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TestDatabase _database = null!;
    private WebApplicationFactory<Program> _portal = null!;
    private OParlClient _client = null!;
    private StaffPerson _maj = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateMigratedDatabaseAsync();
        _portal = web.With(host => host.UseSetting("ConnectionStrings:MeetingNotes", _database.ConnectionString));
        _client = new OParlClient(_portal);
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
    public async Task Changes_AskedForThroughEverything_GiveWhatANewReaderHas()
    {
        await FollowAsync();
        Assert.True(_copy.Count > 100);
        var items = Of("agenda-items").Count;

        var gone = await ActAsync(async () => Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync(), "Namn på en enskild.", _maj, Ct)));
        Assert.NotEmpty(gone);
        Assert.All(gone, address => Assert.Contains("/agenda-items/", address, StringComparison.Ordinal));
        Assert.Equal(items - gone.Count, Of("agenda-items").Count);
        await ActAsync(async () => Assert.True(await Get<NoteDesk>().ReinstateAsync(await NoteAsync(), _maj, Ct)));
        Assert.Equal(items, Of("agenda-items").Count);

        await ActAsync(() => ImportAsync("## Scener\n\nOm scener.\n\n## Museer\n\nOm museer.\n"));
        Assert.Equal(items + 2, Of("agenda-items").Count);
        gone = await ActAsync(() => ImportAsync("## Scener\n\nOm scenerna.\n"));
        Assert.Contains("/agenda-items/", Assert.Single(gone), StringComparison.Ordinal);
        Assert.Contains(Of("meetings"), meeting => meeting.Contains("Om scenerna.", StringComparison.Ordinal));

        var body = (await Get<BodyDesk>().FindAsync(Body, Ct))!;
        await ActAsync(async () => Assert.Equal(
            BodyOutcome.Done, (await Get<BodyDesk>().ChangeAsync(Body, new BodyDetails { Name = "Regionala mötet", Description = "Nytt namn." }, body.Revision, _maj, Ct)).Outcome));
        var meeting = Guid.Empty;
        await ActAsync(async () => meeting = (await Get<MeetingDesk>().PlanAsync(_maj, "regionala-motet", new MeetingPlan(new DateOnly(2027, 3, 3), 1, null, "Timrå"), Ct)).Id);
        gone = await ActAsync(async () => Assert.Equal(MeetingOutcome.Done, (await Get<MeetingDesk>().RemoveAsync(meeting, _maj, Ct)).Outcome));
        Assert.Equal(2, gone.Count);    // the meeting and its location

        await ActAsync(async () => meeting = (await Get<MeetingDesk>().PlanAsync(_maj, "regionala-motet", new MeetingPlan(new DateOnly(2027, 3, 3), 1, null, "Timrå"), Ct)).Id);
        await ActAsync(() => Get<MeetingDesk>().MoveAsync(meeting, new DateOnly(2027, 3, 10), null, "Snöoväder.", _maj, Ct));
        await ActAsync(() => Get<MeetingDesk>().CancelAsync(meeting, "Inget att ta upp.", _maj, Ct));
        Assert.Contains(Of("meetings"), text => text.Contains("Inget att ta upp.", StringComparison.Ordinal) && text.Contains("\"cancelled\":true", StringComparison.Ordinal));

        // Destroyed for good: its meeting stays, its items are known to be gone.
        var cultural = await NoteAsync("kulturforum", new DateOnly(2026, 11, 2));
        gone = await ActAsync(async () => Assert.True(await Get<NoteDesk>().WithdrawAsync(cultural, "Ska gallras.", _maj, Ct)));
        await ActAsync(async () => Assert.Equal(
            DisposalOutcome.Removed, (await Get<NoteDisposal>().RemoveAsync(await NoteAsync("kulturforum", new DateOnly(2026, 11, 2)), "G 1", "Gallras.", _maj, Ct)).Outcome));
        Assert.True(OParlClient.IsDeleted(await _client.ReadAsync(Assert.Single(gone))));

        var followed = new Dictionary<string, string>(_copy);
        _copy.Clear();
        _seen = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await FollowAsync();
        Assert.Equal(followed.OrderBy(thing => thing.Key), _copy.OrderBy(thing => thing.Key));
    }

    [Fact]
    public async Task Withdrawn_ByItsAddress_IsDeletedAndSaysNothingMore()
    {
        var meeting = (await _client.AllAsync("/oparl/v1/meetings")).First(one => one.Text("web")!.EndsWith($"/{Body}/2018-04-11", StringComparison.Ordinal));
        var item = meeting.GetProperty("agendaItem")[0];
        Assert.True(await Get<NoteDesk>().WithdrawAsync(await NoteAsync(), "Namn på en enskild.", _maj, Ct));

        var gone = await _client.ReadAsync(item.Text("id")!);
        Assert.Equal(["id", "type", "created", "modified", "deleted"], gone.EnumerateObject().Select(property => property.Name));
        Assert.Equal(item.Text("created"), gone.Text("created"));
        Assert.True(gone.GetProperty("modified").GetDateTimeOffset() > item.GetProperty("modified").GetDateTimeOffset());

        var now = await _client.ReadAsync(meeting.Text("id")!);
        Assert.False(now.TryGetProperty("agendaItem", out _));
        Assert.Equal("terminiert", now.Text("meetingState"));
        Assert.DoesNotContain(item.Text("id"), (await _client.AllAsync("/oparl/v1/agenda-items?limit=100")).Select(one => one.Text("id")));
        Assert.Contains(item.Text("id"), (await _client.AllAsync(Since("agenda-items", item.GetProperty("modified").GetDateTimeOffset()))).Where(OParlClient.IsDeleted).Select(one => one.Text("id")));
        Assert.DoesNotContain("Namn på en enskild", string.Concat((await _client.AllAsync(Since("meetings", _seen))).Select(one => one.GetRawText())), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await WebFixture.SendAsync(_portal, HttpMethod.Head, ApiClient.PathOf(item.Text("id")!))).StatusCode);
    }

    /// <summary>A page of changes is read in its order, and what changes meanwhile comes again at the end.</summary>
    [Fact]
    public async Task Changes_ThatComeWhileSomebodyReads_AreNotMissed()
    {
        var seen = new List<JsonElement>();
        string? next = Since("agenda-items", _seen) + "&limit=5";
        for (var page = 0; next is not null; page++)
        {
            if (page == 1)
            {
                await Get<Database>().ExecuteAsync(
                    "UPDATE notes SET title = title || ' (ny)' WHERE id = (SELECT i.note_id FROM agenda_items i WHERE i.id = @id)", new { id = Guid.Parse(seen[0].Text("id")!.Split('/')[^1]) }, Ct);
            }

            var answer = await _client.ReadAsync(next);
            seen.AddRange(answer.GetProperty("data").EnumerateArray());
            next = answer.Link("next");
        }

        Assert.Equal(seen.Select(one => one.GetProperty("modified").GetDateTimeOffset()).Order(), seen.Select(one => one.GetProperty("modified").GetDateTimeOffset()));
        Assert.Contains(seen[0].Text("id"), seen.Skip(5).Select(one => one.Text("id")));
        Assert.Empty((await _client.AllAsync("/oparl/v1/agenda-items?limit=100")).Select(one => one.Text("id")).Except(seen.Select(one => one.Text("id"))));
    }

    private T Get<T>()
        where T : notnull => _portal.Services.GetRequiredService<T>();

    private async Task<DeskNote> NoteAsync(string body = Body, DateOnly? day = null) => (await Get<NoteDesk>().FindAsync(body, day ?? Day, 1, _maj, Ct))!;

    private List<string> Of(string list) => [.. _copy.Where(thing => thing.Key.Contains($"/{list}/", StringComparison.Ordinal)).Select(thing => thing.Value)];

    private static string Since(string list, DateTimeOffset instant) =>
        OParlClient.With($"/oparl/v1/{list}", "modified_since", instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Does something, follows it, and answers what is gone by it.</summary>
    private async Task<List<string>> ActAsync(Func<Task> act)
    {
        var before = _copy.Keys.ToList();
        await act();
        await FollowAsync();
        return [.. before.Except(_copy.Keys)];
    }

    private async Task FollowAsync()
    {
        var since = _seen;
        foreach (var list in Lists)
        {
            foreach (var thing in await _client.AllAsync(Since(list, since) + "&limit=50"))
            {
                var modified = thing.GetProperty("modified").GetDateTimeOffset();
                _seen = modified > _seen ? modified : _seen;
                if (OParlClient.IsDeleted(thing))
                {
                    _copy.Remove(thing.Text("id")!);
                }
                else
                {
                    _copy[thing.Text("id")!] = JsonSerializer.Serialize(thing);
                }
            }
        }

        foreach (var list in Lists)
        {
            var whole = (await _client.AllAsync($"/oparl/v1/{list}?limit=100")).ToDictionary(thing => thing.Text("id")!, thing => JsonSerializer.Serialize(thing));
            var own = _copy.Where(thing => thing.Key.Contains($"/{list}/", StringComparison.Ordinal)).ToDictionary();
            Assert.Equal(whole.Keys.Order(), own.Keys.Order());
            foreach (var (address, thing) in whole)
            {
                Assert.Equal(thing, own[address]);
            }
        }
    }

    private async Task ImportAsync(string items)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-oparl-");
        try
        {
            var path = Path.Combine(folder.FullName, "2026-11-02-kulturforum.md");
            await File.WriteAllTextAsync(path, $"---\norgan: Kulturforum\nmöte: 2026-11-02\npublicerad: 2026-11-03 09:00\n---\n\nEn ingress.\n\n{items}", Ct);
            await Get<NoteImport>().ImportAsync([path], true, result => Assert.NotEqual(ImportOutcome.Refused, result.Outcome), Ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
