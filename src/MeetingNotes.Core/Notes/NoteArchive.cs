using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Notes;

/// <summary>Lists of notes, newest meeting first.</summary>
public sealed class NoteArchive(Database db)
{
    public const int PageSize = 20;

    /// <summary>The newest notes of all bodies.</summary>
    public Task<IReadOnlyList<NoteCard>> LatestAsync(int count, CancellationToken ct) => ListAsync(null, null, count, 0, ct);

    /// <summary>One page of the archive.</summary>
    /// <param name="bodySlug">Only this body.</param>
    /// <param name="year">Only meetings of this year.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<NoteCard>> ListAsync(string? bodySlug, int? year, int page, CancellationToken ct) =>
        ListAsync(bodySlug, year, PageSize, (page - 1L) * PageSize, ct);

    /// <summary>All notes of one body from one year; a body does not meet more than a few hundred times a year.</summary>
    public Task<IReadOnlyList<NoteCard>> OfYearAsync(string bodySlug, int year, CancellationToken ct) => ListAsync(bodySlug, year, 400, 0, ct);

    private Task<IReadOnlyList<NoteCard>> ListAsync(string? bodySlug, int? year, int limit, long offset, CancellationToken ct) =>
        db.QueryAsync<NoteCard>(
            """
            SELECT body_slug::text, body_name, held_on, number::int, title, lead_text, published_at, corrected_at,
                   item_anchors, item_headings, follow_ups, settled
            FROM note_cards
            WHERE id = ANY(ARRAY(
                  SELECT n.id
                  FROM published_notes n
                  WHERE (@bodySlug::text IS NULL OR n.body_slug = @bodySlug)
                    AND (@year::int IS NULL OR (n.held_on >= make_date(@year, 1, 1) AND n.held_on < make_date(@year + 1, 1, 1)))
                  ORDER BY n.held_on DESC, n.body_slug, n.number DESC
                  LIMIT @limit OFFSET @offset))
            ORDER BY held_on DESC, body_slug, number DESC
            """,
            new { bodySlug, year, limit, offset }, ct);
}
