using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What goes on between the writer and the reviewer: sending, comments, sending back, and letting numbers of persons through.</summary>
public sealed class DraftReview(Database db, DraftDesk drafts, DraftChecks checks, StaffMails mails, TimeProvider clock, ILogger<DraftReview> logger)
{
    public const int CommentMaxLength = 2000;
    public const int ReasonMaxLength = 1000;

    /// <summary>Hands the draft, as it stands at a revision, to whoever reviews.</summary>
    public async Task<ReviewOutcome> SubmitAsync(Guid id, int revision, StaffPerson person, CancellationToken ct)
    {
        if (await drafts.FindAsync(id, person, ct) is not { } draft)
        {
            return ReviewOutcome.Missing;
        }

        return await ChangeAsync(draft, revision, new AuditEntry(person.Actor, "submit") { DraftId = id, NoteId = draft.NoteId },
            """
            UPDATE note_drafts
            SET submitted_at = @now, submitted_by = @personId, returned_at = NULL
            WHERE id = @id AND revision = @revision AND submitted_at IS NULL
            """,
            person, standing => standing.IsSubmitted, ct);
    }

    /// <summary>Gives the draft back to its writer, with or without a comment.</summary>
    public async Task<ReviewOutcome> ReturnAsync(Guid id, int revision, Guid commentId, string? comment, StaffPerson person, CancellationToken ct)
    {
        if (await FindForReviewAsync(id, person, ct) is not { } draft)
        {
            return ReviewOutcome.Missing;
        }

        return await ChangeAsync(draft, revision, new AuditEntry(person.Actor, "return") { DraftId = id, NoteId = draft.NoteId },
            """
            UPDATE note_drafts
            SET returned_at = @now, submitted_at = NULL, submitted_by = NULL, approved_at = NULL, approved_by = NULL, approved_hash = NULL, attested_by = NULL,
                publish_at = NULL, schedule_failed = NULL, change_kind = NULL, change_note = NULL
            WHERE id = @id AND revision = @revision AND submitted_at IS NOT NULL
            """,
            person, standing => standing.IsReturned, ct, comment: string.IsNullOrWhiteSpace(comment) ? null : (commentId, comment));
    }

    /// <summary>
    /// Lets numbers of persons stand in the text of now (L1): by somebody who has not written it, with a reason, logged. Any change of the text takes it away.
    /// </summary>
    public async Task<ReviewOutcome> OverrideNumbersAsync(Guid id, int revision, string reason, StaffPerson person, CancellationToken ct)
    {
        if (await FindForReviewAsync(id, person, ct) is not { } draft)
        {
            return ReviewOutcome.Missing;
        }

        if (!(await checks.CheckAsync(draft, draft.Content, null, ct)).HasPersonalNumbers)
        {
            return ReviewOutcome.Done;
        }

        return await ChangeAsync(draft, revision, new AuditEntry(person.Actor, "override-numbers") { DraftId = id, NoteId = draft.NoteId, Reason = reason },
            """
            UPDATE note_drafts
            SET override_hash = sha256(convert_to(document, 'UTF8')), override_by = @personId, override_reason = @reason
            WHERE id = @id AND revision = @revision
              AND override_hash IS DISTINCT FROM sha256(convert_to(document, 'UTF8'))
              AND NOT EXISTS (SELECT 1 FROM draft_writers w WHERE w.draft_id = @id AND w.person_id = @personId)
            """,
            person, standing => standing.AllowsNumbers, ct, reason);
    }

    /// <summary>Says something about the draft or one of its items. The id comes with the form, so that one sent twice says it once.</summary>
    /// <returns>False when there is no such draft.</returns>
    public async Task<bool> CommentAsync(Guid id, Guid commentId, string? itemKey, string text, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(id, person, ct) is { } draft
        && await db.ExecuteAsync(
            InsertComment,
            CommentRow(id, commentId, draft.Content.Items.Any(item => item.Key == itemKey) ? itemKey : null, text, person), ct) >= 0;

    /// <summary>Marks a comment as dealt with, or as not.</summary>
    public async Task<bool> ResolveAsync(Guid id, Guid commentId, bool isResolved, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(id, person, ct) is not null
        && await db.ExecuteAsync(
            "UPDATE draft_comments SET resolved_at = CASE WHEN @isResolved THEN coalesce(resolved_at, @now) END WHERE id = @commentId AND draft_id = @id",
            new { id, commentId, isResolved, now = clock.GetUtcNow() }, ct) == 1;

    /// <summary>What has been said, the first first.</summary>
    public async Task<IReadOnlyList<DraftComment>> CommentsAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(id, person, ct) is null ? [] : await db.QueryAsync<DraftComment>(
            """
            SELECT c.id, c.item_key, p.name, c.text, c.written_at, c.resolved_at
            FROM draft_comments c
            JOIN people p ON p.id = c.person_id
            WHERE c.draft_id = @id
            ORDER BY c.written_at, c.id
            """,
            new { id }, ct);

    /// <summary>Whether the person has had a hand in the text, so that somebody else must be its second person.</summary>
    public Task<bool> HasWrittenAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        db.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM draft_writers WHERE draft_id = @id AND person_id = @PersonId)", new { id, PersonId = person.Id }, ct);

    private Task TellAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, string action, StaffPerson person, string comment, CancellationToken ct) => action switch
        {
            "submit" => mails.SubmittedAsync(connection, transaction, draft, person, ct),
            "return" => mails.ReturnedAsync(connection, transaction, draft, person, comment, ct),
            _ => Task.CompletedTask,
        };

