using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Demo;

namespace MeetingNotes.Benchmarks;

/// <summary>
/// The search page as a reader gets it, from request to last byte, over a fixed mix of queries: one after another, and eight at once. Beside it
/// SQLite's full-text search in the same run.
/// </summary>
internal static class SearchMeasurement
{
    private const int Readers = 8;
    private const int Rounds = 3;

    /// <param name="items">On so many generated agenda items.</param>
    public static async Task RunOnGeneratedAsync(int items)
    {
        await using var database = await BenchmarkDatabase.StartAsync();
        await database.Get<DemoGenerator>().FillAsync(items, seed: 1, _ => { }, CancellationToken.None);
        await RunAsync(database.ConnectionString);
    }

    /// <param name="connectionString">On what this database has; it is only read.</param>
    public static async Task RunAsync(string connectionString)
    {
        var mix = await SearchMix.ReadAsync(connectionString);
        using var portal = await PortalProcess.StartAsync(connectionString);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {mix.Sum(part => part.Queries.Count)} queries, {Rounds} rounds after one to warm up; portal, PostgreSQL and readers share {Environment.ProcessorCount} cores;
            milliseconds from request to last byte; SQLite FTS5: bm25, best 20, in this process, without filters

            | class | p50 | p95 | max | p50, {Readers} at once | p95 | max | SQLite p50 | p95 | max |
            |---|---|---|---|---|---|---|---|---|---|
            """));
        await OneAfterAnotherAsync(portal.Client, mix.SelectMany(part => part.Queries), new());
        using var sqlite = await SqliteSearch.FillAsync(connectionString);
        var all = new ConcurrentBag<(string Path, double Time)>();
        foreach (var part in mix)
        {
            var one = new ConcurrentBag<(string Path, double Time)>();
            var eight = new ConcurrentBag<(string Path, double Time)>();
            for (var round = 0; round < Rounds; round++)
            {
                await OneAfterAnotherAsync(portal.Client, part.Queries, one);
                await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader =>
                    OneAfterAnotherAsync(portal.Client, part.Queries.Skip(reader).Concat(part.Queries.Take(reader)).ToList(), eight)));
            }

            var matches = part.Queries.Select(query => query.Match).OfType<string>().ToList();
            matches.ForEach(match => sqlite.Find(match));
            var other = matches.SelectMany(match => Enumerable.Range(0, Rounds).Select(_ => (match, Timed(() => sqlite.Find(match))))).ToList();
            Console.WriteLine($"| {part.Name} | {Figures(one)} | {Figures(eight)} | {(other.Count > 0 ? Figures(other) : "– | – | –")} |");
            foreach (var measured in one)
            {
                all.Add(measured);
            }
        }

        Console.WriteLine($"| all | {Figures(all)} | | | | | | |\n\nThe slowest:");
        foreach (var (path, time) in all.OrderByDescending(measured => measured.Time).DistinctBy(measured => measured.Path).Take(15))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time,6:0}  {Uri.UnescapeDataString(path)}"));
        }
    }

    /// <summary>Only one after another and all in one, as a row of a table: for eng/bench.</summary>
    public static async Task RunBrieflyAsync(string connectionString)
    {
        var queries = (await SearchMix.ReadAsync(connectionString)).SelectMany(part => part.Queries).ToList();
        using var portal = await PortalProcess.StartAsync(connectionString);
        await OneAfterAnotherAsync(portal.Client, queries, []);
        var times = new ConcurrentBag<(string Path, double Time)>();
        await OneAfterAnotherAsync(portal.Client, queries, times);
        Console.WriteLine($"| {queries.Count} | {Figures(times)} |");
    }

    private static async Task OneAfterAnotherAsync(HttpClient client, IEnumerable<MixedQuery> queries, ConcurrentBag<(string Path, double Time)> times)
    {
        foreach (var query in queries)
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(query.Path);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
            times.Add((query.Path, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }
    }

    private static double Timed(Func<int> find)
    {
        var start = Stopwatch.GetTimestamp();
        find();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Figures(IEnumerable<(string Name, double Time)> measured)
    {
        var times = measured.Select(one => one.Time).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{At(0.5):0.0} | {At(0.95):0.0} | {At(1):0.0}");

        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
