using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Staff;

/// <summary>What was done, written in the transaction that does it; the table is append-only.</summary>
internal static class AuditLog
{
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Does what is logged.</param>
    /// <param name="at">When.</param>
    /// <param name="entry">Who did what, and why.</param>
    /// <param name="ct">Cancels.</param>
    public static Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset at, AuditEntry entry, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO audit_events (at, actor, person_id, action, note_id, draft_id, subject, reason)
            VALUES (@at, @Name, @PersonId, @Action, @NoteId, @DraftId, @Subject, @Reason)
            """,
            new { at, entry.By.Name, entry.By.PersonId, entry.Action, entry.NoteId, entry.DraftId, entry.Subject, entry.Reason },
            transaction, cancellationToken: ct));
}

/// <param name="By">Who.</param>
/// <param name="Action">What, as one English verb or two, for example <c>approve</c> or <c>cancel-meeting</c>.</param>
internal sealed record AuditEntry(Actor By, string Action)
{
    public Guid? NoteId { get; init; }
    public Guid? DraftId { get; init; }

    /// <summary>What else it was done to, by name or slug.</summary>
    public string? Subject { get; init; }
    public string? Reason { get; init; }
}
