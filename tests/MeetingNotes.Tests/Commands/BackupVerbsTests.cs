using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Npgsql;

namespace MeetingNotes.Tests.Commands;

/// <summary>A backup restores (promise 25): by the executable, from one database to another.</summary>
public sealed class BackupVerbsTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-backup-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Promise25_BackupThenRestore_EveryRowIsTheSameAndNoMailWaits()
    {
        await using var from = await postgres.CreateMigratedDatabaseAsync();
        await FillAsync(from);
        var file = Path.Combine(_folder, "noterat.dump");
        var (code, told, faults) = await VerbProcess.RunAsync(from, "backup", file);
        Assert.Equal((0, ""), (code, faults));
        Assert.StartsWith($"Säkerhetskopian {file} är skriven (", told, StringComparison.Ordinal);
        Assert.Equal("600", (await ServerAccount.RunHereAsync(["stat", "--format", "%a", file])).Output.Trim());
        Assert.Equal([file], Directory.GetFiles(_folder));

        await using var to = await postgres.CreateDatabaseAsync();
        (code, told, faults) = await VerbProcess.RunAsync(to, "restore", file);
        Assert.Equal((0, ""), (code, faults));
        Assert.Contains("1 mejl väntade på att skickas när kopian togs.", told, StringComparison.Ordinal);
        Assert.Equal(await HashesAsync(from), await HashesAsync(to));
        Assert.Equal(0, await CountAsync(to, "SELECT count(*) FROM outbox WHERE next_try_at IS NOT NULL"));
        Assert.Equal(1, await CountAsync(to, "SELECT count(*) FROM outbox WHERE failure LIKE '%säkerhetskopia%'"));
        Assert.Equal(0, await CountAsync(to, "SELECT count(*) FROM follow_events WHERE spread_at IS NULL"));

        // What has been restored can be backed up, and that restored.
        var second = Path.Combine(_folder, "andra.dump");
        Assert.Equal(0, (await VerbProcess.RunAsync(to, "backup", second)).Code);
        Assert.Equal((0, ""), Ends(await VerbProcess.RunAsync(to, "restore", second, "--ersatt")));
        Assert.Equal(await HashesAsync(from), await HashesAsync(to));
    }

    [Fact]
    public async Task Restore_WhatCannotBeRead_LeavesEverythingAsItIs()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        await FillAsync(database);
        var before = await HashesAsync(database);
        var file = Path.Combine(_folder, "noterat.dump");
        Assert.Equal(0, (await VerbProcess.RunAsync(database, "backup", file)).Code);
        var whole = await File.ReadAllBytesAsync(file, Ct);

        Assert.Equal((1, "Databasen har redan noteringar. Lägg till --ersatt om de ska bort och kopian läsas in i stället."), Ends(await VerbProcess.RunAsync(database, "restore", file)));
        Assert.Contains("finns inte", (await VerbProcess.RunAsync(database, "restore", Path.Combine(_folder, "annan.dump"), "--ersatt")).Errors, StringComparison.Ordinal);
        await using (var portal = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "Noterat", Pooling = false }.ConnectionString))
        {
            await portal.OpenAsync(Ct);
            Assert.Contains("Avsluta den först", (await VerbProcess.RunAsync(database, "restore", file, "--ersatt")).Errors, StringComparison.Ordinal);
        }

        // Cut off, damaged in the middle, and nothing of the kind.
        foreach (var bytes in (byte[][])[whole[..(whole.Length * 3 / 4)], [.. whole[..(whole.Length / 2)], .. new byte[400], .. whole[(whole.Length / 2 + 400)..]], "Noterat"u8.ToArray()])
        {
            await File.WriteAllBytesAsync(file, bytes, Ct);
            var (code, faults) = Ends(await VerbProcess.RunAsync(database, "restore", file, "--ersatt"));
            Assert.Equal(1, code);
            Assert.True(faults.Contains("ingen hel säkerhetskopia", StringComparison.Ordinal) || faults.Contains("Databasen är som förut.", StringComparison.Ordinal), faults);
            Assert.Equal(before, await HashesAsync(database));
        }
    }

    [Fact]
    public async Task Restore_OfANewerVersion_SaysSo()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        var file = Path.Combine(_folder, "noterat.dump");
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.ExecuteAsync("INSERT INTO schema_versions (scriptname, applied) VALUES ('9999_later.sql', now())");
        }

        Assert.Equal(0, (await VerbProcess.RunAsync(database, "backup", file)).Code);
        Assert.Equal((1, "Kopian kommer från en nyare version av portalen (ändring 9999_later.sql). Läs in den med den versionen."), Ends(await VerbProcess.RunAsync(database, "restore", file, "--ersatt")));
    }

    [Fact]
    public async Task Backup_ToAFolderThatIsNotThere_SaysSoAndLeavesNothing()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        Assert.Equal(1, (await VerbProcess.RunAsync(database, "backup", Path.Combine(_folder, "finns", "inte", "a.dump"))).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static (int Code, string Errors) Ends((int Code, string Output, string Errors) result) => (result.Code, result.Errors);

    /// <summary>A published note, a draft, and a mail that waits.</summary>
    private static async Task FillAsync(TestDatabase database)
    {
        await using var portal = await Portal.OnAsync(database);
        var desk = new DeskData(portal);
        var editor = await portal.PersonAsync(StaffRole.Editor);
        await desk.BodyAsync();
        await desk.PublishedAsync(editor, "radet", DeskData.Content("Vi talade om åäö och 😀."));
        await desk.DraftAsync(editor, "radet", DeskData.Content("Ett utkast."), DeskData.Day.AddDays(-7));
        await portal.Db.ExecuteAsync(
            """
            DELETE FROM outbox;
            INSERT INTO outbox (id, key, recipient, subject, text, created_at, next_try_at) VALUES (gen_random_uuid(), 'prov', 'maj@region.example', 'Prov', 'Prov', now(), now());
            """, null, Ct);
    }

    /// <summary>What is in each table, but for what a restore changes on purpose.</summary>
    private static async Task<IReadOnlyList<string>> HashesAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var tables = (await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('outbox', 'follow_events', 'schema_versions') ORDER BY 1")).AsList();
        Assert.Contains("note_versions", tables);
        var hashes = new List<string>();
        foreach (var table in tables)
        {
            hashes.Add(await connection.ExecuteScalarAsync<string>($"SELECT '{table} ' || count(*) || ' ' || coalesce(encode(sha256(string_agg(t::text, E'\\n' ORDER BY t::text)::bytea), 'hex'), '') FROM {table} AS t") ?? "");
        }

        return hashes;
    }

    private static async Task<long> CountAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
