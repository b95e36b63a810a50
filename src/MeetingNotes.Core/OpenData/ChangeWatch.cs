using Dapper;
using MeetingNotes.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace MeetingNotes.Core.OpenData;

/// <summary>
/// Tells this instance what has changed of what is public, whichever instance changed it: as soon as it is committed (LISTEN), and by looking every other
/// second should a notice be lost.
/// </summary>
public sealed class ChangeWatch(Database db, ILogger<ChangeWatch> logger) : BackgroundService
{
    /// <summary>After more changes than these at once, everything has changed.</summary>
    private const int MaxChanges = 500;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private long? _known;

    /// <summary>The ids of what has changed, and of the bodies and matters that it belongs to; <c>null</c> for everything.</summary>
    public event Action<IReadOnlySet<Guid>?>? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Changed is null && !db.HasReplicas)
        {
            return;    // nobody has anything old
        }

        var isTold = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await db.OpenOwnConnectionAsync(isPatient: false, stoppingToken);
                await connection.ExecuteAsync(new CommandDefinition("LISTEN public_changes", cancellationToken: stoppingToken));
                _known = null;    // the server may be another, which lacks the latest
                for (isTold = false; ; await connection.WaitAsync(Look, stoppingToken))
                {
                    await CatchUpAsync(connection, stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                if (!isTold && Database.IsUnavailable(fault))
                {
                    logger.LogWarning("The watch of public changes waits for the database: {Fault}", fault.GetType().Name);
                }
                else if (!isTold)
                {
                    logger.LogError(fault, "The watch of public changes failed: {Fault}", fault.GetType().Name);
                }

                isTold = true;
                await Task.Delay(TryAgain, stoppingToken);
            }
        }
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (latest, place) = await connection.QuerySingleAsync<(long, NpgsqlLogSequenceNumber)>(new CommandDefinition(
            "SELECT coalesce(max(number), 0), pg_current_wal_insert_lsn() FROM public_changes", cancellationToken: ct));
        if (latest == _known)
        {
            return;
        }

        db.PublishedAt(place);    // before anybody is told: who makes a page anew must find the change

        var changes = latest > _known ? await ReadAsync(connection, _known.Value, ct) : null;    // less than known: restored from a backup
        _known = changes is { Count: > 0 } ? changes[^1].Number : latest;
        Changed?.Invoke(changes is null or { Count: > MaxChanges } || changes.Any(change => change.IsUnknown)
            ? null
            : changes.SelectMany(change => change.Matters.Append(change.Id).Append(change.BodyId)).ToHashSet());
    }

    private static async Task<List<Change>> ReadAsync(NpgsqlConnection connection, long since, CancellationToken ct) => (await connection.QueryAsync<Change>(new CommandDefinition(
        """
        SELECT c.id, c.number, coalesce(m.body_id, c.id) AS body_id, m.id IS NULL AND c.kind IN ('meeting', 'note') AS is_unknown,
               ARRAY(SELECT DISTINCT i.matter_id FROM agenda_items i WHERE i.note_id = n.id AND i.matter_id IS NOT NULL) AS matters
        FROM public_changes c
        LEFT JOIN notes n ON c.kind = 'note' AND n.id = c.id
        LEFT JOIN meetings m ON m.id = CASE c.kind WHEN 'meeting' THEN c.id ELSE n.meeting_id END
        WHERE c.number > @since
        ORDER BY c.number
        LIMIT @MaxChanges + 1
        """,
        new { since, MaxChanges }, cancellationToken: ct))).AsList();

    private sealed record Change
    {
        public required Guid Id { get; init; }
        public required long Number { get; init; }
        public required Guid BodyId { get; init; }

        /// <summary>Gone, so that nobody knows any longer what it belonged to.</summary>
        public required bool IsUnknown { get; init; }
        public required Guid[] Matters { get; init; }
    }
}
