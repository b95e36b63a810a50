using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Data;

/// <summary>
/// Promise 23, as it stands in operation: two PostgreSQL servers, two portals and nginx in front. <c>NOTERAT_TEST_FULL=1</c> runs twenty rounds; in each the
/// primary is killed, its replica promoted, and the killed one taken back as a replica of the other.
/// </summary>
public sealed class FailoverTests
{
    private const int Writers = 3;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NOTERAT_TEST_FULL") == "1";
    private static readonly int Rounds = IsFull ? 20 : 1;

    /// <summary>Among other tests, on a busy machine, four times as long.</summary>
    private static readonly TimeSpan ReadsBack = TimeSpan.FromSeconds(IsFull ? 5 : 20);
    private static readonly TimeSpan WritesBack = TimeSpan.FromSeconds(IsFull ? 30 : 120);

    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly Gaps _reads = new();
    private readonly Gaps _writes = new();
    private int _planned;

    [Fact]
    public async Task Promise23_PrimaryKilled_NothingAcknowledgedIsLostAndAllComesBack()
    {
        await using var two = await ReplicatedPostgres.StartAsync();
        await ReplicatedPostgres.RequireReplicaAsync(two.Servers[0], true);
        await using var one = await PortalProcess.StartAsync(two.ConnectionString);
        await using var other = await PortalProcess.StartAsync(two.ConnectionString);
        await using var nginx = await NginxProcess.StartAsync(one.Port, other.Port);
        using var over = new CancellationTokenSource();
        Task[] traffic = [ReadAsync(nginx, over.Token), .. Enumerable.Range(0, Writers).Select(_ => WriteAsync(nginx, over.Token))];

        for (var round = 0; round < Rounds; round++)
        {
            var (primary, replica) = (two.Servers[round % 2], two.Servers[(round + 1) % 2]);
            await WorkedAsync();
            await two.KillAsync(primary);
            await two.PromoteAsync(replica);
            await ReplicatedPostgres.RequireReplicaAsync(replica, false);    // as Patroni does, when none is left
            await WorkedAsync();
            await two.FollowAsync(primary, replica);
            await ReplicatedPostgres.RequireReplicaAsync(replica, true);
        }

        await WorkedAsync();
        await over.CancelAsync();
        await Task.WhenAll(traffic);

        var kept = (await ReplicatedPostgres.ScalarAsync<string>(two.Servers[Rounds % 2], "SELECT coalesce(string_agg(place, ','), '') FROM meetings WHERE place LIKE 'Rum %'"))!.Split(',').ToHashSet();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} rounds, {_acknowledged.Count} acknowledged; longest without reads {_reads.Longest.TotalSeconds:0.0} s, without writes {_writes.Longest.TotalSeconds:0.0} s");
        Assert.Empty(_acknowledged.Where(place => !kept.Contains(place)));
        Assert.True(_reads.Longest <= ReadsBack, $"No page could be read for {_reads.Longest}.");
        Assert.True(_writes.Longest <= WritesBack, $"Nothing could be written for {_writes.Longest}.");
    }

    /// <summary>Both have succeeded several times from now on.</summary>
    private async Task WorkedAsync()
    {
        var (reads, writes) = (_reads.Count + 20, _writes.Count + 5);
        for (var patience = Stopwatch.StartNew(); _reads.Count < reads || _writes.Count < writes; await Task.Delay(50))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"Reads {_reads.Count}, writes {_writes.Count}: neither comes back.");
        }
    }

    /// <summary>Searches: pages that no instance has in memory.</summary>
    private async Task ReadAsync(NginxProcess nginx, CancellationToken over)
    {
        using var client = nginx.CreateClient();
        for (var number = 0; !over.IsCancellationRequested; number++, await Task.Delay(20, CancellationToken.None))
        {
            await TryAsync(async () =>
            {
                if ((await client.GetAsync($"/sok?q=kollektivtrafik+{number}", CancellationToken.None)).StatusCode == HttpStatusCode.OK)
                {
                    _reads.Succeeded();
                }
            });
        }
    }

    private async Task WriteAsync(NginxProcess nginx, CancellationToken over)
    {
        StaffClient? maj = null;
        for (; !over.IsCancellationRequested; await Task.Delay(50, CancellationToken.None))
        {
            await TryAsync(async () =>
            {
                maj ??= await StaffClient.SignInAsync(nginx.CreateClient(), "maj");
                var number = Interlocked.Increment(ref _planned);
                var place = $"Rum {number}";
                var answer = await maj.SubmitAsync("/redaktion/moten/planera", new()
                {
                    ["Input.Body"] = "kulturforum",
                    ["Input.On"] = new DateOnly(2027, 1, 1).AddDays(number).ToString("O", CultureInfo.InvariantCulture),
                    ["Input.Place"] = place,
                });
                if (answer.StatusCode == HttpStatusCode.Redirect)
                {
                    _acknowledged.Add(place);
                    _writes.Succeeded();
                }
            });
        }
    }

    /// <summary>Whatever goes wrong was not acknowledged.</summary>
    private static async Task TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
        }
    }

    /// <summary>How long it has been, at the most, between two that succeeded.</summary>
    private sealed class Gaps
    {
        private readonly Lock _lock = new();
        private long _latest;

        public int Count { get; private set; }

        public TimeSpan Longest { get; private set; }

        public void Succeeded()
        {
            lock (_lock)
            {
                var gap = Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_latest);
                (Longest, _latest, Count) = (gap > Longest ? gap : Longest, Stopwatch.GetTimestamp(), Count + 1);
            }
        }
    }
}
