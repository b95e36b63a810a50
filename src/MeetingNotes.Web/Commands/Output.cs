using Spectre.Console;

namespace MeetingNotes.Web.Commands;

/// <summary>What a verb tells: one line a thing, whole lines when the output goes to a file.</summary>
internal static class Output
{
    public static void Line(string text)
    {
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine(text);
        }
        else
        {
            AnsiConsole.WriteLine(text);
        }
    }
}
