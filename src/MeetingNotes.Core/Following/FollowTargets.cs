using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Following;

/// <summary>Finds what can be followed.</summary>
public sealed class FollowTargets(Database db)
{
    private static readonly FollowTarget Everything = new(FollowKind.Everything, null, "Alla noteringar", "/noterat");

    /// <summary>What is asked for and exists, in a fixed order.</summary>
    public async Task<IReadOnlyList<FollowTarget>> FindAsync(FollowChoice choice, CancellationToken ct)
    {
        var named = await db.QueryAsync<TargetRow>(
            """
            SELECT 'Body' AS kind, b.id, b.name, '/organ/' || b.slug AS path
            FROM bodies b
            WHERE b.slug = ANY(@bodies)
            UNION ALL
            SELECT 'Topic', t.id, t.name, '/amnen/' || t.slug
            FROM topics t
            WHERE t.slug = ANY(@topics)
            UNION ALL
            SELECT 'Matter', m.id, m.name, '/arenden/' || m.slug
            FROM matters m
            WHERE m.slug = @Matter AND m.items > 0
            UNION ALL
            SELECT 'FollowUp', f.id, f.text, '/uppfoljningar/' || b.slug || '/' || f.slug
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN follow_up_standings s ON s.follow_up_id = f.id    -- public ones
            WHERE b.slug = @ofBody AND f.slug = @slug
            ORDER BY kind, name
            """,
            new
            {
                bodies = choice.Bodies.ToArray(),
                topics = choice.Topics.ToArray(),
                choice.Matter,
                ofBody = choice.FollowUp?.BodySlug,
                slug = choice.FollowUp?.Slug,
            }, ct);
        return
        [
            .. choice.Everything ? [Everything] : Array.Empty<FollowTarget>(),
            .. named.Select(row => new FollowTarget(Enum.Parse<FollowKind>(row.Kind), row.Id, row.Name, row.Path)),
            .. choice.Search is { } search ? [new FollowTarget(FollowKind.Search, null, search.Text, choice.SearchPath) { Search = search }] : Array.Empty<FollowTarget>(),
        ];
    }

    /// <summary>What the form offers: bodies that meet, and topics that have items, by name.</summary>
    public async Task<(IReadOnlyList<FollowTarget> Bodies, IReadOnlyList<FollowTarget> Topics)> ChoicesAsync(CancellationToken ct)
    {
        var rows = (await db.QueryAsync<TargetRow>(
            """
            SELECT kind, id, name, path
            FROM (SELECT 'Body' AS kind, b.id, b.name, '/organ/' || b.slug AS path FROM bodies b WHERE b.dissolved_on IS NULL
                  UNION ALL
                  SELECT 'Topic', t.id, t.name, '/amnen/' || t.slug FROM topics t WHERE t.items > 0) AS c
            ORDER BY name COLLATE "sv-SE-x-icu"
            """,
            null, ct)).ToLookup(row => row.Kind, row => new FollowTarget(Enum.Parse<FollowKind>(row.Kind), row.Id, row.Name, row.Path));
        return ([.. rows["Body"]], [.. rows["Topic"]]);
    }

    private sealed record TargetRow(string Kind, Guid Id, string Name, string Path);
}
