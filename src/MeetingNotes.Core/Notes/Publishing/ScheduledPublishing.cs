using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Publishes scheduled notes when their time has come: once each, never early, whichever instance gets there first.</summary>
public sealed class ScheduledPublishing(Database db, NotePublishing publishing, TimeProvider clock, ILogger<ScheduledPublishing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Publishes everything that is due now; returns how many.</summary>
    public async Task<int> PublishDueAsync(CancellationToken ct)
    {
        var published = 0;
        var failed = new HashSet<Guid>();
        while (await PublishNextAsync(failed, ct) is { } succeeded)
        {
            published += succeeded ? 1 : 0;
        }

        return published;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await PublishDueAsync(stoppingToken);
            }
            catch (Exception fault) when (Database.IsUnavailable(fault))
            {
                logger.LogWarning("Scheduled publishing waits for the database: {Reason}", fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Null when nothing is due, otherwise whether the note could be published.</returns>
    private async Task<bool?> PublishNextAsync(HashSet<Guid> failed, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var drafts = new NoteDrafts(connection, transaction);
        if (await drafts.ClaimDueAsync(clock.GetUtcNow(), failed, ct) is not { } draft)
        {
            return null;
        }

        try
        {
            await NotePublishing.LockAsync(connection, transaction, ct);
            var images = await drafts.ImagesAsync(draft.Id, ct);
            await publishing.PublishAsync(
                connection, transaction, NoteFileReader.Read(draft.Document), name => images.GetValueOrDefault(name), draft.FileHash, "schedule", ct);
            await transaction.CommitAsync(ct);
            logger.LogInformation("Scheduled note {DraftId} published", draft.Id);
            return true;
        }
        catch (NoteFileException fault)
        {
            // It stays a draft; the next round tries again, when what was missing may be there.
            failed.Add(draft.Id);
            logger.LogError("Scheduled note {DraftId} could not be published on {ProblemCount} counts", draft.Id, fault.Problems.Count);
            return false;
        }
    }
}
