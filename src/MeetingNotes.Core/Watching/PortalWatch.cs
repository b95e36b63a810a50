using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Watching;

/// <summary>
/// Looks once a minute, with one question to the database, at what nobody would notice by using the portal. An alarm is one event when it begins
/// and one when it is over; each instance tells its own.
/// </summary>
public sealed class PortalWatch(Database db, TimeProvider clock, ILogger<PortalWatch> logger) : BackgroundRounds(TimeSpan.FromMinutes(1), clock, logger)
{
    /// <summary>What it raises alarms about.</summary>
    internal IReadOnlyList<Watched> All { get; init; } = Watched.All;

    /// <summary>At most a minute old; <c>null</c> before the first look, and while the database is away.</summary>
    public Measures? Latest { get; private set; }

    /// <summary>Those that stand.</summary>
    public IReadOnlyList<Watched> Alarms { get; private set; } = [];

    /// <summary>Measures, and tells which alarms have begun and which are over.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        Measures measures;
        try
        {
            measures = (await MeasureAsync(ct))!;
        }
        catch
        {
            Latest = null;
            throw;
        }

        var standing = All.Where(watched => watched.Of(measures) > watched.Limit).ToList();
        foreach (var begun in standing.Except(Alarms))
        {
            logger.LogWarning("Larm {Alarm}: {Text} Uppmätt {Value}, gräns {Limit}.", begun.Name, begun.Alarm, Math.Round(begun.Of(measures)!.Value), begun.Limit);
        }

        foreach (var over in Alarms.Except(standing))
        {
            logger.LogInformation("Larmet {Alarm} är över.", over.Name);
        }

        (Latest, Alarms) = (measures, standing);
    }

    protected override string Work => "watching";

    protected override Task RoundAsync(CancellationToken ct) => LookAsync(ct);

    /// <summary>A mail that somebody has put in line again waits since then. What a replica is doing is told to members of pg_monitor only.</summary>
    private Task<Measures?> MeasureAsync(CancellationToken ct) => db.QuerySingleOrDefaultAsync<Measures>(
        """
        SELECT greatest(0, (SELECT extract(epoch FROM @now - min(publish_at)) FROM note_drafts WHERE publish_at <= @now))::float8 AS schedule_delay,
               greatest(0, (
                   SELECT extract(epoch FROM @now - min(CASE WHEN attempts = 0 THEN next_try_at ELSE created_at END))
                   FROM outbox
                   WHERE next_try_at IS NOT NULL
               ))::float8 AS mail_age,
               (SELECT count(*) FROM outbox WHERE next_try_at IS NULL AND sent_at IS NULL)::float8 AS given_up_mails,
               greatest(0,
                   (SELECT extract(epoch FROM @now - min(happened_at)) FROM follow_events WHERE spread_at IS NULL),
                   (SELECT extract(epoch FROM @now - min(due_at)) FROM notices WHERE due_at <= @now)
               )::float8 AS notice_delay,
               (
                   SELECT extract(epoch FROM max(coalesce(replay_lag, interval '0')))
                   FROM pg_stat_replication
                   WHERE state IN ('streaming', 'catchup')
               )::float8 AS replica_lag,
               (SELECT count(*) FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT active)::float8 AS replicas_away
        """,
        new { now = Clock.GetUtcNow() }, ct);
}
