using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Links;

/// <summary>The portal's copies of documents whose links are dead. A copy is public as long as a published note needs it.</summary>
public sealed class LinkCopies(Database db)
{
    /// <summary>The copy at /kopior/{id}/{name}; <c>null</c> when there is none, or the link works again.</summary>
    public Task<LinkCopy?> FindAsync(Guid linkId, string fileName, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<LinkCopy>(
            """
            SELECT c.bytes, c.uploaded_at
            FROM link_copies c
            JOIN outgoing_links l ON l.id = c.link_id
            WHERE c.link_id = @linkId AND c.file_name = @fileName AND l.is_dead
              AND EXISTS (SELECT 1 FROM note_links x JOIN published_notes n ON n.id = x.note_id WHERE x.link_id = c.link_id)
            """,
            new { linkId, fileName }, ct);
}

public sealed record LinkCopy
{
    public required byte[] Bytes { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
}
