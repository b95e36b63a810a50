using Dapper;
using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Tests.Testing;

/// <summary>Two real PostgreSQL servers on loopback, the second a streaming replica of the first; each can be killed, promoted and taken back.</summary>
internal sealed class ReplicatedPostgres : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServerAccount _account;
    private readonly PostgresPrograms _programs;

    private ReplicatedPostgres(string folder, ServerAccount account, PostgresPrograms programs) =>
        (_folder, _account, _programs, Servers) = (folder, account, programs, [new("a", LoopbackPort.Free()), new("b", LoopbackPort.Free())]);

    public IReadOnlyList<Server> Servers { get; }

    private bool HasDisk { get; init; }

    private string Filling => Path.Combine(_folder, "filling");

    /// <summary>Names both, as an operator would.</summary>
    public string ConnectionString => string.Join(';', $"Host={string.Join(',', Servers.Select(server => $"127.0.0.1:{server.Port}"))}", "Username=noterat", "Database=noterat");

    /// <summary>The first server, and the second as its replica.</summary>
    public static async Task<ReplicatedPostgres> StartAsync()
    {
        var two = await StartOneAsync();
        await two.FollowAsync(two.Servers[1], two.Servers[0]);
        return two;
    }

    /// <summary>The first server alone, with an empty database.</summary>
    /// <param name="megabytes">On a disk of its own, of so much; for root only.</param>
    public static async Task<ReplicatedPostgres> StartOneAsync(int? megabytes = null)
    {
        var folder = $"/tmp/noterat-two-{Guid.CreateVersion7():N}";
        if (megabytes is not null)
        {
            Directory.CreateDirectory(folder);
            var mounted = await ServerAccount.RunHereAsync(["mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=700", "tmpfs", folder]);
            Assert.SkipUnless(mounted.Succeeded, "Nothing can be mounted here, as in a container.");
        }

        var two = new ReplicatedPostgres(folder, await ServerAccount.ForAsync(folder), await PostgresPrograms.FindAsync(null)) { HasDisk = megabytes is not null };
        try
        {
            var first = two.Servers[0];
            await two.RunAsync(
                "initdb", ["--pgdata", two.Data(first), "--username=noterat", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", .. megabytes is null ? (string[])[] : ["--wal-segsize=1"]]);
            if (two.HasDisk)
            {
                await File.AppendAllTextAsync(Path.Combine(two.Data(first), "postgresql.conf"), "min_wal_size = 2MB\nmax_wal_size = 8MB\n");
            }

            await two.StartServerAsync(first);
            await ExecuteAsync(first, "postgres", "CREATE DATABASE noterat");
            return two;
        }
        catch
        {
            await two.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every commit waits until a replica has it, or no longer does.</summary>
    public static Task RequireReplicaAsync(Server primary, bool isRequired) =>
        ExecuteAsync(primary, "postgres", $"ALTER SYSTEM SET synchronous_standby_names = '{(isRequired ? "*" : "")}'", "SELECT pg_reload_conf()");

    /// <summary>Makes a server a copy of another that follows it, whatever it was before; returns when it has caught up.</summary>
    public async Task FollowAsync(Server server, Server primary)
    {
        await RunProgramAsync("rm", "-rf", Data(server));
        await RunAsync("pg_basebackup", "--pgdata", Data(server), "--host=127.0.0.1", $"--port={primary.Port}", "--username=noterat", "--write-recovery-conf", "--create-slot", "--slot=replica", "--checkpoint=fast");
        await StartServerAsync(server);
        await UntilAsync(primary, "SELECT EXISTS (SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn = sent_lsn)");
    }

    /// <summary>From here on every piece of the log is kept beside the server, and so is a copy of all that it has now: as operations.md says.</summary>
    public async Task ArchiveAsync(Server server)
    {
        var archive = Path.Combine(_folder, "archive");
        await _account.CreateFolderAsync(archive);
        await ExecuteAsync(server, "postgres", "ALTER SYSTEM SET archive_mode = on", $"ALTER SYSTEM SET archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'", "ALTER SYSTEM SET archive_timeout = '5min'");
        await StopServerAsync(server);
        await StartServerAsync(server);
        await RunAsync("pg_basebackup", "--pgdata", Path.Combine(archive, "base"), "--host=127.0.0.1", $"--port={server.Port}", "--username=noterat", "--checkpoint=fast");
    }

    /// <summary>The other server gets what the first had at a moment, by its archive.</summary>
    public async Task RestoreAsync(Server server, DateTimeOffset at)
    {
        var archive = Path.Combine(_folder, "archive");
        await RunProgramAsync("cp", "--archive", Path.Combine(archive, "base"), Data(server));
        await File.AppendAllTextAsync(
            Path.Combine(Data(server), "postgresql.auto.conf"),
            $"archive_mode = off\nrestore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{at:O}'\nrecovery_target_action = 'promote'\n");
        await RunProgramAsync("touch", Path.Combine(Data(server), "recovery.signal"));
        await StartServerAsync(server);
        await UntilAsync(server, "SELECT NOT pg_is_in_recovery()");
    }

    /// <summary>Returns when it answers. While children of one that was killed are still dying, it does not start.</summary>
    public async Task StartServerAsync(Server server)
    {
        for (var left = 20; ; await Task.Delay(500))
        {
            var start = await _account.RunAsync(
                _programs.Path("pg_ctl"), "start", "--wait", "--pgdata", Data(server), "--log", Path.Combine(_folder, $"{server.Name}.log"),
                "--options", $"-p {server.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60 -c wal_receiver_status_interval=1 -c hot_standby_feedback=on -c shared_buffers=32MB");
            if (start.Succeeded)
            {
                return;
            }

            Assert.True(left-- > 0, start.Output);
        }
    }

    public Task StopServerAsync(Server server) => RunAsync("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata", Data(server));

    /// <summary>kill -9 of the postmaster; its children follow it.</summary>
    public async Task KillAsync(Server server)
    {
        var id = File.ReadLines(Path.Combine(Data(server), "postmaster.pid")).First();
        await RunProgramAsync("kill", "-9", id);
    }

    /// <summary>All its processes stop where they are, or go on: connections are neither answered nor refused.</summary>
    public async Task SilenceAsync(Server server, bool isSilent)
    {
        var id = File.ReadLines(Path.Combine(Data(server), "postmaster.pid")).First();
        var children = (await _account.RunAsync("pgrep", "-P", id)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await RunProgramAsync("kill", [isSilent ? "-STOP" : "-CONT", id, .. children]);
    }

    /// <summary>Leaves only a little on the disk of its own.</summary>
    public async Task FillDiskAsync()
    {
        const long Left = 512 * 1024;
        await using var filling = File.Create(Filling);
        filling.SetLength(0);
        var piece = new byte[64 * 1024];
        while (new DriveInfo(_folder).AvailableFreeSpace > Left)
        {
            await filling.WriteAsync(piece);
            await filling.FlushAsync();
        }
    }

    /// <summary>As an operator does; a server that went down meanwhile is started again, as systemd does.</summary>
    public async Task FreeDiskAsync()
    {
        File.Delete(Filling);
        if (!(await _account.RunAsync(_programs.Path("pg_ctl"), "status", "--pgdata", Data(Servers[0]))).Succeeded)
        {
            await StartServerAsync(Servers[0]);
        }
    }

    public Task PromoteAsync(Server server) => RunAsync("pg_ctl", "promote", "--wait", "--pgdata", Data(server));

    public static async Task ExecuteAsync(Server server, string database, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server.To(database));
        foreach (var statement in statements)
        {
            await connection.ExecuteAsync(statement);
        }
    }

    public static async Task<T?> ScalarAsync<T>(Server server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.To("noterat"));
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await _account.RunAsync(_programs.Path("pg_ctl"), "stop", "--mode=immediate", "--pgdata", Data(server));
        }

        if (HasDisk)
        {
            Succeeds("umount", await ServerAccount.RunHereAsync(["umount", "--lazy", _folder]));
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Succeeds(string program, ProgramResult result) => Assert.True(result.Succeeded, $"{program}: {result.Output}");

    public static async Task UntilAsync(Server server, string sql)
    {
        for (var left = 300; !await ScalarAsync<bool>(server, sql); await Task.Delay(100))
        {
            Assert.True(left-- > 0, $"Never true: {sql}");
        }
    }

    private Task RunAsync(string program, params string[] arguments) => RunProgramAsync(_programs.Path(program), arguments);

    private async Task RunProgramAsync(string program, params string[] arguments) => Succeeds(program, await _account.RunAsync(program, arguments));

    private string Data(Server server) => Path.Combine(_folder, server.Name);

    internal sealed record Server(string Name, int Port)
    {
        public string To(string database) => $"Host=127.0.0.1;Port={Port};Username=noterat;Database={database};Pooling=false;Timeout=5";
    }
}
