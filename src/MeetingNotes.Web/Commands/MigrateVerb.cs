using System.CommandLine;

namespace MeetingNotes.Web.Commands;

internal static class MigrateVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var command = new Command("migrate");
        command.SetAction(async (_, ct) =>
        {
            await using var services = await Verbs.StartAsync(configuration, ct);
            Console.WriteLine("Databasen är klar för den här versionen.");
            return 0;
        });
        return command;
    }
}
