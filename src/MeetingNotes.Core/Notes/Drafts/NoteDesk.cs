using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Published notes as their staff see them: versions, corrections, withdrawal. A note that a person may not see does not exist for them.</summary>
public sealed class NoteDesk(Database db, NotePublishing publishing, TimeProvider clock, ILogger<NoteDesk> logger)
{
    public const int ReasonMaxLength = 1000;

    internal const string Select =
        """
        SELECT n.id, b.id AS body_id, b.slug::text AS body_slug, b.name AS body_name, m.held_on, m.number::int, n.title, n.published_at, n.corrected_at,
               n.changed_at, n.version, n.withdrawn_at, n.withdrawn_reason, n.edited_since_import, d.id AS draft_id
        FROM notes n
        JOIN meetings m ON m.id = n.meeting_id
        JOIN bodies b ON b.id = m.body_id
        LEFT JOIN note_drafts d ON d.note_id = n.id

        """;

    public async Task<DeskNote?> FindAsync(string bodySlug, DateOnly heldOn, int number, StaffPerson person, CancellationToken ct) =>
        IfSeenBy(person, await db.QuerySingleOrDefaultAsync<DeskNote>(
            Select + "WHERE b.slug = @bodySlug AND m.held_on = @heldOn AND m.number = @number", new { bodySlug, heldOn, number }, ct));

    /// <summary>The note that a draft became: it is gone, and whoever comes back to it should find the note.</summary>
    public async Task<DeskNote?> FindPublishedAsync(Guid draftId, StaffPerson person, CancellationToken ct) =>
        IfSeenBy(person, await db.QuerySingleOrDefaultAsync<DeskNote>(
            Select + "WHERE n.id = (SELECT e.note_id FROM audit_events e WHERE e.draft_id = @draftId AND e.action IN ('publish', 'correct') LIMIT 1)",
            new { draftId }, ct));

    /// <summary>Every version that was public, the latest first.</summary>
    public async Task<IReadOnlyList<DeskVersion>> VersionsAsync(DeskNote note, CancellationToken ct)
    {
        var versions = await db.QueryAsync<DeskVersion>(
            """
            SELECT v.number, v.kind, v.created_at, v.document, writer.name AS written_by, approver.name AS approved_by, attester.name AS attested_by,
                   overrider.name AS override_by, v.override_reason
            FROM note_versions v
            LEFT JOIN people writer ON writer.id = v.written_by
            LEFT JOIN people approver ON approver.id = v.approved_by
            LEFT JOIN people attester ON attester.id = v.attested_by
            LEFT JOIN people overrider ON overrider.id = v.override_by
            WHERE v.note_id = @Id
            ORDER BY v.number DESC
            """,
            new { note.Id }, ct);
        var corrections = versions.Select(version => NoteFileReader.Read(version.Document).Corrections).ToList();
        return
        [
            .. versions.Select((version, index) => version with
            {
                ChangeNotes = [.. corrections[index].Skip(index + 1 < corrections.Count ? corrections[index + 1].Count : 0).Select(correction => correction.Text)],
            }),
        ];
    }

    /// <summary>A version as the note that it was; <c>null</c> when there is none of that number.</summary>
    public async Task<NoteDocument?> VersionAsync(DeskNote note, int number, CancellationToken ct) =>
        await db.ExecuteScalarAsync<string?>("SELECT document FROM note_versions WHERE note_id = @Id AND number = @number", new { note.Id, number }, ct) is { } document
            ? NoteFileReader.Read(document)
            : null;

    /// <summary>The present version of the note that a correction is of.</summary>
    public async Task<NoteDocument?> PresentAsync(Draft correction, CancellationToken ct) =>
        await db.ExecuteScalarAsync<string?>(
            "SELECT v.document FROM notes n JOIN note_versions v ON v.note_id = n.id AND v.number = n.version WHERE n.id = @NoteId",
            new { correction.NoteId }, ct) is { } document
            ? NoteFileReader.Read(document)
            : null;

