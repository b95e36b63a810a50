using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Bodies;

/// <summary>Reads one body for its public page.</summary>
public sealed class BodyReader(Database db)
{
    /// <summary>The body with this slug; one that had it before comes back under its present slug.</summary>
    public async Task<Body?> FindAsync(string slug, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<Body>(
            """
            SELECT b.id, b.slug::text, b.name, b.description, b.contact, b.dissolved_on,
                   s.slug::text AS successor_slug, s.name AS successor_name,
                   ARRAY(SELECT f.name FROM body_former_names f WHERE f.body_id = b.id ORDER BY f.position, f.slug) AS former_names,
                   ARRAY(SELECT p.slug::text FROM bodies p WHERE p.successor_id = b.id ORDER BY p.name) AS predecessor_slugs,
                   ARRAY(SELECT p.name FROM bodies p WHERE p.successor_id = b.id ORDER BY p.name) AS predecessor_names,
                   ARRAY(SELECT c.year FROM counts c WHERE c.body_id = b.id AND c.notes > 0 ORDER BY c.year DESC) AS years,
                   ARRAY(SELECT c.notes FROM counts c WHERE c.body_id = b.id AND c.notes > 0 ORDER BY c.year DESC) AS year_notes,
                   (SELECT coalesce(sum(c.follow_ups), 0)::int FROM counts c WHERE c.body_id = b.id) AS follow_ups,
                   (SELECT coalesce(sum(c.settled), 0)::int FROM counts c WHERE c.body_id = b.id) AS settled
            FROM bodies b
            LEFT JOIN bodies s ON s.id = b.successor_id
            WHERE b.slug = @slug
               OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @slug)
            ORDER BY b.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);
}

/// <summary>A council, board or committee.</summary>
public sealed record Body
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public string? Contact { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public string? SuccessorSlug { get; init; }
    public string? SuccessorName { get; init; }
    public IReadOnlyList<string> FormerNames { get; init; } = [];
    public IReadOnlyList<string> PredecessorSlugs { get; init; } = [];
    public IReadOnlyList<string> PredecessorNames { get; init; } = [];

    /// <summary>Years with notes, newest first.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>How many notes each of the years has.</summary>
    public IReadOnlyList<int> YearNotes { get; init; } = [];
    public required int FollowUps { get; init; }
    public required int Settled { get; init; }
}
