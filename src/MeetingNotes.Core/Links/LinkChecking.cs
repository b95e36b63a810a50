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

    /// <summary>So many times in a row a host may be silent: its other links are not waited for.</summary>
    private const int SilencesOfAHost = 3;

    /// <summary>Hosts that answered before and are asked again when everybody is silent.</summary>
    private const int MaxWitnesses = 3;

    private static readonly TimeSpan TidyPause = TimeSpan.FromDays(1);

    /// <summary>A portal that starts has other things to do first.</summary>
    private static readonly TimeSpan TidyAfterStart = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan WhenItAnswers = TimeSpan.FromDays(7);
    private static readonly TimeSpan WhenNothingIsAsked = TimeSpan.FromDays(30);

    /// <summary>After the first failure, the second, and the later ones: a link is dead after three, that is a day and two hours.</summary>
    private static readonly TimeSpan[] WhenItFails = [TimeSpan.FromHours(2), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    private DateTimeOffset _tidiesAt = clock.GetUtcNow() + TidyAfterStart;

    /// <summary>Checks everything that is due now; returns how many links that was, 0 when another instance is at it.</summary>
    public async Task<int> CheckDueAsync(CancellationToken ct)
    {
        await using var holder = await db.OpenOwnConnectionAsync(isPatient: false, ct);
        if (!await holder.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT pg_try_advisory_lock(@CheckingLock)", new { CheckingLock }, cancellationToken: ct)))
        {
            return 0;
        }

        var count = await CheckAsync(holder, ct);
        await holder.ExecuteAsync("SELECT pg_advisory_unlock(@CheckingLock)", new { CheckingLock });    // its session may end a moment later
        return count;
    }

    protected override string Work => "link checking";

    protected override Task RoundAsync(CancellationToken ct) => settings.IsOn || IsTimeToTidy ? CheckDueAsync(ct) : Task.CompletedTask;

    private bool IsTimeToTidy => Clock.GetUtcNow() >= _tidiesAt;

    private async Task<int> CheckAsync(NpgsqlConnection holder, CancellationToken ct)
    {
        if (IsTimeToTidy)
        {
            _tidiesAt = Clock.GetUtcNow() + TidyPause;
            await TidyAsync(holder, ct);
        }

        if (!settings.IsOn)
        {
            return 0;
        }

        using var probe = new LinkProbe(settings);
        var count = 0;
        while (await CheckNextAsync(probe, ct) is > 0 and var batch)
        {
            count += batch;
        }

        return count;
    }

    /// <summary>What no note leads to any more is of no interest. Nobody publishes meanwhile: a link that is found anew stays.</summary>
    private static async Task TidyAsync(NpgsqlConnection connection, CancellationToken ct)
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
            due.GroupBy(HostOf),
            new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = ct },
            async (host, token) =>
            {
                var silences = 0;
                foreach (var link in host)
                {
                    var outcome = silences >= SilencesOfAHost ? new Outcome(link, host.Key, Verdict.Judged, LinkFault.Silent) : await CheckAsync(probe, host.Key, link, token);
                    silences = outcome.Fault == LinkFault.Silent ? silences + 1 : 0;
                    lock (outcomes)
                    {
                        outcomes.Add(outcome);
                    }
                }
            });
        await WriteAsync(await BelievedAsync(probe, outcomes, ct), ct);
        return due.Count;
    }

    /// <returns>Empty when no server can have that name.</returns>
    private static string HostOf(DueLink link) => Uri.TryCreate(link.Url, UriKind.Absolute, out var address) ? LinkHost.Of(address) ?? "" : "";

    private async Task<Outcome> CheckAsync(LinkProbe probe, string host, DueLink link, CancellationToken ct)
    {
        if (host.Length == 0)
        {
            return new Outcome(link, host, Verdict.Judged, LinkFault.Broken);
        }

        var address = new Uri(link.Url);
        return settings.IsAsked(address) ? new Outcome(link, host, Verdict.Judged, await probe.AskAsync(address, ct)) : new Outcome(link, host, Verdict.NeverAsked, null);
    }

    /// <summary>When nobody answered it may be the portal that has no way out. Then silence says nothing, unless somebody who answered before does so again.</summary>
    private async Task<IReadOnlyList<Outcome>> BelievedAsync(LinkProbe probe, IReadOnlyList<Outcome> outcomes, CancellationToken ct)
    {
        var silent = outcomes.Where(outcome => outcome.Fault == LinkFault.Silent).Select(outcome => outcome.Host).ToHashSet(StringComparer.Ordinal);
        if (silent.Count == 0
            || outcomes.Any(outcome => outcome is { Verdict: Verdict.Judged, Host.Length: > 0, Fault: not LinkFault.Silent and not LinkFault.Private })
            || await AnswersSomebodyAsync(probe, silent, ct))
        {
            return outcomes;
        }

        logger.LogWarning("No host answers of {HostCount} asked: outgoing links are not judged, the portal may have no way out", silent.Count);
        return [.. outcomes.Select(outcome => outcome.Fault == LinkFault.Silent ? outcome with { Verdict = Verdict.Open } : outcome)];
    }

    private async Task<bool> AnswersSomebodyAsync(LinkProbe probe, HashSet<string> except, CancellationToken ct)
    {
        var answered = await db.QueryAsync<DueLink>(
            "SELECT l.id, l.url, l.failures FROM outgoing_links l WHERE l.fault IS NULL AND l.checked_at IS NOT NULL ORDER BY l.checked_at DESC LIMIT @BatchSize", new { BatchSize }, ct);
        foreach (var witness in answered.DistinctBy(HostOf).Where(link => HostOf(link) is { Length: > 0 } host && !except.Contains(host)).Select(link => new Uri(link.Url)).Where(settings.IsAsked).Take(MaxWitnesses))
        {
            if (await probe.AskAsync(witness, ct) is not (LinkFault.Silent or LinkFault.Private))
            {
                return true;
            }
        }

        return false;
    }

    private async Task WriteAsync(IReadOnlyList<Outcome> outcomes, CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        await db.ExecuteAsync(
            """
            UPDATE outgoing_links l
            SET next_check_at = made.next,
                checked_at = CASE WHEN made.judged THEN @now ELSE l.checked_at END,
                fault = CASE WHEN made.open THEN l.fault ELSE made.fault END,
                fault_since = CASE WHEN made.open THEN l.fault_since WHEN made.fault IS NOT NULL THEN coalesce(l.fault_since, @now) END,
                failures = CASE WHEN made.open THEN l.failures WHEN made.fault IS NOT NULL THEN l.failures + 1 ELSE 0 END
            FROM unnest(@ids, @judged, @open, @faults::text[], @nexts) AS made (id, judged, open, fault, next)
            WHERE l.id = made.id
            """,
            new
            {
                now,
                ids = outcomes.Select(outcome => outcome.Link.Id).ToArray(),
                judged = outcomes.Select(outcome => outcome.Verdict == Verdict.Judged).ToArray(),
                open = outcomes.Select(outcome => outcome.Verdict == Verdict.Open).ToArray(),
                faults = outcomes.Select(outcome => outcome.Fault?.ToString().ToLower(CultureInfo.InvariantCulture)).ToArray(),
                nexts = outcomes.Select(outcome => now + PauseAfter(outcome)).ToArray(),
            }, ct);
    }

    private static TimeSpan PauseAfter(Outcome outcome) => outcome switch
    {
        { Verdict: Verdict.NeverAsked } => WhenNothingIsAsked,
        { Verdict: Verdict.Open } => WhenItFails[0],
        { Fault: null } => WhenItAnswers,
        _ => WhenItFails[Math.Min(outcome.Link.Failures, WhenItFails.Length - 1)],
    };

    private enum Verdict
    {
        /// <summary>What came of it is known.</summary>
        Judged,

        /// <summary>Nothing is known: what was known stays.</summary>
        Open,

        /// <summary>By the settings: nothing is said of it.</summary>
        NeverAsked,
    }

    private sealed record DueLink(Guid Id, string Url, int Failures);

    /// <param name="Link">What was due.</param>
    /// <param name="Host">Of its address.</param>
    /// <param name="Verdict">What is known of it.</param>
    /// <param name="Fault">What was wrong.</param>
    private sealed record Outcome(DueLink Link, string Host, Verdict Verdict, LinkFault? Fault);
}
