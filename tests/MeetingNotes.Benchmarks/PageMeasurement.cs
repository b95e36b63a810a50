using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Benchmarks;

/// <summary>
/// The note page and the archive as a reader gets them: the whole portal in this process on Kestrel, asked over a socket with
/// nothing cached between, on generated notes.
/// </summary>
internal static class PageMeasurement
{
    private const int Readers = 4;
    private const int Addresses = 500;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(int items)
    {
        await using var database = await BenchmarkDatabase.StartAsync();
        await database.Get<DemoGenerator>().FillAsync(items, seed: 1, _ => { }, CancellationToken.None);
        var archive = database.Get<NoteArchive>();
        var notes = await archive.LatestAsync(Addresses, CancellationToken.None);
        using var portal = await PortalProcess.StartAsync(database.ConnectionString);
        var cores = Environment.ProcessorCount;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {items} agenda items; {Readers} readers at once for {Duration.TotalSeconds:0} s after {WarmUp.TotalSeconds:0} s to warm up; the portal, its throw-away
            PostgreSQL (fsync off) and the readers share {cores} cores; Kestrel over HTTP/1.1, no compression, nothing cached

            | page | requests/s | p50 ms | p95 ms | p99 ms |
            |---|---|---|---|---|
            """));
        await MeasureAsync(portal.Client, "a note", [.. notes.Select(note => note.Path)]);
        await MeasureAsync(portal.Client, "the archive, pages 1–10", [.. Enumerable.Range(1, 10).Select(page => $"/noterat?sida={page}")]);
    }

    private static async Task MeasureAsync(HttpClient client, string name, string[] paths)
    {
        await ReadAsync(client, paths, WarmUp);
        var watch = Stopwatch.StartNew();
        var times = await ReadAsync(client, paths, Duration);
        var rate = times.Length / watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {rate:0} | {At(0.5):0.0} | {At(0.95):0.0} | {At(0.99):0.0} |"));

        double At(double share) => times[(int)(share * (times.Length - 1))];
    }

    /// <summary>The time of each answer in milliseconds, to its last byte.</summary>
    private static async Task<double[]> ReadAsync(HttpClient client, string[] paths, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var readers = Enumerable.Range(0, Readers).Select(async reader =>
        {
            var times = new List<double>();
            for (var turn = reader; watch.Elapsed < duration; turn += Readers)
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(paths[turn % paths.Length]);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        });
        return [.. (await Task.WhenAll(readers)).SelectMany(times => times)];
    }
}
