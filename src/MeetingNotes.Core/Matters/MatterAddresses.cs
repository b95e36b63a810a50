using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using Npgsql;

namespace MeetingNotes.Core.Matters;

/// <summary>Former slugs of matters: two that turn out to be one question are joined for ever, and every address goes on leading to it.</summary>
internal static class MatterAddresses
{
    /// <summary>
    /// Gives matters their new slugs. One that is here under both slugs has been joined with the other: its items move over, and its
    /// addresses with them. <see cref="KeepAsync"/> comes after.
    /// </summary>
    /// <returns>How many rows changed.</returns>
    public static async Task<int> JoinAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<(string Former, string Slug)> former, CancellationToken ct)
    {
        var current = former.Select(row => row.Slug).ToArray();
        var changes = await connection.ExecuteAsync(new CommandDefinition(
            """
            WITH merged AS (
                SELECT old.id AS old_id, kept.id AS kept_id
                FROM unnest(@formerSlugs, @current) AS former (slug, current)
                JOIN matters old ON old.slug = former.slug
                JOIN matters kept ON kept.slug = former.current
            ),
            items AS (UPDATE agenda_items i SET matter_id = merged.kept_id FROM merged WHERE i.matter_id = merged.old_id),
            followers AS (
                INSERT INTO follows (id, reader_id, matter_id, since)
                SELECT gen_random_uuid(), f.reader_id, merged.kept_id, f.since FROM merged JOIN follows f ON f.matter_id = merged.old_id
                ON CONFLICT (reader_id, body_id, topic_id, matter_id, follow_up_id, search_id) DO NOTHING
            )
            UPDATE matter_former_slugs f SET matter_id = merged.kept_id FROM merged WHERE f.matter_id = merged.old_id;

            DELETE FROM matters m
            USING unnest(@formerSlugs, @current) AS former (slug, current)
            WHERE m.slug = former.slug AND EXISTS (SELECT 1 FROM matters kept WHERE kept.slug = former.current);

            UPDATE matters m SET slug = former.current
            FROM unnest(@formerSlugs, @current) AS former (slug, current)
            WHERE m.slug = former.slug AND NOT EXISTS (SELECT 1 FROM matters x WHERE x.slug = former.current);
            """,
            new { formerSlugs = former.Select(row => row.Former).ToArray(), current }, transaction, cancellationToken: ct));
        if (changes > 0)
        {
            var joined = await connection.QueryAsync<Guid>(new CommandDefinition(
                "SELECT id FROM matters WHERE slug = ANY(@current)", new { current }, transaction, cancellationToken: ct));
            await PublicCounts.RecountNamesAsync(connection, transaction, [], [.. joined], ct);
        }

        return changes;
    }

    /// <summary>Keeps the former slugs as addresses.</summary>
    /// <returns>How many were new.</returns>
    public static Task<int> KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<(string Former, string Slug)> former, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO matter_former_slugs (slug, matter_id)
            SELECT former.slug, m.id
            FROM unnest(@formerSlugs, @current) AS former (slug, current)
            JOIN matters m ON m.slug = former.current
            ON CONFLICT (slug) DO NOTHING
            """,
            new { formerSlugs = former.Select(row => row.Former).ToArray(), current = former.Select(row => row.Slug).ToArray() },
            transaction, cancellationToken: ct));
}
