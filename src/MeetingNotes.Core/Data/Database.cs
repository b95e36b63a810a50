using System.Net.Sockets;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace MeetingNotes.Core.Data;

/// <summary>
/// The one door to PostgreSQL: starts the private server when no other is configured, migrates, and asks. Timeouts are
/// 15 s unless the connection string says otherwise.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>
    /// What a connection string that does not say gets; the later of two equal keys counts. Compiling a page's query, or starting workers for it,
    /// takes longer than running it. <c>No Reset On Close</c> would spare a tenth of a millisecond each time one is opened; while it was on Npgsql twice lost its place in a
    /// conversation ("unexpected backend message"), so it is left alone; whether it was the cause is not known.
    /// </summary>
    private const string Defaults = "Application Name=Noterat;Max Auto Prepare=100;Timeout=15;Command Timeout=15;Options='-c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=16MB';";

    /// <summary>In metrics, which would have the connection string otherwise.</summary>
    private const string PoolName = "noterat";

    /// <summary>With several servers one that is silent must not hold up what another can answer; it is tried again after a while.</summary>
    private const string DefaultsOfSeveral = "Timeout=3;Host Recheck Seconds=5;";

    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _starting = new(1);
    private readonly DatabaseOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly Func<NpgsqlConnection, CancellationToken, Task>? _afterMigration;
    private readonly AsyncLocal<KeptConnection?> _kept = new();
    private PrivatePostgres? _postgres;
    private NpgsqlDataSource? _dataSource;
    private Replicas? _replicas;
    private string? _connectionString;
    private NpgsqlConnection? _borrowed;

    static Database() => DapperSettings.Apply();

    public Database(DatabaseOptions options, ILoggerFactory loggers, Func<NpgsqlConnection, CancellationToken, Task>? afterMigration = null)
    {
        _options = options;
        _loggers = loggers;
        _afterMigration = afterMigration;
    }

    internal NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException("The database has not been started.");

    /// <summary>With its password, for PostgreSQL's own programs.</summary>
    internal NpgsqlConnectionStringBuilder ConnectionString => new(_connectionString ?? throw new InvalidOperationException("The database has not been started."));

    /// <summary>Starts the private server when one is used, migrates when asked to, and opens for queries. The second call does nothing.</summary>
    /// <exception cref="DatabaseSetupException">It cannot be used; the message says what to do.</exception>
    public async Task StartAsync(bool migrate, CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_dataSource is not null)
            {
                return;
            }

            if (_options.ConnectionString is null)
            {
                _postgres ??= await PrivatePostgres.StartAsync(new PrivatePostgresOptions(_options.Folder, _options.Programs), _loggers.CreateLogger<PrivatePostgres>(), ct);
            }

            var connectionString = Defaults + (_options.ConnectionString ?? _postgres!.ConnectionString);
            var hasReplicas = new NpgsqlConnectionStringBuilder(connectionString).Host?.Contains(',') == true;
            if (hasReplicas)
            {
                connectionString = Defaults + DefaultsOfSeveral + _options.ConnectionString;
            }

            var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = PoolName }.UseLoggerFactory(_loggers);
            if (hasReplicas)
            {
                connectionString += ";Target Session Attributes=primary";
            }

            if (migrate)
            {
                await new Migrator(_loggers.CreateLogger<Migrator>()).MigrateAsync(connectionString, ct);
            }

            var servers = hasReplicas ? builder.BuildMultiHost() : null;
            var dataSource = servers?.WithTargetSession(TargetSessionAttributes.Primary) ?? builder.Build();
            _replicas = servers is null ? null : new Replicas(servers.WithTargetSession(TargetSessionAttributes.PreferStandby));
            if (migrate && _afterMigration is not null)
            {
                await using var connection = await dataSource.OpenConnectionAsync(ct);
                await _afterMigration(connection, ct);
            }

            (_dataSource, _connectionString) = (dataSource, connectionString);
        }
        catch (Exception exception) when (_options.ConnectionString is not null && IsUnavailable(exception))
        {
            throw new DatabaseSetupException("Databasservern svarar inte. Kontrollera att den är i gång och att ConnectionStrings__MeetingNotes stämmer.", exception);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Whether the database answers within two seconds and has every migration of this build.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (_dataSource is null)
        {
            return false;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ReadyPatience);
        try
        {
            // A server that hangs does not answer the cancellation either: leave it after the same time.
            return await Migrator.IsMigratedAsync(_dataSource, patience.Token).WaitAsync(ReadyPatience, ct);
        }
        catch (Exception exception) when (IsUnavailable(exception) || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Whether the server is away, slow or full, so that it is worth trying again later; not a fault in what was asked.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        // 08: connection; 53: out of disk, memory or connections; 57P: shutting down, starting up, crashed; 40001: a replica had to get on.
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state == PostgresErrorCodes.SerializationFailure,
        NpgsqlOperationInProgressException => false,    // two at once on one connection: a fault of ours
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } or TimeoutException => true,
        // None of several servers is the one that is wanted; the second time, without asking them.
        NpgsqlException { InnerException: null or AggregateException } => true,
        NpgsqlException npgsql => npgsql.IsTransient,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _starting.Dispose();
    }

    /// <summary>Whether there are servers to read from beside the one that is written to.</summary>
    internal bool HasReplicas => _replicas is not null;

    /// <summary>What is asked from here on, in the same flow of calls, only reads what is published: a replica may answer it.</summary>
    public void ReadPublished() => _replicas?.MayAnswer();

    /// <summary>A replica answers for the public only when it has come as far.</summary>
    internal void PublishedAt(NpgsqlLogSequenceNumber place) => _replicas?.MustHave(place);

    /// <summary>
    /// What is asked from here on, in the same flow of calls, is asked on one connection, until this is disposed: the session is reset once and not between
    /// questions, and one server answers them all. Dispose of it before the answer is sent, which a slow reader may draw out.
    /// </summary>
    public IAsyncDisposable KeepConnection() => _kept.Value = new KeptConnection();

    /// <summary>To the primary, or, after <see cref="ReadPublished"/>, to a replica that is not behind when it is opened. The caller's until it is disposed.</summary>
    internal async ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken ct) =>
        _kept.Value?.Take() ?? (_replicas is null ? null : await _replicas.OpenConnectionAsync(ct)) ?? await DataSource.OpenConnectionAsync(ct);

    /// <summary>To the primary, for who changes the session (settings, locks, LISTEN): closed at the end, and all that with it.</summary>
    /// <param name="isPatient">Whether a command may take as long as it takes.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<NpgsqlConnection> OpenOwnConnectionAsync(bool isPatient, CancellationToken ct)
    {
        var own = ConnectionString;
        own.Pooling = false;
        own.CommandTimeout = isPatient ? 0 : own.CommandTimeout;
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same database seen from inside a transaction: what it asks, it asks on that connection.</summary>
    internal Database On(NpgsqlConnection connection) => new(_options, _loggers) { _borrowed = connection };

    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        await UseAsync(async connection => (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct))).AsList(), ct);

    internal Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        UseAsync(connection => connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct)), ct);

    internal Task<T?> ExecuteScalarAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        UseAsync(connection => connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct)), ct);

    /// <summary>Returns the number of rows affected.</summary>
    internal Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct) =>
        UseAsync(connection => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct)), ct);

    private async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken ct)
    {
        if (_borrowed is not null)
        {
            return await use(_borrowed);
        }

        var connection = await OpenConnectionAsync(ct);
        var isKept = false;
        try
        {
            var answer = await use(connection);
            isKept = _kept.Value?.Keep(connection) == true;
            return answer;
        }
        finally
        {
            if (!isKept)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
