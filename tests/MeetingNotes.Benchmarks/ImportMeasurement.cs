using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Benchmarks;

/// <summary>The import of the seeds into an empty database: several times, each on a cluster of its own; the first warms up.</summary>
internal static class ImportMeasurement
{
    private const int Runs = 5;

    public static async Task RunAsync()
    {
        var seeds = Path.Combine(Repository.Folder, "seeds");
        var files = NoteImport.ImportOrder([seeds]).Count;
        var rates = new List<double>();
        for (var run = 0; run <= Runs; run++)
        {
            await using var database = await BenchmarkDatabase.StartAsync();
            var refused = 0;
            var watch = Stopwatch.StartNew();
            await database.Get<NoteImport>().ImportAsync(
                [seeds], replace: false, result => refused += result.Outcome == ImportOutcome.Refused ? 1 : 0, CancellationToken.None);
            if (refused > 0)
            {
                throw new InvalidOperationException($"{refused} seeds were refused.");
            }

            if (run > 0)
            {
                rates.Add(files / watch.Elapsed.TotalSeconds);
            }
        }

        rates.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            Import of seeds: {files} files, {Runs} runs into an empty database after one to warm up, throw-away PostgreSQL (fsync off)

            | files/s, median | slowest | fastest |
            |---|---|---|
            | {rates[Runs / 2]:0} | {rates[0]:0} | {rates[^1]:0} |
            """));
    }
}
