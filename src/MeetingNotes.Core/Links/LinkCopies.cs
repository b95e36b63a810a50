using System.Runtime.CompilerServices;
using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Links;

/// <summary>The portal's copies of documents whose links are dead. A copy is public as long as a published note needs it.</summary>
public sealed class LinkCopies(Database db)
{
    /// <summary>Bytes that are read at once: nobody who reads slowly holds more of the memory, and none holds a connection.</summary>
    private const int PieceLength = 256 * 1024;

    /// <summary>The copy at /kopior/{id}/{name}; <c>null</c> when there is none, or the link works again.</summary>
    public Task<LinkCopy?> FindAsync(Guid linkId, string fileName, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<LinkCopy>(
            """
            SELECT l.id, l.copy_bytes AS length, l.uploaded_at
            FROM told_links l
            WHERE l.id = @linkId AND l.copy_name = @fileName
              AND EXISTS (SELECT 1 FROM note_links x JOIN published_notes n ON n.id = x.note_id WHERE x.link_id = l.id)
            """,
            new { linkId, fileName }, ct);

    /// <summary>The file, a piece at a time.</summary>
    /// <exception cref="InvalidDataException">It has been replaced or taken away meanwhile.</exception>
    public async IAsyncEnumerable<byte[]> ReadAsync(LinkCopy copy, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var at = 0; at < copy.Length; at += PieceLength)
        {
            yield return await db.QuerySingleOrDefaultAsync<byte[]>(
                "SELECT substring(bytes FROM @from FOR @PieceLength) FROM link_copies WHERE link_id = @Id AND uploaded_at = @UploadedAt",
                new { from = at + 1, PieceLength, copy.Id, copy.UploadedAt }, ct) ?? throw new InvalidDataException("The copy is another by now.");
        }
    }
}

public sealed record LinkCopy
{
    /// <summary>Of the link.</summary>
    public required Guid Id { get; init; }

    /// <summary>Bytes.</summary>
    public required int Length { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
}
