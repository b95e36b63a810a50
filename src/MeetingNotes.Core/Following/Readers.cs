using Dapper;
using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Following;

/// <summary>What a reader can do on their own page: see what they follow, stop following it, get it weekly, pause, leave.</summary>
public sealed class Readers(Database db, TimeProvider clock, ILogger<Readers> logger)
{
    /// <summary>
    /// What is followed, with what it is called today. The address of a search is written here, since its choices lie in columns; words in
    /// it are encoded by whoever prints it.
    /// </summary>
    internal const string SelectFollows =
        """
        SELECT f.id, f.reader_id, f.since,
               CASE WHEN f.body_id IS NOT NULL THEN 'Body' WHEN f.topic_id IS NOT NULL THEN 'Topic' WHEN f.matter_id IS NOT NULL THEN 'Matter'
                    WHEN f.follow_up_id IS NOT NULL THEN 'FollowUp' WHEN f.search_id IS NOT NULL THEN 'Search' ELSE 'Everything' END AS kind,
               coalesce(f.body_id, f.topic_id, f.matter_id, f.follow_up_id, f.search_id) AS target_id,
               coalesce(b.name, t.name, m.name, u.text, s.text, 'Alla noteringar') AS name,
               CASE WHEN f.body_id IS NOT NULL THEN '/organ/' || b.slug
                    WHEN f.topic_id IS NOT NULL THEN '/amnen/' || t.slug
                    WHEN f.matter_id IS NOT NULL THEN '/arenden/' || m.slug
                    WHEN f.follow_up_id IS NOT NULL THEN '/uppfoljningar/' || ub.slug || '/' || u.slug
                    WHEN f.search_id IS NOT NULL THEN s.path
                    ELSE '/noterat' END AS path
        FROM follows f
        LEFT JOIN bodies b ON b.id = f.body_id
        LEFT JOIN topics t ON t.id = f.topic_id
        LEFT JOIN matters m ON m.id = f.matter_id
        LEFT JOIN follow_ups u ON u.id = f.follow_up_id
        LEFT JOIN bodies ub ON ub.id = u.body_id
        LEFT JOIN followed_searches s ON s.id = f.search_id

        """;

    /// <summary>Who has the secret; <c>null</c> when nobody has, and that is all it tells.</summary>
    public async Task<Reader?> FindAsync(string secret, CancellationToken ct) => !Reader.IsSecret(secret) ? null : await db.QuerySingleOrDefaultAsync<Reader>(
        "SELECT id, address, secret, is_weekly, is_paused, confirmed_at FROM readers WHERE secret = @secret", new { secret }, ct);

    /// <summary>What a reader follows, the latest first.</summary>
    public Task<IReadOnlyList<Follow>> FollowsAsync(Guid readerId, CancellationToken ct) =>
        db.QueryAsync<Follow>(SelectFollows + "WHERE f.reader_id = @readerId ORDER BY f.since DESC, f.id", new { readerId }, ct);

    /// <summary>Stops following one thing; what waits to be told only because of it is not told.</summary>
    public Task<int> StopAsync(Reader reader, Guid followId, CancellationToken ct) =>
        db.ExecuteAsync(
            """
            UPDATE notices SET follows = array_remove(follows, @followId) WHERE reader_id = @Id AND @followId = ANY(follows);
            DELETE FROM notices WHERE reader_id = @Id AND follows = '{}';
            DELETE FROM follows WHERE id = @followId AND reader_id = @Id;
            """,
            new { reader.Id, followId }, ct);

    /// <summary>At once or weekly. What has waited for the week to end comes now when it is to come at once.</summary>
    public Task<int> SetRhythmAsync(Reader reader, bool isWeekly, CancellationToken ct) =>
        db.ExecuteAsync(
            """
            UPDATE readers SET is_weekly = @isWeekly WHERE id = @Id;
            UPDATE notices SET due_at = @now WHERE reader_id = @Id AND NOT @isWeekly AND due_at > @now;
            """,
            new { reader.Id, isWeekly, now = clock.GetUtcNow() }, ct);

    /// <summary>Gets nothing for a while, or gets mail again. What waits when the pause begins is not told.</summary>
    public Task<int> PauseAsync(Reader reader, bool isPaused, CancellationToken ct) =>
        db.ExecuteAsync(
            """
            UPDATE readers SET is_paused = @isPaused WHERE id = @Id;
            DELETE FROM notices WHERE reader_id = @Id AND @isPaused;
            """,
            new { reader.Id, isPaused }, ct);

    /// <summary>
    /// Deletes the reader and all that is known of them: what they follow, what waits to be told, mails that wait or were sent, links that were not used.
    /// Somebody who has left already is none to find, so that the same link twice counts once.
    /// </summary>
    public async Task<bool> LeaveAsync(string secret, CancellationToken ct)
    {
        if (await FindAsync(secret, ct) is not { } reader)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM readers WHERE id = @Id;
            DELETE FROM follow_requests WHERE lower(address) = lower(@Address);
            DELETE FROM outbox WHERE for_reader AND lower(recipient) = lower(@Address);
            """,
            new { reader.Id, reader.Address }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        logger.LogInformation("Reader {ReaderId} left", reader.Id);
        return true;
    }

    /// <summary>Mails to a note's followers that have not been sent: it has been withdrawn, and nobody is to be led to it.</summary>
    internal static Task<int> TakeBackAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM outbox WHERE next_try_at IS NOT NULL AND event_id IN (SELECT id FROM follow_events WHERE note_id = @noteId);
            DELETE FROM notices WHERE event_id IN (SELECT id FROM follow_events WHERE note_id = @noteId);
            UPDATE follow_events SET spread_at = happened_at WHERE note_id = @noteId AND spread_at IS NULL;
            """,
            new { noteId }, transaction, cancellationToken: ct));
}
