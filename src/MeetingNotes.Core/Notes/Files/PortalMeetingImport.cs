using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Plans, cancels and moves meetings as a <c>portal.yaml</c> says, inside its transaction.</summary>
internal sealed class PortalMeetingImport(NpgsqlConnection connection, NpgsqlTransaction transaction, NotePublishing publishing, TimeProvider clock)
{
    private readonly MeetingRegister _register = new(connection, transaction);

    /// <returns>How many changes that made.</returns>
    /// <exception cref="NoteFileException">A body or day cannot be.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<PortalMeeting> meetings, CancellationToken ct)
    {
        var changes = 0;
        foreach (var entry in InOrderOfMoves(meetings))
        {
            changes += await ImportAsync(entry, ct);
        }

        return changes;
    }

    /// <summary>By day, but a day that a meeting was moved to comes after the day it was moved from.</summary>
    private static IEnumerable<PortalMeeting> InOrderOfMoves(IReadOnlyList<PortalMeeting> meetings)
    {
        var from = meetings.Where(meeting => meeting.MovedTo is not null)
            .GroupBy(meeting => (meeting.Body, meeting.MovedTo!.Value, meeting.Number))
            .ToDictionary(group => group.Key, group => group.First());
        int Moves(PortalMeeting meeting, int seen) =>
            seen < from.Count && from.TryGetValue((meeting.Body, meeting.On, meeting.Number), out var before) ? Moves(before, seen + 1) : seen;

        return meetings.OrderBy(meeting => Moves(meeting, 0)).ThenBy(meeting => meeting.On);
    }

    private async Task<int> ImportAsync(PortalMeeting entry, CancellationToken ct)
    {
        var body = await new NameDirectory(connection, transaction).FindBodyAsync(entry.Body, ct)
            ?? throw new NoteFileException(entry.SourceLine, $"Organet ”{entry.Body}” finns inte. Lägg till det under ”organ:”.");
        var meeting = await _register.FindAsync(body.Id, entry.On, entry.Number, ct);
        var changes = 0;
        if (meeting is null)
        {
            var id = await _register.CreateAsync(body.Id, entry.On, entry.Number, entry.StartsAt, entry.Place, ct);
            meeting = new RegisteredMeeting(id, entry.On, entry.Number, entry.StartsAt, entry.Place, false);
            changes++;
        }

        if (entry.MovedTo is not null)
        {
            return changes + (meeting.HeldOn != entry.On || await HasLeftAsync(meeting.Id, entry, ct) ? 0 : await MoveAsync(meeting, body, entry, ct));
        }

        if (meeting.HeldOn != entry.On)
        {
            throw new NoteFileException(entry.SourceLine, $"Mötet {entry.On.Written()} är redan flyttat till {meeting.HeldOn.Written()}. Skriv ”flyttat till:” och ”skäl:” också här.");
        }

        if (entry.IsCancelled && await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct) is { IsWithdrawn: false })
        {
            throw new NoteFileException(entry.SourceLine, $"Mötet {entry.On.Written()} har en publicerad notering och kan inte vara inställt.");
        }

        return changes + await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE meetings
            SET starts_at = coalesce(@StartsAt, starts_at), place = coalesce(@Place, place), is_cancelled = @IsCancelled, cancel_reason = @Reason
            WHERE id = @Id
              AND (starts_at, place, is_cancelled, cancel_reason)
                  IS DISTINCT FROM (coalesce(@StartsAt, starts_at), coalesce(@Place, place), @IsCancelled, @Reason)
            """,
            new { meeting.Id, entry.StartsAt, entry.Place, entry.IsCancelled, entry.Reason }, transaction, cancellationToken: ct));
    }

    private async Task<int> MoveAsync(RegisteredMeeting meeting, NamedBody body, PortalMeeting entry, CancellationToken ct)
    {
        try
        {
            await new MeetingMove(connection, transaction, publishing, clock).MoveAsync(
                meeting with { StartsAt = entry.StartsAt ?? meeting.StartsAt }, body, entry.MovedTo!.Value, entry.MovedToTime, entry.Reason!, Actor.Import, ct);
            return 1;
        }
        catch (NoteFileException fault)
        {
            // Of its problems the lines are those of the note; here it is this meeting that is to be changed.
            throw new NoteFileException(entry.SourceLine, $"Mötet {entry.On.Written()} kan inte flyttas till {entry.MovedTo!.Value.Written()}. {fault.Message}");
        }
    }

    /// <summary>Whether the day already says that the meeting was moved from it.</summary>
    private Task<bool> HasLeftAsync(Guid meetingId, PortalMeeting entry, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM meeting_days WHERE meeting_id = @meetingId AND held_on = @On AND moved_to = @MovedTo)",
            new { meetingId, entry.On, entry.MovedTo }, transaction, cancellationToken: ct));
}
