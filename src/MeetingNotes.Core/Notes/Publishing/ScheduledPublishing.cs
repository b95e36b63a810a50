using System.Collections.Concurrent;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Publishes scheduled notes when their time has come: once each, never early, whichever instance gets there first.</summary>
public sealed class ScheduledPublishing(Database db, DraftPublishing drafts, TimeProvider clock, ILogger<ScheduledPublishing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>A note that cannot be published is tried again when what it lacked may be there.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _failedAt = new();

    /// <summary>Publishes everything that is due now; returns how many.</summary>
    public async Task<int> PublishDueAsync(CancellationToken ct)
    {
        var published = 0;
        while (await PublishNextAsync(ct) is { } succeeded)
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
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // An exception that leaves a background service stops the whole portal.
                logger.LogError(fault, "A round of scheduled publishing failed");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Null when nothing is due, otherwise whether the note could be published.</returns>
    private async Task<bool?> PublishNextAsync(CancellationToken ct)
    {
        var failedLately = _failedAt.Where(entry => entry.Value > clock.GetUtcNow() - RetryAfter).Select(entry => entry.Key).ToList();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // First, as an import does: locks taken in one order cannot wait for each other.
        await NotePublishing.LockAsync(connection, transaction, ct);
        var rows = new NoteDrafts(connection, transaction);
        if (await rows.ClaimDueAsync(clock == TimeProvider.System ? null : clock.GetUtcNow(), failedLately, ct) is not { } draft)
        {
            return null;
        }

        const string Trial = "trial";
        await transaction.SaveAsync(Trial, ct);
        try
        {
            var noteId = await drafts.PublishAsync(connection, transaction, draft, Actor.Schedule, draft.PublishAt!.Value, ct);
            await connection.ExecuteAsync(new CommandDefinition("SET CONSTRAINTS ALL IMMEDIATE", null, transaction, cancellationToken: ct));
            await transaction.CommitAsync(ct);
            logger.LogInformation("Scheduled draft {DraftId} published as note {NoteId}", draft.Id, noteId);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !Database.IsUnavailable(fault))
        {
            // It stays, with the reason for whoever opens it, and the others go on.
            _failedAt[draft.Id] = clock.GetUtcNow();
            logger.LogError("Scheduled draft {DraftId} could not be published: {Fault}", draft.Id, (fault as PostgresException)?.ConstraintName ?? fault.GetType().Name);
            await transaction.RollbackAsync(Trial, ct);
            var reason = fault is NoteFileException refusal ? refusal.Message : "Ett fel i portalen. Det är antecknat i loggen.";
            await rows.FailAsync(draft.Id, reason, ct);
            await drafts.TellOfFailureAsync(connection, transaction, draft.Id, reason, ct);
            await transaction.CommitAsync(ct);
            return false;
        }
    }
}
