using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// Gives a draft that was begun for the wrong day another meeting of its body; whatever hangs on the draft goes along. As when a draft is begun,
/// the meeting needs not be planned: it is when the note is published. The meeting that is left stays as it was.
/// </summary>
public sealed class DraftMove(Database db, TimeProvider clock, ILogger<DraftMove> logger)
{
    private const int Limit = 10;

    /// <summary>The body's meetings without note and draft that are nearest to the draft's, by day.</summary>
    public async Task<IReadOnlyList<FreeMeeting>> MeetingsAsync(Draft draft, CancellationToken ct) =>
        [.. (await db.QueryAsync<FreeMeeting>(
            """
            SELECT c.held_on, c.number::int
            FROM calendar c
            WHERE c.body_id = @BodyId AND NOT c.is_cancelled
              AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.meeting_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM note_drafts d WHERE d.body_slug = c.body_slug AND d.held_on = c.held_on AND d.number = c.number)
            ORDER BY abs(c.held_on - @HeldOn), c.held_on, c.number
            LIMIT @Limit
            """,
            new { draft.BodyId, draft.HeldOn, Limit }, ct)).OrderBy(meeting => meeting.HeldOn).ThenBy(meeting => meeting.Number)];

    /// <summary>
    /// Moves the draft as it stood at <paramref name="revision"/>. Whoever saves what they wrote before the move is told, as when somebody else has
    /// saved. Sent twice, it counts once.
    /// </summary>
    public async Task<DraftMoveResult> MoveAsync(Guid id, int revision, DateOnly heldOn, int number, StaffPerson person, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // Before the draft's row, as every publication does: no note appears at the meeting meanwhile, and the meeting stays where it is.
        await NotePublishing.LockAsync(connection, transaction, ct);
        var row = await connection.QuerySingleOrDefaultAsync<DraftRow>(new CommandDefinition(
            DraftRow.Select + "WHERE d.id = @id FOR UPDATE OF d", new { id }, transaction, cancellationToken: ct));
        if (row is null || !person.Is(StaffRole.Writer, row.BodyId))
        {
            return new DraftMoveResult(DraftMoveOutcome.Missing);
        }

        var draft = row.ToDraft();
        if ((draft.HeldOn, draft.Number) == (heldOn, number))
        {
            return new DraftMoveResult(DraftMoveOutcome.Moved);
        }

        if (draft.Revision != revision || !draft.IsMovable)
        {
            return new DraftMoveResult(draft.Revision != revision ? DraftMoveOutcome.Changed : DraftMoveOutcome.NotNow);
        }

        if (heldOn < StaffMeeting.FirstDay || heldOn > StaffMeeting.LastDay)
        {
            return new DraftMoveResult(DraftMoveOutcome.DayImpossible);
        }

        var meeting = draft.BodyId is { } bodyId ? await new MeetingRegister(connection, transaction).FindAsync(bodyId, heldOn, number, ct) : null;
        if (await RefusalAsync(connection, transaction, meeting, heldOn, ct) is { } refusal)
        {
            return refusal;
        }

        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE note_drafts
                SET held_on = @heldOn, number = @number, document = @document, revision = revision + 1, saved_at = @now, saved_by = @PersonId
                WHERE id = @id;

                INSERT INTO draft_writers (draft_id, person_id) VALUES (@id, @PersonId) ON CONFLICT DO NOTHING;
                """,
                new { id, heldOn, number, document = ContentAt(meeting, draft).Write(), now = clock.GetUtcNow(), PersonId = person.Id },
                transaction, cancellationToken: ct));
        }
        catch (PostgresException fault) when (fault is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "note_drafts" })
        {
            return new DraftMoveResult(DraftMoveOutcome.HasDraft);
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(),
            new AuditEntry(person.Actor, "move-draft") { DraftId = id, Subject = $"{draft.BodyName} {draft.HeldOn.Iso()} → {heldOn.Iso()}" }, ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("Draft {DraftId} moved to another meeting", id);
        return new DraftMoveResult(DraftMoveOutcome.Moved);
    }

    /// <summary>What publishing would refuse is refused at once.</summary>
    private static async Task<DraftMoveResult?> RefusalAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RegisteredMeeting? meeting, DateOnly heldOn, CancellationToken ct) => meeting switch
        {
            null => null,
            _ when meeting.HeldOn != heldOn => new DraftMoveResult(DraftMoveOutcome.MeetingMoved) { MeetingOn = meeting.HeldOn },
            { IsCancelled: true } => new DraftMoveResult(DraftMoveOutcome.MeetingCancelled),
            _ => await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT 1 FROM notes WHERE meeting_id = @Id)", new { meeting.Id }, transaction, cancellationToken: ct))
                ? new DraftMoveResult(DraftMoveOutcome.HasNote)
                : null,
        };

    /// <summary>The usual title follows the meeting, and what the calendar says of its time and place goes before what a file said of the other.</summary>
    private static DraftContent ContentAt(RegisteredMeeting? meeting, Draft draft) => draft.Content with
    {
        Title = NoteDocument.IsDefaultTitle(draft.Content.Title, draft.NameAfterFrom, draft.HeldOn, draft.Number) ? "" : draft.Content.Title,
        StartsAt = meeting?.StartsAt is null ? draft.Content.StartsAt : null,
        Place = meeting?.Place is null ? draft.Content.Place : null,
    };
}

/// <summary>A meeting that nobody has begun to write about.</summary>
public sealed record FreeMeeting(DateOnly HeldOn, int Number);

/// <param name="Outcome">What became of it.</param>
public sealed record DraftMoveResult(DraftMoveOutcome Outcome)
{
    /// <summary>Where the meeting of the chosen day was moved.</summary>
    public DateOnly? MeetingOn { get; init; }
}

public enum DraftMoveOutcome
{
    /// <summary>It belongs to the meeting now, or did already.</summary>
    Moved,

    /// <summary>Published, thrown away, or not the person's to see.</summary>
    Missing,

    /// <summary>Somebody has changed the text since it was read.</summary>
    Changed,

    /// <summary>It is a correction, or somebody has it for review.</summary>
    NotNow,

    /// <summary>No calendar reaches that far.</summary>
    DayImpossible,

    /// <summary>The meeting's note is public, or was.</summary>
    HasNote,
    HasDraft,
    MeetingMoved,
    MeetingCancelled,
}
