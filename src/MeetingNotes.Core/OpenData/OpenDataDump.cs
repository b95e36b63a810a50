using System.Runtime.CompilerServices;
using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Core.OpenData;

/// <summary>
/// Everything public as it was at one moment, a few things at a time: one snapshot of the database, and never more in memory than a batch.
/// The snapshot is held as long as the reader takes, so whoever serves it bounds that time.
/// </summary>
public sealed class OpenDataDump : IAsyncDisposable
{
    private const int BatchSize = 200;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Database _db;
    private readonly OpenDataReader _reader;

    private OpenDataDump(NpgsqlConnection connection, NpgsqlTransaction transaction, Database db, TimeProvider clock)
    {
        _connection = connection;
        _transaction = transaction;
        _db = db.On(connection);
        _reader = new OpenDataReader(_db, clock);
    }

    /// <summary>The latest change that it holds; the same number, the same dump. <c>null</c> when nothing is public.</summary>
    public LatestChange? Latest { get; private set; }

    public static async Task<OpenDataDump> BeginAsync(Database db, TimeProvider clock, CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
            var dump = new OpenDataDump(connection, transaction, db, clock);
            dump.Latest = await new ChangeLog(dump._db, dump._reader).LatestAsync(ct);
            return dump;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<OpenBody> BodiesAsync(CancellationToken ct) => BatchesAsync(
        "SELECT id FROM bodies WHERE id > @after ORDER BY id LIMIT @BatchSize", _reader.BodiesAsync, ct);

    public IAsyncEnumerable<OpenTopic> TopicsAsync(CancellationToken ct) => BatchesAsync(
        "SELECT id FROM topics WHERE id > @after AND items > 0 ORDER BY id LIMIT @BatchSize", _reader.TopicsAsync, ct);

    public IAsyncEnumerable<OpenMatter> MattersAsync(CancellationToken ct) => BatchesAsync(
        "SELECT id FROM matters WHERE id > @after AND items > 0 ORDER BY id LIMIT @BatchSize", _reader.MattersAsync, ct);

    public IAsyncEnumerable<OpenMeeting> MeetingsAsync(CancellationToken ct) => BatchesAsync(
        "SELECT id FROM meetings WHERE id > @after ORDER BY id LIMIT @BatchSize", _reader.MeetingsAsync, ct);

    public IAsyncEnumerable<OpenNote> NotesAsync(CancellationToken ct) => BatchesAsync(
        "SELECT id FROM notes WHERE id > @after AND withdrawn_at IS NULL ORDER BY id LIMIT @BatchSize", _reader.NotesAsync, ct);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async IAsyncEnumerable<T> BatchesAsync<T>(
        string next, Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<T>>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        while (await _db.QueryAsync<Guid>(next, new { after, BatchSize }, ct) is { Count: > 0 } ids)
        {
            foreach (var thing in await read(ids, ct))
            {
                yield return thing;
            }

            after = ids[^1];
        }
    }
}
