using Dapper;
using MeetingNotes.Core.Notes.Files;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Notes that are not public: one row with the whole document, so that no public table ever holds a word of it.</summary>
internal sealed class NoteDrafts(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    /// <param name="bodySlugs">The body's slug, and the one that its name gave before the body was known.</param>
    /// <param name="heldOn">Day of the meeting.</param>
    /// <param name="number">Number of the meeting that day.</param>
    /// <param name="ct">Cancels.</param>
    public Task<NoteDraft?> FindAsync(IReadOnlyCollection<string> bodySlugs, DateOnly heldOn, int number, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NoteDraft?>(new CommandDefinition(
            """
            SELECT id, body_slug::text, held_on, number::int, note_id, base_version, document, publish_at, file_hash, saved_by,
                   approved_by, approved_hash, attested_by, change_note, override_hash, override_by, override_reason
            FROM note_drafts
            WHERE body_slug = ANY(@slugs) AND held_on = @heldOn AND number = @number
            LIMIT 1
            """,
            new { slugs = bodySlugs.ToArray(), heldOn, number }, transaction, cancellationToken: ct));

    public async Task SaveAsync(
        string bodySlug, NoteDocument note, byte[] fileHash, IReadOnlyList<ImageReference> images, DateTimeOffset now, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH draft AS (
                INSERT INTO note_drafts (id, body_slug, held_on, number, document, publish_at, file_hash, created_at, saved_at,
                                         submitted_at, approved_at, approved_hash)
                SELECT @id, @bodySlug, @MeetingOn, @Number, @document, @PublishedAt, @fileHash, @now, @now,
                       approved.at, approved.at, CASE WHEN approved.at IS NOT NULL THEN sha256(convert_to(@document, 'UTF8')) END
                FROM (SELECT CASE WHEN @PublishedAt::timestamptz IS NOT NULL THEN @now END AS at) approved
                ON CONFLICT (body_slug, held_on, number) DO UPDATE
                SET document = excluded.document, publish_at = excluded.publish_at, file_hash = excluded.file_hash, saved_at = excluded.saved_at,
                    revision = note_drafts.revision + 1, saved_by = NULL, submitted_at = excluded.submitted_at, approved_at = excluded.approved_at,
                    approved_hash = excluded.approved_hash, approved_by = NULL, submitted_by = NULL, attested_by = NULL, returned_at = NULL,
                    schedule_failed = NULL
                RETURNING id
            )
            INSERT INTO draft_images (draft_id, name, hash)
            SELECT draft.id, image.name, image.hash
            FROM draft, unnest(@names, @hashes) AS image (name, hash)
            ON CONFLICT (draft_id, name) DO UPDATE SET hash = excluded.hash
            """,
            new
            {
                id = Guid.CreateVersion7(),
                bodySlug,
                note.MeetingOn,
                note.Number,
                document = NoteFileWriter.Write(note),
                PublishedAt = note.PublishedAt?.ToUniversalTime(),
                fileHash,
                now,
                names = images.Select(image => image.Name).ToArray(),
                hashes = images.Select(image => image.Hash).ToArray(),
            }, transaction, cancellationToken: ct));

    /// <summary>
    /// Gives a note that waits the day of its meeting, and the text that says so. Somebody approved it as it was, so that the approval and the
    /// time are gone; what an operator's file says is the operator's word, also after a move.
    /// </summary>
    /// <returns>Whether it was approved and is no longer.</returns>
    public Task<bool> FollowMeetingAsync(Guid id, DateOnly on, string document, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            WITH draft AS (
                SELECT id, approved_at IS NOT NULL AND (held_on, document) IS DISTINCT FROM (@on, @document)
                           AND (approved_by IS NOT NULL OR saved_by IS NOT NULL) AS loses_approval
                FROM note_drafts
                WHERE id = @id
                FOR UPDATE
            )
            UPDATE note_drafts d
            SET held_on = @on, document = @document, revision = d.revision + (d.document <> @document)::int,
                approved_hash = CASE WHEN NOT draft.loses_approval AND d.approved_hash IS NOT NULL THEN sha256(convert_to(@document, 'UTF8')) END,
                approved_at = CASE WHEN NOT draft.loses_approval THEN d.approved_at END,
                approved_by = CASE WHEN NOT draft.loses_approval THEN d.approved_by END,
                attested_by = CASE WHEN NOT draft.loses_approval THEN d.attested_by END,
                publish_at = CASE WHEN NOT draft.loses_approval THEN d.publish_at END,
                submitted_at = CASE WHEN NOT draft.loses_approval THEN d.submitted_at END,
                submitted_by = CASE WHEN NOT draft.loses_approval THEN d.submitted_by END
            FROM draft
            WHERE d.id = draft.id
            RETURNING draft.loses_approval
            """,
            new { id, on, document }, transaction, cancellationToken: ct));

    /// <summary>Takes the correction of a note out of the calendar: the note is no longer there to be corrected. Its approval stays.</summary>
    public Task UnscheduleCorrectionAsync(Guid noteId, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            "UPDATE note_drafts SET publish_at = NULL, schedule_failed = NULL WHERE note_id = @noteId AND publish_at IS NOT NULL",
            new { noteId }, transaction, cancellationToken: ct));

    /// <summary>A correction that was begun goes on from a version that changed no word of the note.</summary>
    public async Task FollowAsync(Guid noteId, int version, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE note_drafts SET base_version = @version WHERE note_id = @noteId AND base_version = @version - 1",
            new { noteId, version }, transaction, cancellationToken: ct));

    public async Task DeleteAsync(Guid id, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM note_drafts WHERE id = @id", new { id }, transaction, cancellationToken: ct));

    /// <summary>Claims the approved draft that is longest due; nobody else gets the same one.</summary>
    /// <param name="now">Due when; <c>null</c> by the database's own clock, the one that all instances share.</param>
    /// <param name="except">Those that failed lately.</param>
    /// <param name="ct">Cancels.</param>
    public Task<NoteDraft?> ClaimDueAsync(DateTimeOffset? now, IReadOnlyCollection<Guid> except, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NoteDraft?>(new CommandDefinition(
            """
            SELECT id, body_slug::text, held_on, number::int, note_id, base_version, document, publish_at, file_hash, saved_by,
                   approved_by, approved_hash, attested_by, change_note, override_hash, override_by, override_reason
            FROM note_drafts
            WHERE publish_at <= coalesce(@now::timestamptz, clock_timestamp()) AND id <> ALL(@except)
            ORDER BY publish_at
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """,
            new { now, except = except.ToArray() }, transaction, cancellationToken: ct));

    /// <summary>The draft, held until the transaction ends.</summary>
    public Task<NoteDraft?> LockAsync(Guid id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NoteDraft?>(new CommandDefinition(
            """
            SELECT id, body_slug::text, held_on, number::int, note_id, base_version, document, publish_at, file_hash, saved_by,
                   approved_by, approved_hash, attested_by, change_note, override_hash, override_by, override_reason
            FROM note_drafts
            WHERE id = @id
            FOR UPDATE
            """,
            new { id }, transaction, cancellationToken: ct));

    /// <summary>Approves the text as it stands, with what the public is told of a change.</summary>
    public Task ApproveAsync(Guid id, Guid personId, string? changeKind, string? changeNote, DateTimeOffset now, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE note_drafts
            SET approved_at = @now, approved_by = @personId, approved_hash = sha256(convert_to(document, 'UTF8')), attested_by = @personId,
                submitted_at = coalesce(submitted_at, @now), submitted_by = coalesce(submitted_by, saved_by),
                change_kind = @changeKind, change_note = @changeNote, returned_at = NULL, publish_at = NULL, schedule_failed = NULL
            WHERE id = @id
            """,
            new { id, personId, changeKind, changeNote, now }, transaction, cancellationToken: ct));

    /// <summary>Says why a draft was not published when its time came.</summary>
    public Task FailAsync(Guid id, string reason, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            "UPDATE note_drafts SET schedule_failed = left(@reason, 2000) WHERE id = @id AND schedule_failed IS DISTINCT FROM left(@reason, 2000)",
            new { id, reason }, transaction, cancellationToken: ct));

    /// <summary>Gives an approved draft its time, or (null) takes it away.</summary>
    /// <returns>Whether that changed anything.</returns>
    public async Task<bool> ScheduleAsync(Guid id, DateTimeOffset? publishAt, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE note_drafts
            SET publish_at = @publishAt, schedule_failed = NULL
            WHERE id = @id AND approved_at IS NOT NULL AND publish_at IS DISTINCT FROM @publishAt
            """,
            new { id, publishAt = publishAt?.ToUniversalTime() }, transaction, cancellationToken: ct)) == 1;

    public async Task<Dictionary<string, ImageReference>> ImagesAsync(Guid draftId, CancellationToken ct) =>
        (await connection.QueryAsync<ImageReference>(new CommandDefinition(
            """
            SELECT d.name, d.hash, i.width, i.height
            FROM draft_images d
            JOIN images i ON i.hash = d.hash
            WHERE d.draft_id = @draftId
            """,
            new { draftId }, transaction, cancellationToken: ct))).ToDictionary(image => image.Name, StringComparer.Ordinal);
}

internal sealed record NoteDraft
{
    public required Guid Id { get; init; }
    public required string BodySlug { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public Guid? NoteId { get; init; }
    public int? BaseVersion { get; init; }
    public required string Document { get; init; }
    public DateTimeOffset? PublishAt { get; init; }
    public byte[]? FileHash { get; init; }

    /// <summary>Who edited it last at the desk; nobody as long as it is what a file said.</summary>
    public Guid? SavedBy { get; init; }

    public Guid? ApprovedBy { get; init; }
    public byte[]? ApprovedHash { get; init; }
    public Guid? AttestedBy { get; init; }

    /// <summary>What the public is told of a substantive correction.</summary>
    public string? ChangeNote { get; init; }
    public byte[]? OverrideHash { get; init; }
    public Guid? OverrideBy { get; init; }
    public string? OverrideReason { get; init; }

    public bool IsNoteFile => !Document.StartsWith('{');
}
