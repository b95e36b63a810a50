using System.Collections.Concurrent;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Publishes scheduled notes when their time has come: once each, never early, whichever instance gets there first.</summary>
public sealed class ScheduledPublishing(Database db, DraftPublishing drafts, TimeProvider clock, ILogger<ScheduledPublishing> logger)
    : BackgroundRounds(TimeSpan.FromSeconds(5), clock, logger)
{
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

    protected override string Work => "scheduled publishing";

    protected override Task RoundAsync(CancellationToken ct) => PublishDueAsync(ct);

    /// <returns>Null when nothing is due, otherwise whether the note could be published.</returns>
    private async Task<bool?> PublishNextAsync(CancellationToken ct)
    {
        var failedLately = _failedAt.Where(entry => entry.Value > Clock.GetUtcNow() - RetryAfter).Select(entry => entry.Key).ToList();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // First, as an import does: locks taken in one order cannot wait for each other.
        await NotePublishing.LockAsync(connection, transaction, ct);
        var rows = new NoteDrafts(connection, transaction);
        if (await rows.ClaimDueAsync(Clock == TimeProvider.System ? null : Clock.GetUtcNow(), failedLately, ct) is not { } draft)
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
            _failedAt[draft.Id] = Clock.GetUtcNow();
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