    private async Task<Draft?> FindForReviewAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(id, person, ct) is { } draft && person.Is(StaffRole.Editor, draft.BodyId) ? draft : null;

    /// <param name="draft">What is changed.</param>
    /// <param name="revision">The one that the person has seen.</param>
    /// <param name="entry">For the log, when something is changed.</param>
    /// <param name="sql">Changes the row, or none when it may not.</param>
    /// <param name="person">Who.</param>
    /// <param name="isDone">Whether the row is as it would be: the same form has been here before.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="reason">Parameter of the statement.</param>
    /// <param name="comment">Said with it, or not at all.</param>
    private async Task<ReviewOutcome> ChangeAsync(
        Draft draft, int revision, AuditEntry entry, string sql, StaffPerson person, Func<Standing, bool> isDone, CancellationToken ct,
        string? reason = null, (Guid Id, string Text)? comment = null)
    {
        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(
            sql, new { id = draft.Id, revision, now, personId = person.Id, reason }, transaction, cancellationToken: ct)) == 1)
        {
            await AuditLog.WriteAsync(connection, transaction, now, entry, ct);
            await TellAsync(connection, transaction, draft, entry.Action, person, comment?.Text ?? "", ct);
            logger.LogInformation("Draft {DraftId}: {Action}", draft.Id, entry.Action);
        }
        else if (await RefusalAsync(connection, transaction, draft.Id, revision, isDone, ct) is { } refusal)
        {
            return refusal;
        }

        if (comment is { } said)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                InsertComment, CommentRow(draft.Id, said.Id, null, said.Text, person), transaction, cancellationToken: ct));
        }

        await transaction.CommitAsync(ct);
        return ReviewOutcome.Done;
    }

    /// <returns><c>null</c> when it is as it would be.</returns>
    private static async Task<ReviewOutcome?> RefusalAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, int revision, Func<Standing, bool> isDone, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<Standing>(new CommandDefinition(
            """
            SELECT revision, submitted_at IS NOT NULL AND approved_at IS NULL AS is_submitted, submitted_at IS NULL AND returned_at IS NOT NULL AS is_returned,
                   coalesce(override_hash = sha256(convert_to(document, 'UTF8')), false) AS allows_numbers
            FROM note_drafts
            WHERE id = @id
            """,
            new { id }, transaction, cancellationToken: ct)) switch
        {
            null => ReviewOutcome.Missing,
            var standing when standing.Revision != revision => ReviewOutcome.Changed,
            var standing when isDone(standing) => null,
            _ => ReviewOutcome.NotNow,
        };

    private object CommentRow(Guid id, Guid commentId, string? itemKey, string text, StaffPerson person) =>
        new { commentId, id, itemKey, PersonId = person.Id, text = text.Trim(), now = clock.GetUtcNow() };

    private const string InsertComment =
        """
        INSERT INTO draft_comments (id, draft_id, item_key, person_id, text, written_at)
        VALUES (@commentId, @id, @itemKey, @PersonId, @text, @now)
        ON CONFLICT (id) DO NOTHING
        """;

    private sealed record Standing
    {
        public required int Revision { get; init; }
        public required bool IsSubmitted { get; init; }
        public required bool IsReturned { get; init; }
        public required bool AllowsNumbers { get; init; }
    }
}

public enum ReviewOutcome
{
    /// <summary>Done, now or when the same form was sent before.</summary>
    Done,

    /// <summary>Published, thrown away, or not the person's to see.</summary>
    Missing,

    /// <summary>Somebody has changed the text since it was read.</summary>
    Changed,

    /// <summary>The draft is in another state, or the person has written it and so cannot be the second one.</summary>
    NotNow,
}

public sealed record DraftComment
{
    public required Guid Id { get; init; }

    /// <summary>The item that it is about; <c>null</c> for the whole note.</summary>
    public string? ItemKey { get; init; }
    public required string Name { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
}
