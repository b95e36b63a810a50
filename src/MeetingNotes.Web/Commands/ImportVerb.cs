using System.CommandLine;
using MeetingNotes.Core.Notes.Files;
using Spectre.Console;

namespace MeetingNotes.Web.Commands;

internal static class ImportVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var paths = new Argument<string[]>("paths") { Arity = ArgumentArity.OneOrMore };
        var replace = new Option<bool>("--ersatt");
        var command = new Command("import") { paths, replace };
        command.SetAction((parsed, ct) => RunAsync(configuration, parsed.GetRequiredValue(paths), parsed.GetValue(replace), ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, string[] paths, bool replace, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct);
        var import = services.GetRequiredService<NoteImport>();
        var results = new List<ImportResult>();
        await ProgressBar.RunAsync("Läser in", NoteImport.ImportOrder(paths).Count, step => import.ImportAsync(paths, replace, result =>
        {
            results.Add(result);
            Write(result);
            step(1);
        }, ct));

        var sums = results.GroupBy(result => result.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}");
        AnsiConsole.WriteLine($"{results.Count} filer: {string.Join(", ", sums.DefaultIfEmpty("ingenting att göra"))}.");
        return results.Exists(result => result.Outcome == ImportOutcome.Refused) ? 1 : 0;
    }

    private static void Write(ImportResult result)
    {
        AnsiConsole.WriteLine($"{result.Path}: {Word(result.Outcome)}");
        foreach (var problem in result.Problems)
        {
            AnsiConsole.WriteLine(problem.Line > 0 ? $"  rad {problem.Line}: {problem.Reason}" : $"  {problem.Reason}");
        }

        if (result.NewTopics.Count > 0)
        {
            AnsiConsole.WriteLine($"  Obs: nya ämnen skapades: {string.Join(", ", result.NewTopics)}. Stämmer det?");
        }
    }

    private static string Word(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Published => "inläst",
        ImportOutcome.Changed => "ändrad",
        ImportOutcome.Unchanged => "oförändrad",
        ImportOutcome.Scheduled => "schemalagd",
        ImportOutcome.Draft => "utkast",
        _ => "nekad",
    };
}
