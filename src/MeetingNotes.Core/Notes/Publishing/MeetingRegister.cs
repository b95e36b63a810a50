using Dapper;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Finds and creates meetings by body, day and number; keeps the days a meeting has stood on.</summary>
internal sealed class MeetingRegister(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    /// <summary>The meeting that stands, or once stood, on the day.</summary>
    public Task<RegisteredMeeting?> FindAsync(Guid bodyId, DateOnly on, int number, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<RegisteredMeeting?>(new CommandDefinition(
            """
            SELECT m.id, m.held_on, m.number::int, m.starts_at, m.place, m.is_cancelled
            FROM meeting_days d
            JOIN meetings m ON m.id = d.meeting_id
            WHERE d.body_id = @bodyId AND d.held_on = @on AND d.number = @number
            """,
            new { bodyId, on, number }, transaction, cancellationToken: ct));

    public async Task<Guid> CreateAsync(Guid bodyId, DateOnly on, int number, TimeOnly? startsAt, string? place, CancellationToken ct)
    {
        var meeting = new NewMeeting(Guid.CreateVersion7(), bodyId, on, number, startsAt, place);
        await CreateAsync([meeting], ct);
        return meeting.Id;
    }

    public async Task CreateAsync(IReadOnlyList<NewMeeting> meetings, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO meeting_days (body_id, held_on, number, meeting_id, starts_at)
            SELECT * FROM unnest(@bodies, @days, @numbers, @ids, @times::time[]);

            INSERT INTO meetings (id, body_id, held_on, number, starts_at, place)
            SELECT * FROM unnest(@ids, @bodies, @days, @numbers, @times::time[], @places);
            """,
            new
            {
                ids = meetings.Select(meeting => meeting.Id).ToArray(),
                bodies = meetings.Select(meeting => meeting.BodyId).ToArray(),
                days = meetings.Select(meeting => meeting.On).ToArray(),
                numbers = meetings.Select(meeting => (short)meeting.Number).ToArray(),
                times = meetings.Select(meeting => meeting.StartsAt).ToArray(),
                places = meetings.Select(meeting => meeting.Place).ToArray(),
            }, transaction, cancellationToken: ct));

    /// <summary>The meeting a note is about; created when nobody had planned it.</summary>
    /// <exception cref="NoteFileException">It was moved to another day, or cancelled.</exception>
    public async Task<RegisteredMeeting> ForNoteAsync(Guid bodyId, NoteDocument note, CancellationToken ct)
    {
        if (await FindAsync(bodyId, note.MeetingOn, note.Number, ct) is not { } meeting)
        {
            var id = await CreateAsync(bodyId, note.MeetingOn, note.Number, note.StartsAt, note.Place, ct);
            return new RegisteredMeeting(id, note.MeetingOn, note.Number, note.StartsAt, note.Place, false);
        }

        if (meeting.HeldOn != note.MeetingOn || meeting.Number != note.Number)
        {
            throw new NoteFileException(0, $"Mötet {note.MeetingOn.Written()} är flyttat till {meeting.HeldOn.Written()}. Skriv den nya dagen i ”möte:”.");
        }

        if (meeting.IsCancelled)
        {
            throw new NoteFileException(0, $"Mötet {note.MeetingOn.Written()} är inställt, så det finns inget att notera. Ändra mötet först om det hölls ändå.");
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE meetings
            SET starts_at = coalesce(@StartsAt, starts_at), place = coalesce(@Place, place)
            WHERE id = @Id AND (starts_at, place) IS DISTINCT FROM (coalesce(@StartsAt, starts_at), coalesce(@Place, place))
            """,
            new { meeting.Id, note.StartsAt, note.Place }, transaction, cancellationToken: ct));
        return meeting with { StartsAt = note.StartsAt ?? meeting.StartsAt, Place = note.Place ?? meeting.Place };
    }

    /// <summary>Plans the meeting that a published note announces, unless the calendar knows it already.</summary>
    public async Task PlanAsync(Guid bodyId, DateOnly on, CancellationToken ct)
    {
        if (await FindAsync(bodyId, on, 1, ct) is null)
        {
            await CreateAsync(bodyId, on, 1, null, null, ct);
        }
    }

    /// <summary>Takes away a meeting that was known only because a note announced it, when no note does so any more.</summary>
    public async Task ForgetAsync(Guid bodyId, DateOnly on, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM meetings m
            WHERE m.body_id = @bodyId AND m.held_on = @on AND m.number = 1
              AND m.starts_at IS NULL AND m.place IS NULL AND NOT m.is_cancelled
              AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.meeting_id = m.id)
              AND NOT EXISTS (SELECT 1 FROM disposals x WHERE x.meeting_id = m.id)
              AND NOT EXISTS (SELECT 1 FROM meeting_days d WHERE d.meeting_id = m.id AND d.moved_to IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM published_notes n WHERE n.body_id = @bodyId AND n.next_meeting_on = @on)
            """,
            new { bodyId, on }, transaction, cancellationToken: ct));

    /// <summary>Moves a meeting: it keeps its id, the day it leaves is never used again, and it is no longer cancelled.</summary>
    /// <returns>False when the new day is taken by another meeting.</returns>
    public async Task<bool> MoveAsync(RegisteredMeeting meeting, Guid bodyId, DateOnly to, TimeOnly? startsAt, string reason, CancellationToken ct)
    {
        if (await FindAsync(bodyId, to, meeting.Number, ct) is { } other && other.Id != meeting.Id)
        {
            return false;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE meeting_days
            SET moved_to = @to, move_reason = @reason, starts_at = @leavesAt
            WHERE meeting_id = @Id AND body_id = @bodyId AND held_on = @HeldOn AND number = @Number;

            INSERT INTO meeting_days (body_id, held_on, number, meeting_id, starts_at)
            VALUES (@bodyId, @to, @Number, @Id, @startsAt)
            ON CONFLICT (body_id, held_on, number) DO UPDATE
            SET moved_to = NULL, move_reason = NULL, starts_at = excluded.starts_at;

            UPDATE meetings
            SET held_on = @to, starts_at = @startsAt, is_cancelled = false, cancel_reason = NULL
            WHERE id = @Id;
            """,
            new { meeting.Id, meeting.HeldOn, meeting.Number, leavesAt = meeting.StartsAt, bodyId, to, startsAt, reason }, transaction, cancellationToken: ct));
        return true;
    }
}

internal sealed record RegisteredMeeting(Guid Id, DateOnly HeldOn, int Number, TimeOnly? StartsAt, string? Place, bool IsCancelled);

internal sealed record NewMeeting(Guid Id, Guid BodyId, DateOnly On, int Number, TimeOnly? StartsAt, string? Place);
