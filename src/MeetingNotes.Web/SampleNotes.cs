using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web;

/// <summary>Fills an empty portal with the sample notes, so that the first start shows a portal and not a blank page.</summary>
internal sealed class SampleNotes(IOptions<PortalOptions> portal, CoverageReader coverage, NoteImport import, ILogger<SampleNotes> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (portal.Value.SampleNotes is not { Length: > 0 } folder || (await coverage.ReadAsync(cancellationToken)).Bodies.Count > 0)
        {
            return;
        }

        var (read, refused) = (0, 0);
        await import.ImportAsync([folder], replace: false, result =>
        {
            read++;
            refused += result.Outcome == ImportOutcome.Refused ? 1 : 0;
        }, cancellationToken);
        logger.LogInformation("Sample notes imported: {FileCount} files, {RefusedCount} refused", read, refused);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
