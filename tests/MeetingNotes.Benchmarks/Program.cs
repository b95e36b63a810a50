using BenchmarkDotNet.Running;
using MeetingNotes.Benchmarks;

// Measures; judges nothing. Run it in Release on a machine that does nothing else.
switch (args)
{
    case ["pages", .. var rest] when rest is [] || (rest is [var count] && int.TryParse(count, out _)):
        await PageMeasurement.RunAsync(rest is [var items] ? int.Parse(items, System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["follow-ups", .. var rest] when rest is [] || (rest is [var count] && int.TryParse(count, out _)):
        await FollowUpMeasurement.RunAsync(rest is [var size] ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["search", .. var rest] when rest is [] || (rest is [var count] && int.TryParse(count, out _)):
        await SearchMeasurement.RunOnGeneratedAsync(rest is [var wanted] ? int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["search", "--on", var connectionString]:
        await SearchMeasurement.RunAsync(connectionString);
        return 0;
    case ["search", "--briefly", "--on", var connectionString]:
        await SearchMeasurement.RunBrieflyAsync(connectionString);
        return 0;
    case ["hostile", "--on", var connectionString]:
        await HostileMeasurement.RunAsync(connectionString);
        return 0;
    case ["following", .. var rest] when rest is [] || (rest is [var count] && int.TryParse(count, out _)):
        await FollowingMeasurement.RunAsync(rest is [var readers] ? int.Parse(readers, System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["words"]:
        AnalyserMeasurement.Run();
        return 0;
    case ["import"]:
        await ImportMeasurement.RunAsync();
        return 0;
    case ["suggest"]:
        SuggestionMeasurement.Run();
        return 0;
    case ["bare", var body, var url, .. var rest] when rest.Length <= 1:
        await BareServer.RunAsync(body, url, rest.FirstOrDefault());
        return 0;
    case ["publishing", var here, var there]:
        await PublishingMeasurement.RunAsync(new Uri(here), new Uri(there));
        return 0;
    case ["render"]:
        BenchmarkRunner.Run<NoteTextBenchmarks>();
        return 0;
    default:
        Console.Error.WriteLine(
            """
            dotnet run -c Release --project tests/MeetingNotes.Benchmarks -- VERB

              pages [COUNT]  the note page and the archive over HTTP, on COUNT generated agenda items (10 000)
              follow-ups [COUNT]  what the pages of follow-ups and matters ask the database, on COUNT generated agenda items (10 000)
              search [COUNT]  the search page over HTTP beside SQLite FTS5, on COUNT generated agenda items (10 000)
              search --on CONNECTION  the same on a filled database, which is only read
              search --briefly --on CONNECTION  one row of it, for eng/bench
              hostile --on CONNECTION  2 000 searches made to cost much, on a filled database, which is only read
              following [COUNT]  what a published note costs when COUNT readers (10 000) follow a search each
              words          words a second of the Swedish analyser, and its memory
              import         files a second of the import, with the seeds
              suggest        precision and recall of the suggested follow-ups, and sentences a second
              bare FILE URL [HEADERS]  a bare Kestrel endpoint with the bytes of a file, for eng/bench
              publishing URL URL  milliseconds from click to visible on two portals in Development, for eng/bench
              render         rendering, reading and writing of one note, by BenchmarkDotNet
            """);
        return 2;
}
