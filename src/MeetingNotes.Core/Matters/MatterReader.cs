using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Matters;

/// <summary>Questions that come back meeting after meeting.</summary>
public sealed class MatterReader(Database db)
{
    public const int PageSize = 100;

    /// <summary>Most items that a timeline shows; the newest are kept.</summary>
    public const int TimelineLength = 200;

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
            SELECT m.id, m.slug::text, m.name, m.items, m.meetings, m.latest_on
            FROM matters m
            WHERE m.items > 0
              AND (m.slug = @slug OR m.id = (SELECT former.matter_id FROM matter_former_slugs former WHERE former.slug = @slug))
            ORDER BY m.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    /// <summary>Every item that treated the matter, newest first, across bodies.</summary>
    public Task<IReadOnlyList<ListedItem>> ItemsAsync(Guid matterId, CancellationToken ct) =>
        db.QueryAsync<ListedItem>(
            """
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int
            FROM agenda_items i
            JOIN published_notes n ON n.id = i.note_id
            WHERE i.matter_id = @matterId
            ORDER BY n.held_on DESC, n.body_slug, n.number DESC, i.position DESC
            LIMIT @TimelineLength
            """,
            new { matterId, TimelineLength }, ct);
}

public sealed record Matter
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required int Items { get; init; }
    public required int Meetings { get; init; }
    public DateOnly? LatestOn { get; init; }
}
