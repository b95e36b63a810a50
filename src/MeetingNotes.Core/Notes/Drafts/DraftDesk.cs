using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Drafts as their staff work on them: begin, open, save, hand over, throw away. A draft that a person may not see does not exist for them.</summary>
public sealed class DraftDesk(Database db, TimeProvider clock, ILogger<DraftDesk> logger)
{
    public async Task<Draft?> FindAsync(Guid id, StaffPerson person, CancellationToken ct)
    {
        var row = await db.QuerySingleOrDefaultAsync<DraftRow>(DraftRow.Select + "WHERE d.id = @id", new { id }, ct);
        return row is not null && person.Is(StaffRole.Writer, row.BodyId) ? row.ToDraft() : null;
    }

    /// <summary>Begins the note of a meeting, or gives the one that somebody else has begun.</summary>
    /// <returns>The draft's id, and whether it is new; <c>null</c> when the body is not the person's, or the meeting has a published note.</returns>
    public async Task<(Guid Id, bool IsNew)?> StartAsync(
        StaffPerson person, string bodySlug, DateOnly heldOn, int number, DraftContent content, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var bodyId = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM bodies WHERE slug = @bodySlug", new { bodySlug }, transaction, cancellationToken: ct));
        if (bodyId is null || !person.Is(StaffRole.Writer, bodyId))
        {
            return null;
        }

        var id = Guid.CreateVersion7();
        var now = clock.GetUtcNow();
        var begun = await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH draft AS (
                INSERT INTO note_drafts (id, body_slug, held_on, number, document, owner_id, saved_by, created_at, saved_at)
                SELECT @id, @bodySlug, @heldOn, @number, @document, @PersonId, @PersonId, @now, @now
                WHERE NOT EXISTS (SELECT 1 FROM notes n JOIN meetings m ON m.id = n.meeting_id
                                  WHERE m.body_id = @bodyId AND m.held_on = @heldOn AND m.number = @number)
                ON CONFLICT (body_slug, held_on, number) DO NOTHING
                RETURNING id
            )
            INSERT INTO draft_writers (draft_id, person_id) SELECT id, @PersonId FROM draft
            """,
            new { id, bodySlug, bodyId, heldOn, number, document = content.Write(), PersonId = person.Id, now }, transaction, cancellationToken: ct));
        if (begun == 1)
        {
            // An earlier draft of the meeting may have become its note while this one waited for the place.
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                """
                SELECT EXISTS (SELECT 1 FROM notes n JOIN meetings m ON m.id = n.meeting_id
                               WHERE m.body_id = @bodyId AND m.held_on = @heldOn AND m.number = @number)
                """,
                new { bodyId, heldOn, number }, transaction, cancellationToken: ct)))
            {
                return null;
            }

            await AuditLog.WriteAsync(connection, transaction, now, new AuditEntry(person.Actor, "start") { DraftId = id, Subject = $"{bodySlug} {heldOn:O}" }, ct);
            await transaction.CommitAsync(ct);
            logger.LogInformation("Draft {DraftId} begun", id);
            return (id, true);
        }

        var other = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM note_drafts WHERE body_slug = @bodySlug AND held_on = @heldOn AND number = @number",
            new { bodySlug, heldOn, number }, transaction, cancellationToken: ct));
        return other is { } existing ? (existing, false) : null;
    }

    /// <summary>
    /// Saves what somebody has written since they saw <paramref name="revision"/>. What is unchanged stays as it is; what is changed loses
    /// its approval and its time. Sent twice, it counts once.
    /// </summary>
    public async Task<SaveResult> SaveAsync(Guid id, int revision, DraftContent content, StaffPerson person, CancellationToken ct)
    {
        if (await FindAsync(id, person, ct) is not { } draft)
        {
            return new SaveResult.Missing();
        }

        var document = content.Write();
        if (document.Length > DraftContent.MaxLength)
        {
            return new SaveResult.TooLong();
        }

        if (document == draft.Content.Write())
        {
            return new SaveResult.Saved(draft.Revision, draft.SavedAt);
        }

        var now = clock.GetUtcNow();
        var saved = await db.ExecuteScalarAsync<int?>(
            """
            WITH saved AS (
                UPDATE note_drafts
                SET document = @document, revision = revision + 1, saved_at = @now, saved_by = @PersonId,
                    submitted_at = CASE WHEN approved_at IS NULL THEN submitted_at END, submitted_by = CASE WHEN approved_at IS NULL THEN submitted_by END,
                    approved_at = NULL, approved_by = NULL, approved_hash = NULL, attested_by = NULL,
                    publish_at = NULL, schedule_failed = NULL, change_kind = NULL, change_note = NULL
                WHERE id = @id AND revision = @revision
                RETURNING id, revision
            ), writer AS (
                INSERT INTO draft_writers (draft_id, person_id) SELECT id, @PersonId FROM saved ON CONFLICT DO NOTHING
            )
            SELECT revision FROM saved
            """,
            new { id, revision, document, PersonId = person.Id, now }, ct);
        if (saved is { } newRevision)
        {
            return new SaveResult.Saved(newRevision, now);
        }

        return await FindAsync(id, person, ct) switch
        {
            null => new SaveResult.Missing(),
            { } other when other.Content.Write() == document => new SaveResult.Saved(other.Revision, other.SavedAt),
            { } other => new SaveResult.Conflict(other),
        };
    }

    /// <summary>Makes somebody else the one who has the draft on their desk.</summary>
    /// <returns>False when there is no such draft, or the other may not write for its body.</returns>
    public async Task<bool> HandOverAsync(Guid id, Guid toPersonId, StaffPerson person, CancellationToken ct)
    {
        if (await FindAsync(id, person, ct) is not { } draft)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var name = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            """
            UPDATE note_drafts d
            SET owner_id = p.id
            FROM people p
            WHERE d.id = @id AND d.owner_id IS DISTINCT FROM @toPersonId AND p.id = @toPersonId AND p.blocked_at IS NULL
              AND (EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND (r.body_id IS NULL OR r.body_id = @BodyId))
                   OR EXISTS (SELECT 1 FROM staff_sessions s WHERE s.person_id = p.id AND s.roles <> '{}'))
            RETURNING p.name
            """,
            new { id, toPersonId, draft.BodyId }, transaction, cancellationToken: ct));
        if (name is null)
        {
            return (await FindAsync(id, person, ct))?.OwnerId == toPersonId;
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "hand-over") { DraftId = id, NoteId = draft.NoteId, Subject = name }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Throws a draft away for good, as it stood at <paramref name="revision"/>; the published note, if any, stays.</summary>
    public async Task<bool> DiscardAsync(Guid id, int revision, StaffPerson person, CancellationToken ct)
    {
        if (await FindAsync(id, person, ct) is not { } draft)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM note_drafts WHERE id = @id AND revision = @revision", new { id, revision }, transaction, cancellationToken: ct)) == 0)
        {
            return false;
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(),
            new AuditEntry(person.Actor, "discard") { DraftId = id, NoteId = draft.NoteId, Subject = $"{draft.BodySlug} {draft.HeldOn:O}" }, ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("Draft {DraftId} discarded", id);
        return true;
    }
}

/// <summary>What became of something that was typed. Whatever it is, the text is still with its writer.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    /// <summary>Kept, or already there.</summary>
    public sealed record Saved(int Revision, DateTimeOffset At) : SaveResult;

    /// <summary>Somebody saved something else first; nothing has been overwritten.</summary>
    public sealed record Conflict(Draft Theirs) : SaveResult;

    /// <summary>The draft is published, thrown away, or not the person's to see.</summary>
    public sealed record Missing : SaveResult;

    public sealed record TooLong : SaveResult;
}
