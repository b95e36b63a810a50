using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Matters;

/// <summary>Questions that come back meeting after meeting.</summary>
public sealed class MatterReader(Database db)
{
    public const int PageSize = 100;

    /// <summary>Items on a page of a timeline.</summary>
    public const int TimelinePageSize = 50;

    /// <summary>Matters with public items, latest treated first; one more than a page is read to know whether there are more.</summary>
    public async Task<(IReadOnlyList<Matter> Matters, bool HasMore)> ListAsync(int page, CancellationToken ct)
    {
        var matters = await db.QueryAsync<Matter>(
            """
            SELECT id, slug::text, name, items, meetings, latest_on
            FROM matters
            WHERE items > 0
            ORDER BY latest_on DESC, slug
            LIMIT @limit OFFSET @offset
            """,
            new { limit = PageSize + 1, offset = (page - 1L) * PageSize }, ct);
        return ([.. matters.Take(PageSize)], matters.Count > PageSize);
    }

    /// <summary>The matter with this slug; one that had it before comes back under its present slug.</summary>
    public async Task<Matter?> FindAsync(string slug, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<Matter>(
            """
            SELECT m.id, m.slug::text, m.name, m.items, m.meetings, m.latest_on, treated.first_on, treated.bodies
            FROM matters m
            CROSS JOIN LATERAL (
                SELECT min(n.held_on) AS first_on, count(DISTINCT n.body_id)::int AS bodies
                FROM agenda_items i
                JOIN published_notes n ON n.id = i.note_id
                WHERE i.matter_id = m.id
            ) treated
            WHERE m.items > 0
              AND (m.slug = @slug OR m.id = (SELECT former.matter_id FROM matter_former_slugs former WHERE former.slug = @slug))
            ORDER BY m.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    /// <summary>A page of the items that treated the matter, newest first, across bodies.</summary>
    public Task<IReadOnlyList<ListedItem>> ItemsAsync(Guid matterId, int page, CancellationToken ct) =>
        db.QueryAsync<ListedItem>(
            """
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int
            FROM agenda_items i
            JOIN published_notes n ON n.id = i.note_id
            WHERE i.matter_id = @matterId
            ORDER BY n.held_on DESC, n.body_slug, n.number DESC, i.position DESC
            LIMIT @TimelinePageSize OFFSET @offset
            """,
            new { matterId, TimelinePageSize, offset = (page - 1L) * TimelinePageSize }, ct);
}

public sealed record Matter
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required int Items { get; init; }
    public required int Meetings { get; init; }
    public DateOnly? LatestOn { get; init; }

    /// <summary>The first public meeting that treated it; only when one matter is read.</summary>
    public DateOnly? FirstOn { get; init; }

    /// <summary>How many bodies have treated it; only when one matter is read.</summary>
    public int? Bodies { get; init; }
}
