using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Mail;

/// <summary>Mails that nobody will get: the server refused them, or was away for too long. For administrators.</summary>
public sealed class GivenUpMails(Database db, TimeProvider clock)
{
    /// <summary>How many are listed.</summary>
    public const int Limit = 100;

    /// <summary>What stands in place of a reader's address, which staff have no need to know.</summary>
    private const string Somebody = "en prenumerant";

    public Task<int> CountAsync(CancellationToken ct) =>
        db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM outbox WHERE next_try_at IS NULL AND sent_at IS NULL", null, ct);

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<GivenUpMail>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<GivenUpMail>(
            """
            SELECT id, created_at, attempts, subject,
                   CASE WHEN for_reader THEN @Somebody ELSE recipient END AS recipient,
                   CASE WHEN for_reader THEN replace(failure, recipient, @Somebody) ELSE failure END AS failure
            FROM outbox
            WHERE next_try_at IS NULL AND sent_at IS NULL
            ORDER BY created_at DESC, id
            LIMIT @Limit
            """,
            new { Somebody, Limit }, ct);

    /// <summary>Puts a mail in line again, as if it were new.</summary>
    public Task<bool> RetryAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ChangeAsync(id, person, "retry-mail",
            "UPDATE outbox SET attempts = 0, next_try_at = @now WHERE id = @id AND next_try_at IS NULL AND sent_at IS NULL RETURNING subject", ct);

    public Task<bool> RemoveAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ChangeAsync(id, person, "remove-mail", "DELETE FROM outbox WHERE id = @id AND next_try_at IS NULL AND sent_at IS NULL RETURNING subject", ct);

    private async Task<bool> ChangeAsync(Guid id, StaffPerson person, string action, string sql, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, new { id, now }, transaction, cancellationToken: ct)) is not { } subject)
        {
            return false;
        }

        await AuditLog.WriteAsync(connection, transaction, now, new AuditEntry(person.Actor, action) { Subject = subject }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

public sealed record GivenUpMail
{
    public required Guid Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Attempts { get; init; }
    public required string Subject { get; init; }

    /// <summary>A colleague's address, or that it was a reader.</summary>
    public required string Recipient { get; init; }

    /// <summary>What the last try ran into, as the server said it.</summary>
    public string? Failure { get; init; }
}
