using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace MeetingNotes.Core.Data;

/// <summary>
/// Streaming replicas, which answer for the public. One that has not replayed the latest change that this instance knows of is not asked, so a page that is
/// made after a change never lacks it.
/// </summary>
internal sealed class Replicas(NpgsqlDataSource servers)
{
    private readonly AsyncLocal<bool> _mayAnswer = new();
    private ulong _needed;

    public void MayAnswer() => _mayAnswer.Value = true;

    public void MustHave(NpgsqlLogSequenceNumber place) => Interlocked.Exchange(ref _needed, (ulong)place);

    /// <summary><c>null</c> when the primary must be asked: something else than published notes is read, or no replica has come as far.</summary>
    public async ValueTask<NpgsqlConnection?> OpenConnectionAsync(CancellationToken ct)
    {
        var needed = new NpgsqlLogSequenceNumber(Interlocked.Read(ref _needed));
        if (!_mayAnswer.Value || needed == NpgsqlLogSequenceNumber.Invalid)
        {
            return null;
        }

        var connection = await servers.OpenConnectionAsync(ct);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= @needed::pg_lsn", new { needed = needed.ToString() }, cancellationToken: ct)))
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
