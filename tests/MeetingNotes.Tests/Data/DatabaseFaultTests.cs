using System.Diagnostics;
using System.Net;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Testing;

namespace MeetingNotes.Tests.Data;

/// <summary>The database slow, silent, cut off or full: what is in memory is shown, the rest says 503 and when to come back, and all is well again by itself.</summary>
public sealed class DatabaseFaultTests(WebFixture web)
{
    private const string Kept = "/organ/kulturforum";

    /// <summary>Shorter than an operator's: a test waits for them.</summary>
    private const string Timeouts = "Timeout=3;Command Timeout=3;Cancellation Timeout=1000";

    private static int _searches;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise24_DatabaseSlow_EverythingIsAnswered()
    {
        await using var behind = new BehindProxy(await ReplicatedPostgres.StartOneAsync(), Instance);
        var (proxy, portal, staff) = (behind.Proxy, behind.Portal, await behind.SignInAndKeepAsync());

        proxy.Delay = TimeSpan.FromMilliseconds(150);
        foreach (var path in (string[])[Kept, "/noterat", "/uppfoljningar", NewSearch(), "/api/v1/changes", "/readyz"])
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await GetAsync(portal, path)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync("/redaktion/moten")).StatusCode);
    }

    /// <summary>As behind a firewall that has forgotten the connections: nobody answers and nobody says so.</summary>
    [Fact]
    public async Task Promise24_DatabaseSilent_TimeoutsAreInForceAndAllIsWellAgain()
    {
        await using var behind = new BehindProxy(await ReplicatedPostgres.StartOneAsync(), Instance);
        var (proxy, portal, staff) = (behind.Proxy, behind.Portal, await behind.SignInAndKeepAsync());

        proxy.IsSilent = true;
        var asked = Enumerable.Range(0, 20).Select(_ => GetAsync(portal, NewSearch())).ToList();
        await ShowsOnlyWhatIsKeptAsync(portal);
        var waited = Stopwatch.GetTimestamp();
        foreach (var answer in await Task.WhenAll([.. asked, staff.GetAsync("/redaktion/moten")]))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(waited), TimeSpan.Zero, TimeSpan.FromSeconds(30));    // 3 + 1, on a machine with much to do

        proxy.IsSilent = false;
        await AllIsWellAsync(portal, staff);
    }

    [Fact]
    public async Task Promise24_ConnectionsCutWhileUsed_NoOtherAnswerThanUnavailable()
    {
        await using var behind = new BehindProxy(await ReplicatedPostgres.StartOneAsync(), Instance);
        var (proxy, portal, staff) = (behind.Proxy, behind.Portal, await behind.SignInAndKeepAsync());

        var cutOff = 0;
        for (var round = 0; round < 5; round++)
        {
            proxy.Delay = TimeSpan.FromMilliseconds(20 * round);    // so that it is cut in one phase after another
            var asked = Enumerable.Range(0, 10).Select(_ => GetAsync(portal, NewSearch())).Append(staff.GetAsync("/redaktion/moten")).ToList();
            await Task.Delay(30, Ct);
            proxy.Cut();
            foreach (var answer in await Task.WhenAll(asked))
            {
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
                cutOff += answer.StatusCode == HttpStatusCode.ServiceUnavailable ? 1 : 0;
            }

            if (round == 0)    // when it is back, nothing old is believed
            {
                await ShowsOnlyWhatIsKeptAsync(portal);
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(portal, NewSearch())).StatusCode);
            proxy.Delay = TimeSpan.Zero;
            proxy.Mend();
            await AllIsWellAsync(portal, staff);
        }

        Assert.NotEqual(0, cutOff);
    }

    /// <summary>The server has a disk of its own, as small as it can be, and somebody fills it.</summary>
    [Fact]
    public async Task Promise24_DiskFull_NothingAcknowledgedIsLostAndAllIsWellWhenThereIsRoom()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root gives a folder a disk of its own.");
        await using var database = await ReplicatedPostgres.StartOneAsync(megabytes: 160);
        var server = database.Servers[0];
        await using var portal = Instance(server.Port);
        var staff = await StaffClient.SignInAsync(portal, "maj");
        await KeepAsync(portal, database);

        await database.FillDiskAsync();
        var acknowledged = new List<string>();
        var refused = 0;
        for (var number = 0; refused < 3; number++)
        {
            Assert.True(number < 3000, "The disk never became full.");
            var place = $"Rum {number} {new string('x', 180)}";
            var answer = await PlanAsync(staff, number, place);
            if (answer == HttpStatusCode.Redirect)
            {
                acknowledged.Add(place);
                continue;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer);
            refused++;
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, "/healthz")).StatusCode);
            Assert.True((await GetAsync(portal, Kept)).StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);    // it may go down and come back meanwhile
        }

        await database.FreeDiskAsync();
        await AllIsWellAsync(portal, staff);
        await Until.TrueAsync(async () => await PlanAsync(staff, 5000, "Stora salen") == HttpStatusCode.Redirect);
        var kept = (await ReplicatedPostgres.ScalarAsync<string>(server, "SELECT string_agg(place, ',') FROM meetings WHERE place LIKE 'Rum %'") ?? "").Split(',');
        Assert.Empty(acknowledged.Except(kept));
    }

    [Fact]
    public async Task Promise32_DatabaseCutOff_EachRequestIsOneEventWithTheFault()
    {
        await using var database = await ReplicatedPostgres.StartOneAsync();
        await using var proxy = new FaultProxy(database.Servers[0].Port);
        await using var portal = await PortalProcess.InProductionAsync(ConnectionString(proxy.Port));
        Assert.Equal(200, await portal.SendAsync("GET /om HTTP/1.1"));

        proxy.Cut();
        var before = portal.Output.Length;
        Assert.Equal(503, await portal.SendAsync("GET /sok?q=kollektivtrafik HTTP/1.1"));
        await portal.StopAsync();

        var lines = portal.Output[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Count(line => line.Contains("/sok", StringComparison.Ordinal)) == 1, string.Join("\n", lines));
        var line = lines.First(line => line.Contains("/sok", StringComparison.Ordinal));
        Assert.Matches("\"StatusCode\":503.*\"Fault\":\"[A-Za-z]*Exception.* in MeetingNotes\\.[A-Za-z.]*\"", line);
        Assert.DoesNotContain(lines, line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase) || line.Contains("kollektivtrafik", StringComparison.Ordinal));
    }

    private WebApplicationFactory<Program> Instance(int port) => web.With(host => host
        .UseSetting("ConnectionStrings:MeetingNotes", ConnectionString(port))
        .UseSetting("Portal:PageCacheMegabytes", "16"));

    private static string ConnectionString(int port) => $"Host=127.0.0.1;Port={port};Username=noterat;Database=noterat;{Timeouts}";

    private static async Task<HttpStatusCode> PlanAsync(StaffClient staff, int number, string place)
    {
        try
        {
            return (await staff.SubmitAsync("/redaktion/moten/planera", new()
            {
                ["Input.Body"] = "kulturforum",
                ["Input.On"] = new DateOnly(2040, 1, 1).AddDays(number).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["Input.Place"] = place,
            })).StatusCode;
        }
        catch (Xunit.Sdk.XunitException fault) when (fault.Message.Contains("(503)", StringComparison.Ordinal))
        {
            return HttpStatusCode.ServiceUnavailable;    // not even the form
        }
    }

    /// <summary>Until it is in memory and asks for nothing: kept after the watch of changes has looked the first time, when it lets everything go.</summary>
    private static async Task KeepAsync(WebApplicationFactory<Program> portal, ReplicatedPostgres database)
    {
        await ReplicatedPostgres.UntilAsync(database.Servers[0], "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT coalesce(max(number)%' AND state = 'idle')");
        await Task.Delay(500, Ct);
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, Kept)).StatusCode);
        }
    }

    private static async Task ShowsOnlyWhatIsKeptAsync(WebApplicationFactory<Program> portal)
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, Kept)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, "/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(portal, "/readyz")).StatusCode);
    }

    private static async Task AllIsWellAsync(WebApplicationFactory<Program> portal, StaffClient staff)
    {
        await Until.TrueAsync(async () => (await GetAsync(portal, "/readyz")).StatusCode == HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await GetAsync(portal, NewSearch())).StatusCode == HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await staff.GetAsync("/redaktion/moten")).StatusCode == HttpStatusCode.OK);
    }

    private static string NewSearch() => $"/sok?q=kollektivtrafik+{Interlocked.Increment(ref _searches)}";

    private static Task<HttpResponseMessage> GetAsync(WebApplicationFactory<Program> portal, string path) => WebFixture.SendAsync(portal, HttpMethod.Get, path);

    /// <summary>A portal whose database is reached by way of a proxy.</summary>
    private sealed class BehindProxy : IAsyncDisposable
    {
        private readonly ReplicatedPostgres _database;

        public BehindProxy(ReplicatedPostgres database, Func<int, WebApplicationFactory<Program>> instance)
        {
            _database = database;
            Proxy = new FaultProxy(database.Servers[0].Port);
            Portal = instance(Proxy.Port);
        }

        public FaultProxy Proxy { get; }

        public WebApplicationFactory<Program> Portal { get; }

        public async Task<StaffClient> SignInAndKeepAsync()
        {
            var staff = await StaffClient.SignInAsync(Portal, "maj");
            await KeepAsync(Portal, _database);
            return staff;
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Proxy.DisposeAsync();
            await _database.DisposeAsync();
        }
    }
}
