using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Demo;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

internal static class DemoVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var count = new Argument<int>("ANTAL");
        count.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser, after this.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var items) && items is < 1 or > DemoGenerator.MaxItems)
            {
                result.AddError("count");
            }
        });
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("demo") { count, seed };
        command.SetAction((parsed, ct) => RunAsync(configuration, parsed.GetRequiredValue(count), parsed.GetValue(seed), ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, int count, int seed, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct);
        var outcome = DemoOutcome.NotEmpty;
        var watch = Stopwatch.StartNew();
        await ProgressBar.RunAsync("Hittar på", count, async step =>
            outcome = await services.GetRequiredService<DemoGenerator>().FillAsync(count, seed, step, ct));
        if (outcome == DemoOutcome.NotEmpty)
        {
            await Console.Error.WriteLineAsync(
                """
                Databasen är inte tom. Demo fyller bara en tom databas, så att inget påhittat blandas med riktiga noteringar.
                Börja om så här om det var en demo som avbröts: stoppa portalen och välj en ny mapp med Portal__DataFolder
                (eller ta bort mappen postgres i den gamla), eller en ny databas i ConnectionStrings__MeetingNotes.
                """);
            return 1;
        }

        Output.Line($"{Swedish.Number(count)} påhittade punkter skrevs på {Swedish.Number((int)watch.Elapsed.TotalSeconds)} sekunder.");
        return 0;
    }
}
