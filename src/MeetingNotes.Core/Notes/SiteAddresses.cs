using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Notes;

/// <summary>
/// The address of every public page that people make by publishing, in an order where what is new comes last: notes and follow-ups year by year, and the names
/// that years have in common (bodies, topics and matters). What site maps list.
/// </summary>
public sealed class SiteAddresses(Database db)
{
    private static readonly DateOnly FirstDay = new(1800, 1, 1);
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    /// <summary>The years that have notes, oldest first, by the day of the meeting.</summary>
    /// <param name="year">Only this one.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<AddressGroup>> YearsAsync(int? year, CancellationToken ct)
    {
        var (first, last) = Days(year);
        return db.QueryAsync<AddressGroup>(
            """
            SELECT noted.year, noted.notes + coalesce(said.follow_ups, 0) AS addresses, noted.state, noted.changed_at
            FROM (
                SELECT extract(year FROM m.held_on)::int AS year, (count(*) FILTER (WHERE n.withdrawn_at IS NULL))::int AS notes,
                       concat_ws(' ', count(*), max(c.number)) AS state, max(c.changed_at) AS changed_at
                FROM meetings m
                JOIN notes n ON n.meeting_id = m.id
                JOIN public_changes c ON c.kind = 'note' AND c.id = n.id
                WHERE m.held_on BETWEEN @first AND @last
                GROUP BY 1
            ) noted
            LEFT JOIN (SELECT year, sum(follow_ups)::int AS follow_ups FROM counts GROUP BY year) said ON said.year = noted.year
            WHERE noted.notes > 0
            ORDER BY noted.year
            """,
            new { first, last }, ct);
    }

    /// <summary>The bodies, topics and matters.</summary>
    public async Task<AddressGroup> NamesAsync(CancellationToken ct) => (await db.QuerySingleOrDefaultAsync<AddressGroup>(
        """
        SELECT ((SELECT count(*) FROM bodies) + (SELECT count(*) FROM topics WHERE items > 0) + (SELECT count(*) FROM matters WHERE items > 0))::int AS addresses,
               max(number)::text AS state, max(changed_at) AS changed_at
        FROM public_changes
        WHERE kind IN ('body', 'topic', 'matter')
        """,
        null, ct))!;

    /// <summary>Notes and follow-ups by the day of their meeting.</summary>
    /// <param name="year">Only meetings of this year.</param>
    /// <param name="skip">So many come before.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<SiteAddress>> SaidAsync(int? year, int skip, int take, CancellationToken ct)
    {
        var (first, last) = Days(year);
        var rows = await db.QueryAsync<SaidRow>(
            """
            SELECT x.body_slug, x.day, x.number, x.follow_up_slug, x.changed_at
            FROM (
                SELECT n.held_on AS day, n.id, n.body_slug::text, n.number::int, NULL::text AS follow_up_slug, n.changed_at
                FROM published_notes n
                WHERE n.held_on BETWEEN @first AND @last
                UNION ALL
                SELECT s.said_on, s.follow_up_id, b.slug::text, NULL, f.slug::text, NULL
                FROM follow_up_standings s
                JOIN follow_ups f ON f.id = s.follow_up_id
                JOIN bodies b ON b.id = s.body_id
                WHERE s.said_on BETWEEN @first AND @last
            ) x
            ORDER BY x.day, x.id
            LIMIT @take OFFSET @skip
            """,
            new { first, last, skip, take }, ct);
        return [.. rows.Select(row => row.ToAddress())];
    }

    /// <summary>Bodies, topics and matters, in the order in which they came.</summary>
    public Task<IReadOnlyList<SiteAddress>> NamedAsync(int skip, int take, CancellationToken ct) =>
        db.QueryAsync<SiteAddress>(
            """
            SELECT x.path
            FROM (
                SELECT id, '/organ/' || slug AS path FROM bodies
                UNION ALL SELECT id, '/amnen/' || slug FROM topics WHERE items > 0
                UNION ALL SELECT id, '/arenden/' || slug FROM matters WHERE items > 0
            ) x
            ORDER BY x.id
            LIMIT @take OFFSET @skip
            """,
            new { skip, take }, ct);

    private static (DateOnly First, DateOnly Last) Days(int? year) =>
        year is { } only ? (new DateOnly(only, 1, 1), new DateOnly(only, 12, 31)) : (FirstDay, LastDay);

    private sealed record SaidRow
    {
        public required string BodySlug { get; init; }
        public required DateOnly Day { get; init; }
        public int? Number { get; init; }
        public string? FollowUpSlug { get; init; }
        public DateTimeOffset? ChangedAt { get; init; }

        public SiteAddress ToAddress() => new()
        {
            Path = FollowUpSlug is null ? NoteAddress.For(BodySlug, Day, Number ?? 1) : $"/uppfoljningar/{BodySlug}/{FollowUpSlug}",
            ChangedAt = ChangedAt,
        };
    }
}

/// <summary>Addresses that belong together: those of a year, or the names.</summary>
public sealed record AddressGroup
{
    /// <summary>Of the meetings; none for names.</summary>
    public int? Year { get; init; }

    /// <summary>How many there are now.</summary>
    public required int Addresses { get; init; }

    /// <summary>Another as soon as any of them is, or has changed. Means nothing else.</summary>
    public string? State { get; init; }

    /// <summary>When anything of it changed last, what was withdrawn too.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

public sealed record SiteAddress
{
    public required string Path { get; init; }

    /// <summary>When the page changed last, where one thing decides that: a note.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}
