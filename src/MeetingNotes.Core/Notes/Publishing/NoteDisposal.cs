using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Destroys a note for good (gallring, L4): an administrator, by a decision with a number, when it has been withdrawn first. Every version, text and
/// image that no version or draft of another note shows is deleted; the decision, the meeting and the log stay, and the address says why it is gone.
/// </summary>
public sealed class NoteDisposal(Database db, TimeProvider clock, ILogger<NoteDisposal> logger)
{
    public const int DecisionMaxLength = 100;

    public async Task<DisposalResult> RemoveAsync(DeskNote note, string decision, string reason, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return new DisposalResult(DisposalOutcome.NotAllowed, []);
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var isWithdrawn = await connection.ExecuteScalarAsync<bool?>(new CommandDefinition(
            "SELECT withdrawn_at IS NOT NULL FROM notes WHERE id = @Id FOR UPDATE", new { note.Id }, transaction, cancellationToken: ct));
        if (isWithdrawn != true)
        {
            return new DisposalResult(isWithdrawn is null ? DisposalOutcome.Gone : DisposalOutcome.NotWithdrawn, []);
        }

        var answering = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT DISTINCT n.title
            FROM follow_ups f
            JOIN agenda_items i ON i.id = f.item_id AND i.note_id = @Id
            JOIN follow_up_answers a ON a.follow_up_id = f.id
            JOIN agenda_items ai ON ai.id = a.item_id
            JOIN notes n ON n.id = ai.note_id AND n.id <> @Id
            """,
            new { note.Id }, transaction, cancellationToken: ct))).AsList();
        if (answering.Count > 0)
        {
            return new DisposalResult(DisposalOutcome.IsAnswered, answering);
        }

        var now = clock.GetUtcNow();
        var images = (await connection.QueryAsync<byte[]>(new CommandDefinition(
            """
            SELECT hash FROM version_images WHERE note_id = @Id
            UNION SELECT x.hash FROM draft_images x JOIN note_drafts d ON d.id = x.draft_id WHERE d.note_id = @Id
            """,
            new { note.Id }, transaction, cancellationToken: ct))).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO disposals (note_id, meeting_id, decision, reason, disposed_by, disposed_at)
            SELECT n.id, n.meeting_id, @decision, @reason, @PersonId, @now FROM notes n WHERE n.id = @Id;

            DELETE FROM note_drafts WHERE note_id = @Id;
            DELETE FROM follow_up_answers WHERE item_id = ANY(ARRAY(SELECT id FROM agenda_items WHERE note_id = @Id));
            DELETE FROM follow_ups WHERE item_id = ANY(ARRAY(SELECT id FROM agenda_items WHERE note_id = @Id));
            DELETE FROM agenda_items WHERE note_id = @Id;
            DELETE FROM version_images WHERE note_id = @Id;
            DELETE FROM note_versions WHERE note_id = @Id;
            DELETE FROM notes WHERE id = @Id;

            DELETE FROM images i
            WHERE i.hash = ANY(@images)
              AND NOT EXISTS (SELECT 1 FROM version_images x WHERE x.hash = i.hash)
              AND NOT EXISTS (SELECT 1 FROM draft_images x WHERE x.hash = i.hash);
            """,
            new { note.Id, images, decision, reason, PersonId = person.Id, now }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(connection, transaction, now, new AuditEntry(person.Actor, "dispose") { NoteId = note.Id, Subject = decision, Reason = reason }, ct);
        await transaction.CommitAsync(ct);
        logger.LogWarning("Note {NoteId} destroyed by decision", note.Id);
        return new DisposalResult(DisposalOutcome.Removed, []);
    }
}

public enum DisposalOutcome
{
    Removed,
    NotAllowed,

    /// <summary>Withdraw it first.</summary>
    NotWithdrawn,

    /// <summary>It has been destroyed already.</summary>
    Gone,

    /// <summary>Other notes answer its follow-ups; correct them first.</summary>
    IsAnswered,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Answering">Titles of the notes that answer it.</param>
public sealed record DisposalResult(DisposalOutcome Outcome, IReadOnlyList<string> Answering);
