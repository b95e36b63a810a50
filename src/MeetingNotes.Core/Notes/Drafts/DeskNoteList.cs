using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Notes that are or have been public, for the people who write about their bodies.</summary>
public sealed class DeskNoteList(Database db)
{
    public const int PageSize = 30;

    /// <summary>The latest meeting first.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="page">From 1.</param>
    /// <param name="person">Sees only the bodies that they write for.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<DeskNote>> ListAsync(DeskNoteFilter filter, int page, StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<DeskNote>(
            NoteDesk.Select +
            """
            WHERE (@bodies::uuid[] IS NULL OR b.id = ANY(@bodies))
              AND (@BodySlug::text IS NULL OR b.slug = @BodySlug)
              AND (@Year::int IS NULL OR m.held_on BETWEEN make_date(@Year, 1, 1) AND make_date(@Year, 12, 31))
              AND NOT EXISTS (SELECT 1 FROM unnest(@words::text[]) w WHERE strpos(lower(n.title || ' ' || b.name COLLATE "sv-SE-x-icu"), w) = 0)
            ORDER BY m.held_on DESC, b.name, m.number DESC
            LIMIT @PageSize OFFSET @offset
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer), filter.BodySlug, filter.Year, words = filter.Words.ToArray(), PageSize, offset = (page - 1) * PageSize }, ct);

    /// <summary>How many <see cref="ListAsync"/> has in all.</summary>
    public Task<int> CountAsync(DeskNoteFilter filter, StaffPerson person, CancellationToken ct) =>
        db.ExecuteScalarAsync<int>(
            """
            SELECT count(*)::int
            FROM notes n
            JOIN meetings m ON m.id = n.meeting_id
            JOIN bodies b ON b.id = m.body_id
            WHERE (@bodies::uuid[] IS NULL OR b.id = ANY(@bodies))
              AND (@BodySlug::text IS NULL OR b.slug = @BodySlug)
              AND (@Year::int IS NULL OR m.held_on BETWEEN make_date(@Year, 1, 1) AND make_date(@Year, 12, 31))
              AND NOT EXISTS (SELECT 1 FROM unnest(@words::text[]) w WHERE strpos(lower(n.title || ' ' || b.name COLLATE "sv-SE-x-icu"), w) = 0)
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer), filter.BodySlug, filter.Year, words = filter.Words.ToArray() }, ct);

    /// <summary>The years that have notes, the latest first.</summary>
    public Task<IReadOnlyList<int>> YearsAsync(StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<int>(
            """
            SELECT DISTINCT extract(year FROM m.held_on)::int AS year
            FROM notes n
            JOIN meetings m ON m.id = n.meeting_id
            WHERE @bodies::uuid[] IS NULL OR m.body_id = ANY(@bodies)
            ORDER BY year DESC
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer) }, ct);
}

/// <summary>What is looked for among notes; drafts are held against the same.</summary>
/// <param name="BodySlug">Of one body.</param>
/// <param name="Year">Of the meeting.</param>
/// <param name="Text">Words that the title or the body's name hold, in any order.</param>
public sealed record DeskNoteFilter(string? BodySlug, int? Year, string Text)
{
    internal IReadOnlyList<string> Words { get; } = [.. Text.ToLower(Time.StockholmTime.Culture).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(20)];

    public bool Holds(Draft draft) =>
        (BodySlug is null || draft.BodySlug == BodySlug) && (Year is null || draft.HeldOn.Year == Year)
        && Words.All(word => $"{draft.Title} {draft.BodyName}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
