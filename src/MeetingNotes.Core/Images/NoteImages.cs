using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Images;

/// <summary>Images of published notes.</summary>
public sealed class NoteImages(Database db)
{
    /// <summary>The image at /bilder/{hash}/{name}; <c>null</c> when no published note shows it.</summary>
    public async Task<StoredImage?> FindAsync(string hash, string name, CancellationToken ct) =>
        !IsHash(hash) ? null : await db.QuerySingleOrDefaultAsync<StoredImage>(
            """
            SELECT i.content_type, i.bytes
            FROM images i
            WHERE i.hash = @hash
              AND EXISTS (SELECT 1 FROM note_images ni JOIN published_notes n ON n.id = ni.note_id WHERE ni.hash = i.hash AND ni.name = @name)
            """,
            new { hash = Convert.FromHexString(hash), name }, ct);

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

public sealed record StoredImage(string ContentType, byte[] Bytes);
