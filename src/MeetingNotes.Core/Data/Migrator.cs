using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>
/// Brings a database up to this build: the numbered scripts in Data/Migrations, in ordinal order, one transaction each.
/// Several instances may try at the same time; one does it and the others wait.
/// </summary>
internal sealed class Migrator(ILogger<Migrator> logger)
{
    public const string Journal = "schema_versions";

    /// <summary>Names the advisory lock: "noterat" in ASCII.</summary>
    internal const long LockKey = 0x6E6F7465726174;

    private static readonly List<Migration> Embedded = ReadEmbedded();

    /// <summary>Applies what is missing and returns the number of scripts applied.</summary>
    /// <exception cref="DatabaseSetupException">The database has scripts that this build does not know.</exception>
    public Task<int> MigrateAsync(string connectionString, CancellationToken ct) => MigrateAsync(connectionString, Embedded, ct);

    internal async Task<int> MigrateAsync(string connectionString, IReadOnlyList<Migration> scripts, CancellationToken ct)
    {
        // The lock has a connection of its own, and lasts until that is closed; others may wait long for theirs.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var takeLock = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", connection) { Parameters = { new("key", LockKey) } };
        await takeLock.ExecuteNonQueryAsync(ct);

        // DbUp knows only synchronous calls.
        return await Task.Run(() => Upgrade(connectionString, scripts), ct);
    }

    /// <summary>Whether every script of this build has been applied.</summary>
    public static async Task<bool> IsMigratedAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        try
        {
            await using var command = dataSource.CreateCommand($"SELECT count(*) FROM {Journal} WHERE scriptname = ANY(@names)");
            command.Parameters.Add(new("names", Embedded.Select(script => script.Name).ToArray()));
            return (long)(await command.ExecuteScalarAsync(ct))! == Embedded.Count;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    /// <summary>The newest of some scripts that this build does not know; <c>null</c> when it knows them all.</summary>
    public static string? NewestUnknown(IEnumerable<string> names) => names.Except(Embedded.Select(script => script.Name)).Order(StringComparer.Ordinal).LastOrDefault();

    private int Upgrade(string connectionString, IReadOnlyList<Migration> scripts)
    {
        var upgrade = DeployChanges.To
            .PostgresqlDatabase(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString)
            .JournalToPostgresqlTable("public", Journal)
            .WithScripts(scripts.Select(script => new SqlScript(script.Name, script.Sql)))
            .WithScriptNameComparer(StringComparer.Ordinal)
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .WithVariablesDisabled()    // $…$ is how PostgreSQL quotes a function.
            .LogToNowhere()
            .Build();

        if (upgrade.GetExecutedButNotDiscoveredScripts() is [.., var newest])
        {
            throw new DatabaseSetupException(
                $"""
                Databasen har gjorts om av en nyare version av portalen (ändring {newest}) än den här.
                Starta den nyare versionen, eller återställ en säkerhetskopia från före uppgraderingen.
                """);
        }

        upgrade.ScriptExecuted += (_, executed) => logger.LogInformation("Applied migration {Script}", ((ScriptExecutedEventArgs)executed).Script.Name);
        var result = upgrade.PerformUpgrade();
        return result.Successful
            ? result.Scripts.Count()
            : throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed and left nothing behind.", result.Error);
    }

    private static List<Migration> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = typeof(Migrator).Namespace + ".Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(name[prefix.Length..], Read(assembly.GetManifestResourceStream(name)!)))];
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>One numbered script; its name is how a database remembers it.</summary>
internal sealed record Migration(string Name, string Sql);
