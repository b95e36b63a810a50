using System.CommandLine;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

internal static class ImportVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var paths = new Argument<string[]>("SÖKVÄG") { Arity = ArgumentArity.OneOrMore };
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

        var sums = results.GroupBy(result => result.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key, group.Count())}");
        Output.Line($"{Swedish.Count(results.Count, "fil", "filer")}: {string.Join(", ", sums.DefaultIfEmpty("ingenting att göra"))}.");
        return results.Exists(result => result.Outcome == ImportOutcome.Refused) ? 1 : 0;
    }

    private static void Write(ImportResult result)
    {
        Output.Line($"{result.Path}: {Word(result.Outcome, 1)}");
        foreach (var problem in result.Problems)
        {
            Output.Line(problem.Line > 0 ? $"  rad {problem.Line}: {problem.Reason}" : $"  {problem.Reason}");
        }

        foreach (var remark in result.Remarks)
        {
            Output.Line($"  Obs: {remark}");
        }
    }

    private static string Word(ImportOutcome outcome, int count) => (outcome, count) switch
    {
        (ImportOutcome.Published, 1) => "inläst",
        (ImportOutcome.Published, _) => "inlästa",
        (ImportOutcome.Changed, 1) => "ändrad",
        (ImportOutcome.Changed, _) => "ändrade",
        (ImportOutcome.Unchanged, 1) => "oförändrad",
        (ImportOutcome.Unchanged, _) => "oförändrade",
        (ImportOutcome.Scheduled, 1) => "schemalagd",
        (ImportOutcome.Scheduled, _) => "schemalagda",
        (ImportOutcome.Draft, _) => "utkast",
        (_, 1) => "nekad",
        _ => "nekade",
    };
}
