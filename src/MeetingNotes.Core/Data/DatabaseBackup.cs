using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>Copies of the whole database, made and read by PostgreSQL's own programs.</summary>
public sealed class DatabaseBackup(Database db, DatabaseOptions options)
{
    private const string UnfinishedEnd = ".part";

    /// <summary>Writes a copy, while others go on working. A file that is there already is replaced when the new one is whole and can be read.</summary>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="DatabaseSetupException">It cannot be made; the message says why.</exception>
    public async Task<long> WriteAsync(string file, CancellationToken ct)
    {
        var path = Path.GetFullPath(file);
        var unfinished = path + UnfinishedEnd;
        var (dump, list) = (await ClientAsync("pg_dump", ct), await ClientAsync("pg_restore", ct));

        // It holds drafts, addresses and keys: nobody else may read it, not even while it grows.
        await ServerAccount.CreatePrivateFile(unfinished).DisposeAsync();
        try
        {
            await RunAsync(dump, ["--format=custom", "--no-password", $"--file={unfinished}"], ct);
            await RunAsync(list, ["--list", unfinished], ct);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return new FileInfo(path).Length;
    }

    /// <summary>Puts a copy in place of everything in the database, in one transaction: when it fails, nothing has changed.</summary>
    /// <param name="file">Made by <see cref="WriteAsync"/>.</param>
    /// <param name="replaces">Whether a database that holds notes may be replaced.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="DatabaseSetupException">It is not done; the message says why.</exception>
    public async Task RestoreAsync(string file, bool replaces, CancellationToken ct)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new DatabaseSetupException($"Filen {file} finns inte.");
        }

        var (restore, psql) = (await ClientAsync("pg_restore", ct), await ClientAsync("psql", ct));
        await CheckAsync(restore, path, file, ct);

        // A portal that starts waits until it is done.
        await using var connection = await db.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Migrator.LockKey.ToString(CultureInfo.InvariantCulture)})", ct);
        if (await ScalarAsync(connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'Noterat' AND pid <> pg_backend_pid()", ct) > 0)
        {
            throw new DatabaseSetupException("Portalen är i gång, eller något av dess verb. Avsluta den först.");
        }

        foreach (var table in (string[])["notes", "note_drafts"])
        {
            if (!replaces && await ScalarAsync(connection, $"SELECT count(to_regclass('public.{table}'))", ct) > 0 && await ScalarAsync(connection, $"SELECT count(*) FROM {table}", ct) > 0)
            {
                throw new DatabaseSetupException("Databasen har redan noteringar. Lägg till --ersatt om de ska bort och kopian läsas in i stället.");
            }
        }

        await ReplaceAsync(restore, psql, path, ct);
        await ExecuteAsync(connection, "SELECT pg_advisory_unlock_all()", ct);
    }

    /// <summary>Whether it is a copy of a portal's database, and not of a newer version's.</summary>
    private static async Task CheckAsync(string restore, string path, string file, CancellationToken ct)
    {
        var listed = await ServerAccount.RunHereAsync([restore, "--data-only", $"--table={Migrator.Journal}", "--file=-", path]);
        ct.ThrowIfCancellationRequested();
        var scripts = listed.Output.Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length == 3).Select(fields => fields[1]).ToList();
        if (!listed.Succeeded || scripts.Count == 0)
        {
            throw new DatabaseSetupException($"Filen {file} är ingen hel säkerhetskopia från Noterat.");
        }

        if (Migrator.NewestUnknown(scripts) is { } newest)
        {
            throw new DatabaseSetupException($"Kopian kommer från en nyare version av portalen (ändring {newest}). Läs in den med den versionen.");
        }
    }

    private async Task ReplaceAsync(string restore, string psql, string path, CancellationToken ct)
    {
        using var reader = Process.Start(Prepared(restore, ["--no-owner", "--no-privileges", "--no-comments", "--file=-", path]))!;
        using var writer = Process.Start(Prepared(psql, ["--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]))!;
        using var stop = ct.Register(() =>
        {
            reader.Kill();
            writer.Kill();
        });
        reader.StandardInput.Close();
        var faults = Task.WhenAll(reader.StandardError.ReadToEndAsync(CancellationToken.None), writer.StandardError.ReadToEndAsync(CancellationToken.None));
        var told = writer.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await writer.StandardInput.WriteLineAsync("SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
            await writer.StandardInput.FlushAsync(CancellationToken.None);
            await reader.StandardOutput.BaseStream.CopyToAsync(writer.StandardInput.BaseStream, CancellationToken.None);
        }
        catch (IOException)
        {
            // It has ended before us, and says why.
        }

        await reader.WaitForExitAsync(CancellationToken.None);
        if (reader.ExitCode != 0)
        {
            writer.Kill();    // before it sees the end of what it reads, and commits
        }
        else
        {
            writer.StandardInput.Close();
        }

        await writer.WaitForExitAsync(CancellationToken.None);
        await told;
        ct.ThrowIfCancellationRequested();
        if (reader.ExitCode != 0 || writer.ExitCode != 0)
        {
            throw new DatabaseSetupException($"Kopian kunde inte läsas in. Databasen är som förut.\n{string.Concat(await faults).Trim()}");
        }
    }

    private async Task<string> ClientAsync(string program, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await PostgresPrograms.FindClientAsync(program, connection.PostgreSqlVersion.Major, options.Programs);
    }

    private async Task RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Process.Start(Prepared(program, arguments))!;
        using var stop = ct.Register(process.Kill);
        process.StandardInput.Close();
        var written = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new DatabaseSetupException($"Säkerhetskopian blev inte skriven.\n{written[1].Trim()}");
        }
    }

    /// <summary>A program that reaches our database. The password goes by the environment, where other users do not see it.</summary>
    private ProcessStartInfo Prepared(string program, string[] arguments)
    {
        var start = ServerAccount.Prepare([program, .. arguments]);
        var to = db.ConnectionString;
        var servers = to.Host!.Split(',').Select(host => ServerOf(host, to.Port)).ToList();
        start.Environment["PGHOST"] = string.Join(',', servers.Select(server => server.Host));
        start.Environment["PGPORT"] = string.Join(',', servers.Select(server => server.Port));
        start.Environment["PGTARGETSESSIONATTRS"] = servers.Count > 1 ? "primary" : "any";
        start.Environment["PGDATABASE"] = to.Database ?? to.Username;
        start.Environment["PGUSER"] = to.Username;
        start.Environment["PGPASSWORD"] = to.Password;
        start.Environment["PGSSLMODE"] = to.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        if (to.RootCertificate is { Length: > 0 } root)
        {
            start.Environment["PGSSLROOTCERT"] = root;
        }

        start.Environment["PGCLIENTENCODING"] = "UTF8";
        return start;
    }

    /// <summary>Npgsql may have a port after its host, libpq has it beside.</summary>
    private static (string Host, string Port) ServerOf(string host, int port) =>
        host.Split(':') is [var name, var own] ? (name, own) : (host, port.ToString(CultureInfo.InvariantCulture));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
