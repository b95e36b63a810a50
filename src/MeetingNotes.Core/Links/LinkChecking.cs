using System.Globalization;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Publishing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Links;

/// <summary>
/// Checks the outgoing links of published notes, each about once a week. One instance at a time does it, so that all of them together ask a
/// host once a second.
/// </summary>
public sealed class LinkChecking(Database db, LinkCheckSettings settings, TimeProvider clock, ILogger<LinkChecking> logger)
    : BackgroundRounds(TimeSpan.FromMinutes(1), clock, logger)
{
    /// <summary>"noterat" and a number, as the publishing lock.</summary>
    private const long CheckingLock = 0x4E6F746572617402;

    private const int BatchSize = 200;
    private const int HostsAtOnce = 8;

    /// <summary>When this many hosts are asked and none answers, the fault is the portal's own connection.</summary>
    private const int HostsThatCannotAllBeSilent = 5;

    private static readonly TimeSpan ForgetPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan WhenItAnswers = TimeSpan.FromDays(7);
    private static readonly TimeSpan WhenNothingIsAsked = TimeSpan.FromDays(30);

    /// <summary>After the first failure, the second, and the later ones: a link is dead after three, that is a day and two hours.</summary>
    private static readonly TimeSpan[] WhenItFails = [TimeSpan.FromHours(2), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    private DateTimeOffset _forgetsAt;

    /// <summary>Checks everything that is due now; returns how many links that was, 0 when another instance is at it.</summary>
    public async Task<int> CheckDueAsync(CancellationToken ct)
    {
        await using var holder = await db.OpenConnectionAsync(ct);
        if (!await holder.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT pg_try_advisory_lock(@CheckingLock)", new { CheckingLock }, cancellationToken: ct)))
        {
            return 0;
        }

        try
        {
            if (Clock.GetUtcNow() >= _forgetsAt)
            {
                _forgetsAt = Clock.GetUtcNow() + ForgetPause;
                await ForgetAsync(holder, ct);
            }

            using var probe = new LinkProbe(settings);
            var count = 0;
            while (await CheckNextAsync(probe, ct) is > 0 and var batch)
            {
                count += batch;
            }

            return count;
        }
        finally
        {
            await holder.ExecuteAsync("SELECT pg_advisory_unlock(@CheckingLock)", new { CheckingLock });
        }
    }

    protected override string Work => "link checking";

    protected override Task RoundAsync(CancellationToken ct) => settings.IsOn ? CheckDueAsync(ct) : Task.CompletedTask;

    /// <summary>What no note leads to any more is of no interest. Nobody publishes meanwhile: a link that is found anew stays.</summary>
    private static async Task ForgetAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM outgoing_links l WHERE NOT EXISTS (SELECT 1 FROM note_links n WHERE n.link_id = l.id)", null, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    private async Task<int> CheckNextAsync(LinkProbe probe, CancellationToken ct)
    {
        var due = await db.QueryAsync<DueLink>(
            """
            SELECT l.id, l.url, l.failures
            FROM outgoing_links l
            WHERE l.next_check_at <= @now AND EXISTS (SELECT 1 FROM note_links x JOIN published_notes n ON n.id = x.note_id WHERE x.link_id = l.id)
            ORDER BY l.next_check_at
            LIMIT @BatchSize
            """,
            new { now = Clock.GetUtcNow(), BatchSize }, ct);
        var outcomes = new List<Outcome>();
        await Parallel.ForEachAsync(
            due.GroupBy(link => Uri.TryCreate(link.Url, UriKind.Absolute, out var address) ? address.IdnHost : "", StringComparer.OrdinalIgnoreCase),
            new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = ct },
            async (host, token) =>
            {
                foreach (var link in host)
                {
                    var outcome = await CheckAsync(probe, host.Key, link, token);
                    lock (outcomes)
                    {
                        outcomes.Add(outcome);
                    }
                }
            });
        await WriteAsync(BelievedOf(outcomes), ct);
        return due.Count;
    }

    private async Task<Outcome> CheckAsync(LinkProbe probe, string host, DueLink link, CancellationToken ct) =>
        !Uri.TryCreate(link.Url, UriKind.Absolute, out var address) ? new Outcome(link, host, true, LinkFault.Broken)
        : !settings.IsAsked(address) ? new Outcome(link, host, false, null)
        : new Outcome(link, host, true, await probe.AskAsync(address, ct));

    private IReadOnlyList<Outcome> BelievedOf(IReadOnlyList<Outcome> outcomes)
    {
        var asked = outcomes.Where(outcome => outcome.IsAsked).ToList();
        if (asked.Any(outcome => outcome.Fault != LinkFault.Silent) || asked.Select(outcome => outcome.Host).Distinct().Count() < HostsThatCannotAllBeSilent)
        {
            return outcomes;
        }

        logger.LogWarning("No host answers of {HostCount} asked: outgoing links are not judged, the portal may have no way out", asked.Select(outcome => outcome.Host).Distinct().Count());
        return [.. outcomes.Select(outcome => outcome with { IsAsked = false })];
    }

    private async Task WriteAsync(IReadOnlyList<Outcome> outcomes, CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        await db.ExecuteAsync(
            """
            UPDATE outgoing_links l
            SET next_check_at = made.next,
                checked_at = CASE WHEN made.asked THEN @now ELSE l.checked_at END,
                fault = CASE WHEN made.asked THEN made.fault ELSE l.fault END,
                fault_since = CASE WHEN NOT made.asked THEN l.fault_since WHEN made.fault IS NOT NULL THEN coalesce(l.fault_since, @now) END,
                failures = CASE WHEN NOT made.asked THEN l.failures WHEN made.fault IS NOT NULL THEN l.failures + 1 ELSE 0 END
            FROM unnest(@ids, @asked, @faults::text[], @nexts) AS made (id, asked, fault, next)
            WHERE l.id = made.id
            """,
            new
            {
                now,
                ids = outcomes.Select(outcome => outcome.Link.Id).ToArray(),
                asked = outcomes.Select(outcome => outcome.IsAsked).ToArray(),
                faults = outcomes.Select(outcome => outcome.Fault?.ToString().ToLower(CultureInfo.InvariantCulture)).ToArray(),
                nexts = outcomes.Select(outcome => now + PauseAfter(outcome)).ToArray(),
            }, ct);
    }

    private static TimeSpan PauseAfter(Outcome outcome) =>
        !outcome.IsAsked ? (outcome.Fault is null ? WhenNothingIsAsked : WhenItFails[0])
        : outcome.Fault is null ? WhenItAnswers
        : WhenItFails[Math.Min(outcome.Link.Failures, WhenItFails.Length - 1)];

    private sealed record DueLink(Guid Id, string Url, int Failures);

    /// <param name="Link">What was due.</param>
    /// <param name="Host">Of its address.</param>
    /// <param name="IsAsked">Whether the outcome says anything about the link.</param>
    /// <param name="Fault">What was wrong.</param>
    private sealed record Outcome(DueLink Link, string Host, bool IsAsked, LinkFault? Fault);
}
