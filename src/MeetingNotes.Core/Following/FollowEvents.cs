using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Following;

/// <summary>
/// What followers are to be told, written in the transaction in which it happens: then it is told if and only if it happened. Who they are
/// is found afterwards (<see cref="NoticeSpreading"/>), so that a publication takes no longer because many follow.
/// </summary>
internal static class FollowEvents
{
    /// <summary>A note has been published, or corrected in substance. The same version twice is one event.</summary>
    public static Task PublishedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, DateTimeOffset at, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_events (id, key, kind, note_id, happened_at)
            SELECT @id, 'note:' || n.id || ':' || v.number, CASE WHEN v.kind = 'first' THEN 'published' ELSE 'corrected' END, n.id, @at
            FROM notes n
            JOIN note_versions v ON v.note_id = n.id AND v.number = n.version
            WHERE n.id = @noteId AND v.kind <> 'minor'
            ON CONFLICT (key) DO NOTHING
            """,
            new { id = Guid.CreateVersion7(), noteId, at }, transaction, cancellationToken: ct));

    /// <summary>A coming meeting will not be held.</summary>
    public static Task CancelledAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid meetingId, DateOnly today, DateTimeOffset at, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_events (id, key, kind, meeting_id, happened_at)
            SELECT @id, 'cancelled:' || id || ':' || held_on, 'cancelled', id, @at
            FROM meetings
            WHERE id = @meetingId AND is_cancelled AND held_on >= @today
            ON CONFLICT (key) DO NOTHING
            """,
            new { id = Guid.CreateVersion7(), meetingId, today, at }, transaction, cancellationToken: ct));

    /// <summary>A meeting is on another day. One that has been held is not news.</summary>
    public static Task MovedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid meetingId, DateOnly was, DateOnly today, DateTimeOffset at, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_events (id, key, kind, meeting_id, was_on, happened_at)
            SELECT @id, 'moved:' || m.id || ':' || @id, 'moved', m.id, @was, @at
            FROM meetings m
            WHERE m.id = @meetingId AND m.held_on >= @today AND @was >= @today
            """,
            new { id = Guid.CreateVersion7(), meetingId, was, today, at }, transaction, cancellationToken: ct));

    /// <summary>Followed follow-ups whose time has run out since somebody began to follow them. Each time of each is one event.</summary>
    /// <returns>How many were new.</returns>
    public static Task<int> RunOutAsync(NpgsqlConnection connection, DateOnly today, DateTimeOffset at, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_events (id, key, kind, follow_up_id, happened_at)
            SELECT gen_random_uuid(), 'waiting:' || s.follow_up_id || ':' || s.due_until, 'waiting', s.follow_up_id, @at
            FROM (SELECT follow_up_id, min(since) AS since FROM follows WHERE follow_up_id IS NOT NULL GROUP BY follow_up_id) AS f
            JOIN follow_up_standings s ON s.follow_up_id = f.follow_up_id
            WHERE s.settled_on IS NULL AND s.due_until < @today AND s.due_until >= (f.since AT TIME ZONE 'Europe/Stockholm')::date
            ON CONFLICT (key) DO NOTHING
            """,
            new { today, at }, cancellationToken: ct));
}
