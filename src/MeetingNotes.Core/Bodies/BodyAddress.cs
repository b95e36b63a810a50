using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Bodies;

/// <summary>A body's address, wherever it is written.</summary>
internal static class BodyAddress
{
    /// <summary>
    /// Gives a body another slug. Its drafts follow; where the new slug has a draft of the same meeting already, from before the body was known
    /// by that name, that one stays the meeting's.
    /// </summary>
    public static async Task ChangeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string slug, string newSlug, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE bodies SET slug = @newSlug WHERE slug = @slug AND slug <> @newSlug;

            UPDATE note_drafts d
            SET body_slug = @newSlug
            WHERE d.body_slug = @slug AND @slug <> @newSlug
              AND NOT EXISTS (SELECT 1 FROM note_drafts other WHERE other.body_slug = @newSlug AND other.held_on = d.held_on AND other.number = d.number);
            """,
            new { slug, newSlug }, transaction, cancellationToken: ct));
}
