using Dapper;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Moves a meeting together with what is written about it. A published note keeps its id and gets a new minor version that says the
/// new day; its earlier versions say the old one for ever. A note that waits to be published says the new day too.
/// </summary>
internal sealed class MeetingMove(NpgsqlConnection connection, NpgsqlTransaction transaction, NotePublishing publishing, TimeProvider clock)
{
    /// <exception cref="NoteFileException">The new day is taken, or is against what notes say that came before and after.</exception>
    public async Task MoveAsync(
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

        var drafts = new NoteDrafts(connection, transaction);
        if (await drafts.FindAsync([body.Slug], meeting.HeldOn, meeting.Number, ct) is { } draft)
        {
            await drafts.MoveAsync(draft.Id, to, draft.IsNoteFile ? NoteFileWriter.Write(Moved(NoteFileReader.Read(draft.Document))) : draft.Document, ct);
        }

        // What is withdrawn stays so, as it was.
        if (note is { IsWithdrawn: false })
        {
            var stored = (await StoredNotes.LoadAsync(connection, transaction, [note.Id], ct)).Single();
            var document = NoteFileReader.Read(stored.Document);
            RefuseAfterPublication(document, to);
            await drafts.FollowAsync(note.Id, note.Version + 1, ct);
            await publishing.PublishAsync(
                connection, transaction, Moved(document), name => stored.Images.GetValueOrDefault(name), new PublishingOrder(by) { FileHash = note.FileHash, IsEdited = note.EditedSinceImport }, ct);
            var years = await FollowUpStandings.RefreshAsync(connection, transaction, followUps, ct);
            years.Add(new BodyYear(body.Id, meeting.HeldOn.Year));
            await PublicCounts.RecountAsync(connection, transaction, years, ct);
            await PublicCounts.RecountMissingAsync(connection, transaction, [.. years.Select(year => year.BodyId).Distinct()], ct);
            await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(by, "move") { NoteId = note.Id, Reason = reason }, ct);
        }

        NoteDocument Moved(NoteDocument document) => document.NextMeetingOn <= to
            ? throw new NoteFileException(0, $"Noteringen säger att nästa möte är {document.NextMeetingOn.Value.Written()}. Ändra det i noteringen först.")
            : document with
            {
                MeetingOn = to,
                StartsAt = startsAt,
                Title = document.Title == NoteDocument.DefaultTitle(body.NameAfterFrom, document.MeetingOn, document.Number) ? null : document.Title,
            };
    }

    /// <summary>What is noted has been said: the meeting was held before its note was published. So it is not in the future either.</summary>
    private static void RefuseAfterPublication(NoteDocument document, DateOnly to)
    {
        if (document.PublishedAt is { } publishedAt && DateOnly.FromDateTime(publishedAt.ToStockholm().DateTime) is var published && to > published)
        {
            throw new NoteFileException(0, $"Noteringen publicerades redan {published.Written()}, så mötet kan inte ha hållits senare än så.");
        }
    }

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
