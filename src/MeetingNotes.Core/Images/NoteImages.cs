using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Images;

/// <summary>Images of published notes.</summary>
public sealed class NoteImages(Database db)
{
    /// <summary>The image at /bilder/{hash}/{name}; <c>null</c> when no published note shows it.</summary>
    public async Task<StoredImage?> FindAsync(string hash, string name, CancellationToken ct) =>
        hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) ? null : await db.QuerySingleOrDefaultAsync<StoredImage>(
            """
            SELECT i.content_type, i.bytes
            FROM images i
            WHERE i.hash = @hash
              AND EXISTS (SELECT 1 FROM note_images ni JOIN published_notes n ON n.id = ni.note_id WHERE ni.hash = i.hash AND ni.name = @name)
            """,
            new { hash = Convert.FromHexString(hash), name }, ct);
}

public sealed record StoredImage(string ContentType, byte[] Bytes);
