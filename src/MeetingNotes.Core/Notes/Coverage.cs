using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Notes;

/// <summary>What the portal holds, by body and year: read from counters, whatever the size of the archive.</summary>
public sealed class CoverageReader(Database db)
{
    public async Task<Coverage> ReadAsync(CancellationToken ct) => new(
        await db.QueryAsync<BodyYearCount>(
            """
            SELECT b.slug::text AS body_slug, b.name AS body_name, b.dissolved_on, c.year, c.notes, c.items, c.follow_ups, c.settled
            FROM bodies b
            LEFT JOIN counts c ON c.body_id = b.id AND c.notes > 0
            ORDER BY b.name COLLATE "sv-SE-x-icu", c.year DESC
            """,
            null, ct));

    /// <summary>Only how much there is in all.</summary>
    public async Task<CoverageTotal> ReadTotalAsync(CancellationToken ct) => (await db.QuerySingleOrDefaultAsync<CoverageTotal>(
        """
        SELECT coalesce(sum(items), 0)::int AS items, coalesce(sum(notes), 0)::int AS notes, count(DISTINCT body_id)::int AS bodies,
               min(year)::int AS first_year, max(year)::int AS last_year
        FROM counts
        WHERE notes > 0
        """,
        null, ct))!;
}

public sealed record CoverageTotal
{
    public required int Items { get; init; }
    public required int Notes { get; init; }
    public required int Bodies { get; init; }
    public int? FirstYear { get; init; }
    public int? LastYear { get; init; }
}

/// <summary>Counts with the sums that pages show.</summary>
public sealed class Coverage(IReadOnlyList<BodyYearCount> rows)
{
    public int Notes => rows.Sum(row => row.Notes ?? 0);

    public int Items => rows.Sum(row => row.Items ?? 0);

    public int FollowUps => rows.Sum(row => row.FollowUps ?? 0);

    public int Settled => rows.Sum(row => row.Settled ?? 0);

    public int? FirstYear => rows.Min(row => row.Year);

    public int? LastYear => rows.Max(row => row.Year);

    /// <summary>Every body with its number of notes, in Swedish order.</summary>
    public IReadOnlyList<BodyCount> Bodies { get; } =
    [
        .. rows.GroupBy(row => row.BodySlug).Select(group =>
            new BodyCount(group.Key, group.First().BodyName, group.First().DissolvedOn, group.Sum(row => row.Notes ?? 0))),
    ];

    /// <summary>Years with notes, newest first, and how many; of one body or of all.</summary>
    public IReadOnlyList<(int Year, int Notes)> Years(string? bodySlug = null) =>
    [
        .. rows.Where(row => row.Year is not null && (bodySlug is null || row.BodySlug == bodySlug))
            .GroupBy(row => row.Year!.Value)
            .Select(group => (group.Key, group.Sum(row => row.Notes ?? 0)))
            .OrderByDescending(entry => entry.Key),
    ];

    /// <summary>How many notes there are with these filters.</summary>
    public int CountNotes(string? bodySlug, int? year) =>
        rows.Where(row => (bodySlug is null || row.BodySlug == bodySlug) && (year is null || row.Year == year)).Sum(row => row.Notes ?? 0);
}

public sealed record BodyYearCount
{
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public int? Year { get; init; }
    public int? Notes { get; init; }
    public int? Items { get; init; }
    public int? FollowUps { get; init; }
    public int? Settled { get; init; }
}

public sealed record BodyCount(string Slug, string Name, DateOnly? DissolvedOn, int Notes);
