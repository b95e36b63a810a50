using System.CommandLine;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Web.Commands;

internal static class GrantVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var role = new Argument<string>("ROLL");
        role.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && StaffRoles.Named(token.Value) is null)
            {
                result.AddError("role");
            }
        });
        var person = new Argument<string>("PERSON");
        var command = new Command("grant") { role, person };
        command.SetAction((parsed, ct) => RunAsync(configuration, StaffRoles.Named(parsed.GetRequiredValue(role))!.Value, parsed.GetRequiredValue(person).Trim(), ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, StaffRole role, string person, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct);
        var outcome = await services.GetRequiredService<PeopleDesk>().GrantAsync(person, role, ct);
        switch (outcome)
        {
            case PeopleOutcome.Done:
                Output.Line($"{person} är nu {role.Name()}.");
                return 0;
            case PeopleOutcome.Invited:
                Output.Line($"Ingen har loggat in med {person} ännu. Den som gör det första gången blir {role.Name()}.");
                return 0;
            case PeopleOutcome.Already:
                Output.Line($"{person} är redan {role.Name()}, eller inbjuden att bli det.");
                return 0;
            case PeopleOutcome.Several:
                await Console.Error.WriteLineAsync($"Flera personer passar in på {person}. Ange den enes id (sub) hos inloggningstjänsten; det står på sidan Personer.");
                return 1;
            default:
                await Console.Error.WriteLineAsync($"Ingen har loggat in som {person}. Ange en e-postadress för att bjuda in någon.");
                return 1;
        }
    }
}
