using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Drafting;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// Approves, schedules and publishes drafts. The approval is of one text: the table refuses it for any other, and what is published is that text.
/// All of a decision happens in one transaction, or nothing.
/// </summary>
public sealed class DraftPublishing(Database db, NotePublishing publishing, DraftChecks checks, StaffMails mails, TimeProvider clock, ILogger<DraftPublishing> logger)
{
    public async Task<DecisionResult> DecideAsync(Guid id, DraftDecision decision, StaffPerson person, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // Before the draft's row, as every publication does: locks taken in one order cannot wait for each other.
        await NotePublishing.LockAsync(connection, transaction, ct);
        var rows = new NoteDrafts(connection, transaction);
        if (await rows.LockAsync(id, ct) is not { } row || await FindAsync(connection, transaction, id, ct) is not { } draft
            || !person.Is(StaffRole.Editor, draft.BodyId))
        {
            return new DecisionResult(DecisionOutcome.Missing);
        }

        if (await RefusalAsync(connection, transaction, row, draft, decision, person, ct) is { } refusal)
        {
            return refusal;
        }

        var isApprovedBefore = await SecondPerson.IsApprovedAsync(connection, transaction, row, decision, ct);
        if (!isApprovedBefore)
        {
            await rows.ApproveAsync(id, person.Id, draft.IsCorrection ? (decision.ChangeNote is null ? "minor" : "substantive") : null, decision.ChangeNote, clock.GetUtcNow(), ct);
            await AuditAsync(connection, transaction, draft, person, "approve", null, ct);
            if (decision.Kind != DecisionKind.Publish)
            {
                await mails.ApprovedAsync(connection, transaction, draft, person, decision.PublishAt, ct);
            }
        }

        DecisionResult result;
        switch (decision.Kind)
        {
            case DecisionKind.Approve:
                // A time that somebody has given it since stays: the same form sent late takes nothing back.
                result = new DecisionResult(DecisionOutcome.Approved);
                break;
            case DecisionKind.Schedule:
                if (await rows.ScheduleAsync(id, decision.PublishAt, ct))
                {
                    await AuditAsync(connection, transaction, draft, person, "schedule", $"{decision.PublishAt:O}", ct);
                }

                result = new DecisionResult(DecisionOutcome.Scheduled);
                break;
            default:
                try
                {
                    result = new DecisionResult(DecisionOutcome.Published)
                    {
                        NoteId = await PublishAsync(connection, transaction, (await rows.LockAsync(id, ct))!, person.Actor, clock.GetUtcNow(), ct),
                    };
                }
                catch (NoteFileException refused)
                {
                    return new DecisionResult(DecisionOutcome.Stopped) { Problems = [.. refused.Problems.Select(problem => problem.Reason)] };
                }

                break;
        }

        await transaction.CommitAsync(ct);
        logger.LogInformation("Draft {DraftId}: {Outcome}", id, result.Outcome);
        return result;
    }

