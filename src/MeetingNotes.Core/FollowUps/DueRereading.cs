using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using Npgsql;

namespace MeetingNotes.Core.FollowUps;

/// <summary>
/// Reads every due phrase anew, against the day it was said, when the database was filled by an older reader than this build's, or
/// before there was one. Runs once, between migration and the first request; the other instances wait for it.
/// </summary>
internal static class DueRereading
{
    /// <summary>Raised when DueDates/ reads something in another way than before.</summary>
    internal const int ReaderVersion = 1;

    private const string Name = "due dates";
    private const int BatchSize = 2000;

    private const string FollowUps =
        """
        SELECT f.id, f.due, m.held_on AS said_on, b.id AS body_id, b.slug::text AS body_slug, b.name AS body_name
        FROM follow_ups f
        JOIN bodies b ON b.id = f.body_id
        JOIN agenda_items i ON i.id = f.item_id
        JOIN notes n ON n.id = i.note_id
        JOIN meetings m ON m.id = n.meeting_id
        WHERE f.due IS NOT NULL AND f.id > @after
          AND (NOT @onlyUnknown OR (f.due_kind = 'meeting' AND f.due_body_id IS NULL))
        ORDER BY f.id
        LIMIT @BatchSize
        """;

    private const string UpdateFollowUps =
        """
        UPDATE follow_ups f
        SET due_kind = read.kind, due_reading = read.reading, due_edtf = read.edtf, due_first = read.first, due_last = read.last, due_body_id = read.body_id
        FROM unnest(@ids, @kinds, @readings, @edtfs, @firsts::date[], @lasts::date[], @bodies) AS read (id, kind, reading, edtf, first, last, body_id)
        WHERE f.id = read.id
        """;

    private const string Answers =
        """
        SELECT a.id, a.due, m.held_on AS said_on, b.id AS body_id, b.slug::text AS body_slug, b.name AS body_name
        FROM follow_up_answers a
        JOIN agenda_items i ON i.id = a.item_id
        JOIN notes n ON n.id = i.note_id
        JOIN meetings m ON m.id = n.meeting_id
        JOIN bodies b ON b.id = m.body_id
        WHERE a.due IS NOT NULL AND a.id > @after
          AND (NOT @onlyUnknown OR (a.due_kind = 'meeting' AND a.due_body_id IS NULL))
        ORDER BY a.id
        LIMIT @BatchSize
        """;

    private const string UpdateAnswers =
        """
        UPDATE follow_up_answers a
        SET due_kind = read.kind, due_reading = read.reading, due_edtf = read.edtf, due_first = read.first, due_last = read.last, due_body_id = read.body_id
        FROM unnest(@ids, @kinds, @readings, @edtfs, @firsts::date[], @lasts::date[], @bodies) AS read (id, kind, reading, edtf, first, last, body_id)
        WHERE a.id = read.id
        """;

    public static async Task RunAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await IsDoneAsync(connection, null, ct))
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct, isPatient: true);
        if (await IsDoneAsync(connection, transaction, ct))
        {
            return;
        }

        await RereadAsync(connection, transaction, FollowUps, UpdateFollowUps, onlyUnknown: false, ct);
        await RereadAsync(connection, transaction, Answers, UpdateAnswers, onlyUnknown: false, ct);
        await FollowUpStandings.RefreshLatestNotesAsync(connection, transaction, null, ct);
        await FollowUpStandings.RefreshAsync(connection, transaction, null, ct);
        await PublicCounts.RecountAsync(connection, transaction, null, ct);
        await PublicCounts.RecountMissingAsync(connection, transaction, null, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO derivations (name, version)
            VALUES (@Name, @ReaderVersion)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version
            """,
            new { Name, ReaderVersion }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Looks again for the bodies of dues whose words fitted none, or several ("till nästa fullmäktige"): bodies have come, been renamed
    /// or been dissolved. The standings are the caller's to bind anew.
    /// </summary>
    public static async Task FindBodiesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await RereadAsync(connection, transaction, FollowUps, UpdateFollowUps, onlyUnknown: true, ct);
        await RereadAsync(connection, transaction, Answers, UpdateAnswers, onlyUnknown: true, ct);
    }

    /// <summary>A newer build's readings are left alone: during a roll-out both are in use.</summary>
    private static async Task<bool> IsDoneAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM derivations WHERE name = @Name AND version >= @ReaderVersion)",
            new { Name, ReaderVersion }, transaction, cancellationToken: ct));

    private static async Task RereadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string select, string update, bool onlyUnknown, CancellationToken ct)
    {
        var names = new NameDirectory(connection, transaction);
        var after = Guid.Empty;
        while (await NextAsync() is { Count: > 0 } said)
        {
            var words = said.SelectMany(row => DueReading.OtherBodiesIn([row.Due], row.SaidOn, row.Body)).Distinct(StringComparer.Ordinal).ToList();
            var others = await names.FindBodiesByWordAsync(words, ct);
            var readings = said.Select(row => DueReading.Of(row.Due, row.SaidOn, row.Body, others)).ToList();
            await connection.ExecuteAsync(new CommandDefinition(
                update,
                new
                {
                    ids = said.Select(row => row.Id).ToArray(),
                    kinds = readings.Select(reading => reading.Kind).ToArray(),
                    readings = readings.Select(reading => reading.Text).ToArray(),
                    edtfs = readings.Select(reading => reading.Edtf).ToArray(),
                    firsts = readings.Select(reading => reading.First).ToArray(),
                    lasts = readings.Select(reading => reading.Last).ToArray(),
                    bodies = readings.Select(reading => reading.BodyId).ToArray(),
                }, transaction, commandTimeout: 0, cancellationToken: ct));
            after = said[^1].Id;
        }

        async Task<List<SaidDue>> NextAsync() => (await connection.QueryAsync<SaidDue>(new CommandDefinition(
            select, new { after, BatchSize, onlyUnknown }, transaction, commandTimeout: 0, cancellationToken: ct))).AsList();
    }

    private sealed record SaidDue(Guid Id, string Due, DateOnly SaidOn, Guid BodyId, string BodySlug, string BodyName)
    {
        public NamedBody Body => new(BodyId, BodySlug, BodyName, BodyName);
    }
}
