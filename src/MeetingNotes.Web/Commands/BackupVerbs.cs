using System.CommandLine;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Following;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

/// <summary>The verbs "backup" and "restore".</summary>
internal static class BackupVerbs
{
    public static Command CreateBackup(IConfiguration configuration)
    {
        var file = new Argument<string>("FIL");
        var command = new Command("backup") { file };
        command.SetAction((parsed, ct) => BackupAsync(configuration, parsed.GetRequiredValue(file), ct));
        return command;
    }

    public static Command CreateRestore(IConfiguration configuration)
    {
        var file = new Argument<string>("FIL");
        var replaces = new Option<bool>("--ersatt");
        var command = new Command("restore") { file, replaces };
        command.SetAction((parsed, ct) => RestoreAsync(configuration, parsed.GetRequiredValue(file), parsed.GetValue(replaces), ct));
        return command;
    }

    private static async Task<int> BackupAsync(IConfiguration configuration, string file, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct, migrates: false);
        var size = await services.GetRequiredService<DatabaseBackup>().WriteAsync(file, ct);
        Output.Line($"Säkerhetskopian {file} är skriven ({Swedish.Size(size)}). Den innehåller utkast och personuppgifter: förvara den säkert.");
        return 0;
    }

    private static async Task<int> RestoreAsync(IConfiguration configuration, string file, bool replaces, CancellationToken ct)
    {
        await using (var services = await Verbs.StartAsync(configuration, ct, migrates: false))
        {
            await services.GetRequiredService<DatabaseBackup>().RestoreAsync(file, replaces, ct);
        }

        await using var restored = await Verbs.StartAsync(configuration, ct);
        var passed = await restored.GetRequiredService<FollowingWork>().PassOverAsync(ct);
        Output.Line($"Säkerhetskopian {file} är inläst. Starta portalen igen.");
        if (passed > 0)
        {
            Output.Line($"{Swedish.Count(passed, "mejl", "mejl")} väntade på att skickas när kopian togs. De kan ha skickats sedan dess, så portalen skickar dem inte av sig själv. De står under Mejl i redaktionen.");
        }

        return 0;
    }
}
