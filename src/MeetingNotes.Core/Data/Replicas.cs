using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace MeetingNotes.Core.Data;

/// <summary>
/// Streaming replicas, which answer for the public. One that has not replayed the latest change that this instance knows of is not asked, so a page that is
/// made after a change never lacks it. Who has had to ask the primary asks it to the end: one answer is made of one state.
/// </summary>
internal sealed class Replicas(NpgsqlDataSource servers)
{
    /// <summary>Longer than this to say how far it has come, and a replica is no help.</summary>
    private const int CheckSeconds = 2;

    /// <summary>So long the primary is asked instead of replicas that did not answer.</summary>
    private const long AwayMilliseconds = 2_000;

    private readonly AsyncLocal<Asker?> _asker = new();
    private ulong _needed;
    private long _awayUntil;

    public void MayAnswer() => _asker.Value = new Asker();

    public void MustHave(NpgsqlLogSequenceNumber place) => Interlocked.Exchange(ref _needed, (ulong)place);

    /// <summary><c>null</c> when the primary must be asked: something else than published notes is read, or no replica has come as far.</summary>
    public async ValueTask<NpgsqlConnection?> OpenConnectionAsync(CancellationToken ct)
    {
        var needed = new NpgsqlLogSequenceNumber(Interlocked.Read(ref _needed));
        if (_asker.Value is not { AsksPrimary: false } asker || needed == NpgsqlLogSequenceNumber.Invalid || Environment.TickCount64 < Interlocked.Read(ref _awayUntil))
        {
            return null;
        }

        NpgsqlConnection? connection = null;
        try
        {
            connection = await servers.OpenConnectionAsync(ct);
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= @needed::pg_lsn", new { needed = needed.ToString() }, commandTimeout: CheckSeconds, cancellationToken: ct)))
            {
                return connection;
            }
        }
        catch (Exception fault) when (Database.IsUnavailable(fault))
        {
            Interlocked.Exchange(ref _awayUntil, Environment.TickCount64 + AwayMilliseconds);
        }
        catch when (connection is not null)
        {
            await connection.DisposeAsync();
            throw;
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        asker.AsksPrimary = true;
        return null;
    }

    /// <summary>One flow of calls, as of a request.</summary>
    private sealed class Asker
    {
        public bool AsksPrimary { get; set; }
    }
}
