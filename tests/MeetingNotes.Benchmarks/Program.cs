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
    case ["import"]:
        await ImportMeasurement.RunAsync();
        return 0;
    case ["suggest"]:
        SuggestionMeasurement.Run();
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
              import         files a second of the import, with the seeds
              suggest        precision and recall of the suggested follow-ups, and sentences a second
              render         rendering, reading and writing of one note, by BenchmarkDotNet
            """);
        return 2;
}
