using System.Collections.Concurrent;
using System.Net;
using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Limits;

/// <summary>
/// Counts what each network asks for within the minute: what this instance is asked at once, and what the others are within a second or two, when it is
/// much. For the many who ask for little the database is asked nothing, and while it is away each instance counts for itself.
/// </summary>
public sealed class RequestCounts(Database db, TimeProvider clock, ILogger<RequestCounts> logger) : BackgroundRounds(TimeSpan.FromSeconds(1), clock, logger)
{
    /// <summary>With fewer in a minute nobody else needs to know.</summary>
    internal const int Much = 60;

    /// <summary>More networks than these in a minute are not counted: the memory is worth more.</summary>
    private const int MaxNetworks = 100_000;

    private Minute _minute = new(default);

    /// <summary>The end of the minute that is counted now.</summary>
    public DateTimeOffset Until => Now().Start.AddMinutes(1);

    /// <summary>One more request from an address.</summary>
    /// <returns>How many its network has made in this minute.</returns>
    public int Add(IPAddress? address)
    {
        var (minute, network) = (Now(), Network.Of(address));
        if (!minute.Counts.TryGetValue(network, out var count))
        {
            if (minute.Counts.Count >= MaxNetworks)
            {
                return 1;
            }

            count = minute.Counts.GetOrAdd(network, _ => new Count());
        }

        return Interlocked.Increment(ref count.Here) + count.Elsewhere;
    }

    /// <summary>Tells the others what is new here, and learns what is new there.</summary>
    internal async Task ShareAsync(CancellationToken ct)
    {
        var minute = _minute;
        var news = minute.Counts
            .Where(network => network.Value.Here >= Much && network.Value.Here > network.Value.Told)
            .Select(network => (Subject: network.Key.Hash(), Count: network.Value, network.Value.Here))
            .OrderBy(network => network.Subject, StringComparer.Ordinal)    // in one order, or two instances could wait for each other
            .ToList();
        if (news.Count == 0)
        {
            return;
        }

        var totals = (await db.QueryAsync<(string Subject, int Requests)>(
            """
            DELETE FROM request_counts WHERE minute < @Start;
            INSERT INTO request_counts (subject, minute, requests)
            SELECT subject, @Start, requests
            FROM unnest(@subjects, @more) AS news (subject, requests)
            ON CONFLICT (subject, minute) DO UPDATE SET requests = request_counts.requests + excluded.requests
            RETURNING subject, requests
            """,
            new { minute.Start, subjects = news.Select(network => network.Subject).ToArray(), more = news.Select(network => network.Here - network.Count.Told).ToArray() }, ct))
            .ToDictionary(row => row.Subject, row => row.Requests);
        foreach (var (subject, count, here) in news)
        {
            (count.Told, count.Elsewhere) = (here, totals[subject] - here);
        }
    }

    protected override string Work => "request counts";

    protected override Task RoundAsync(CancellationToken ct) => ShareAsync(ct);

    private Minute Now()
    {
        var (now, minute) = (Clock.GetUtcNow(), Volatile.Read(ref _minute));
        if (now - minute.Start < TimeSpan.FromMinutes(1) && now >= minute.Start)
        {
            return minute;
        }

        var next = new Minute(new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
        return Interlocked.CompareExchange(ref _minute, next, minute) is var other && other == minute ? next : other;
    }

    private sealed class Minute(DateTimeOffset start)
    {
        public DateTimeOffset Start { get; } = start;

        public ConcurrentDictionary<Network, Count> Counts { get; } = new();
    }

    private sealed class Count
    {
        public int Here;

        /// <summary>So many of those here are in the database.</summary>
        public int Told { get; set; }

        public int Elsewhere { get; set; }
    }
}
