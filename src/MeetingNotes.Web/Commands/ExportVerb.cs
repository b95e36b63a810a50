using System.CommandLine;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

internal static class ExportVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var folder = new Argument<string>("MAPP");
        var command = new Command("export") { folder };
        command.SetAction((parsed, ct) => RunAsync(configuration, parsed.GetRequiredValue(folder), ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, string folder, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct);
        var export = services.GetRequiredService<NoteExport>();
        var count = await export.CountAsync(ct);
        await ProgressBar.RunAsync("Skriver", count, step => export.ExportAsync(folder, () => step(1), ct));
        Output.Line($"{Swedish.Count(count, "notering", "noteringar")}, portal.yaml och bilder skrevs till {folder}. Kontrollera med: sha256sum --check manifest.sha256");
        return 0;
    }
}