    /// <summary>Begins a correction of a note, from its present text or from an earlier one; or gives the one that somebody has begun.</summary>
    /// <returns>The draft, and whether it is new; <c>null</c> when the note is withdrawn or has no such version.</returns>
    public async Task<(Guid Id, bool IsNew)?> StartCorrectionAsync(DeskNote note, int? fromVersion, StaffPerson person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // The version that the correction goes on from stays the present one until the draft says so: another's must not be undone unseen.
        var present = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT version FROM notes WHERE id = @Id AND withdrawn_at IS NULL FOR SHARE", new { note.Id }, transaction, cancellationToken: ct));
        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT document FROM note_versions WHERE note_id = @Id AND number = coalesce(@fromVersion, @present)",
            new { note.Id, fromVersion, present }, transaction, cancellationToken: ct)) is not { } document || present is null)
        {
            return null;
        }

        var begun = await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH draft AS (
                INSERT INTO note_drafts (id, body_slug, held_on, number, note_id, base_version, document, owner_id, saved_by, created_at, saved_at)
                SELECT @id, @BodySlug, @HeldOn, @Number, @NoteId, @present, @document, @PersonId, @PersonId, @now, @now
                ON CONFLICT DO NOTHING
                RETURNING id
            ), pictured AS (
                INSERT INTO draft_images (draft_id, name, hash)
                SELECT draft.id, x.name, x.hash
                FROM draft
                JOIN notes n ON n.id = @NoteId
                JOIN version_images x ON x.note_id = n.id AND x.number = coalesce(@fromVersion, n.version)
            )
            INSERT INTO draft_writers (draft_id, person_id) SELECT id, @PersonId FROM draft
            """,
            new
            {
                id,
                fromVersion,
                note.BodySlug,
                note.HeldOn,
                note.Number,
                NoteId = note.Id,
                present,
                document = DraftContent.OfPublic(NoteFileReader.Read(document)).Write(),
                PersonId = person.Id,
                now,
            }, transaction, cancellationToken: ct));
        if (begun == 1)
        {
            await AuditLog.WriteAsync(connection, transaction, now,
                new AuditEntry(person.Actor, "start-correction") { DraftId = id, NoteId = note.Id, Subject = fromVersion is null ? null : $"version {fromVersion}" }, ct);
            await transaction.CommitAsync(ct);
            logger.LogInformation("Correction {DraftId} of note {NoteId} begun", id, note.Id);
            return (id, true);
        }

        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM note_drafts WHERE note_id = @Id",
            new { note.Id }, transaction, cancellationToken: ct)) is { } other
            ? (other, false)
            : null;
    }

    private static DeskNote? IfSeenBy(StaffPerson person, DeskNote? note) => note is not null && person.Is(StaffRole.Writer, note.BodyId) ? note : null;

    /// <summary>Takes the note from the public at once (L3). Sent twice, it counts once.</summary>
    /// <returns>False when the person may not.</returns>
    public async Task<bool> WithdrawAsync(DeskNote note, string reason, StaffPerson person, CancellationToken ct)
    {
        if (!person.Is(StaffRole.Editor, note.BodyId))
        {
            return false;
        }

        await publishing.WithdrawAsync(note.Id, reason, person.Actor, ct);
        return true;
    }

    /// <summary>Gives the note back to the public as it was.</summary>
    /// <returns>False when the person may not.</returns>
    public async Task<bool> ReinstateAsync(DeskNote note, StaffPerson person, CancellationToken ct)
    {
        if (!person.Is(StaffRole.Editor, note.BodyId))
        {
            return false;
        }

        await publishing.ReinstateAsync(note.Id, person.Actor, ct);
        return true;
    }
}

/// <summary>A note that has been public, as its staff see it.</summary>
public sealed record DeskNote
{
    public required Guid Id { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public DateTimeOffset? CorrectedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required int Version { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public string? WithdrawnReason { get; init; }
    public required bool EditedSinceImport { get; init; }

    /// <summary>The correction that somebody has begun.</summary>
    public Guid? DraftId { get; init; }

    public string PublicPath => NoteAddress.For(BodySlug, HeldOn, Number);

    /// <summary>Its address at the desk.</summary>
    public string Path => "/redaktion/noteringar" + PublicPath["/noterat".Length..];
}

/// <summary>A version that was public, and who answers for it. One that came from a file has no names.</summary>
public sealed record DeskVersion
{
    public required int Number { get; init; }

    /// <summary>first, minor or substantive.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string? WrittenBy { get; init; }
    public string? ApprovedBy { get; init; }
    public string? AttestedBy { get; init; }
    public string? OverrideBy { get; init; }
    public string? OverrideReason { get; init; }

    /// <summary>What the public was told of it.</summary>
    public IReadOnlyList<string> ChangeNotes { get; init; } = [];

    internal string Document { get; init; } = "";
}
