using Dapper;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Moves a meeting, or changes its time and place, together with what is written about it. A published note keeps its id and gets a new
/// minor version that says so; its earlier versions say what they said for ever. A note that waits to be published follows too.
/// </summary>
internal sealed class MeetingMove(NpgsqlConnection connection, NpgsqlTransaction transaction, NotePublishing publishing, TimeProvider clock)
{
    private readonly NoteDrafts _drafts = new(connection, transaction);

    /// <returns>Whether a draft was approved and is no longer.</returns>
    /// <exception cref="NoteFileException">The new day is taken, or is against what notes say that came before and after.</exception>
    public async Task<bool> MoveAsync(
        RegisteredMeeting meeting, NamedBody body, DateOnly to, TimeOnly? startsAt, string reason, Actor by, CancellationToken ct)
    {
        var note = await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct);
        if (note is not null)
        {
            await RefuseAfterAnswersAsync(note.Id, meeting, body, to, ct);
        }

        // What hung on the note's old day: the new version tells of the new one.
        var followUps = note is null ? [] : await FollowUpStandings.AffectedByAsync(connection, transaction, note.Id, ct);
        if (!await new MeetingRegister(connection, transaction).MoveAsync(meeting, body.Id, to, startsAt, reason, ct))
        {
            throw new NoteFileException(0, "Organet har redan ett möte den dagen.");
        }

        var isApprovalTaken = await FollowAsync(meeting, body, to, Moved, startsAt, meeting.Place, ct);

        // What is withdrawn stays so, as it was.
        if (note is { IsWithdrawn: false })
        {
            await RepublishAsync(note, document => Moved(RefuseAfterPublication(document, to)), new PublishingOrder(by) { IsEdited = note.EditedSinceImport }, ct);
            var years = await FollowUpStandings.RefreshAsync(connection, transaction, followUps, ct);
            years.Add(new BodyYear(body.Id, meeting.HeldOn.Year));
            await PublicCounts.RecountAsync(connection, transaction, years, ct);
            await PublicCounts.RecountMissingAsync(connection, transaction, [.. years.Select(year => year.BodyId).Distinct()], ct);
        }

        await AuditLog.WriteAsync(
            connection, transaction, clock.GetUtcNow(),
            new AuditEntry(by, "move") { NoteId = note?.Id, Subject = $"{body.Name} {meeting.HeldOn.Iso()} → {to.Iso()}", Reason = reason }, ct);
        return isApprovalTaken;

