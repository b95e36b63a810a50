using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Images of drafts: checked and cleaned by the same reader as those that are imported, and kept in the same store.</summary>
public sealed class DraftImages(Database db, DraftDesk drafts)
{
    /// <summary>How many a note can hold.</summary>
    public const int Max = 50;

    /// <summary>The images of a draft by name, those that its text does not show too.</summary>
    public async Task<IReadOnlyList<ImageReference>> ListAsync(Guid draftId, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(draftId, person, ct) is null ? [] : await db.QueryAsync<ImageReference>(
            """
            SELECT d.name, d.hash, i.width, i.height
            FROM draft_images d
            JOIN images i ON i.hash = d.hash
            WHERE d.draft_id = @draftId
            ORDER BY d.name
            """,
            new { draftId }, ct);

    /// <summary>
    /// Adds an image under a name of its own: the file's name, or with a number when another picture has it. The same picture twice is one. No
    /// name is ever given another picture, so what has been approved cannot change by it.
    /// </summary>
    /// <returns><c>null</c> when there is no such draft, or it is full.</returns>
    /// <exception cref="ImageRefusedException">It is no picture that the portal takes; the message says why.</exception>
    public async Task<ImageReference?> AddAsync(Guid draftId, string fileName, byte[] bytes, StaffPerson person, CancellationToken ct)
    {
        if (await drafts.FindAsync(draftId, person, ct) is null)
        {
            return null;
        }

        var format = ImageFormat.Of(bytes)
            ?? throw new ImageRefusedException($"”{fileName}” är varken PNG, JPEG eller WebP. Spara bilden i något av de formaten och försök igen.");
        var image = NoteImage.Read(bytes, SuitableName(fileName, format));
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // One at a time for a draft, so that two uploads never get the same name.
        if (await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM note_drafts WHERE id = @draftId FOR UPDATE", new { draftId }, transaction, cancellationToken: ct)) is null)
        {
            return null;
        }

        var taken = (await connection.QueryAsync<(string Name, byte[] Hash)>(new CommandDefinition(
            """
            SELECT name, hash FROM draft_images WHERE draft_id = @draftId
            UNION ALL
            SELECT name, hash FROM note_images
            """,
            new { draftId }, transaction, cancellationToken: ct))).ToLookup(row => row.Name, row => row.Hash);
        var name = image.Name;
        for (var number = 2; taken[name].Any(hash => !hash.AsSpan().SequenceEqual(image.Sha256)); number++)
        {
            name = $"{Path.GetFileNameWithoutExtension(image.Name)}-{number}{Path.GetExtension(image.Name)}";
        }

        var added = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO images (hash, content_type, width, height, bytes)
            VALUES (@Sha256, @ContentType, @Width, @Height, @Bytes)
            ON CONFLICT (hash) DO NOTHING;

            INSERT INTO draft_images (draft_id, name, hash)
            SELECT @draftId, @name, @Sha256
            WHERE (SELECT count(*) FROM draft_images WHERE draft_id = @draftId) < @Max
            ON CONFLICT (draft_id, name) DO UPDATE SET hash = excluded.hash;
            """,
            new { draftId, name, image.Sha256, image.ContentType, image.Width, image.Height, image.Bytes, Max }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return added > 0 ? new ImageReference(name, image.Sha256, image.Width, image.Height) : null;
    }

    /// <summary>An image of any draft that the person may open, at the address that it will have when it is public.</summary>
    public async Task<StoredImage?> FindAsync(string hash, string name, StaffPerson person, CancellationToken ct) =>
        !NoteImages.IsHash(hash) ? null : await db.QuerySingleOrDefaultAsync<StoredImage>(
            """
            SELECT i.content_type, i.bytes
            FROM images i
            WHERE i.hash = @hash
              AND EXISTS (SELECT 1
                          FROM draft_images x
                          JOIN note_drafts d ON d.id = x.draft_id
                          LEFT JOIN bodies b ON b.slug = d.body_slug
                          WHERE x.hash = i.hash AND x.name = @name AND (@bodies::uuid[] IS NULL OR b.id = ANY(@bodies)))
            """,
            new { hash = Convert.FromHexString(hash), name, bodies = person.BodiesAs(StaffRole.Writer) }, ct);

    /// <summary>What a camera or a computer calls a file, as a name that stands in an address; the ending says what it is.</summary>
    private static string SuitableName(string fileName, ImageFormat format)
    {
        var stem = Slug.From(Path.GetFileNameWithoutExtension(fileName), "bild");
        return stem[..Math.Min(stem.Length, 60)].Trim('-') + format.Extensions[0];
    }
}
