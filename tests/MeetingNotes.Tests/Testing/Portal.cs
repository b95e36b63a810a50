using Dapper;
using MeetingNotes.Core;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MeetingNotes.Tests.Testing;

/// <summary>Everything in Core on an empty database of its own; what a verb works with.</summary>
public sealed class Portal : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private readonly bool _ownsDatabase;
    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-files-").FullName;

    private Portal(TestDatabase database, ServiceProvider services, FakeTimeProvider clock, bool ownsDatabase)
    {
        _database = database;
        _services = services;
        _ownsDatabase = ownsDatabase;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>The tables behind it, for what no service tells.</summary>
    internal Database Db => Get<Database>();

    /// <param name="postgres">Has the databases.</param>
    /// <param name="onRealClock">Goes by the system's clock, and the database's, instead of <see cref="Clock"/>.</param>
    /// <param name="settings">Of the portal, besides its database.</param>
    public static async Task<Portal> StartAsync(PostgresFixture postgres, bool onRealClock = false, params KeyValuePair<string, string?>[] settings)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        return await StartAsync(await postgres.CreateMigratedDatabaseAsync(), onRealClock ? TimeProvider.System : clock, clock, ownsDatabase: true, settings);
    }

    /// <summary>On a database of the test's own, which outlives it.</summary>
    public static Task<Portal> OnAsync(TestDatabase database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        return StartAsync(database, clock, clock, ownsDatabase: false, [], migrates: true);
    }

    /// <summary>Another process, as it were, on the same database and clock; to be disposed before this one.</summary>
    public Task<Portal> AnotherInstanceAsync() => StartAsync(_database, Get<TimeProvider>(), Clock, ownsDatabase: false, []);

    private static async Task<Portal> StartAsync(TestDatabase database, TimeProvider time, FakeTimeProvider clock, bool ownsDatabase, KeyValuePair<string, string?>[] settings, bool migrates = false)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddMeetingNotes(new ConfigurationBuilder()
                .AddInMemoryCollection([new("ConnectionStrings:MeetingNotes", database.ConnectionString), .. settings])
                .Build())
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().StartAsync(migrates, TestContext.Current.CancellationToken);
        return new Portal(database, services, clock, ownsDatabase);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Writes a file and imports it.</summary>
    public async Task<ImportResult> ImportAsync(string name, string content, bool replace = false)
    {
        var path = Write(name, content);
        var results = await ImportFolderAsync(path, replace);
        return Assert.Single(results);
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public async Task<IReadOnlyList<ImportResult>> ImportFolderAsync(string path, bool replace = false)
    {
        var results = new List<ImportResult>();
        await Get<NoteImport>().ImportAsync([path], replace, results.Add, TestContext.Current.CancellationToken);
        return results;
    }

    /// <summary>Exports everything; file name → bytes.</summary>
    public async Task<Dictionary<string, byte[]>> ExportAsync()
    {
        var folder = Path.Combine(_folder, $"export-{Guid.CreateVersion7():N}");
        await Get<NoteExport>().ExportAsync(folder, () => { }, TestContext.Current.CancellationToken);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes);
    }

    /// <summary>Imports what another portal exported.</summary>
    public async Task<IReadOnlyList<ImportResult>> ImportExportAsync(Dictionary<string, byte[]> export)
    {
        var folder = Path.Combine(_folder, $"import-{Guid.CreateVersion7():N}");
        foreach (var (name, bytes) in export)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, TestContext.Current.CancellationToken);
        }

        return await ImportFolderAsync(folder);
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Db.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    /// <summary>Rows of every table, to see that something changed nothing.</summary>
    public async Task<string> FingerprintAsync()
    {
        await using var connection = await Db.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var tables = await connection.QueryAsync<string>(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1");
        var sums = new List<string>();
        foreach (var table in tables)
        {
            sums.Add(table + " " + await connection.ExecuteScalarAsync<string>(
                $"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {table} t"));
        }

        return string.Join('\n', sums);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
