using System.CommandLine;
using System.Globalization;
using MeetingNotes.Core;
using MeetingNotes.Core.Data;
using Serilog;
using Serilog.Events;

namespace MeetingNotes.Web.Commands;

/// <summary>The verbs of the executable; no verb serves the portal. They join the database or private cluster of a running portal.</summary>
public static class Verbs
{
    private static readonly string[] HelpNames = ["--help", "-h", "-?"];

    /// <summary>Whether the arguments begin with a word: a verb, or a misspelt one, which gets the help.</summary>
    public static bool IsVerb(string[] args) => args is [var first, ..] && (HelpNames.Contains(first) || !first.StartsWith('-'));

    /// <returns>The exit code: 0 when everything went well.</returns>
    public static async Task<int> RunAsync(string[] args, IConfiguration configuration)
    {
        if (args[0].StartsWith('-'))
        {
            Help.Write();
            return 0;
        }

        var root = new RootCommand("Noterat")
        {
            ImportVerb.Create(configuration), ExportVerb.Create(configuration), SuggestVerb.Create(), GrantVerb.Create(configuration), MigrateVerb.Create(configuration),
            ReindexVerb.Create(configuration), DemoVerb.Create(configuration), BackupVerbs.CreateBackup(configuration), BackupVerbs.CreateRestore(configuration),
        };
        var parsed = root.Parse(args);
        if (args.Contains("--help"))
        {
            Help.Write();
            return 0;
        }

        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(ArgumentFaults.Describe(parsed) + Environment.NewLine);
            Help.Write();
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is DatabaseSetupException or IOException or OperationCanceledException || Database.IsUnavailable(fault))
        {
            await Console.Error.WriteLineAsync(fault is OperationCanceledException ? "Avbrutet." : fault.Message);
            return 1;
        }
    }

    /// <summary>What a verb works with: everything in Core on a started database, without a web server.</summary>
    /// <param name="configuration">Says which database.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="migrates">Whether the database is brought up to this build first.</param>
    internal static async Task<ServiceProvider> StartAsync(IConfiguration configuration, CancellationToken ct, bool migrates = true)
    {
        // A verb tells its result on standard output; only faults of ours go to the log, on standard error.
        var log = new LoggerConfiguration()
            .MinimumLevel.Error()
            .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose)
            .CreateLogger();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddSerilog(log, dispose: true))
            .AddMeetingNotes(configuration)
            .BuildServiceProvider();
        try
        {
            await services.GetRequiredService<Database>().StartAsync(migrates, ct);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }
}