    /// <summary>Takes an approved draft out of the calendar; its approval stays.</summary>
    public async Task<bool> UnscheduleAsync(Guid id, StaffPerson person, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, transaction, id, ct) is not { } draft || !person.Is(StaffRole.Editor, draft.BodyId)
            || !await new NoteDrafts(connection, transaction).ScheduleAsync(id, null, ct))
        {
            return false;
        }

        await AuditAsync(connection, transaction, draft, person, "unschedule", null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// Publishes an approved draft in the caller's transaction, which holds <see cref="NotePublishing.LockAsync"/> and the draft's row, and takes the draft away.
    /// </summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Published in it, or nothing is.</param>
    /// <param name="row">The draft as it is locked.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="at">The public time of a first version, and of a substantive change.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The note's id.</returns>
    /// <exception cref="NoteFileException">It cannot be published; nothing may be committed.</exception>
    internal async Task<Guid> PublishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDraft row, Actor by, DateTimeOffset at, CancellationToken ct)
    {
        if (row.ApprovedHash is null || !row.ApprovedHash.AsSpan().SequenceEqual(DraftChecks.HashOf(row.Document)))
        {
            throw new InvalidOperationException("A draft that nobody has approved was about to be published.");
        }

        var document = await DocumentAsync(connection, transaction, row, at, ct);
        if (PresentNote.RefusalOf(await PresentAsync(), row, at) is { } refusal)
        {
            throw new NoteFileException(0, refusal);
        }

        var rows = new NoteDrafts(connection, transaction);
        var images = await rows.ImagesAsync(row.Id, ct);
        if (await SecondPerson.LacksAsync(connection, transaction, row, ct))
        {
            throw new NoteFileException(0, "Organet kräver att någon annan än den som skrivit godkänner noteringen.");
        }

        var overridden = row.OverrideHash?.AsSpan().SequenceEqual(row.ApprovedHash) == true;
        var order = new PublishingOrder(by)
        {
            FileHash = row.FileHash,
            IsEdited = !row.IsNoteFile,
            DraftId = row.Id,
            WrittenBy = row.SavedBy,
            ApprovedBy = row.ApprovedBy,
            AttestedBy = row.AttestedBy,
            OverrideBy = overridden ? row.OverrideBy : null,
            OverrideReason = overridden ? row.OverrideReason : null,
        };
        await publishing.PublishAsync(connection, transaction, document, name => images.GetValueOrDefault(name), order, ct);
        await rows.DeleteAsync(row.Id, ct);
        var noteId = (await PresentAsync())!.Id;
        await FollowEvents.PublishedAsync(connection, transaction, noteId, clock.GetUtcNow(), ct);
        return noteId;

        // By the name that the note says: the body may have got another slug, or its first, since a file was imported.
        async Task<PresentNote?> PresentAsync() => await PresentNote.FindAsync(
            connection, transaction, (await new NameDirectory(connection, transaction).FindBodyAsync(document.Body, ct))?.Id, row, ct);
    }

    /// <summary>The draft as the note that it becomes. It goes through the note file, so that whatever is public can be exported and read again.</summary>
    private static async Task<NoteDocument> DocumentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDraft row, DateTimeOffset at, CancellationToken ct)
    {
        if (row is { IsNoteFile: true, NoteId: null })
        {
            return NoteFileReader.Read(row.Document) with { PublishedAt = at };
        }

        var document = DraftContent.Read(row.Document).ToDocument(row.BodySlug, row.HeldOn, row.Number);
        if (row.NoteId is { } noteId)
        {
            var present = NoteFileReader.Read((await StoredNotes.LoadAsync(connection, transaction, [noteId], ct)).Single().Document);
            document = ItemAnchors.WithoutRemovedWords(document, present) with
            {
                PublishedAt = present.PublishedAt,
                Corrections = row.ChangeNote is { } text ? [.. present.Corrections, new Correction(at, text)] : present.Corrections,
            };
        }
        else
        {
            document = document with { PublishedAt = at };
        }

        return WithoutMadeSlugs(NoteFileReader.Read(NoteFileWriter.Write(document)), document);
    }

    /// <summary>A file has an id for every follow-up. One that only the file gave may be another's already, and is chosen when the note is published.</summary>
    private static NoteDocument WithoutMadeSlugs(NoteDocument read, NoteDocument written)
    {
        var own = written.Items.SelectMany(item => item.FollowUps).Select(line => line.Slug).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return read with
        {
            Items =
            [
                .. read.Items.Select(item => item with
                {
                    FollowUps = [.. item.FollowUps.Select(line => line.Slug is { } slug && !own.Contains(slug) && slug == Slug.From(line.Text) ? line with { Slug = null } : line)],
                }),
            ],
        };
    }

    private async Task<DecisionResult?> RefusalAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDraft row, Draft draft, DraftDecision decision, StaffPerson person, CancellationToken ct)
    {
        if (draft.Revision != decision.Revision)
        {
            return new DecisionResult(DecisionOutcome.Changed);
        }

        if (draft.NoteId is not null && await PresentNote.FindAsync(connection, transaction, draft.BodyId, row, ct) is { } note && (note.IsWithdrawn || note.Version != draft.BaseVersion))
        {
            return new DecisionResult(note.IsWithdrawn ? DecisionOutcome.Withdrawn : DecisionOutcome.Stale);
        }

        if (decision is { Kind: DecisionKind.Schedule } && !(decision.PublishAt > clock.GetUtcNow()))
        {
            return new DecisionResult(DecisionOutcome.TooLate);
        }

        var appearsOn = DateOnly.FromDateTime((decision.PublishAt ?? clock.GetUtcNow()).ToStockholm().DateTime);
        if (decision.Kind != DecisionKind.Approve && draft.HeldOn > appearsOn)
        {
            return new DecisionResult(DecisionOutcome.Stopped) { Problems = [PresentNote.BeforeTheMeeting(draft.HeldOn)] };
        }

        var isApprovedBefore = await SecondPerson.IsApprovedAsync(connection, transaction, row, decision, ct);
        if (!isApprovedBefore && draft.NeedsSecondPerson && await HasWrittenAsync(connection, transaction, draft.Id, person, ct))
        {
            return new DecisionResult(DecisionOutcome.NeedsSecondPerson);
        }

        if (!isApprovedBefore && !decision.IsAttested)
        {
            return new DecisionResult(DecisionOutcome.NotAttested);
        }

        var found = await checks.CheckAsync(connection, transaction, draft, draft.Content, decision.ChangeNote, ct);
        if (found.StopsToMend.Any())
        {
            return new DecisionResult(DecisionOutcome.Stopped) { Findings = [.. found.StopsToMend] };
        }

        // What a second person has let through is the text; the sentence about the change is not part of it.
        var isLetThrough = row.OverrideHash?.AsSpan().SequenceEqual(DraftChecks.HashOf(row.Document)) == true
            && PersonalIdentityNumbers.Find(decision.ChangeNote ?? "").Count == 0;
        return found.HasPersonalNumbers && !isLetThrough
            ? new DecisionResult(DecisionOutcome.HasPersonalNumbers) { Findings = [.. found.Stops] }
            : null;
    }

    private static Task<bool> HasWrittenAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, StaffPerson person, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM draft_writers WHERE draft_id = @id AND person_id = @PersonId)", new { id, PersonId = person.Id }, transaction, cancellationToken: ct));

    /// <summary>Tells those who answer for a draft why it was not published at its time, once for each time it was given.</summary>
    internal async Task TellOfFailureAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, string reason, CancellationToken ct)
    {
        if (await FindAsync(connection, transaction, id, ct) is { } draft)
        {
            await mails.ScheduleFailedAsync(connection, transaction, draft, reason, ct);
        }
    }

    private static async Task<Draft?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, CancellationToken ct) =>
        (await connection.QuerySingleOrDefaultAsync<DraftRow>(new CommandDefinition(
            DraftRow.Select + "WHERE d.id = @id", new { id }, transaction, cancellationToken: ct)))?.ToDraft();

    private Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson person, string action, string? subject, CancellationToken ct) =>
        AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(),
            new AuditEntry(person.Actor, action) { DraftId = draft.Id, NoteId = draft.NoteId, Subject = subject }, ct);
}
