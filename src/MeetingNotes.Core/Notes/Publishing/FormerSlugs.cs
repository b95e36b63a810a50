using System.Security.Cryptography;
using System.Text;
using Dapper;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Slugs that follow-ups of a body have had, kept as hashes: a name that was taken out of one cannot be read anywhere, and the old address leads on.</summary>
internal sealed class FormerSlugs
{
    private readonly Dictionary<string, Guid> _owners;

    private FormerSlugs(Dictionary<string, Guid> owners) => _owners = owners;

    public static async Task<FormerSlugs> LoadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid bodyId, CancellationToken ct) =>
        new((await connection.QueryAsync<(byte[] Hash, Guid FollowUpId)>(new CommandDefinition(
            "SELECT hash, follow_up_id FROM follow_up_former_slugs WHERE body_id = @bodyId",
            new { bodyId }, transaction, cancellationToken: ct))).ToDictionary(row => Convert.ToHexString(row.Hash), row => row.FollowUpId));

    /// <summary>The follow-up that was called so once.</summary>
    public Guid? OwnerOf(string slug) => _owners.TryGetValue(Convert.ToHexString(HashOf(slug)), out var owner) ? owner : null;

    /// <summary>Gives follow-ups new slugs, and lets their old ones lead to them.</summary>
    public static async Task RenameAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RenamedFollowUp> renamed, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_up_former_slugs (body_id, hash, follow_up_id)
            SELECT f.body_id, old.hash, f.id
            FROM unnest(@ids, @hashes) AS old (id, hash)
            JOIN follow_ups f ON f.id = old.id;

            UPDATE follow_ups f SET slug = made.slug FROM unnest(@ids, @slugs) AS made (id, slug) WHERE f.id = made.id;
            """,
            new
            {
                ids = renamed.Select(followUp => followUp.Id).ToArray(),
                hashes = renamed.Select(followUp => HashOf(followUp.From)).ToArray(),
                slugs = renamed.Select(followUp => followUp.To).ToArray(),
            }, transaction, cancellationToken: ct));

    /// <summary>
    /// Notes that answer what has got a new slug name it in their files, which anybody can read: each of them gets a minor version that names the
    /// new one. It changes no word of the note, withdrawn or not, so that whoever answers for the present version answers for it.
    /// </summary>
    public static async Task FollowAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RenamedFollowUp> renamed, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        var slugs = renamed.ToDictionary(followUp => followUp.Id, followUp => followUp.To);
        var answers = (await connection.QueryAsync<(Guid NoteId, int Version, string Document, int Item, int Line, Guid FollowUpId)>(new CommandDefinition(
            """
            SELECT n.id, n.version, v.document, i.position::int, a.position::int, a.follow_up_id
            FROM follow_up_answers a
            JOIN agenda_items i ON i.id = a.item_id
            JOIN notes n ON n.id = i.note_id
            JOIN note_versions v ON v.note_id = n.id AND v.number = n.version
            WHERE a.follow_up_id = ANY(@ids)
            """,
            new { ids = slugs.Keys.ToArray() }, transaction, cancellationToken: ct))).GroupBy(row => (row.NoteId, row.Version, row.Document));
        foreach (var note in answers)
        {
            var present = note.ToDictionary(row => (row.Item, row.Line), row => slugs[row.FollowUpId]);
            await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO note_versions (note_id, number, kind, document, created_at, written_by, approved_by, attested_by, override_by, override_reason)
                SELECT note_id, number + 1, 'minor', @document, @now, written_by, approved_by, attested_by, override_by, override_reason
                FROM note_versions
                WHERE note_id = @NoteId AND number = @Version;

                INSERT INTO version_images (note_id, number, name, hash)
                SELECT note_id, number + 1, name, hash FROM version_images WHERE note_id = @NoteId AND number = @Version;

                UPDATE notes SET version = version + 1, changed_at = @now WHERE id = @NoteId;
                """,
                new { note.Key.NoteId, note.Key.Version, document = NoteFileWriter.Write(Naming(NoteFileReader.Read(note.Key.Document), present)), now },
                transaction, cancellationToken: ct));
            await new NoteDrafts(connection, transaction).FollowAsync(note.Key.NoteId, note.Key.Version + 1, ct);
            await AuditLog.WriteAsync(
                connection, transaction, now,
                new AuditEntry(by, "correct") { NoteId = note.Key.NoteId, Subject = "en uppföljning som den svarar på har fått en ny adress" }, ct);
        }
    }

    /// <summary>The note with other slugs in some of its answers, by the places of the item and of the line in it, from 1.</summary>
    private static NoteDocument Naming(NoteDocument note, Dictionary<(int Item, int Line), string> slugs) => note with
    {
        Items =
        [
            .. note.Items.Select((item, at) => item with
            {
                FollowUps =
                [
                    .. item.FollowUps.Select((line, row) => slugs.TryGetValue((at + 1, row + 1), out var slug)
                        ? line with { Answers = line.Answers! with { Slug = slug } }
                        : line),
                ],
            }),
        ],
    };

    private static byte[] HashOf(string slug) => SHA256.HashData(Encoding.UTF8.GetBytes(slug));
}

/// <summary>A follow-up whose slug said what a correction took out of its text.</summary>
internal sealed record RenamedFollowUp(Guid Id, string From, string To);
