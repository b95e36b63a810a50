using Dapper;
using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Everything that is kept of a note, for the organisation's own archive: every version that was public, and its images.</summary>
public sealed class NoteRecords(Database db)
{
    /// <summary>Addresses of every public note, oldest first, read as they are asked for.</summary>
    public async IAsyncEnumerable<NoteRecordKey> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await foreach (var key in connection.QueryUnbufferedAsync<NoteRecordKey>(
            "SELECT n.id, n.body_slug::text, n.held_on, n.number::int FROM published_notes n ORDER BY n.held_on, n.body_slug, n.number").WithCancellation(ct))
        {
            yield return key;
        }
    }

    /// <summary>The versions of a note, the first first.</summary>
    public Task<IReadOnlyList<NoteRecordVersion>> VersionsAsync(Guid noteId, CancellationToken ct) =>
        db.QueryAsync<NoteRecordVersion>(
            """
            SELECT v.number, v.kind, v.created_at, v.document, writer.name AS written_by, approver.name AS approved_by
            FROM note_versions v
            LEFT JOIN people writer ON writer.id = v.written_by
            LEFT JOIN people approver ON approver.id = v.approved_by
            WHERE v.note_id = @noteId
            ORDER BY v.number
            """,
            new { noteId }, ct);

    /// <summary>The images that the present version shows.</summary>
    public Task<IReadOnlyList<NoteRecordImage>> ImagesAsync(Guid noteId, CancellationToken ct) =>
        db.QueryAsync<NoteRecordImage>(
            "SELECT x.name, i.bytes FROM note_images x JOIN images i ON i.hash = x.hash WHERE x.note_id = @noteId ORDER BY x.name", new { noteId }, ct);
}

public sealed record NoteRecordKey(Guid Id, string BodySlug, DateOnly HeldOn, int Number);

public sealed record NoteRecordVersion
{
    public required int Number { get; init; }

    /// <summary>first, minor or substantive.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The note file.</summary>
    public required string Document { get; init; }
    public string? WrittenBy { get; init; }
    public string? ApprovedBy { get; init; }
}

public sealed record NoteRecordImage(string Name, byte[] Bytes);
