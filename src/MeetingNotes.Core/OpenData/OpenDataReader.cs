using System.Text.Json;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.OpenData;

/// <summary>
/// Reads what is public whole, by its id: for the API, the log of changes and the dump alike, so that they cannot differ. A fixed number of
/// queries, however many are asked for; they come in the order of their ids in the question, without those that are not public.
/// </summary>
public sealed class OpenDataReader(Database db, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenBody>> BodiesAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => InOrder(ids, await db.QueryAsync<OpenBody>(
        """
        SELECT b.id, b.slug::text, b.name, b.description, b.contact, b.dissolved_on,
               s.id AS successor_id, s.slug::text AS successor_slug, s.name AS successor_name,
               ARRAY(SELECT f.name FROM body_former_names f WHERE f.body_id = b.id ORDER BY f.position, f.slug) AS former_names,
               c.changed_at AS modified_at
        FROM bodies b
        JOIN public_changes c ON c.kind = 'body' AND c.id = b.id
        LEFT JOIN bodies s ON s.id = b.successor_id
        WHERE b.id = ANY(@ids)
        """,
        new { ids = ids.ToArray() }, ct), body => body.Id);

    public async Task<IReadOnlyList<OpenTopic>> TopicsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => InOrder(ids, await db.QueryAsync<OpenTopic>(
        """
        SELECT t.id, t.slug::text, t.name, t.synonyms, t.items, c.changed_at AS modified_at
        FROM topics t
        JOIN public_changes c ON c.kind = 'topic' AND c.id = t.id
        WHERE t.id = ANY(@ids) AND t.items > 0
        """,
        new { ids = ids.ToArray() }, ct), topic => topic.Id);

    public async Task<IReadOnlyList<OpenMatter>> MattersAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => InOrder(ids, await db.QueryAsync<OpenMatter>(
        """
        SELECT m.id, m.slug::text, m.name, m.items, m.meetings, m.latest_on, c.changed_at AS modified_at
        FROM matters m
        JOIN public_changes c ON c.kind = 'matter' AND c.id = m.id
        WHERE m.id = ANY(@ids) AND m.items > 0
        """,
        new { ids = ids.ToArray() }, ct), matter => matter.Id);

    public async Task<IReadOnlyList<OpenMeeting>> MeetingsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => InOrder(ids, await db.QueryAsync<OpenMeeting>(
        """
        SELECT m.id, m.body_id, b.slug::text AS body_slug, b.name AS body_name, m.held_on, m.number::int, m.starts_at, m.place,
               m.is_cancelled, m.cancel_reason, moved.held_on AS moved_from, moved.move_reason, n.id AS note_id, c.changed_at AS modified_at
        FROM meetings m
        JOIN public_changes c ON c.kind = 'meeting' AND c.id = m.id
        JOIN bodies b ON b.id = m.body_id
        LEFT JOIN notes n ON n.meeting_id = m.id AND n.withdrawn_at IS NULL
        LEFT JOIN LATERAL (
            SELECT d.held_on, d.move_reason
            FROM meeting_days d
            WHERE d.meeting_id = m.id AND d.moved_to = m.held_on
            ORDER BY d.held_on DESC
            LIMIT 1
        ) moved ON true
        WHERE m.id = ANY(@ids)
        """,
        new { ids = ids.ToArray() }, ct), meeting => meeting.Id);

    public async Task<IReadOnlyList<OpenNote>> NotesAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var heads = await db.QueryAsync<NoteRow>(
            """
            SELECT n.id, n.meeting_id, n.body_id, n.body_slug::text, n.body_name, n.held_on, n.number::int, n.starts_at, n.place,
                   n.title, n.language, n.lead_html, n.lead_text, n.contact, n.documents::text AS documents_json, n.minutes::text AS minutes_json, n.next_meeting_on, n.published_at,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('at', x.corrected_at, 'text', x.text) ORDER BY x.position), '[]')::text
                    FROM note_corrections x WHERE x.note_id = n.id) AS corrections_json,
                   c.changed_at AS modified_at
            FROM published_notes n
            JOIN public_changes c ON c.kind = 'note' AND c.id = n.id
            WHERE n.id = ANY(@ids)
            """,
            new { ids = ids.ToArray() }, ct);
        var items = (await ReadItemsAsync("WHERE i.note_id = ANY(@ids) ORDER BY i.position", [.. heads.Select(head => head.Id)], ct)).ToLookup(item => item.NoteId);
        return InOrder(ids, heads.Select(head => head.With([.. items[head.Id]])), note => note.Id);
    }

    public async Task<IReadOnlyList<OpenItem>> ItemsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        InOrder(ids, await ReadItemsAsync("WHERE i.id = ANY(@ids)", [.. ids], ct), item => item.Id);

    /// <summary>As they stand today.</summary>
    public async Task<IReadOnlyList<OpenFollowUp>> FollowUpsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var rows = await db.QueryAsync<StandingRow>(
            "SELECT f.body_id, f.note_id, " + FollowUpRow.Columns + " FROM follow_ups_on(@today) f WHERE f.id = ANY(@ids)",
            new { ids = ids.ToArray(), today = clock.TodayInStockholm() }, ct);
        var answers = (await db.QueryAsync<LaterAnswerRow>(
            """
            SELECT a.follow_up_id, a.item_id, i.anchor::text, n.body_id, n.body_slug::text, n.body_name, n.held_on, n.number::int,
                   a.text, a.outcome, a.due, a.due_reading, a.due_edtf
            FROM follow_up_answers a
            JOIN agenda_items i ON i.id = a.item_id
            JOIN published_notes n ON n.id = i.note_id
            WHERE a.follow_up_id = ANY(@ids)
            ORDER BY n.held_on, a.outcome IN ('done', 'dropped'), n.body_slug DESC, n.number, i.position, a.position
            """,
            new { ids = rows.Select(row => row.Id).ToArray() }, ct)).Select(row => row.ToAnswer()).ToLookup(answer => answer.FollowUpId);
        return InOrder(ids, rows.Select(row => new OpenFollowUp(row.ToFollowUp(), row.BodyId, row.NoteId, [.. answers[row.Id]])), followUp => followUp.FollowUp.Id);
    }

    /// <summary>As the latest checks found them.</summary>
    public async Task<IReadOnlyList<OpenDeadLink>> DeadLinksAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => InOrder(ids, await db.QueryAsync<OpenDeadLink>(
        """
        SELECT l.id, l.url, l.since, l.checked_at, l.copy_name, l.copy_bytes,
               ARRAY(SELECT n.id
                     FROM note_links x
                     JOIN published_notes n ON n.id = x.note_id
                     WHERE x.link_id = l.id
                     ORDER BY n.held_on DESC, n.id
                     LIMIT @MaxNotes) AS note_ids
        FROM told_links l
        WHERE l.id = ANY(@ids)
        """,
        new { ids = ids.ToArray(), OpenDeadLink.MaxNotes }, ct), link => link.Id);

    /// <summary>Why something is not public any longer; <c>null</c> when it is, or never was.</summary>
    /// <param name="id">Of a note, an agenda item or a follow-up.</param>
    /// <param name="ct">Cancels.</param>
    public Task<string?> WithdrawnReasonAsync(Guid id, CancellationToken ct) => db.QuerySingleOrDefaultAsync<string>(
        """
        SELECT CASE WHEN n.id IS NULL THEN 'Noteringen är gallrad enligt beslut ' || d.decision || '.' ELSE n.withdrawn_reason END
        FROM (SELECT coalesce(
                  (SELECT i.note_id FROM agenda_items i WHERE i.id = @id),
                  (SELECT i.note_id FROM follow_ups f JOIN agenda_items i ON i.id = f.item_id WHERE f.id = @id),
                  @id) AS id) asked
        LEFT JOIN notes n ON n.id = asked.id
        LEFT JOIN disposals d ON d.note_id = asked.id
        WHERE n.withdrawn_at IS NOT NULL OR (n.id IS NULL AND d.note_id IS NOT NULL)
        """,
        new { id }, ct);

    /// <summary>The body, topic or matter with a slug, the present one or a former; <c>null</c> when there is none.</summary>
    public Task<Guid?> FindAsync(OpenKind kind, string slug, CancellationToken ct) => db.ExecuteScalarAsync<Guid?>(
        """
        SELECT CASE @kind
            WHEN 'body' THEN coalesce((SELECT b.id FROM bodies b WHERE b.slug = @slug), (SELECT f.body_id FROM body_former_names f WHERE f.slug = @slug))
            WHEN 'topic' THEN coalesce((SELECT t.id FROM topics t WHERE t.slug = @slug), (SELECT f.topic_id FROM topic_former_slugs f WHERE f.slug = @slug))
            WHEN 'matter' THEN coalesce((SELECT m.id FROM matters m WHERE m.slug = @slug), (SELECT f.matter_id FROM matter_former_slugs f WHERE f.slug = @slug))
        END
        """,
        new { kind = ChangeLog.NameOf(kind), slug }, ct);

    private async Task<IEnumerable<OpenItem>> ReadItemsAsync(string which, Guid[] ids, CancellationToken ct)
    {
        var rows = await db.QueryAsync<OpenItem>(
            """
            SELECT i.id, i.note_id, n.meeting_id, n.body_id, n.body_slug::text, n.body_name, n.held_on, n.number::int,
                   i.position::int, i.anchor::text, i.heading, i.language, i.html, i.text,
                   m.id AS matter_id, m.slug::text AS matter_slug, m.name AS matter_name, t.topic_ids, t.topic_slugs, t.topic_names,
                   i.created_at, c.changed_at AS modified_at
            FROM agenda_items i
            JOIN published_notes n ON n.id = i.note_id
            JOIN public_changes c ON c.kind = 'note' AND c.id = n.id
            LEFT JOIN matters m ON m.id = i.matter_id
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(t.id ORDER BY x.position), '{}') AS topic_ids,
                       coalesce(array_agg(t.slug::text ORDER BY x.position), '{}') AS topic_slugs,
                       coalesce(array_agg(t.name ORDER BY x.position), '{}') AS topic_names
                FROM item_topics x
                JOIN topics t ON t.id = x.topic_id
                WHERE x.item_id = i.id
            ) t
            """ + " " + which,
            new { ids }, ct);
        var items = rows.Select(row => row.Id).ToArray();
        var followUps = (await db.QueryAsync<SaidRow>(
            """
            SELECT f.id, f.item_id, b.slug::text AS body_slug, f.slug::text, f.text, f.responsible, f.due, f.due_reading, f.due_edtf, f.born_done AS is_born_done
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            WHERE f.item_id = ANY(@items)
            ORDER BY f.position
            """,
            new { items }, ct)).ToLookup(row => row.ItemId);
        var answers = (await db.QueryAsync<SaidAnswerRow>(
            """
            SELECT a.item_id, a.follow_up_id, a.text, a.outcome, a.due, a.due_reading, a.due_edtf
            FROM follow_up_answers a
            WHERE a.item_id = ANY(@items)
            ORDER BY a.position
            """,
            new { items }, ct)).ToLookup(row => row.ItemId);
        return rows.Select(row => row with
        {
            FollowUps = [.. followUps[row.Id].Select(said => said.ToFollowUp())],
            Answers = [.. answers[row.Id].Select(said => said.ToAnswer())],
        });
    }

    private static List<T> InOrder<T>(IEnumerable<Guid> ids, IEnumerable<T> found, Func<T, Guid> idOf)
    {
        var byId = found.ToDictionary(idOf);
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    /// <summary>A note as its row has it: three lists are JSON.</summary>
    private sealed record NoteRow : OpenNote
    {
        public required string DocumentsJson { get; init; }
        public required string MinutesJson { get; init; }
        public required string CorrectionsJson { get; init; }

        public OpenNote With(IReadOnlyList<OpenItem> items) => this with
        {
            Documents = FromJson<IReadOnlyList<DocumentLink>>(DocumentsJson),
            Minutes = FromJson<IReadOnlyList<DocumentLink>>(MinutesJson),
            Corrections = FromJson<IReadOnlyList<Correction>>(CorrectionsJson),
            Items = items,
        };

        private static T FromJson<T>(string json) => JsonSerializer.Deserialize<T>(json, NotePublishing.Json)!;
    }

    private sealed record SaidRow
    {
        public required Guid Id { get; init; }
        public required Guid ItemId { get; init; }
        public required string BodySlug { get; init; }
        public required string Slug { get; init; }
        public required string Text { get; init; }
        public string? Responsible { get; init; }
        public string? Due { get; init; }
        public string? DueReading { get; init; }
        public string? DueEdtf { get; init; }
        public required bool IsBornDone { get; init; }

        public SaidFollowUp ToFollowUp() =>
            new(Id, ItemId, $"/uppfoljningar/{BodySlug}/{Slug}", Text, Responsible, FollowUps.Due.Said(Due, DueReading, DueEdtf), IsBornDone);
    }

    private sealed record SaidAnswerRow
    {
        public required Guid ItemId { get; init; }
        public required Guid FollowUpId { get; init; }
        public required string Text { get; init; }
        public required string Outcome { get; init; }
        public string? Due { get; init; }
        public string? DueReading { get; init; }
        public string? DueEdtf { get; init; }

        public SaidAnswer ToAnswer() => new(ItemId, FollowUpId, Text, FollowUpRow.OutcomeOf(Outcome), FollowUps.Due.Said(Due, DueReading, DueEdtf));
    }

    private sealed record StandingRow : FollowUpRow
    {
        public required Guid BodyId { get; init; }
        public required Guid NoteId { get; init; }
    }

    private sealed record LaterAnswerRow
    {
        public required Guid FollowUpId { get; init; }
        public required Guid ItemId { get; init; }
        public required string Anchor { get; init; }
        public required Guid BodyId { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public required string Text { get; init; }
        public required string Outcome { get; init; }
        public string? Due { get; init; }
        public string? DueReading { get; init; }
        public string? DueEdtf { get; init; }

        public LaterAnswer ToAnswer() => new(
            FollowUpId, ItemId, $"{NoteAddress.For(BodySlug, HeldOn, Number)}#{Anchor}", new OpenName(BodyId, BodySlug, BodyName), HeldOn, Text,
            FollowUpRow.OutcomeOf(Outcome), FollowUps.Due.Said(Due, DueReading, DueEdtf));
    }
}
