using Dapper;
using MeetingNotes.Core;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace MeetingNotes.Tests.Testing;

/// <summary>One throw-away cluster for the test process, whatever server the machine has. Each test class asks for databases of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "meetingnotes_migrated";

    private readonly Lazy<Task> _template;
    private ThrowAwayPostgres? _postgres;

    public PostgresFixture() => _template = new(MakeTemplateAsync);

    public async ValueTask InitializeAsync() => _postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, CancellationToken.None);

    /// <summary>A new, empty database, dropped when disposed.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => CreateAsync("");

    /// <summary>
    /// A new database with every migration and no rows: a copy of one that was migrated once for all, dropped when disposed. Copied file by file, which
    /// writes no log: in memory that takes half the time.
    /// </summary>
    public async Task<TestDatabase> CreateMigratedDatabaseAsync()
    {
        await _template.Value;
        return await CreateAsync($" TEMPLATE {Template} STRATEGY FILE_COPY");
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var name = $"meetingnotes_test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"CREATE DATABASE {name}{template}");
        return new TestDatabase(ConnectionStringTo(name), () => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)"));
    }

    private async Task MakeTemplateAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMeetingNotes(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:MeetingNotes", ConnectionStringTo(Template))]).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().StartAsync(migrate: true, CancellationToken.None);
    }

    private string ConnectionStringTo(string name) => new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = name }.ConnectionString;

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
