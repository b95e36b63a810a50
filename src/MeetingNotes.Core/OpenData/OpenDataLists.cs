using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.OpenData;

/// <summary>
/// What is on a page of a list, as places in it. A page is found by its number, or after a place: then it costs the same however deep in the list it is.
/// </summary>
public sealed class OpenDataLists(Database db, TimeProvider clock)
{
    /// <summary>Bodies by name. They are few.</summary>
    public Task<IReadOnlyList<Guid>> BodiesAsync(int limit, long offset, CancellationToken ct) => db.QueryAsync<Guid>(
        """SELECT id FROM bodies ORDER BY name COLLATE "sv-SE-x-icu", id LIMIT @limit OFFSET @offset""", new { limit, offset }, ct);

    /// <summary>Topics by name. They are few.</summary>
    public Task<IReadOnlyList<Guid>> TopicsAsync(int limit, long offset, CancellationToken ct) => db.QueryAsync<Guid>(
        """SELECT id FROM topics WHERE items > 0 ORDER BY name COLLATE "sv-SE-x-icu", id LIMIT @limit OFFSET @offset""", new { limit, offset }, ct);

    /// <summary>Matters, the latest treated first.</summary>
    public Task<IReadOnlyList<MatterPlace>> MattersAsync(MatterPlace? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<MatterPlace>(
        """
        SELECT id, latest_on, slug::text
        FROM matters
        WHERE items > 0 AND latest_on <= @latestOn AND (latest_on < @latestOn OR slug > @slug)
        ORDER BY latest_on DESC, slug
        LIMIT @limit OFFSET @offset
        """,
        new { latestOn = after?.LatestOn ?? DateOnly.MaxValue, slug = after?.Slug ?? "", limit, offset }, ct);

    /// <summary>Meetings, the latest first: those that are planned come before those that were held.</summary>
    public Task<IReadOnlyList<MeetingPlace>> MeetingsAsync(OpenFilter filter, MeetingPlace? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<MeetingPlace>(
        """
        SELECT m.id, m.held_on, m.body_id, m.number::int, 0 AS position
        FROM meetings m
        WHERE (@Body::text IS NULL OR m.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @Body))
          AND m.held_on BETWEEN @from AND @until
          AND (m.held_on < @heldOn OR (m.body_id, m.number) > (@bodyId, @number))
        ORDER BY m.held_on DESC, m.body_id, m.number
        LIMIT @limit OFFSET @offset
        """,
        Places(filter, after, limit, offset), ct);

    /// <summary>Public notes, the latest meeting first.</summary>
    public Task<IReadOnlyList<MeetingPlace>> NotesAsync(OpenFilter filter, MeetingPlace? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<MeetingPlace>(
        """
        SELECT n.id, m.held_on, m.body_id, m.number::int, 0 AS position
        FROM meetings m
        JOIN notes n ON n.meeting_id = m.id AND n.withdrawn_at IS NULL
        WHERE (@Body::text IS NULL OR m.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @Body))
          AND m.held_on BETWEEN @from AND @until
          AND (m.held_on < @heldOn OR (m.body_id, m.number) > (@bodyId, @number))
        ORDER BY m.held_on DESC, m.body_id, m.number
        LIMIT @limit OFFSET @offset
        """,
        Places(filter, after, limit, offset), ct);

    /// <summary>Items of public notes, the latest meeting first, and in their order.</summary>
    public Task<IReadOnlyList<MeetingPlace>> ItemsAsync(OpenFilter filter, MeetingPlace? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<MeetingPlace>(
        """
        SELECT i.id, m.held_on, m.body_id, m.number::int, i.position::int
        FROM meetings m
        JOIN notes n ON n.meeting_id = m.id AND n.withdrawn_at IS NULL
        JOIN agenda_items i ON i.note_id = n.id
        WHERE (@Body::text IS NULL OR m.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @Body))
          AND (@Matter::text IS NULL OR i.matter_id = (SELECT x.id FROM matters x WHERE x.slug = @Matter))
          AND (@Topic::text IS NULL OR EXISTS (SELECT 1 FROM item_topics t WHERE t.item_id = i.id AND t.topic_id = (SELECT x.id FROM topics x WHERE x.slug = @Topic)))
          AND m.held_on BETWEEN @from AND @until
          AND (m.held_on < @heldOn OR (m.body_id, m.number, i.position) > (@bodyId, @number, @position))
        ORDER BY m.held_on DESC, m.body_id, m.number, i.position
        LIMIT @limit OFFSET @offset
        """,
        Places(filter, after, limit, offset), ct);

    /// <summary>Public follow-ups, the last written first.</summary>
    public Task<IReadOnlyList<Guid>> FollowUpsAsync(string? body, FollowUpState? state, Guid? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<Guid>(
        """
        SELECT s.follow_up_id
        FROM follow_up_standings s
        JOIN bodies b ON b.id = s.body_id
        WHERE s.follow_up_id < @before
          AND (@body::text IS NULL OR s.body_id = (SELECT x.id FROM bodies x WHERE x.slug = @body))
          AND (@state::text IS NULL OR follow_up_state(s.outcome, s.due_until, s.answer_due_on, b.latest_note_on, @today)::text = @state)
        ORDER BY s.follow_up_id DESC
        LIMIT @limit OFFSET @offset
        """,
        new { body, state = state?.ToString().ToLowerInvariant(), before = after ?? Guid.AllBitsSet, limit, offset, today = clock.TodayInStockholm() }, ct);

    /// <summary>Dead links of public notes, the latest to die first.</summary>
    public Task<IReadOnlyList<DeadLinkPlace>> DeadLinksAsync(DeadLinkPlace? after, int limit, long offset, CancellationToken ct) => db.QueryAsync<DeadLinkPlace>(
        """
        SELECT l.id, l.since
        FROM told_links l
        WHERE l.since <= @since AND (l.since < @since OR l.id > @id)
          AND EXISTS (SELECT 1 FROM note_links x JOIN notes n ON n.id = x.note_id WHERE x.link_id = l.id AND n.withdrawn_at IS NULL)
        ORDER BY l.since DESC, l.id
        LIMIT @limit OFFSET @offset
        """,
        new { since = after?.Since ?? DateTimeOffset.MaxValue, id = after?.Id ?? Guid.Empty, limit, offset }, ct);

    /// <summary>No bound is left out: then the plan that the database keeps begins at the place, too.</summary>
    private static object Places(OpenFilter filter, MeetingPlace? after, int limit, long offset)
    {
        var heldOn = after?.HeldOn ?? DateOnly.MaxValue;
        var until = filter.Year is { } year ? new DateOnly(year, 12, 31) : DateOnly.MaxValue;
        return new
        {
            filter.Body,
            filter.Topic,
            filter.Matter,
            from = filter.Year is { } first ? new DateOnly(first, 1, 1) : DateOnly.MinValue,
            until = heldOn < until ? heldOn : until,
            heldOn,
            bodyId = after?.BodyId ?? Guid.Empty,
            number = after?.Number ?? 0,
            position = after?.Position ?? 0,
            limit,
            offset,
        };
    }
}

/// <summary>Which to list, by slugs and the year of the meeting; nothing given, all.</summary>
public sealed record OpenFilter
{
    public string? Body { get; init; }
    public int? Year { get; init; }
    public string? Topic { get; init; }
    public string? Matter { get; init; }
}

/// <summary>Where a meeting, its note or an item stands in a list.</summary>
public sealed record MeetingPlace
{
    public Guid Id { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required Guid BodyId { get; init; }
    public required int Number { get; init; }
    public required int Position { get; init; }
}

/// <summary>Where a matter stands in the list.</summary>
public sealed record MatterPlace
{
    public Guid Id { get; init; }
    public required DateOnly LatestOn { get; init; }
    public required string Slug { get; init; }
}

/// <summary>Where a dead link stands in the list.</summary>
public sealed record DeadLinkPlace
{
    public Guid Id { get; init; }
    public required DateTimeOffset Since { get; init; }
}
