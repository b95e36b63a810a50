using System.Security.Cryptography;
using System.Text;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// Writes everything public to a folder that an import reads back: <c>portal.yaml</c>, every published note as it stands, images
/// and <c>manifest.sha256</c> (for <c>sha256sum --check</c>). The same content gives the same bytes.
/// </summary>
public sealed class NoteExport(Database db)
{
    private const string ImageFolder = "bilder";

    /// <summary>How many published notes there are.</summary>
    public async Task<int> CountAsync(CancellationToken ct) => await db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM published_notes", null, ct);

    /// <summary>Streams the export; calls <paramref name="report"/> once a note. Memory does not grow with the archive.</summary>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    public async Task ExportAsync(string folder, Action report, CancellationToken ct)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"Mappen {folder} är inte tom. Välj en ny mapp, så att inget gammalt blir kvar i exporten.");
        }

        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "manifest.sha256"), "", ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Det går inte att skriva i {folder}. Välj en annan mapp.", fault);
        }

        await using var manifest = new StreamWriter(Path.Combine(folder, "manifest.sha256")) { NewLine = "\n" };
        await using var connection = await db.OpenConnectionAsync(ct);

        // One snapshot, so that notes and portal.yaml tell of the same moment.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var portal = await ReadPortalAsync(connection, transaction, ct);
        await WriteFileAsync(folder, PortalFile.FileName, Encoding.UTF8.GetBytes(portal.Write()), manifest, ct);
        var lostAnswers = await ReadLostAnswersAsync(connection, transaction, ct);
        await foreach (var note in connection.QueryUnbufferedAsync<ExportedNote>(
            """
            SELECT n.id, n.held_on, n.body_slug::text, n.number::int, v.document
            FROM published_notes n
            JOIN note_versions v ON v.note_id = n.id AND v.number = n.version
            ORDER BY n.held_on, n.body_slug, n.number
            """, transaction: transaction).WithCancellation(ct))
        {
            // "Utskott" number 2 and "Utskott 2" number 1 have the same file name; an import reads only the day in it.
            var name = NoteFileWriter.FileName(note.HeldOn, note.BodySlug, note.Number);
            name = File.Exists(Path.Combine(folder, name)) ? $"{note.HeldOn.Iso()}-{note.BodySlug}-nummer-{note.Number}.md" : name;
            var document = lostAnswers.Contains(note.Id)
                ? NoteFileWriter.Write(AnswersAsText.In(NoteFileReader.Read(note.Document), lostAnswers[note.Id].ToHashSet()))
                : note.Document;
            await WriteFileAsync(folder, name, Encoding.UTF8.GetBytes(document), manifest, ct);
            report();
        }

        await WriteImagesAsync(folder, connection, transaction, manifest, ct);
    }

    /// <summary>By note: the answers to follow-ups that are not in the export, because the note that held them is withdrawn.</summary>
    private static async Task<ILookup<Guid, (int Item, int Line)>> ReadLostAnswersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        (await connection.QueryAsync<(Guid NoteId, int Item, int Line)>(new CommandDefinition(
            """
            SELECT i.note_id, i.position::int, a.position::int
            FROM notes asked
            JOIN agenda_items ai ON ai.note_id = asked.id
            JOIN follow_ups f ON f.item_id = ai.id
            JOIN follow_up_answers a ON a.follow_up_id = f.id
            JOIN agenda_items i ON i.id = a.item_id
            WHERE asked.withdrawn_at IS NOT NULL
            """,
            null, transaction, cancellationToken: ct))).ToLookup(row => row.NoteId, row => (row.Item, row.Line));

    private static async Task WriteImagesAsync(
        string folder, NpgsqlConnection connection, NpgsqlTransaction transaction, StreamWriter manifest, CancellationToken ct)
    {
        await foreach (var image in connection.QueryUnbufferedAsync<ExportedImage>(
            """
            SELECT DISTINCT ON (ni.name) ni.name, i.bytes
            FROM note_images ni
            JOIN published_notes n ON n.id = ni.note_id
            JOIN images i ON i.hash = ni.hash
            ORDER BY ni.name
            """, transaction: transaction).WithCancellation(ct))
        {
            Directory.CreateDirectory(Path.Combine(folder, ImageFolder));
            await WriteFileAsync(folder, $"{ImageFolder}/{image.Name}", image.Bytes, manifest, ct);
        }
    }

    private static async Task WriteFileAsync(string folder, string name, byte[] bytes, StreamWriter manifest, CancellationToken ct)
    {
        await using (var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew))
        {
            await file.WriteAsync(bytes, ct);
        }

        await manifest.WriteLineAsync($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}".AsMemory(), ct);
    }

    private static async Task<PortalFile> ReadPortalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        async Task<List<T>> Query<T>(string sql) => (await connection.QueryAsync<T>(new CommandDefinition(sql, null, transaction, cancellationToken: ct))).AsList();

        var bodies = await Query<PortalBody>(
            """
            SELECT b.slug::text, b.name, b.name_after_from, nullif(b.description, '') AS description, b.contact, b.dissolved_on,
                   s.slug::text AS successor, nullif(b.needs_second_person, false) AS needs_second_person, nullif(b.standard_lead, '') AS standard_lead,
                   ARRAY(SELECT f.name FROM body_former_names f WHERE f.body_id = b.id ORDER BY f.position, f.slug) AS former_names
            FROM bodies b
            LEFT JOIN bodies s ON s.id = b.successor_id
            ORDER BY b.slug
            """);

        // Meetings without a note, and every day that a meeting was moved away from.
        var meetings = await Query<PortalMeeting>(
            """
            SELECT b.slug::text AS body, d.held_on AS "on", d.number::int,
                   CASE WHEN d.moved_to IS NULL THEN m.starts_at ELSE d.starts_at END AS starts_at,
                   CASE WHEN d.moved_to IS NULL THEN m.place END AS place,
                   d.moved_to IS NULL AND m.is_cancelled AS is_cancelled,
                   d.moved_to,
                   (SELECT CASE WHEN t.moved_to IS NULL THEN m.starts_at ELSE t.starts_at END
                    FROM meeting_days t
                    WHERE t.meeting_id = m.id AND t.held_on = d.moved_to AND t.number = d.number) AS moved_to_time,
                   coalesce(d.move_reason, m.cancel_reason) AS reason
            FROM meeting_days d
            JOIN meetings m ON m.id = d.meeting_id
            JOIN bodies b ON b.id = m.body_id
            WHERE d.moved_to IS NOT NULL
               OR NOT EXISTS (SELECT 1 FROM published_notes n WHERE n.meeting_id = m.id)
            ORDER BY d.held_on, b.slug, d.number
            """);
        var topics = await Query<(string Slug, string Name, string[] Synonyms, string[] FormerSlugs)>(
            """
            SELECT slug::text, name, synonyms, ARRAY(SELECT f.slug::text FROM topic_former_slugs f WHERE f.topic_id = t.id ORDER BY 1)
            FROM topics t
            ORDER BY slug
            """);
        var matters = await Query<(string Slug, string Name, string[] FormerSlugs)>(
            """
            SELECT slug::text, name, ARRAY(SELECT f.slug::text FROM matter_former_slugs f
                                     WHERE f.matter_id = m.id AND NOT EXISTS (SELECT 1 FROM matters present WHERE present.slug = f.slug)
                                     ORDER BY 1)
            FROM matters m
            ORDER BY slug
            """);
        return new PortalFile
        {
            Bodies = bodies,
            Meetings = meetings,
            Topics = [.. topics.Select(topic => new PortalTopic(topic.Slug, topic.Name, topic.Synonyms, topic.FormerSlugs))],
            Abbreviations = await Query<(string, string)>("SELECT short, long FROM abbreviations ORDER BY short"),
            Synonyms = await Query<(string, string)>("SELECT word, other FROM synonyms ORDER BY word"),
            Matters = [.. matters.Select(matter => new PortalMatter(matter.Slug, matter.Name, matter.FormerSlugs))],
        };
    }

    private sealed record ExportedNote(Guid Id, DateOnly HeldOn, string BodySlug, int Number, string Document);

    private sealed record ExportedImage(string Name, byte[] Bytes);
}
