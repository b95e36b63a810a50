using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Benchmarks;

/// <summary>The Swedish analyser on one core: how soon it is ready, what it keeps, how many words of the seeds it reads a second.</summary>
internal static class AnalyserMeasurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        var texts = Directory.GetFiles(Path.Combine(Repository.Folder, "seeds"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var analyser = SwedishAnalysers.Create("/usr/share/hunspell/sv_SE");
        var ready = watch.Elapsed.TotalSeconds;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - empty;
        var unmet = NewWords(texts);
        Read(texts, analyser, WarmUp);
        var rate = Read(texts, analyser, Duration);
        var full = GC.GetTotalMemory(forceFullCollection: true) - empty;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            | ready, s | words of running text/s | words never met before/s | memory when ready, MB | after reading, MB |
            |---|---|---|---|---|
            | {ready:0.00} | {rate:0} | {unmet:0} | {kept / 1e6:0} | {full / 1e6:0} |
            """));
    }

    /// <summary>Words a second when each is met once: nothing is remembered of it.</summary>
    private static double NewWords(List<string> texts)
    {
        var analyser = SwedishAnalysers.Create("/usr/share/hunspell/sv_SE");
        var words = texts.SelectMany(text => TextTerms.Read(text, analyser)).Where(term => term.IsWord).Select(term => term.Form).Distinct().ToList();
        analyser = SwedishAnalysers.Create("/usr/share/hunspell/sv_SE");
        var watch = Stopwatch.StartNew();
        words.ForEach(word => analyser.Analyse(word));
        return words.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Words a second.</summary>
    private static double Read(List<string> texts, SwedishAnalyser analyser, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var words = 0L;
        for (var turn = 0; watch.Elapsed < duration; turn++)
        {
            words += TextTerms.Read(texts[turn % texts.Count], analyser).Count;
        }

        return words / watch.Elapsed.TotalSeconds;
    }
}
