using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Data;

/// <summary>
/// Work that is done in rounds while the portal is up, with a pause between. A round that fails is told in the log, one that waits for the database once
/// a minute, and the next one comes: an exception that left the service would stop the whole portal.
/// </summary>
public abstract class BackgroundRounds(TimeSpan pause, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>How often the log is told that the database is away: rounds can come every second.</summary>
    private static readonly TimeSpan BetweenReminders = TimeSpan.FromMinutes(1);

    protected TimeProvider Clock { get; } = clock;

    /// <summary>What the log calls it: "mail", "indexing".</summary>
    protected abstract string Work { get; }

    /// <summary>Whether what an exception says may stand in the log; not when it can hold an address.</summary>
    protected virtual bool IsToldInFull => true;

    protected abstract Task RoundAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, Clock);
        long? reminded = null;
        do
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception fault) when (Database.IsUnavailable(fault))
            {
                if (reminded is not { } last || Clock.GetElapsedTime(last) >= BetweenReminders)
                {
                    reminded = Clock.GetTimestamp();
                    logger.LogWarning("A round of {Work} waits for the database: {Fault}", Work, fault.GetType().Name);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogError(IsToldInFull ? fault : null, "A round of {Work} failed: {Fault}", Work, fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
