using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace MeetingNotes.Tests.Testing;

/// <summary>One throw-away cluster for the test process, whatever server the machine has. Each test class asks for databases of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private ThrowAwayPostgres? _postgres;

    public async ValueTask InitializeAsync() => _postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, CancellationToken.None);

    /// <summary>A new, empty database, dropped when disposed.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"meetingnotes_test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = name }.ConnectionString;
        return new TestDatabase(connectionString, () => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)"));
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres!.ConnectionString);
        await connection.ExecuteAsync(sql);
    }
}

/// <summary>A database that lasts as long as the test.</summary>
public sealed class TestDatabase(string connectionString, Func<Task> drop) : IAsyncDisposable
{
    public string ConnectionString => connectionString;

    public async ValueTask DisposeAsync() => await drop();
}
