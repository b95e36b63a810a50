using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Topics;

/// <summary>The list of topics, and what has been noted about one.</summary>
public sealed class TopicReader(Database db)
{
    public const int PageSize = 20;

    public Task<IReadOnlyList<Topic>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<Topic>(
            """
            SELECT id, slug::text, name, synonyms, items
            FROM topics
            WHERE items > 0
            ORDER BY name COLLATE "sv-SE-x-icu"
            """,
            null, ct);

    /// <summary>The topic with this slug; one that had it before comes back under its present slug.</summary>
    public async Task<Topic?> FindAsync(string slug, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<Topic>(
            """
            SELECT t.id, t.slug::text, t.name, t.synonyms, t.items
            FROM topics t
            WHERE t.items > 0
              AND (t.slug = @slug OR t.id = (SELECT former.topic_id FROM topic_former_slugs former WHERE former.slug = @slug))
            ORDER BY t.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    /// <summary>Items of the topic, newest meeting first.</summary>
    public Task<IReadOnlyList<ListedItem>> ItemsAsync(Guid topicId, int page, CancellationToken ct) =>
        db.QueryAsync<ListedItem>(
            """
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int
            FROM item_topics it
            JOIN agenda_items i ON i.id = it.item_id
            JOIN published_notes n ON n.id = i.note_id
            WHERE it.topic_id = @topicId
            ORDER BY n.held_on DESC, n.body_slug, n.number DESC, i.position
            LIMIT @PageSize OFFSET @offset
            """,
            new { topicId, PageSize, offset = (page - 1L) * PageSize }, ct);
}

/// <summary>A short curated subject.</summary>
public sealed record Topic
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Public items about it.</summary>
    public required int Items { get; init; }
}
