using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Published notes as they are kept: the document of the present version, and the images that it shows.</summary>
internal static class StoredNotes
{
    public static async Task<StoredNote> LoadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid noteId, CancellationToken ct)
    {
        var document = await connection.QuerySingleAsync<string>(new CommandDefinition(
            "SELECT v.document FROM notes n JOIN note_versions v ON v.note_id = n.id AND v.number = n.version WHERE n.id = @noteId",
            new { noteId }, transaction, cancellationToken: ct));
        var images = await connection.QueryAsync<ImageReference>(new CommandDefinition(
            "SELECT n.name, n.hash, i.width, i.height FROM note_images n JOIN images i ON i.hash = n.hash WHERE n.note_id = @noteId",
            new { noteId }, transaction, cancellationToken: ct));
        return new StoredNote(noteId, document, images.ToDictionary(image => image.Name, StringComparer.Ordinal));
    }
}

/// <param name="Id">The note.</param>
/// <param name="Document">The note file.</param>
/// <param name="Images">By file name.</param>
internal sealed record StoredNote(Guid Id, string Document, IReadOnlyDictionary<string, ImageReference> Images);
