using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Tests.Testing;

/// <summary>A streaming replica of a throw-away cluster, on the same machine, for which the cluster keeps what it has not fetched.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private const int Port = 5433;

    private readonly ServerAccount _account;
    private readonly PostgresPrograms _programs;
    private readonly string _folder;
    private readonly string _connectionString;

    private Replica(ServerAccount account, PostgresPrograms programs, string folder, string connectionString)
    {
        _account = account;
        _programs = programs;
        _folder = folder;
        _connectionString = connectionString;
    }

    private string Data => Path.Combine(_folder, "data");

    public static async Task<Replica> StartAsync(string primary)
    {
        var at = new NpgsqlConnectionStringBuilder(primary);
        var folder = Path.Combine(Path.GetDirectoryName(at.Host)!, "replica");    // beside the primary, so that the account gets what it takes to reach both
        var replica = new Replica(
            await ServerAccount.ForAsync(folder), await PostgresPrograms.FindAsync(null), folder,
            new NpgsqlConnectionStringBuilder(primary) { Port = Port, Pooling = false }.ConnectionString);
        await replica.RunAsync(
            "pg_basebackup", $"--dbname=host={at.Host} port={at.Port} user={at.Username} password={at.Password}", "--pgdata", replica.Data,
            "--write-recovery-conf", "--create-slot", "--slot=replica", "--wal-method=stream", "--checkpoint=fast");
        await replica.StartServerAsync();
        return replica;
    }

    /// <summary>Whether it lives by what it fetches: it goes on fetching.</summary>
    public async Task ReplayAsync(bool isOn)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(isOn ? "SELECT pg_wal_replay_resume()" : "SELECT pg_wal_replay_pause()", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>In the primary's socket folder, beside it.</summary>
    public Task StartServerAsync() => RunAsync(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", Data, "--log", Path.Combine(_folder, "log"), "--options", $"-c port={Port} -c wal_receiver_status_interval=1");

    public Task StopServerAsync() => RunAsync("pg_ctl", "stop", "--wait", "--silent", "--mode", "fast", "--pgdata", Data);

    public async ValueTask DisposeAsync()
    {
        await _account.RunAsync(_programs.Path("pg_ctl"), "stop", "--wait", "--silent", "--mode", "immediate", "--pgdata", Data);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var result = await _account.RunAsync(_programs.Path(program), arguments);
        Assert.True(result.Succeeded, result.Output);
    }
}
