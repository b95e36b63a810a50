using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Published notes as they are kept: the document of the present version, and the images that it shows.</summary>
internal static class StoredNotes
{
    public static async Task<IReadOnlyList<StoredNote>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid> noteIds, CancellationToken ct)
    {
        var ids = noteIds.ToArray();
        var documents = await connection.QueryAsync<(Guid Id, string Document)>(new CommandDefinition(
            "SELECT n.id, v.document FROM notes n JOIN note_versions v ON v.note_id = n.id AND v.number = n.version WHERE n.id = ANY(@ids)",
            new { ids }, transaction, cancellationToken: ct));
        var images = (await connection.QueryAsync<(Guid NoteId, string Name, byte[] Hash, int Width, int Height)>(new CommandDefinition(
            "SELECT n.note_id, n.name, n.hash, i.width, i.height FROM note_images n JOIN images i ON i.hash = n.hash WHERE n.note_id = ANY(@ids)",
            new { ids }, transaction, cancellationToken: ct))).ToLookup(image => image.NoteId);
        return
        [
            .. documents.Select(note => new StoredNote(
                note.Id,
                note.Document,
                images[note.Id].ToDictionary(image => image.Name, image => new ImageReference(image.Name, image.Hash, image.Width, image.Height), StringComparer.Ordinal))),
        ];
    }
}

/// <param name="Id">The note.</param>
/// <param name="Document">The note file.</param>
/// <param name="Images">By file name.</param>
internal sealed record StoredNote(Guid Id, string Document, IReadOnlyDictionary<string, ImageReference> Images);
