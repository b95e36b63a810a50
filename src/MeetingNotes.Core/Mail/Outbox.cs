using Dapper;
using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Core.Mail;

/// <summary>
/// Mail that waits to be sent, written in the transaction that it tells of. Whoever takes a mail moves its next try forward at once: nobody
/// else takes it meanwhile, no transaction is open while a server is slow, and the mail of a worker that died is tried again.
/// </summary>
internal sealed class Outbox(Database db, TimeProvider clock)
{
    public const int MaxTries = 10;

    private const int FailureMaxLength = 500;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private static readonly TimeSpan[] Pauses = [.. Enumerable.Range(1, MaxTries).Select(PauseAfter)];

    /// <summary>Puts mails in line; those whose key is known already are left out.</summary>
    public static Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset at, IEnumerable<OutgoingMail> mails, CancellationToken ct)
    {
        var rows = mails.ToList();
        return connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO outbox (id, key, recipient, subject, text, html, leave_url, is_bulk, for_reader, event_id, created_at, next_try_at)
            SELECT id, key, recipient, subject, text, html, leave_url, is_bulk, for_reader, event_id, @at, @at
            FROM unnest(@ids, @keys, @recipients, @subjects, @texts, @htmls, @leaveUrls, @areBulk, @areForReaders, @eventIds)
                 AS mail (id, key, recipient, subject, text, html, leave_url, is_bulk, for_reader, event_id)
            ON CONFLICT (key) DO NOTHING
            """,
            new
            {
                at,
                ids = rows.Select(_ => Guid.CreateVersion7()).ToArray(),
                keys = rows.Select(mail => mail.Key).ToArray(),
                recipients = rows.Select(mail => mail.Recipient).ToArray(),
                subjects = rows.Select(mail => PlainLine.Of(mail.Subject, OutgoingMail.SubjectMaxLength)).ToArray(),
                texts = rows.Select(mail => mail.Text).ToArray(),
                htmls = rows.Select(mail => mail.Html).ToArray(),
                leaveUrls = rows.Select(mail => mail.LeaveUrl).ToArray(),
                areBulk = rows.Select(mail => mail.IsBulk).ToArray(),
                areForReaders = rows.Select(mail => mail.IsForReader).ToArray(),
                eventIds = rows.Select(mail => mail.EventId).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    /// <summary>Gives up everything that waits.</summary>
    /// <returns>How many mails that was.</returns>
    public static Task<int> GiveUpAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string why, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            "UPDATE outbox SET next_try_at = NULL, failure = @why WHERE next_try_at IS NOT NULL", new { why }, transaction, cancellationToken: ct));

    /// <summary>The pause after a try: 2 minutes after the first, then twice as long each time, at most 6 hours.</summary>
    /// <param name="tries">How many there have been, at least 1.</param>
    public static TimeSpan PauseAfter(int tries) => TimeSpan.FromMinutes(Math.Min(LongestPause.TotalMinutes, Math.Pow(2, tries)));

    /// <summary>Takes the mail that has waited longest, of those that somebody waits for first; <c>null</c> when none is due.</summary>
    public Task<WaitingMail?> ClaimAsync(CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<WaitingMail>(
            """
            UPDATE outbox
            SET attempts = attempts + 1, next_try_at = @now + (@Pauses)[least(attempts + 1, @MaxTries)]
            WHERE id = (SELECT id FROM outbox WHERE next_try_at <= @now ORDER BY is_bulk, next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, recipient, subject, text, html, leave_url, created_at, attempts
            """,
            new { now = clock.GetUtcNow(), Pauses, MaxTries }, ct);

    /// <summary>Deletes mails that were sent, or given up, before a day, or another day for those to readers: whose address it is nobody needs to know any more.</summary>
    public Task ForgetAsync(DateTimeOffset before, DateTimeOffset beforeOfReaders, CancellationToken ct) =>
        db.ExecuteAsync(
            "DELETE FROM outbox WHERE next_try_at IS NULL AND coalesce(sent_at, created_at) < CASE WHEN for_reader THEN @beforeOfReaders ELSE @before END",
            new { before, beforeOfReaders }, ct);

    /// <summary>Those of some mails that are not known any more: whom they were to has left.</summary>
    public Task<IReadOnlyList<Guid>> UnknownAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.QueryAsync<Guid>("SELECT id FROM unnest(@ids) AS mail (id) WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = mail.id)", new { ids = ids.ToArray() }, ct);

    /// <summary>Nobody tries it again.</summary>
    public Task SentAsync(WaitingMail mail, CancellationToken ct) =>
        db.ExecuteAsync(
            "UPDATE outbox SET sent_at = @now, next_try_at = NULL, failure = NULL WHERE id = @Id",
            new { mail.Id, now = clock.GetUtcNow() }, ct);

    /// <summary>Keeps why it could not be sent.</summary>
    /// <param name="mail">As it was claimed.</param>
    /// <param name="failure">For whoever looks in the table.</param>
    /// <param name="isHopeless">Whether another try would fail in the same way.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether it has been given up.</returns>
    public async Task<bool> FailedAsync(WaitingMail mail, string failure, bool isHopeless, CancellationToken ct)
    {
        var isGivenUp = isHopeless || mail.Attempts >= MaxTries;
        await db.ExecuteAsync(
            """
            UPDATE outbox
            SET failure = @failure, next_try_at = CASE WHEN @isGivenUp THEN NULL ELSE next_try_at END
            WHERE id = @Id AND sent_at IS NULL AND attempts = @Attempts
            """,
            new { mail.Id, mail.Attempts, isGivenUp, failure = PlainLine.Of(failure, FailureMaxLength) }, ct);
        return isGivenUp;
    }
}

/// <summary>A mail that a worker has taken.</summary>
internal sealed record WaitingMail
{
    public required Guid Id { get; init; }
    public required string Recipient { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public string? Html { get; init; }
    public string? LeaveUrl { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many tries there have been, with this one.</summary>
    public required int Attempts { get; init; }
}
