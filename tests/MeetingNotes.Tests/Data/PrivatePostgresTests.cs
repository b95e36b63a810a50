using System.Diagnostics;
using System.Globalization;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MeetingNotes.Tests.Data;

/// <summary>Real clusters, real processes, real kill -9. Each test has a folder that is closed to everybody else.</summary>
public sealed class PrivatePostgresTests(ClusterTemplate template) : IClassFixture<ClusterTemplate>, IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _closed = Directory.CreateTempSubdirectory("noterat-").FullName;

    private string Folder => Path.Combine(_closed, "postgres");

    [Fact]
    public async Task Start_NewFolder_IsDurableAndClosedToOthers()
    {
        await using var postgres = await StartAsync();
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);

        Assert.Equal(
            ["on", "on", "on", "on", "", "UTF8", "scram-sha-256"],
            await connection.QueryAsync<string>(
                """
                SELECT current_setting(name)
                FROM unnest('{fsync,synchronous_commit,full_page_writes,data_checksums,listen_addresses,server_encoding,password_encryption}'::text[]) AS name
                """));
        Assert.Equal("noterat noterat", await connection.QuerySingleAsync<string>("SELECT current_user || ' ' || current_database()"));
        Assert.Equal(["scram-sha-256"], await connection.QueryAsync<string>("SELECT DISTINCT auth_method FROM pg_hba_file_rules WHERE type = 'local'"));
        Assert.Equal("600", await StatAsync("%a", Path.Combine(Folder, "password")));
        Assert.Equal("700", await StatAsync("%a", Folder));
    }

    [Fact]
    public async Task Start_AsRoot_RunsAsSomebodyElse()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root gives its rights away.");
        await using var postgres = await StartCopyAsync();

        Assert.NotEqual("0", await StatAsync("%u", $"/proc/{ServerId()}"));
    }

    [Fact]
    public async Task Start_AsOrdinaryUser_RunsAsThatUser()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The other tests run as an ordinary user already.");
        await ServerAccount.RunHereAsync(["chown", "nobody", _closed]);
        await using var process = await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder], await PostgresProcess.AsNobodyAsync());

        Assert.Equal("65534", await StatAsync("%u", $"/proc/{ServerId()}"));
        Assert.Equal(1, await AskAsync(process.ConnectionString, "SELECT 1"));
        await process.LeaveAsync();
        Assert.Null(ServerId());
    }

    [Fact]
    public async Task Start_RootInTheFolderOfAUser_LeavesItToTheUser()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can.");
        await ServerAccount.RunHereAsync(["chown", "nobody", _closed]);
        await using (var first = await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder], await PostgresProcess.AsNobodyAsync()))
        {
            await first.LeaveAsync();
        }

        await using (await StartAsync())
        {
            Assert.Equal("65534", await StatAsync("%u", $"/proc/{ServerId()}"));
        }

        await using var again = await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder], await PostgresProcess.AsNobodyAsync());
        await again.LeaveAsync();
    }

    [Fact]
    public async Task Start_UserInTheFolderOfRoot_IsToldWhoseItIs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can be two users.");
        await using var postgres = await StartCopyAsync();
        await ServerAccount.RunHereAsync(["chown", "nobody", _closed]);

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(async () =>
            await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder], await PostgresProcess.AsNobodyAsync()));

        Assert.Contains("tillhör en annan användare", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PathTooLongForASocket_Works()
    {
        var folder = Path.Combine(_closed, new string('å', 60), "med mellanslag", "postgres");
        string socketFolder;
        await using (var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(folder), NullLogger.Instance, _ct))
        {
            socketFolder = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
            Assert.Equal("700", await StatAsync("%a", socketFolder));
            Assert.Equal(1, await AskAsync(postgres.ConnectionString, "SELECT 1"));
        }

        Directory.Delete(socketFolder);     // Empty: the socket left with the server.
    }

    [Fact]
    public async Task Start_KilledWhileMakingTheCluster_StartsOver()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "data.new", "PG_VERSION"), "15", _ct);

        await using var postgres = await StartAsync();

        Assert.Equal(1, await AskAsync(postgres.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Start_ClusterOfAnotherVersion_SaysWhichAndWhatToDo()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "data", "PG_VERSION"), "12\n", _ct);

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(StartAsync);

        Assert.Contains("gjordes av PostgreSQL 12", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install postgresql-12", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedCluster_ShowsTheEndOfTheLog()
    {
        await (await StartCopyAsync()).DisposeAsync();
        File.Delete(Path.Combine(Folder, "data", "global", "pg_control"));

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(StartAsync);

        Assert.Contains("pg_control", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Again_HasTheData()
    {
        await using (var first = await StartCopyAsync())
        {
            await AskAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        Assert.Null(ServerId());
        await using var second = await StartAsync();

        Assert.Equal(42, await AskAsync(second.ConnectionString, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Start_ThroughALink_Joins()
    {
        await using var first = await StartCopyAsync();
        var server = ServerId();
        var link = Path.Combine(_closed, "link");
        Directory.CreateSymbolicLink(link, Folder);

        await using var second = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(link), NullLogger.Instance, _ct);

        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.Equal(server, ServerId());
    }

    [Fact]
    public async Task Start_ProcessIdNowUsedByAnotherProgram_IsNotFooled()
    {
        await using (var first = await StartCopyAsync())
        {
            KillServer();
        }

        // The tests' own process: alive, and of the same user as the server when that is an ordinary user.
        foreach (var file in (string[])[Path.Combine(Folder, "data", "postmaster.pid"), Path.Combine(Folder, "socket", ".s.PGSQL.5432.lock")])
        {
            await File.WriteAllTextAsync(file, $"{Environment.ProcessId}\n{Folder}/data\n1\n5432\n{Folder}/socket\n", _ct);
            await ServerAccount.RunHereAsync(["chown", await StatAsync("%u:%g", Path.Combine(Folder, "data")), file]);
        }

        await using var second = await StartAsync();

        Assert.Equal(1, await AskAsync(second.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Serve_ServerKilled_ComesBackWithTheData()
    {
        await using var postgres = await StartCopyAsync();
        await AskAsync(postgres.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");

        for (var round = 0; round < 3; round++)
        {
            KillServer();

            Assert.Equal(42, await AskUntilAnsweredAsync(postgres.ConnectionString, "SELECT answer FROM kept"));
        }
    }

    [Fact]
    public async Task Serve_ServerKilledUnderABusyQuery_ComesBack()
    {
        await using var postgres = await StartCopyAsync();
        var busy = AskAsync(postgres.ConnectionString + ";Command Timeout=2", "SELECT count(*)::int FROM generate_series(1, 2000000000)");
        await Task.Delay(300, _ct);

        KillServer();

        Assert.Equal(1, await AskUntilAnsweredAsync(postgres.ConnectionString, "SELECT 1"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }

    [Fact]
    public async Task Start_OwnerKilled_JoinsItsServer()
    {
        await template.CopyToAsync(Folder);
        await using var killed = await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder]);
        await AskAsync(killed.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        var server = ServerId();
        await killed.KillAsync();

        await using (var next = await StartAsync())
        {
            Assert.Equal(server, ServerId());
            Assert.Equal(42, await AskAsync(next.ConnectionString, "SELECT answer FROM kept"));
        }

        Assert.Null(ServerId());
    }

    [Fact]
    public async Task Start_ServerAndOwnerKilled_HasTheData()
    {
        await template.CopyToAsync(Folder);
        await using var killed = await PostgresProcess.StartAsync([TestProgram.UseCluster, Folder]);
        await AskAsync(killed.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await killed.KillAsync();
        KillServer();

        await using var next = await StartAsync();

        Assert.Equal(42, await AskAsync(next.ConnectionString, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Leave_SeveralProcesses_TheLastOneStopsTheServer()
    {
        // All three at once, on a folder that does not exist.
        var processes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostgresProcess.StartAsync([TestProgram.UseCluster, Folder])));
        var server = ServerId();
        Assert.NotNull(server);
        Assert.Single(processes.Select(process => process.ConnectionString).Distinct());

        foreach (var process in processes[..2])
        {
            await process.LeaveAsync();
            Assert.Equal(server, ServerId());
            Assert.Equal(1, await AskAsync(processes[2].ConnectionString, "SELECT 1"));
        }

        await processes[2].LeaveAsync();
        Assert.Null(ServerId());
    }

    [Fact]
    public async Task StartThrowAway_ProcessKilled_ItsClusterIsRemovedByTheNext()
    {
        await using var killed = await PostgresProcess.StartAsync([TestProgram.UseThrowAwayCluster]);
        var left = Path.GetDirectoryName(new NpgsqlConnectionStringBuilder(killed.ConnectionString).Host!)!;
        await killed.KillAsync();
        var server = ServerId(left);
        Assert.NotNull(server);

        await using (await ThrowAwayPostgres.StartAsync(NullLogger.Instance, _ct))
        {
            Assert.False(Directory.Exists(left));
            Assert.False(IsRunning(server.Value));
        }
    }

    public void Dispose()
    {
        if (ServerId() is { } server)
        {
            Process.GetProcessById(server).Kill();
        }

        Directory.Delete(_closed, recursive: true);
    }

    private Task<PrivatePostgres> StartAsync() => PrivatePostgres.StartAsync(new PrivatePostgresOptions(Folder), NullLogger.Instance, _ct);

    private async Task<PrivatePostgres> StartCopyAsync()
    {
        await template.CopyToAsync(Folder);
        return await StartAsync();
    }

    private static async Task<int?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<int?>(sql);
    }

    private async Task<int?> AskUntilAnsweredAsync(string connectionString, string sql)
    {
        while (true)
        {
            try
            {
                return await AskAsync(connectionString, sql);
            }
            catch (NpgsqlException exception) when (Database.IsUnavailable(exception))
            {
                await Task.Delay(50, _ct);
            }
        }
    }

    private static async Task<string> StatAsync(string format, string path) => (await ServerAccount.RunHereAsync(["stat", "-c", format, path])).Output.Trim();

    private void KillServer()
    {
        using var server = Process.GetProcessById(ServerId()!.Value);
        server.Kill();
        while (IsRunning(server.Id))
        {
            Thread.Sleep(10);
        }
    }

    /// <summary>The process id of the running server; <c>null</c> when there is none.</summary>
    private int? ServerId(string? folder = null)
    {
        var pidFile = Path.Combine(folder ?? Folder, "data", "postmaster.pid");
        return File.Exists(pidFile) && int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture) is var id && IsRunning(id) ? id : null;
    }

    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/cmdline") && File.ReadAllText($"/proc/{id}/cmdline").Contains("postgres\0-D", StringComparison.Ordinal);
}
