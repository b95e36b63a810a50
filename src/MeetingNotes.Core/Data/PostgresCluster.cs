using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>
/// The files and the server of a private cluster: making, starting, stopping. Whoever calls holds the start lock;
/// <see cref="PrivatePostgres"/> says when.
/// </summary>
internal sealed class PostgresCluster
{
    /// <summary>The user and the database, both made with the cluster.</summary>
    public const string Name = "noterat";

    /// <summary>Recovery after a power cut may take minutes; nothing here should take longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string Port = "5432";

    /// <summary>Longest path of a unix socket on Linux, in bytes.</summary>
    private const int LongestSocketPath = 107;

    /// <summary>What pg_ctl and postgresql.conf cannot be given in a path.</summary>
    private static readonly SearchValues<char> Unquotable = SearchValues.Create("\"'`$\\\n");

    private readonly PrivatePostgresOptions _options;
    private readonly ServerAccount _account;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly string _data;
    private readonly string _log;
    private readonly string _pidFile;
    private readonly string _passwordFile;
    private PostgresPrograms _programs = null!;
    private string _socketFolder = null!;
    private string _password = null!;

    private PostgresCluster(PrivatePostgresOptions options, ServerAccount account, ILogger logger)
    {
        _options = options;
        _account = account;
        _logger = logger;
        _folder = options.Folder;
        _data = Path.Combine(_folder, "data");
        _log = Path.Combine(_folder, "log", "postgres.log");
        _pidFile = Path.Combine(_data, "postmaster.pid");
        _passwordFile = Path.Combine(_folder, "password");
    }

    public string ConnectionString => ConnectionStringTo(Name);

    /// <summary>Makes the folder, closed to others, and finds out who the server will be. Touches nothing inside: it needs no lock.</summary>
    public static async Task<PostgresCluster> AtAsync(PrivatePostgresOptions options, ILogger logger) =>
        options.Folder.AsSpan().ContainsAny(Unquotable)
            ? throw new DatabaseSetupException($"Databasens mapp {options.Folder} får inte ha citattecken, dollartecken eller omvänt snedstreck i namnet. Välj en annan med inställningen Portal__DataFolder.")
            : new PostgresCluster(options, await ServerAccount.ForAsync(options.Folder), logger);

    /// <summary>Makes what is missing, starts the server if it does not run, and waits until the database answers.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        _programs = await FindProgramsAsync();
        _socketFolder = await MakeSocketFolderAsync();
        await _account.CreateFolderAsync(Path.GetDirectoryName(_log)!);
        if (!Directory.Exists(_data))
        {
            await CreateAsync();
        }

        _password = await File.ReadAllTextAsync(_passwordFile, ct);
        await EnsureServingAsync(ct);
    }

    /// <summary>Starts the server if it does not run, waits until it answers, and makes the database.</summary>
    public async Task EnsureServingAsync(CancellationToken ct)
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
            catch (NpgsqlException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
            {
                throw new UnauthorizedAccessException("The socket belongs to another user.", exception);
            }
            catch (NpgsqlException exception) when (Database.IsUnavailable(exception) && Stopwatch.GetElapsedTime(begun) < Patience)
            {
                // Still recovering, or just on its way down: look again.
            }

            if (result is { Succeeded: false } && !(await MayPassAsync() && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30)))
            {
                throw new DatabaseSetupException($"PostgreSQL startade inte i {_folder}. Loggen {_log} slutar så här:\n{await LastOfLogAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    public async Task StopAsync()
    {
        if (!IsServerAlive())
        {
            return;
        }

        _programs ??= await FindProgramsAsync();
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
    public bool IsServerAlive()
    {
        try
        {
            return ProcessIdIn(_pidFile) is { } pid
                && File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [var program, "-D", var data, ..]
                && Path.GetFileName(program) == "postgres" && data == _data;
        }
        catch (IOException)
        {
            return false;   // It ended while we looked.
        }
    }

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
    private async Task CreateAsync()
    {
        _logger.LogInformation("Creating a PostgreSQL {Version} cluster in {Folder}", _programs.Version, _folder);
        await _account.WriteSecretAsync(_passwordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

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
                    "--pgdata", unfinished, "--username", Name, "--pwfile", _passwordFile, "--auth-local=scram-sha-256", "--auth-host=reject",
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

    /// <summary>The server was killed, but one of its own processes has not let go of the shared memory yet.</summary>
    private async Task<bool> MayPassAsync() => (await LastOfLogAsync()).Contains("still in use", StringComparison.Ordinal);

    private async Task<string> LastOfLogAsync() => File.Exists(_log) ? string.Join('\n', (await File.ReadAllLinesAsync(_log)).TakeLast(5)) : "";

    private async Task<ProgramResult> StartServerAsync()
    {
        RemoveIfReused(_pidFile);
        RemoveIfReused(Path.Combine(_socketFolder, $".s.PGSQL.{Port}.lock"));
        await WriteConfigurationAsync();
        KeepLogShort();
        _logger.LogInformation("Starting PostgreSQL in {Folder}", _folder);
        return await _account.RunAsync(
            _programs.Path("pg_ctl"), "start", "--wait", "--silent", "--timeout", Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "--pgdata", _data, "--log", _log);
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
    /// The log never shows a statement or a row (DETAIL), because those hold people's addresses. A query whose asker has gone
    /// is stopped: under a server that was killed it would keep the next one from starting. Memory is shared as PostgreSQL's manual
    /// advises: a quarter for what is read often.
    /// </summary>
    private async Task WriteConfigurationAsync()
    {
        var safety = _options.Durable ? "on" : "off";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_048_576;
        await _account.WriteSecretAsync(
            Path.Combine(_data, "postgresql.conf"),
            $"""
            # Noterat writes this file at every start. Use ALTER SYSTEM for settings of your own.
            listen_addresses = ''
            unix_socket_directories = '"{_socketFolder}"'
            unix_socket_permissions = 0700
            port = {Port}
            max_connections = 200
            shared_buffers = {Math.Clamp(memory / 4, 128, 4096)}MB
            effective_cache_size = {Math.Max(memory / 2, 256)}MB
            random_page_cost = 1.1
            client_connection_check_interval = 1s
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
        if (new FileInfo(_log) is { Exists: true, Length: > 10_000_000 })
        {
            File.Move(_log, _log + ".old", overwrite: true);
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
}
