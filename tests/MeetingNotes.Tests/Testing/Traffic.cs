using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MeetingNotes.Tests.Testing;

/// <summary>Visitors who search and staff who plan meetings, through nginx, while something is done to what is behind it; and the ledger of what was acknowledged.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly NginxProcess _nginx;
    private readonly Task _all;
    private int _planned;

    public Traffic(NginxProcess nginx, int writers)
    {
        _nginx = nginx;
        _all = Task.WhenAll([ReadAsync(), .. Enumerable.Range(0, writers).Select(_ => WriteAsync())]);
    }

    public Gaps Reads { get; } = new();

    public Gaps Writes { get; } = new();

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Every request that was not answered as it should.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Both have succeeded several times from now on.</summary>
    public async Task WorkedAsync()
    {
        var (reads, writes) = (Reads.Count + 20, Writes.Count + 5);
        for (var patience = Stopwatch.StartNew(); Reads.Count < reads || Writes.Count < writes; await Task.Delay(50))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"Reads {Reads.Count}, writes {Writes.Count}: neither comes back. {string.Join("; ", _faults.TakeLast(5))}");
        }
    }

    /// <summary>Ends it and returns what was acknowledged and is not in the database.</summary>
    public async Task<IReadOnlyList<string>> LostAsync(ReplicatedPostgres.Server server)
    {
        await _over.CancelAsync();
        await _all;
        var kept = await ReplicatedPostgres.ScalarAsync<string>(server, "SELECT coalesce(string_agg(place, ','), '') FROM meetings WHERE place LIKE 'Rum %'");
        return [.. _acknowledged.Except(kept!.Split(','))];
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _all;
        _over.Dispose();
    }

    /// <summary>Searches: pages that no instance has in memory.</summary>
    private async Task ReadAsync()
    {
        using var client = _nginx.CreateClient();
        for (var number = 0; !_over.IsCancellationRequested; number++, await Task.Delay(20))
        {
            await TryAsync(async () =>
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/sok?q=kollektivtrafik+{number}", CancellationToken.None)).StatusCode);
                Reads.Succeeded();
            });
        }
    }

    private async Task WriteAsync()
    {
        StaffClient? maj = null;
        for (; !_over.IsCancellationRequested; await Task.Delay(50))
        {
            await TryAsync(async () =>
            {
                maj ??= await StaffClient.SignInAsync(_nginx.CreateClient(), "maj");
                var number = Interlocked.Increment(ref _planned);
                var place = $"Rum {number}";
                var answer = await maj.SubmitAsync("/redaktion/moten/planera", new()
                {
                    ["Input.Body"] = "kulturforum",
                    ["Input.On"] = new DateOnly(2040, 1, 1).AddDays(number).ToString("O", CultureInfo.InvariantCulture),
                    ["Input.Place"] = place,
                });
                Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode} {(await WebFixture.ParseAsync(answer)).Title}");
                Assert.Equal("/redaktion/moten", answer.Headers.Location?.ToString());    // and not to sign in
                _acknowledged.Add(place);
                Writes.Succeeded();
            });
        }
    }

    /// <summary>Whatever goes wrong was not acknowledged.</summary>
    private async Task TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _faults.Enqueue($"{fault.GetType().Name}: {fault.Message}");
        }
    }

    /// <summary>How long it has been, at the most, between two that succeeded.</summary>
    internal sealed class Gaps
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