        NoteDocument Moved(NoteDocument document) => document.NextMeetingOn <= to
            ? throw new NoteFileException(0, $"Noteringen säger att nästa möte är {document.NextMeetingOn.Value.Written()}. Ändra det i noteringen först.")
            : document with
            {
                MeetingOn = to,
                StartsAt = startsAt,
                Title = document.Title == NoteDocument.DefaultTitle(body.NameAfterFrom, document.MeetingOn, document.Number) ? null : document.Title,
            };
    }

    /// <summary>Changes time and place the same day. Nothing happens when they are so already.</summary>
    /// <returns>Whether anything changed, and whether a draft was approved and is no longer.</returns>
    public async Task<(bool IsChanged, bool IsApprovalTaken)> ChangeAsync(
        RegisteredMeeting meeting, NamedBody body, TimeOnly? startsAt, string? place, Actor by, CancellationToken ct)
    {
        if (await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE meetings
            SET starts_at = @startsAt, place = @place
            WHERE id = @Id AND (starts_at, place) IS DISTINCT FROM (@startsAt, @place)
            """,
            new { meeting.Id, startsAt, place }, transaction, cancellationToken: ct)) == 0)
        {
            return (false, false);
        }

        var isApprovalTaken = await FollowAsync(meeting, body, meeting.HeldOn, Changed, startsAt, place, ct);
        var note = await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct);
        if (note is { IsWithdrawn: false })
        {
            await RepublishAsync(note, Changed, new PublishingOrder(by) { IsEdited = true }, ct);
        }

        await AuditLog.WriteAsync(
            connection, transaction, clock.GetUtcNow(),
            new AuditEntry(by, "change-meeting") { NoteId = note?.Id, Subject = $"{body.Name} {meeting.HeldOn.Iso()}" }, ct);
        return (true, isApprovalTaken);

        NoteDocument Changed(NoteDocument document) => document with { StartsAt = startsAt, Place = place };
    }

    /// <summary>
    /// The note that waits, or is being corrected, follows its meeting. What somebody has written at the desk holds no time or place of its
    /// own any more: the meeting says them, and another draft of them would win over it.
    /// </summary>
    private async Task<bool> FollowAsync(
        RegisteredMeeting meeting, NamedBody body, DateOnly on, Func<NoteDocument, NoteDocument> change, TimeOnly? startsAt, string? place, CancellationToken ct)
    {
        if (await _drafts.FindAsync([body.Slug], meeting.HeldOn, meeting.Number, ct) is not { } draft)
        {
            return false;
        }

        if (draft.IsNoteFile)
        {
            return await _drafts.FollowMeetingAsync(draft.Id, on, NoteFileWriter.Write(change(NoteFileReader.Read(draft.Document))), ct);
        }

        var content = DraftContent.Read(draft.Document);
        var isRight = (content.StartsAt, content.Place) == (null, null) || (content.StartsAt, content.Place) == (startsAt, place);
        return await _drafts.FollowMeetingAsync(draft.Id, on, isRight ? draft.Document : (content with { StartsAt = null, Place = null }).Write(), ct);
    }

    /// <summary>A minor version that changes no word of the note: whoever answers for the present one answers for it.</summary>
    private async Task RepublishAsync(ExistingNote note, Func<NoteDocument, NoteDocument> change, PublishingOrder order, CancellationToken ct)
    {
        var stored = (await StoredNotes.LoadAsync(connection, transaction, [note.Id], ct)).Single();
        var (writtenBy, approvedBy, attestedBy, overrideBy, overrideReason) =
            await connection.QuerySingleAsync<(Guid?, Guid?, Guid?, Guid?, string?)>(new CommandDefinition(
                "SELECT written_by, approved_by, attested_by, override_by, override_reason FROM note_versions WHERE note_id = @Id AND number = @Version",
                new { note.Id, note.Version }, transaction, cancellationToken: ct));
        await _drafts.FollowAsync(note.Id, note.Version + 1, ct);
        await publishing.PublishAsync(
            connection, transaction, change(NoteFileReader.Read(stored.Document)), name => stored.Images.GetValueOrDefault(name),
            order with
            {
                FileHash = note.FileHash,
                WrittenBy = writtenBy,
                ApprovedBy = approvedBy,
                AttestedBy = attestedBy,
                OverrideBy = overrideBy,
                OverrideReason = overrideReason,
            }, ct);
    }

    /// <summary>What is noted has been said: the meeting was held before its note was published. So it is not in the future either.</summary>
    private static NoteDocument RefuseAfterPublication(NoteDocument document, DateOnly to) =>
        document.PublishedAt is { } publishedAt && DateOnly.FromDateTime(publishedAt.ToStockholm().DateTime) is var published && to > published
            ? throw new NoteFileException(0, $"Noteringen publicerades redan {published.Written()}, så mötet kan inte ha hållits senare än så.")
            : document;

    /// <summary>What was said at a meeting is answered at a later one, also after a move.</summary>
    private async Task RefuseAfterAnswersAsync(Guid noteId, RegisteredMeeting meeting, NamedBody body, DateOnly to, CancellationToken ct)
    {
        var answeredOn = await connection.ExecuteScalarAsync<DateOnly?>(new CommandDefinition(
            """
            SELECT min(m.held_on)
            FROM agenda_items asked
            JOIN follow_ups f ON f.item_id = asked.id
            JOIN follow_up_answers a ON a.follow_up_id = f.id
            JOIN agenda_items i ON i.id = a.item_id
            JOIN notes n ON n.id = i.note_id
            JOIN meetings m ON m.id = n.meeting_id
            WHERE asked.note_id = @noteId
              AND (m.held_on < @to OR (m.held_on = @to AND m.body_id = @bodyId AND m.number <= @Number))
            """,
            new { noteId, to, bodyId = body.Id, meeting.Number }, transaction, cancellationToken: ct));
        if (answeredOn is { } day)
        {
            throw new NoteFileException(0, $"Noteringen har en uppföljning som fick svar redan vid ett möte {day.Written()}.");
        }
    }
}
