using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MeetingNotes.Tests.Data;

public sealed class MigratorTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Migration Table = new("0001_table.sql", "CREATE TABLE runs (script text NOT NULL); INSERT INTO runs VALUES ('0001');");

    private static readonly Migration Function = new(
        "0002_function.sql",
        """
        -- $variables$ and semicolons belong to PostgreSQL; ett frågetecken? också.
        CREATE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $body$
        BEGIN
            PERFORM 1;
            RETURN 42;
        END;
        $body$;

        INSERT INTO runs VALUES ('0002');
        """);

    private static readonly Migration Slow = new("0010_slow.sql", "SELECT pg_sleep(0.3); INSERT INTO runs VALUES ('0010');");

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    [Fact]
    public async Task Migrate_EmptyDatabase_AppliesEachScriptOnceInOrdinalOrder()
    {
        Assert.Equal(3, await MigrateAsync(Slow, Function, Table));
        Assert.Equal(0, await MigrateAsync(Slow, Function, Table));

        Assert.Equal(["0001", "0002", "0010"], await QueryAsync("SELECT script FROM runs"));
        Assert.Equal(["0001_table.sql", "0002_function.sql", "0010_slow.sql"], await QueryAsync("SELECT scriptname FROM schema_versions ORDER BY schemaversionsid"));
        Assert.Equal(["42"], await QueryAsync("SELECT answer()::text"));
    }

    [Fact]
    public async Task Migrate_PreviousDatabase_AppliesWhatIsNew()
    {
        await MigrateAsync(Table);

        Assert.Equal(1, await MigrateAsync(Table, Function));
    }

    [Fact]
    public async Task Migrate_EightAtTheSameTime_OneDoesIt()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync(Table, Function, Slow), _ct)));

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 3], applied.Order());
        Assert.Equal(["0001", "0002", "0010"], await QueryAsync("SELECT script FROM runs"));
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerBuild_RefusesAndChangesNothing()
    {
        await MigrateAsync(Table, Slow);

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(() => MigrateAsync(Table, Function));

        Assert.Contains("nyare version av portalen (ändring 0010_slow.sql)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["0001", "0010"], await QueryAsync("SELECT script FROM runs"));
    }

    [Fact]
    public async Task Migrate_ScriptFails_LeavesNothingOfItAndKeepsTheOnesBefore()
    {
        var broken = new Migration("0003_broken.sql", "INSERT INTO runs VALUES ('0003'); SELECT 1 / 0;");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync(Table, broken));

        Assert.Contains("0003_broken.sql", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["0001"], await QueryAsync("SELECT script FROM runs"));
        Assert.Equal(["0001_table.sql"], await QueryAsync("SELECT scriptname FROM schema_versions"));
    }

    [Fact]
    public async Task Migrate_SomebodyElseMigratesForLong_CanBeCancelled()
    {
        await using var other = new NpgsqlConnection(_database.ConnectionString);
        await other.ExecuteAsync("SELECT pg_advisory_lock(@key)", new { key = Migrator.LockKey });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        var waiting = new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(_database.ConnectionString, [Table], cancel.Token);
        await Task.Delay(200, _ct);
        Assert.False(waiting.IsCompleted);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Migrate_Scripts_LogsOneLineEach()
    {
        using var log = new LogLines();
        await new Migrator(log.CreateLogger<Migrator>()).MigrateAsync(_database.ConnectionString, [Table, Function], _ct);

        Assert.Equal(["Applied migration 0001_table.sql", "Applied migration 0002_function.sql"], log.Written);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<int> MigrateAsync(params Migration[] scripts) => new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(_database.ConnectionString, scripts, _ct);

    private async Task<IEnumerable<string>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        return await connection.QueryAsync<string>(sql);
    }
}
