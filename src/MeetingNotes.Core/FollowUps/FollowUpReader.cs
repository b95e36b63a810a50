using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.FollowUps;

/// <summary>What was said to happen, and what became of it.</summary>
public sealed class FollowUpReader(Database db)
{
    public const int PageSize = 30;

    /// <summary>Follow-ups, newest meeting first; one more than a page is read to know whether there are more.</summary>
    public async Task<(IReadOnlyList<FollowUp> FollowUps, bool HasMore)> ListAsync(string? bodySlug, FollowUpState? state, int page, CancellationToken ct)
    {
        var rows = await ListAsync(bodySlug, state, PageSize + 1, (page - 1L) * PageSize, ct);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    /// <summary>A body's follow-ups that have no final answer, newest first.</summary>
    public Task<IReadOnlyList<FollowUp>> OpenOfAsync(string bodySlug, int limit, CancellationToken ct) =>
        ListAsync(bodySlug, FollowUpState.Open, limit, 0, ct);

    /// <summary>The ones that were answered last.</summary>
    public async Task<IReadOnlyList<FollowUp>> LatestAnsweredAsync(int limit, CancellationToken ct) =>
        [.. (await db.QueryAsync<FollowUpRow>(
            """
            SELECT f.item_id, f.body_slug::text, f.body_name, f.slug::text, f.text, f.responsible, f.due, f.state,
                   f.held_on, f.number::int, f.item_anchor::text, f.item_position::int,
                   f.answer_outcome, f.answer_text, f.answer_body_slug::text, f.answer_held_on, f.answer_number::int, f.answer_anchor::text
            FROM follow_up_states f
            WHERE f.id = ANY(ARRAY(
                  SELECT a.follow_up_id
                  FROM agenda_items i
                  JOIN follow_up_answers a ON a.item_id = i.id
                  WHERE i.note_id = ANY(ARRAY(SELECT n.id FROM published_notes n ORDER BY n.held_on DESC, n.body_slug, n.number DESC LIMIT 30))))
              AND f.answer_held_on IS NOT NULL
            ORDER BY f.answer_held_on DESC, f.body_slug, f.slug
            LIMIT @limit
            """,
            new { limit }, ct)).Select(row => row.ToFollowUp())];

    public async Task<FollowUp?> FindAsync(string bodySlug, string slug, CancellationToken ct) =>
        (await db.QuerySingleOrDefaultAsync<FollowUpRow>(
            """
            SELECT f.item_id, f.body_slug::text, f.body_name, f.slug::text, f.text, f.responsible, f.due, f.first_due, f.state,
                   f.held_on, f.number::int, f.item_anchor::text, f.item_position::int,
                   f.answer_outcome, f.answer_text, f.answer_body_slug::text, f.answer_held_on, f.answer_number::int, f.answer_anchor::text
            FROM follow_up_states f
            WHERE f.slug = @slug
              AND (f.body_slug = @bodySlug
                   OR f.body_id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @bodySlug))
            ORDER BY f.body_slug = @bodySlug DESC
            LIMIT 1
            """,
            new { bodySlug, slug }, ct))?.ToFollowUp();

    /// <summary>Why a follow-up is gone: the reason that its note was withdrawn; <c>null</c> when there never was one.</summary>
    public async Task<string?> WithdrawnReasonAsync(string bodySlug, string slug, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<string>(
            """
            SELECT n.withdrawn_reason
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN agenda_items i ON i.id = f.item_id
            JOIN notes n ON n.id = i.note_id
            WHERE b.slug = @bodySlug AND f.slug = @slug
            """,
            new { bodySlug, slug }, ct);

    /// <summary>Everything said about a follow-up at later meetings, oldest first.</summary>
    public async Task<IReadOnlyList<FollowUpAnswer>> AnswersAsync(string bodySlug, string slug, CancellationToken ct) =>
        [.. (await db.QueryAsync<AnswerRow>(
            """
            SELECT a.text, a.outcome, a.due, n.body_slug::text, n.body_name, n.held_on, n.number::int, i.anchor::text, i.heading
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN follow_up_answers a ON a.follow_up_id = f.id
            JOIN agenda_items i ON i.id = a.item_id
            JOIN published_notes n ON n.id = i.note_id
            WHERE b.slug = @bodySlug AND f.slug = @slug
            ORDER BY n.held_on, n.number, i.position, a.position
            """,
            new { bodySlug, slug }, ct)).Select(row => new FollowUpAnswer(
                row.Text, FollowUpRow.OutcomeOf(row.Outcome), row.Due, row.BodyName, row.HeldOn,
                $"{NoteAddress.For(row.BodySlug, row.HeldOn, row.Number)}#{row.Anchor}", row.Heading))];

    private async Task<IReadOnlyList<FollowUp>> ListAsync(string? bodySlug, FollowUpState? state, int limit, long offset, CancellationToken ct) =>
        [.. (await db.QueryAsync<FollowUpRow>(
            """
            SELECT f.item_id, f.body_slug::text, f.body_name, f.slug::text, f.text, f.responsible, f.due, f.state,
                   f.held_on, f.number::int, f.item_anchor::text, f.item_position::int,
                   f.answer_outcome, f.answer_text, f.answer_body_slug::text, f.answer_held_on, f.answer_number::int, f.answer_anchor::text
            FROM follow_up_states f
            WHERE (@bodySlug::text IS NULL OR f.body_slug = @bodySlug)
              AND (@state::text IS NULL OR f.state = @state)
            ORDER BY f.held_on DESC, f.body_slug, f.number DESC, f.item_position, f.position
            LIMIT @limit OFFSET @offset
            """,
            new { bodySlug, state = ColumnOf(state), limit, offset }, ct)).Select(row => row.ToFollowUp())];

    private static string? ColumnOf(FollowUpState? state) => state switch
    {
        null => null,
        FollowUpState.Done => "done",
        FollowUpState.Dropped => "dropped",
        _ => "open",
    };

    private sealed record AnswerRow
    {
        public required string Text { get; init; }
        public required string Outcome { get; init; }
        public string? Due { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public required string Anchor { get; init; }
        public required string Heading { get; init; }
    }
}

/// <summary>One answer in the history of a follow-up.</summary>
public sealed record FollowUpAnswer(string Text, FollowUpOutcome Outcome, string? Due, string BodyName, DateOnly HeldOn, string Path, string Heading);
