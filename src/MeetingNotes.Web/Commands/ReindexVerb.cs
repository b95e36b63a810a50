using System.CommandLine;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

internal static class ReindexVerb
{
    public static Command Create(IConfiguration configuration)
    {
        var command = new Command("reindex");
        command.SetAction((_, ct) => RunAsync(configuration, ct));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, CancellationToken ct)
    {
        await using var services = await Verbs.StartAsync(configuration, ct);
        var indexing = services.GetRequiredService<SearchIndexing>();
        var count = await indexing.QueueAllAsync(ct);
        await ProgressBar.RunAsync("Gör om sökregistret", count, step => indexing.RunAsync(notes => step(notes), ct));
        Output.Line($"Sökregistret är gjort på nytt för {Swedish.Count(count, "notering", "noteringar")}.");
        return 0;
    }
}
