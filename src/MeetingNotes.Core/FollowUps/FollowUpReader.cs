using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.FollowUps;

/// <summary>What was said to happen, and what became of it. What each is on the day is derived on every read, against today in Stockholm.</summary>
public sealed class FollowUpReader(Database db, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>What has waited longest first, undated by age, then the settled, newest first: the order of every list.</summary>
    private const string Order = "f.settled_on DESC NULLS FIRST, coalesce(f.due_until, 'infinity'), f.said_on, f.id";

    private volatile KeptNumbers? _kept;

    /// <summary>How many there are, of one body or of all. The numbers of all are kept until the day or a follow-up changes.</summary>
    public async Task<FollowUpNumbers> NumbersAsync(string? bodySlug, CancellationToken ct)
    {
        var today = clock.TodayInStockholm();
        if (bodySlug is not null)
        {
            return (await CountAsync(bodySlug, today, ct)).Numbers;
        }

        var changes = await db.ExecuteScalarAsync<int?>("SELECT version FROM derivations WHERE name = @FollowUpChanges", new { PublicCounts.FollowUpChanges }, ct);
        if (_kept is { } kept && kept.Changes == changes && kept.Today == today)
        {
            return kept.Numbers;
        }

        // As of the same moment as the numbers: what is published meanwhile is seen the next time.
        var (counted, numbers) = await CountAsync(null, today, ct);
        _kept = new KeptNumbers(counted, today, numbers);
        return numbers;
    }

    private async Task<(int? Changes, FollowUpNumbers Numbers)> CountAsync(string? bodySlug, DateOnly today, CancellationToken ct)
    {
        var rows = await db.QueryAsync<CountRow>(
            """
            SELECT n.year::int, n.due_year::int, n.state::text, false AS is_late, n.follow_ups,
                   (SELECT d.version FROM derivations d WHERE d.name = @FollowUpChanges) AS changes
            FROM (
                SELECT s.said_year AS year, s.due_year, count(*)::int AS follow_ups,
                       follow_up_state('open', s.due_until, s.answer_due_on, b.latest_note_on, @today) AS state
                FROM bodies b
                CROSS JOIN LATERAL (
                    -- The rest is tallied. OFFSET 0: find these few by index, body by body.
                    SELECT x.said_year, x.due_year, x.due_until, x.answer_due_on
                    FROM follow_up_standings x
                    WHERE x.body_id = b.id AND x.settled_on IS NULL
                      AND x.answer_due_on >= CASE WHEN b.latest_note_on <= @today THEN b.latest_note_on ELSE '-infinity' END
                    OFFSET 0
                ) s
                WHERE @bodySlug::text IS NULL OR b.slug = @bodySlug
                GROUP BY s.said_year, s.due_year, state
            ) n
            UNION ALL
            SELECT t.year::int, t.due_year::int, t.outcome::text, t.is_late, sum(t.follow_ups)::int,
                   (SELECT d.version FROM derivations d WHERE d.name = @FollowUpChanges)
            FROM follow_up_tallies t
            JOIN bodies b ON b.id = t.body_id
            WHERE (@bodySlug::text IS NULL OR b.slug = @bodySlug)
              AND (t.outcome <> 'missing' OR b.latest_note_on <= @today)
            GROUP BY t.year, t.due_year, t.outcome, t.is_late
            """,
            new { bodySlug, today, PublicCounts.FollowUpChanges }, ct);
        return (
            rows.Count == 0 ? null : rows[0].Changes,
            new FollowUpNumbers([.. rows.Select(row => new FollowUpCount(row.Year, row.DueYear, FollowUpRow.StateOf(row.State), row.IsLate, row.FollowUps))]));
    }

    /// <summary>A page of a filtered list; one more than a page is read to know whether there are more.</summary>
    public async Task<(IReadOnlyList<FollowUp> FollowUps, bool HasMore)> ListAsync(FollowUpFilter filter, int page, CancellationToken ct)
    {
        var rows = await ListAsync(filter, PageSize + 1, (page - 1L) * PageSize, ct);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    /// <summary>The first of those whose time is over, of the open and of the settled: at most <paramref name="limit"/> of each.</summary>
    public async Task<IReadOnlyList<FollowUp>> FirstOfEachAsync(FollowUpFilter filter, int limit, CancellationToken ct) =>
        ToFollowUps(await db.QueryAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(
                (SELECT s.follow_up_id
                 FROM follow_up_standings s
                 WHERE s.settled_on IS NULL AND s.due_until < @today
                   AND (@BodySlug::text IS NULL OR s.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @BodySlug))
                   AND (@DueFrom::date IS NULL OR s.due_until BETWEEN @DueFrom AND @DueTo)
                 ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                 LIMIT @limit)
                UNION ALL
                (SELECT s.follow_up_id
                 FROM follow_up_standings s
                 WHERE s.settled_on IS NULL AND s.due_until >= @today
                   AND (@BodySlug::text IS NULL OR s.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @BodySlug))
                   AND (@DueFrom::date IS NULL OR s.due_until BETWEEN @DueFrom AND @DueTo)
                 ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                 LIMIT @limit)
                UNION ALL
                (SELECT s.follow_up_id
                 FROM follow_up_standings s
                 WHERE s.settled_on IS NOT NULL
                   AND (@BodySlug::text IS NULL OR s.body_id = (SELECT b.id FROM bodies b WHERE b.slug = @BodySlug))
                   AND (@DueFrom::date IS NULL OR s.due_until BETWEEN @DueFrom AND @DueTo)
                 ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                 LIMIT @limit)))
            ORDER BY
            """ + " " + Order,
            new { filter.BodySlug, filter.DueFrom, filter.DueTo, limit, today = clock.TodayInStockholm() }, ct));

    /// <summary>A body's follow-ups that have no final answer, what has waited longest first.</summary>
    public async Task<IReadOnlyList<FollowUp>> UnsettledOfAsync(string bodySlug, int limit, CancellationToken ct) =>
        [.. (await FirstOfEachAsync(new FollowUpFilter { BodySlug = bodySlug }, limit, ct)).Where(followUp => followUp.SettledOn is null).Take(limit)];

    /// <summary>What has waited longest for an answer, and what was answered last.</summary>
    public async Task<(IReadOnlyList<FollowUp> Waiting, IReadOnlyList<FollowUp> Answered)> NewsAsync(int limit, CancellationToken ct)
    {
        var rows = await db.QueryAsync<NewsRow>(
            """
            WITH news AS MATERIALIZED (
                SELECT ARRAY(
                           SELECT s.follow_up_id
                           FROM follow_up_standings s
                           WHERE s.settled_on IS NULL AND s.due_until < @today
                           ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                           LIMIT @limit) AS waiting,
                       ARRAY(
                           SELECT a.follow_up_id
                           FROM agenda_items i
                           JOIN follow_up_answers a ON a.item_id = i.id
                           JOIN follow_up_standings s ON s.answer_id = a.id
                           JOIN notes n ON n.id = i.note_id
                           JOIN meetings m ON m.id = n.meeting_id
                           WHERE i.note_id = ANY(ARRAY(SELECT p.id FROM published_notes p ORDER BY p.held_on DESC, p.body_slug, p.number DESC LIMIT 30))
                           ORDER BY m.held_on DESC, s.settled_on IS NULL, a.follow_up_id
                           LIMIT @limit) AS answered
            )
            SELECT f.id = ANY((SELECT waiting FROM news)::uuid[]) AS is_waiting, f.id = ANY((SELECT answered FROM news)::uuid[]) AS is_answered,
            """ + " " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY((SELECT waiting || answered FROM news)::uuid[])
            ORDER BY f.answer_held_on DESC NULLS LAST, f.settled_on IS NULL,
            """ + " " + Order,
            new { limit, today = clock.TodayInStockholm() }, ct);
        return (
            [.. rows.Where(row => row.IsWaiting).Select(row => row.ToFollowUp()).OrderBy(followUp => followUp.Due?.Until).ThenBy(followUp => followUp.HeldOn)],
            [.. rows.Where(row => row.IsAnswered).Select(row => row.ToFollowUp())]);
    }

    /// <summary>By its slug, or by one that it or its body has had.</summary>
    public async Task<FollowUp?> FindAsync(string bodySlug, string slug, CancellationToken ct) =>
        (await db.QuerySingleOrDefaultAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(
                SELECT x.id
                FROM follow_ups x
                JOIN bodies b ON b.id = x.body_id
                WHERE x.slug = present_slug(b.id, @slug)
                  AND (b.slug = @bodySlug OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @bodySlug))))
            ORDER BY f.body_slug = @bodySlug DESC
            LIMIT 1
            """,
            new { bodySlug, slug, today = clock.TodayInStockholm() }, ct))?.ToFollowUp();

    /// <summary>Why a follow-up is gone: the reason that its note was withdrawn; <c>null</c> when there never was one.</summary>
    public async Task<string?> WithdrawnReasonAsync(string bodySlug, string slug, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<string>(
            """
            SELECT n.withdrawn_reason
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN agenda_items i ON i.id = f.item_id
            JOIN notes n ON n.id = i.note_id
            WHERE f.slug = present_slug(b.id, @slug)
              AND (b.slug = @bodySlug OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @bodySlug))
            ORDER BY b.slug = @bodySlug DESC
            LIMIT 1
            """,
            new { bodySlug, slug }, ct);

    /// <summary>Everything said about a follow-up at later meetings, oldest first.</summary>
    public async Task<IReadOnlyList<FollowUpAnswer>> AnswersAsync(string bodySlug, string slug, CancellationToken ct) =>
        [.. (await db.QueryAsync<AnswerRow>(
            """
            SELECT a.text, a.outcome, a.due, a.due_reading, a.due_edtf, n.body_slug::text, n.body_name, n.held_on, n.number::int, i.anchor::text, i.heading
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN follow_up_answers a ON a.follow_up_id = f.id
            JOIN agenda_items i ON i.id = a.item_id
            JOIN published_notes n ON n.id = i.note_id
            WHERE b.slug = @bodySlug AND f.slug = @slug
            ORDER BY n.held_on, a.outcome IN ('done', 'dropped'), n.body_slug DESC, n.number, i.position, a.position
            """,
            new { bodySlug, slug }, ct)).Select(row => new FollowUpAnswer(
                row.Text, FollowUpRow.OutcomeOf(row.Outcome), Due.Said(row.Due, row.DueReading, row.DueEdtf), row.BodyName, row.HeldOn,
                $"{NoteAddress.For(row.BodySlug, row.HeldOn, row.Number)}#{row.Anchor}", row.Heading))];

    /// <summary>What was said to happen in some items, in their order.</summary>
    public async Task<ILookup<Guid, FollowUp>> OfItemsAsync(IEnumerable<Guid> itemIds, CancellationToken ct) =>
        ToFollowUps(await db.QueryAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(SELECT x.id FROM follow_ups x WHERE x.item_id = ANY(@itemIds)))
            ORDER BY f.position
            """,
            new { itemIds = itemIds.ToArray(), today = clock.TodayInStockholm() }, ct)).ToLookup(followUp => followUp.ItemId);

    private async Task<IReadOnlyList<FollowUp>> ListAsync(FollowUpFilter filter, int limit, long offset, CancellationToken ct) =>
        ToFollowUps(await db.QueryAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(
                SELECT s.follow_up_id
                FROM follow_up_standings s
                JOIN bodies b ON b.id = s.body_id
                WHERE (@BodySlug::text IS NULL OR s.body_id = (SELECT one.id FROM bodies one WHERE one.slug = @BodySlug))
                  AND (@DueFrom::date IS NULL OR s.due_until BETWEEN @DueFrom AND @DueTo)
                  AND (@state::text IS NULL
                       OR (@state = 'open' AND s.settled_on IS NULL AND s.due_until >= @today)
                       OR (@state IN ('waiting', 'missing') AND s.settled_on IS NULL AND s.due_until < @today
                           AND (@state = 'missing' OR s.answer_due_on > coalesce(b.latest_note_on, '-infinity'))    -- few: an index finds them
                           AND follow_up_state(s.outcome, s.due_until, s.answer_due_on, b.latest_note_on, @today)::text = @state)
                       OR (@state IN ('done', 'dropped') AND s.settled_on IS NOT NULL AND s.outcome = @state))
                ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                LIMIT @limit OFFSET @offset))
            ORDER BY
            """ + " " + Order,
            new
            {
                filter.BodySlug,
                filter.DueFrom,
                filter.DueTo,
                state = filter.State?.ToString().ToLowerInvariant(),
                limit,
                offset,
                today = clock.TodayInStockholm(),
            }, ct));

    private static IReadOnlyList<FollowUp> ToFollowUps(IReadOnlyList<FollowUpRow> rows) => [.. rows.Select(row => row.ToFollowUp())];

    private sealed record NewsRow : FollowUpRow
    {
        public required bool IsWaiting { get; init; }
        public required bool IsAnswered { get; init; }
    }

    private sealed record CountRow(int Year, int DueYear, string State, bool IsLate, int FollowUps, int? Changes);

    private sealed record KeptNumbers(int? Changes, DateOnly Today, FollowUpNumbers Numbers);

    private sealed record AnswerRow
    {
        public required string Text { get; init; }
        public required string Outcome { get; init; }
        public string? Due { get; init; }
        public string? DueReading { get; init; }
        public string? DueEdtf { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public required string Anchor { get; init; }
        public required string Heading { get; init; }
    }
}

/// <summary>One answer in the history of a follow-up.</summary>
public sealed record FollowUpAnswer(string Text, FollowUpOutcome Outcome, Due? Due, string BodyName, DateOnly HeldOn, string Path, string Heading);
