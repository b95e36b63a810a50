using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Data;

/// <summary>
/// A private cluster for tests: fast rather than safe, deleted with its folder at the end. What killed processes left
/// behind is stopped and deleted by the next start.
/// </summary>
internal sealed class ThrowAwayPostgres : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;
    private readonly string _place;
    private readonly string _folder;

    private ThrowAwayPostgres(PrivatePostgres postgres, string place, string folder)
    {
        _postgres = postgres;
        _place = place;
        _folder = folder;
    }

    public string ConnectionString => _postgres.ConnectionString;

    public static async Task<ThrowAwayPostgres> StartAsync(ILogger logger, CancellationToken ct)
    {
        // Short, so that the socket fits in; of our own, so that nobody can foresee the folders in it.
        var place = Path.Combine(Path.GetTempPath(), $"noterat-test-{(await ServerAccount.RunHereAsync(["id", "-u"])).Output.Trim()}");
        await ServerAccount.ClaimFolderInTmpAsync(place);
        await using var coming = await ComeOrGoAsync(place, ct);
        await RemoveAbandonedAsync(place, logger);

        var folder = Path.Combine(place, Guid.CreateVersion7().ToString("N"));
        return new ThrowAwayPostgres(await PrivatePostgres.StartAsync(new PrivatePostgresOptions(folder, Durable: false), logger, ct), place, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await using var going = await ComeOrGoAsync(_place, CancellationToken.None);
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One process at a time makes or deletes a folder, so that nobody takes a half-made one for abandoned.</summary>
    private static async Task<FileStream> ComeOrGoAsync(string place, CancellationToken ct) =>
        await FileLock.TakeAsync(Path.Combine(place, "lock"), FileShare.None, TimeSpan.FromMinutes(5), ct)
        ?? throw new TimeoutException($"Another process has held {place}/lock for five minutes.");

    private static async Task RemoveAbandonedAsync(string place, ILogger logger)
    {
        foreach (var folder in Directory.GetDirectories(place))
        {
            if (await PrivatePostgres.TryStopAbandonedAsync(new PrivatePostgresOptions(folder, Durable: false), logger))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
