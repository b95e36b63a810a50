using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Time;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Following;

/// <summary>Tells followers what has happened: finds whom each event is for and writes their mails, whichever instance gets there first.</summary>
public sealed class FollowingWork(
    Database db, NoticeSpreading spreading, NoticeWriting writing, FollowedSearches searches, FollowRequests requests, TimeProvider clock, ILogger<FollowingWork> logger)
    : BackgroundRounds(TimeSpan.FromSeconds(10), clock, logger)
{
    private static readonly TimeSpan CarePause = TimeSpan.FromMinutes(10);

    /// <summary>An event that everybody has been told of is kept so long.</summary>
    private const int DaysKept = 30;

    private DateTimeOffset _caresAt;

    /// <summary>Everything that is due now, to the outbox; returns how many mails that was.</summary>
    public async Task<int> TellAsync(CancellationToken ct)
    {
        var notices = await spreading.SpreadAsync(ct);
        var mails = await writing.WriteAsync(ct);
        if (notices + mails > 0)
        {
            logger.LogInformation("Followers told: {NoticeCount} new notices, {MailCount} mails written", notices, mails);
        }

        return mails;
    }

    /// <summary>
    /// After a restore: what is due now may have been told after the copy was made, so nobody is told of it again. Mail that waits is given up;
    /// staff see it at the desk. The week's mail to come is sent as usual.
    /// </summary>
    /// <returns>How many mails waited.</returns>
    public async Task<int> PassOverAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FollowEvents.RunOutAsync(connection, Clock.TodayInStockholm(), Clock.GetUtcNow(), ct);
        var now = Clock.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE follow_events SET spread_at = @now WHERE spread_at IS NULL;
            DELETE FROM notices WHERE due_at <= @now;
            """,
            new { now }, transaction, cancellationToken: ct));
        var waiting = await Outbox.GiveUpAsync(connection, transaction, "Stod i en säkerhetskopia som lästes in. Kan redan vara skickat.", ct);
        await transaction.CommitAsync(ct);
        return waiting;
    }

    /// <summary>What time does: promises whose time has run out, searches to be made anew, what is to be forgotten.</summary>
    public async Task CareAsync(CancellationToken ct)
    {
        await using (var connection = await db.OpenConnectionAsync(ct))
        {
            await FollowEvents.RunOutAsync(connection, Clock.TodayInStockholm(), Clock.GetUtcNow(), ct);
        }

        await searches.ForgetAsync(ct);
        await searches.RefreshAsync(ct);
        await requests.ForgetAsync(ct);
        await db.ExecuteAsync(
            """
            DELETE FROM follow_events e WHERE e.spread_at < @before AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.event_id = e.id) AND e.kind <> 'waiting';
            DELETE FROM attempts WHERE hour < @now - interval '1 day';
            """,
            new { now = Clock.GetUtcNow(), before = Clock.GetUtcNow().AddDays(-DaysKept) }, ct);
    }

    protected override string Work => "following";

    protected override bool IsToldInFull => false;

    protected override async Task RoundAsync(CancellationToken ct)
    {
        if (Clock.GetUtcNow() >= _caresAt)
        {
            _caresAt = Clock.GetUtcNow() + CarePause;
            await CareAsync(ct);
        }

        await TellAsync(ct);
    }
}
