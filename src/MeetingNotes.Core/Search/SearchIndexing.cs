using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search.Swedish;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Search;

/// <summary>
/// Indexes notes anew when what makes the words of the index has changed (dictionary, data files, analyser), or a name that their items are
/// found by. A few notes at a time, with searches going on; what is interrupted goes on at the next start.
/// </summary>
public sealed class SearchIndexing(Database db, SwedishAnalysis analysis, TimeProvider clock, ILogger<SearchIndexing> logger)
    : BackgroundRounds(TimeSpan.FromSeconds(20), clock, logger)
{
    private const int BatchSize = 50;

    private bool _isChecked;

    /// <summary>Puts every note in line; the verb <c>reindex</c> asks for it.</summary>
    public async Task<int> QueueAllAsync(CancellationToken ct) => await db.ExecuteAsync(
        "INSERT INTO notes_to_index (note_id) SELECT id FROM notes ON CONFLICT (note_id) DO NOTHING", null, ct);

    /// <summary>Puts every note in line when other words would be made than those in the index; the first time, those that are not in it.</summary>
    public async Task QueueIfChangedAsync(CancellationToken ct)
    {
        var fingerprint = analysis.Analyser.Fingerprint;
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH old AS (
                SELECT fingerprint FROM search_source
            ), present AS (
                INSERT INTO search_source (fingerprint)
                VALUES (@fingerprint)
                ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint WHERE search_source.fingerprint <> excluded.fingerprint
                RETURNING fingerprint
            )
            INSERT INTO notes_to_index (note_id)
            SELECT n.id
            FROM present, notes n
            WHERE EXISTS (SELECT 1 FROM old) OR NOT EXISTS (SELECT 1 FROM search_items i WHERE i.note_id = n.id)
            ON CONFLICT (note_id) DO NOTHING
            """,
            new { fingerprint }, transaction, commandTimeout: 0, cancellationToken: ct));

        await transaction.CommitAsync(ct);
    }

    /// <summary>Indexes everything that stands in line; returns how many notes that was.</summary>
    /// <param name="report">Called with the number of notes that were just indexed.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<int> RunAsync(Action<int>? report, CancellationToken ct)
    {
        var indexed = 0;
        while (await IndexNextAsync(ct) is > 0 and var count)
        {
            indexed += count;
            report?.Invoke(count);
        }

        if (indexed > 0)
        {
            logger.LogInformation("Indexed {NoteCount} notes again", indexed);
        }

        return indexed;
    }

    protected override string Work => "indexing";

    protected override async Task RoundAsync(CancellationToken ct)
    {
        if (!_isChecked)
        {
            await QueueIfChangedAsync(ct);
            _isChecked = true;
        }

        await RunAsync(null, ct);
    }

    private async Task<int> IndexNextAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT EXISTS (SELECT 1 FROM notes_to_index)", cancellationToken: ct)))
        {
            return 0;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT note_id FROM notes_to_index ORDER BY note_id LIMIT @BatchSize", new { BatchSize }, transaction, cancellationToken: ct))).AsList();
        await SearchIndex.RefreshAsync(connection, transaction, ids, analysis.Analyser, Clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return ids.Count;
    }
}
