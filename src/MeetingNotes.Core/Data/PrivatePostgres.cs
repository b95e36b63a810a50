using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Data;

/// <summary>
/// A PostgreSQL of the portal's own, in one folder, reached through a unix socket only. Every process that uses the folder
/// holds a shared lock on users.lock; the first one starts the server, the last one stops it, and whoever notices that the
/// server is gone starts it again. Starting and stopping are serialised by start.lock. The kernel lets go of both locks when
/// a process dies, so nothing has to be cleaned up by hand. See docs/decisions/0001-private-postgresql.md.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopWatching = new();
    private readonly PostgresCluster _cluster;
    private readonly FileStream _user;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly Task _watcher;

    private PrivatePostgres(PostgresCluster cluster, FileStream user, string folder, ILogger logger)
    {
        _cluster = cluster;
        _user = user;
        _folder = folder;
        _logger = logger;
        _watcher = Task.Run(WatchAsync);
    }

    public string ConnectionString => _cluster.ConnectionString;

    /// <summary>Starts the cluster in the folder, making it first when there is none, or joins the one that runs there.</summary>
    /// <exception cref="DatabaseSetupException">It cannot be started; the message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var folder = RealPath(options.Folder);
        FileStream? user = null;
        try
        {
            var cluster = await PostgresCluster.AtAsync(options with { Folder = folder }, logger);
            await using var starting = await TakeStartLockAsync(folder, ct);
            user = FileLock.TryTake(UsersLock(folder), FileShare.Read) ?? throw new InvalidOperationException("Somebody holds users.lock alone without start.lock.");
            await cluster.StartAsync(ct);
            return new PrivatePostgres(cluster, user, folder, logger);
        }
        catch (Exception exception)
        {
            if (user is not null)
            {
                await user.DisposeAsync();
                await TryStopAbandonedAsync(options with { Folder = folder }, logger);
            }

            if (exception is not UnauthorizedAccessException)
            {
                throw;
            }

            throw new DatabaseSetupException(
                $"""
                Databasens mapp {folder} tillhör en annan användare.
                Starta portalen som samma användare som förra gången, eller välj en annan mapp med inställningen Portal__DataFolder.
                """,
                exception);
        }
    }

    /// <summary>Leaves the cluster; the last process to leave stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopWatching.CancelAsync();
        await _watcher;
        _stopWatching.Dispose();

        await using var starting = await TakeStartLockAsync(_folder, CancellationToken.None);
        await _user.DisposeAsync();

        // A program that another thread starts right now has a copy of our lock until it has begun: hence the patience.
        await using var alone = await FileLock.TakeAsync(UsersLock(_folder), FileShare.None, TimeSpan.FromMilliseconds(200), CancellationToken.None);
        if (alone is not null)
        {
            await _cluster.StopAsync();
        }
    }

    /// <summary>Stops the server that a failed start or a killed process left; <c>false</c> when somebody uses it.</summary>
    internal static async Task<bool> TryStopAbandonedAsync(PrivatePostgresOptions options, ILogger logger)
    {
        await using var starting = FileLock.TryTake(StartLock(options.Folder), FileShare.None);
        await using var alone = FileLock.TryTake(UsersLock(options.Folder), FileShare.None);
        if (starting is null || alone is null)
        {
            return false;
        }

        await (await PostgresCluster.AtAsync(options, logger)).StopAsync();
        return true;
    }

    private static string StartLock(string folder) => Path.Combine(folder, "start.lock");

    private static string UsersLock(string folder) => Path.Combine(folder, "users.lock");

    private static async Task<FileStream> TakeStartLockAsync(string folder, CancellationToken ct) =>
        await FileLock.TakeAsync(StartLock(folder), FileShare.None, PostgresCluster.Patience, ct)
        ?? throw new DatabaseSetupException($"En annan portal har försökt starta databasen i {folder} i fem minuter utan att bli klar. Avsluta den och starta igen. Loggen finns i mappen log.");

    /// <summary>Every process looks after the server, so it comes back whoever lives on.</summary>
    private async Task WatchAsync()
    {
        var pause = WatchInterval;
        while (true)
        {
            try
            {
                await Task.Delay(pause, _stopWatching.Token);
                if (!_cluster.IsServerAlive())
                {
                    _logger.LogWarning("PostgreSQL in {Folder} is gone", _folder);
                    await using var starting = await TakeStartLockAsync(_folder, _stopWatching.Token);
                    await _cluster.EnsureServingAsync(_stopWatching.Token);
                }

                pause = WatchInterval;
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

    /// <summary>The same name for the folder whichever links led to it.</summary>
    private static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(full));
        return Directory.Exists(here) && new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }
}

/// <param name="Folder">Where the cluster lives.</param>
/// <param name="Programs">The folder of PostgreSQL's programs; <c>null</c> to look for them.</param>
/// <param name="Durable">Whether what is committed survives a power cut. Only throw-away clusters do without.</param>
internal sealed record PrivatePostgresOptions(string Folder, string? Programs = null, bool Durable = true);
