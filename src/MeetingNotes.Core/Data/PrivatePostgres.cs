using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>
/// A PostgreSQL cluster of the portal's own, in one folder, reached through a unix socket only. Every process that uses the
/// folder holds a shared lock on users.lock; the first one starts the server, the last one stops it, and whoever notices
/// that the server is gone starts it again. Starting and stopping are serialised by start.lock. The kernel lets go of both
/// locks when a process dies, so nothing has to be cleaned up by hand. See docs/decisions/0001-private-postgresql.md.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The user and the database, both made with the cluster.</summary>
    public const string Name = "noterat";

    private const string Port = "5432";

    /// <summary>Longest path of a unix socket on Linux, in bytes.</summary>
    private const int LongestSocketPath = 107;

    /// <summary>Recovery after a power cut may take minutes; nothing here should take longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What pg_ctl and postgresql.conf cannot be given in a path.</summary>
    private static readonly SearchValues<char> Unquotable = SearchValues.Create("\"'`$\\\n");

    private readonly CancellationTokenSource _stopWatching = new();
    private readonly PrivatePostgresOptions _options;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly string _data;
    private ServerAccount _account = null!;
    private PostgresPrograms _programs = null!;
    private string _socketFolder = null!;
    private string _password = null!;
    private FileStream? _user;
    private Task _watcher = Task.CompletedTask;

    private PrivatePostgres(PrivatePostgresOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _folder = options.Folder;
        _data = Path.Combine(_folder, "data");
    }

    public string ConnectionString => ConnectionStringTo(Name);

    /// <summary>Starts the cluster in the folder, making it first when there is none, or joins the one that runs there.</summary>
    /// <exception cref="DatabaseSetupException">It cannot be started; the message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var postgres = new PrivatePostgres(options with { Folder = RealPath(options.Folder) }, logger);
        try
        {
            await postgres.StartAsync(ct);
            return postgres;
        }
        catch (UnauthorizedAccessException exception)
        {
            postgres._user?.Dispose();
            throw new DatabaseSetupException(
                $"""
                Databasens mapp {postgres._folder} tillhör en annan användare.
                Starta portalen som samma användare som förra gången, eller välj en annan mapp med inställningen Portal__DataFolder.
                """,
                exception);
        }
        catch
        {
            postgres._user?.Dispose();
            throw;
        }
    }

    /// <summary>Leaves the cluster; the last process to leave stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopWatching.CancelAsync();
        await _watcher;
        await using (var starting = await FileLock.TakeAsync(StartLock, FileShare.None, Patience, CancellationToken.None))
        {
            _user?.Dispose();

            // A program that some other thread starts right now holds a copy of our lock until it has begun: hence the patience.
            await using var alone = await FileLock.TakeAsync(UsersLock, FileShare.None, TimeSpan.FromMilliseconds(200), CancellationToken.None);
            if (starting is not null && alone is not null)
            {
                await StopServerAsync();
            }
        }

        _stopWatching.Dispose();
    }

    /// <summary>Stops the server that an ended process left behind. The caller knows that nobody uses the folder.</summary>
    internal static async Task StopAbandonedAsync(PrivatePostgresOptions options, ILogger logger)
    {
        var postgres = new PrivatePostgres(options, logger) { _account = await ServerAccount.ForAsync(options.Folder) };
        postgres._programs = await PostgresPrograms.FindAsync(options.Programs);
        await postgres.StopServerAsync();
    }

    private string StartLock => Path.Combine(_folder, "start.lock");

    private string UsersLock => Path.Combine(_folder, "users.lock");

    private string PasswordFile => Path.Combine(_folder, "password");

    private string Log => Path.Combine(_folder, "log", "postgres.log");

    private string PidFile => Path.Combine(_data, "postmaster.pid");

    private async Task StartAsync(CancellationToken ct)
    {
        if (_folder.AsSpan().ContainsAny(Unquotable))
        {
            throw new DatabaseSetupException($"Databasens mapp {_folder} får inte ha citattecken, dollartecken eller omvänt snedstreck i namnet. Välj en annan med inställningen Portal__DataFolder.");
        }

        _account = await ServerAccount.ForAsync(_folder);
        await using var starting = await TakeStartLockAsync(ct);
        _user = FileLock.TryTake(UsersLock, FileShare.Read)
            ?? throw new InvalidOperationException("Somebody holds users.lock alone without holding start.lock.");
        _programs = await FindProgramsAsync();
        _socketFolder = await MakeSocketFolderAsync();
        await _account.CreateFolderAsync(Path.GetDirectoryName(Log)!);
        if (!Directory.Exists(_data))
        {
            await CreateClusterAsync();
        }

        _password = await File.ReadAllTextAsync(PasswordFile, ct);
        await EnsureServingAsync(ct);
        _watcher = Task.Run(WatchAsync, CancellationToken.None);
    }

    private async Task<FileStream> TakeStartLockAsync(CancellationToken ct) =>
        await FileLock.TakeAsync(StartLock, FileShare.None, Patience, ct)
        ?? throw new DatabaseSetupException($"En annan portal har försökt starta databasen i {_folder} i fem minuter utan att bli klar. Avsluta den och starta igen. Loggen finns i {Log}.");

    private async Task<PostgresPrograms> FindProgramsAsync()
    {
        var versionFile = Path.Combine(_data, "PG_VERSION");
        int? made = File.Exists(versionFile) ? int.Parse(await File.ReadAllTextAsync(versionFile), CultureInfo.InvariantCulture) : null;
        var programs = await PostgresPrograms.FindAsync(_options.Programs, made);
        return made is null || made == programs.Version
            ? programs
            : throw new DatabaseSetupException(
                $"""
                Databasen i {_folder} gjordes av PostgreSQL {made}, men programmen i {programs.Folder} är version {programs.Version}.
                Installera version {made} igen: sudo apt-get install postgresql-{made}
                Eller flytta undan mappen, så börjar portalen om med en tom databas.
                """);
    }

    /// <summary>Makes the cluster beside its place and renames it: a process killed half-way leaves nothing that looks whole.</summary>
    private async Task CreateClusterAsync()
    {
        _logger.LogInformation("Creating a PostgreSQL {Version} cluster in {Folder}", _programs.Version, _folder);
        await _account.WriteSecretAsync(PasswordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

        var unfinished = _data + ".new";
        string[] sync = _options.Durable ? [] : ["--no-sync"];
        ProgramResult? result = null;
        foreach (var locale in (string[])["C.UTF-8", "C"])
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            await _account.CreateFolderAsync(unfinished);
            result = await _account.RunAsync(
                _programs.Path("initdb"),
                [
                    "--pgdata", unfinished, "--username", Name, "--pwfile", PasswordFile, "--auth-local=scram-sha-256", "--auth-host=reject",
                    "--encoding=UTF8", "--locale", locale, "--data-checksums", .. sync,
                ]);
            if (result.Succeeded)
            {
                Directory.Move(unfinished, _data);
                return;
            }
        }

        throw new DatabaseSetupException($"Det gick inte att skapa en databas i {_folder}. PostgreSQL svarade:\n{result!.Output.Trim()}");
    }

    /// <summary>Starts the server if it does not run, waits until it answers, and makes the database. The start lock is held.</summary>
    private async Task EnsureServingAsync(CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var result = IsServerAlive() ? null : await StartServerAsync();
            try
            {
                if (result is null or { Succeeded: true })
                {
                    await EnsureDatabaseAsync(ct);
                    return;
                }
            }
            catch (NpgsqlException exception) when (Database.IsUnavailable(exception) && Stopwatch.GetElapsedTime(begun) < Patience)
            {
                // Still recovering, or just on its way down: look again.
            }

            if (result is { Succeeded: false } && !(await MayPassAsync() && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30)))
            {
                throw new DatabaseSetupException($"PostgreSQL startade inte i {_folder}. Loggen {Log} slutar så här:\n{await LastOfLogAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    /// <summary>The server was killed, but one of its own processes has not let go of the shared memory yet.</summary>
    private async Task<bool> MayPassAsync() => (await LastOfLogAsync()).Contains("still in use", StringComparison.Ordinal);

    private async Task<string> LastOfLogAsync() => File.Exists(Log) ? string.Join('\n', (await File.ReadAllLinesAsync(Log)).TakeLast(5)) : "";

    private async Task<ProgramResult> StartServerAsync()
    {
        RemoveIfReused(PidFile);
        RemoveIfReused(Path.Combine(_socketFolder, $".s.PGSQL.{Port}.lock"));
        await WriteConfigurationAsync();
        KeepLogShort();
        _logger.LogInformation("Starting PostgreSQL in {Folder}", _folder);
        return await _account.RunAsync(
            _programs.Path("pg_ctl"), "start", "--wait", "--silent", "--timeout", Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "--pgdata", _data, "--log", Log);
    }

    private async Task StopServerAsync()
    {
        if (!IsServerAlive())
        {
            return;
        }

        var mode = _options.Durable ? "fast" : "immediate";
        var result = await _account.RunAsync(_programs.Path("pg_ctl"), "stop", "--wait", "--silent", "--mode", mode, "--pgdata", _data);
        if (result.Succeeded)
        {
            _logger.LogInformation("Stopped PostgreSQL in {Folder}", _folder);
        }
        else
        {
            _logger.LogError("PostgreSQL in {Folder} did not stop: {Output}", _folder, result.Output);
        }
    }

    /// <summary>
    /// Whether the process in postmaster.pid is the server of this folder. Its command line can be read by every user, and
    /// is empty for a process that has ended but still has its entry.
    /// </summary>
    private bool IsServerAlive()
    {
        try
        {
            return ProcessIdIn(PidFile) is { } pid
                && File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [var program, "-D", var data, ..]
                && Path.GetFileName(program) == "postgres" && data == _data;
        }
        catch (IOException)
        {
            return false;   // It ended while we looked.
        }
    }

    /// <summary>
    /// The server that wrote the file is gone, but its process id may be in use again: the next server would take that
    /// program for its predecessor and refuse to start. A file with the id of no process it handles itself.
    /// </summary>
    private void RemoveIfReused(string pidFile)
    {
        if (ProcessIdIn(pidFile) is { } pid && Directory.Exists($"/proc/{pid}"))
        {
            _logger.LogWarning("Removing {File}: process {Pid} is not PostgreSQL in {Folder}", pidFile, pid, _folder);
            File.Delete(pidFile);
        }
    }

    private static int? ProcessIdIn(string pidFile) =>
        File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    /// <summary>Every process looks after the server, so it comes back whoever lives on.</summary>
    private async Task WatchAsync()
    {
        var pause = TimeSpan.FromMilliseconds(500);
        while (true)
        {
            try
            {
                await Task.Delay(pause, _stopWatching.Token);
                if (!IsServerAlive())
                {
                    _logger.LogWarning("PostgreSQL in {Folder} is gone", _folder);
                    await using var starting = await TakeStartLockAsync(_stopWatching.Token);
                    await EnsureServingAsync(_stopWatching.Token);
                }

                pause = TimeSpan.FromMilliseconds(500);
            }
            catch (OperationCanceledException) when (_stopWatching.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.LogError(exception, "PostgreSQL in {Folder} could not be started again", _folder);
                pause = TimeSpan.FromSeconds(5);
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = @name", connection) { Parameters = { new("name", Name) } };
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>
    /// Written at every start, since the folder may have moved; what an operator wants otherwise goes into ALTER SYSTEM.
    /// The log never shows a statement or a row (DETAIL), because those hold people's addresses.
    /// </summary>
    private async Task WriteConfigurationAsync()
    {
        var safety = _options.Durable ? "on" : "off";
        await _account.WriteSecretAsync(
            Path.Combine(_data, "postgresql.conf"),
            $"""
            # Noterat writes this file at every start. Use ALTER SYSTEM for settings of your own.
            listen_addresses = ''
            unix_socket_directories = '"{_socketFolder}"'
            unix_socket_permissions = 0700
            port = {Port}
            max_connections = 200
            password_encryption = scram-sha-256
            fsync = {safety}
            synchronous_commit = {safety}
            full_page_writes = {safety}
            timezone = UTC
            log_timezone = UTC
            lc_messages = C
            log_checkpoints = off
            log_error_verbosity = terse
            log_min_error_statement = panic

            """);
    }

    private void KeepLogShort()
    {
        if (new FileInfo(Log) is { Exists: true, Length: > 10_000_000 })
        {
            File.Move(Log, Log + ".old", overwrite: true);
        }
    }

    /// <summary>In the folder, or, when that path is too long for a socket, in /tmp under a name made from the folder.</summary>
    private async Task<string> MakeSocketFolderAsync()
    {
        var inside = Path.Combine(_folder, "socket");
        if (Encoding.UTF8.GetByteCount($"{inside}/.s.PGSQL.{Port}") <= LongestSocketPath)
        {
            await _account.CreateFolderAsync(inside);
            return inside;
        }

        // Not TMPDIR: every process that shares the cluster has to come to the same place.
        var outside = $"/tmp/noterat-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_folder)))[..16]}";
        await _account.CreateFolderInTmpAsync(outside);
        return outside;
    }

    private string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _socketFolder, Port = int.Parse(Port, CultureInfo.InvariantCulture), Username = Name, Password = _password, Database = database }.ConnectionString;

    /// <summary>The same name for the folder whichever links led to it.</summary>
    private static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(full));
        return new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }
}

/// <param name="Folder">Where the cluster lives.</param>
/// <param name="Programs">The folder of PostgreSQL's programs; <c>null</c> to look for them.</param>
/// <param name="Durable">Whether what is committed survives a power cut. Only throw-away clusters do without.</param>
internal sealed record PrivatePostgresOptions(string Folder, string? Programs = null, bool Durable = true);
