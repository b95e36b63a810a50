using Spectre.Console;

namespace MeetingNotes.Web.Commands;

/// <summary>A progress bar on a terminal, nothing when the output goes to a file.</summary>
internal static class ProgressBar
{
    /// <param name="label">What is being done.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="work">Calls its argument with the number of steps that were just done.</param>
    public static async Task RunAsync(string label, long total, Func<Action<long>, Task> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await work(_ => { });
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(label, maxValue: Math.Max(1, total));
                await work(steps => task.Increment(steps));
            });
    }
}
