using System.Text.Json;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.Notes;

/// <summary>Reads one public note with a fixed number of queries: head, items, follow-ups, answers.</summary>
public sealed class NoteReader(Database db, FollowUpReader followUps)
{
    /// <summary>The note at an address, whether it stands there, once stood there, or has been withdrawn.</summary>
    public async Task<NoteLookup> FindAsync(string bodySlug, DateOnly heldOn, int number, CancellationToken ct)
    {
        var head = await db.QuerySingleOrDefaultAsync<HeadRow>(
            """
            SELECT n.id, n.body_id, n.body_slug::text, n.body_name, b.dissolved_on AS body_dissolved_on, b.contact AS body_contact,
                   n.held_on, n.number::int, n.starts_at, n.place, n.title, n.language, n.lead_html, n.lead_text, n.contact,
                   n.documents::text, n.minutes::text, n.published_at, n.changed_at,
                   (SELECT d.held_on FROM meeting_days d WHERE d.meeting_id = n.meeting_id AND d.moved_to = n.held_on
                    ORDER BY d.held_on DESC LIMIT 1) AS moved_from,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('url', l.url, 'checkedAt', l.checked_at, 'isClosed', l.is_closed,
                                                                 'copyPath', '/kopior/' || l.id || '/' || l.copy_name, 'copyBytes', l.copy_bytes) ORDER BY l.url), '[]')::text
                    FROM note_links x
                    JOIN told_links l ON l.id = x.link_id
                    WHERE x.note_id = n.id) AS dead_links,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('at', c.corrected_at, 'text', c.text) ORDER BY c.position), '[]')::text
                    FROM note_corrections c WHERE c.note_id = n.id) AS corrections,
                   (SELECT jsonb_build_object('heldOn', p.held_on, 'number', p.number)::text
                    FROM published_notes p
                    WHERE p.body_id = n.body_id AND (p.held_on, p.number) < (n.held_on, n.number)
                    ORDER BY p.held_on DESC, p.number DESC LIMIT 1) AS previous,
                   (SELECT jsonb_build_object('heldOn', p.held_on, 'number', p.number)::text
                    FROM published_notes p
                    WHERE p.body_id = n.body_id AND (p.held_on, p.number) > (n.held_on, n.number)
                    ORDER BY p.held_on, p.number LIMIT 1) AS next,
                   (SELECT jsonb_build_object('heldOn', m.held_on, 'number', m.number, 'startsAt', m.starts_at, 'place', m.place,
                                              'isCancelled', m.is_cancelled, 'cancelReason', m.cancel_reason,
                                              'movedFrom', CASE WHEN m.held_on <> d.held_on THEN d.held_on END,
                                              'hasNote', EXISTS (SELECT 1 FROM published_notes p WHERE p.meeting_id = m.id))::text
                    FROM meeting_days d
                    JOIN meetings m ON m.id = d.meeting_id
                    WHERE d.body_id = n.body_id AND d.held_on = n.next_meeting_on AND d.number = 1) AS next_meeting
            FROM published_notes n
            JOIN bodies b ON b.id = n.body_id
            WHERE n.body_slug = @bodySlug AND n.held_on = @heldOn AND n.number = @number
            """,
            new { bodySlug, heldOn, number }, ct);
        return head is null
            ? await FindElsewhereAsync(bodySlug, heldOn, number, ct)
            : new NoteLookup.Found(await FillAsync(head, ct));
    }

    /// <summary>The present version as a note file; <c>null</c> when there is no such public note.</summary>
    public async Task<string?> FindDocumentAsync(string bodySlug, DateOnly heldOn, int number, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<string>(
            """
            SELECT v.document
            FROM published_notes n
            JOIN note_versions v ON v.note_id = n.id AND v.number = n.version
            WHERE n.body_slug = @bodySlug AND n.held_on = @heldOn AND n.number = @number
            """,
            new { bodySlug, heldOn, number }, ct);

    private async Task<NotePage> FillAsync(HeadRow head, CancellationToken ct)
    {
        var items = await db.QueryAsync<ItemRow>(
            """
            SELECT i.id, i.position::int, i.anchor::text, i.heading, i.language, i.html, i.text,
                   m.id AS matter_id, m.slug::text AS matter_slug, m.name AS matter_name, coalesce(m.meetings, 0) AS matter_meetings, m.latest_on AS matter_latest_on,
                   ARRAY(SELECT t.slug::text FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id ORDER BY it.position) AS topic_slugs,
                   ARRAY(SELECT t.name FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id ORDER BY it.position) AS topic_names
            FROM agenda_items i
            LEFT JOIN matters m ON m.id = i.matter_id
            WHERE i.note_id = @Id
            ORDER BY i.position
            """,
            new { head.Id }, ct);
        var given = await followUps.OfItemsAsync(items.Select(item => item.Id), ct);
        var answers = (await db.QueryAsync<AnswerRow>(
            """
            SELECT a.item_id, a.text, a.outcome, a.due, a.due_reading, a.due_edtf, b.slug::text AS body_slug, b.name AS body_name,
                   f.slug::text, f.text AS follow_up_text, s.said_on
            FROM follow_up_answers a
            JOIN agenda_items i ON i.id = a.item_id
            LEFT JOIN follow_up_standings s ON s.follow_up_id = a.follow_up_id
            LEFT JOIN follow_ups f ON f.id = s.follow_up_id
            LEFT JOIN bodies b ON b.id = s.body_id
            WHERE i.note_id = @Id
            ORDER BY i.position, a.position
            """,
            new { head.Id }, ct)).Select(row => row.ToAnswer()).ToLookup(answer => answer.ItemId);
        return head.ToPage([.. items.Select(item => item.ToItem([.. given[item.Id]], [.. answers[item.Id]]))]);
    }

    /// <summary>A moved meeting, a body's former name, or a note that has been withdrawn.</summary>
    private async Task<NoteLookup> FindElsewhereAsync(string bodySlug, DateOnly heldOn, int number, CancellationToken ct)
    {
        var row = await db.QuerySingleOrDefaultAsync<ElsewhereRow>(
            """
            SELECT b.slug::text AS body_slug, b.name AS body_name, m.held_on, m.number::int,
                   CASE WHEN n.id IS NULL THEN x.disposed_at ELSE n.withdrawn_at END AS withdrawn_at,
                   CASE WHEN n.id IS NULL THEN 'Noteringen är gallrad enligt beslut ' || x.decision || '.' ELSE n.withdrawn_reason END AS withdrawn_reason
            FROM bodies b
            JOIN meeting_days d ON d.body_id = b.id AND d.held_on = @heldOn AND d.number = @number
            JOIN meetings m ON m.id = d.meeting_id
            LEFT JOIN notes n ON n.meeting_id = m.id
            LEFT JOIN LATERAL (SELECT d.decision, d.disposed_at FROM disposals d WHERE d.meeting_id = m.id ORDER BY d.disposed_at DESC LIMIT 1) x ON true
            WHERE (n.id IS NOT NULL OR x.decision IS NOT NULL) AND (b.slug = @bodySlug
               OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @bodySlug))
            ORDER BY b.slug = @bodySlug DESC
            LIMIT 1
            """,
            new { bodySlug, heldOn, number }, ct);
        return row switch
        {
            null => new NoteLookup.Missing(),
            { WithdrawnReason: { } reason } => new NoteLookup.Withdrawn(row.BodySlug, row.BodyName, row.HeldOn, row.WithdrawnAt!.Value, reason),
            _ => new NoteLookup.Moved(NoteAddress.For(row.BodySlug, row.HeldOn, row.Number)),
        };
    }

    private sealed record ElsewhereRow
    {
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public string? WithdrawnReason { get; init; }
    }

    private sealed record HeadRow
    {
        public required Guid Id { get; init; }
        public required Guid BodyId { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public DateOnly? BodyDissolvedOn { get; init; }
        public string? BodyContact { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public TimeOnly? StartsAt { get; init; }
        public string? Place { get; init; }
        public DateOnly? MovedFrom { get; init; }
        public required string Title { get; init; }
        public required string Language { get; init; }
        public required string LeadHtml { get; init; }
        public required string LeadText { get; init; }
        public string? Contact { get; init; }
        public required string Documents { get; init; }
        public required string Minutes { get; init; }
        public required DateTimeOffset PublishedAt { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
        public required string DeadLinks { get; init; }
        public required string Corrections { get; init; }
        public string? Previous { get; init; }
        public string? Next { get; init; }
        public string? NextMeeting { get; init; }

        public NotePage ToPage(IReadOnlyList<NotePageItem> items) => new()
        {
            Id = Id,
            BodyId = BodyId,
            BodySlug = BodySlug,
            BodyName = BodyName,
            BodyDissolvedOn = BodyDissolvedOn,
            BodyContact = BodyContact,
            HeldOn = HeldOn,
            Number = Number,
            StartsAt = StartsAt,
            Place = Place,
            MovedFrom = MovedFrom,
            Title = Title,
            Language = Language,
            LeadHtml = LeadHtml,
            LeadText = LeadText,
            Contact = Contact,
            Documents = FromJson<IReadOnlyList<DocumentLink>>(Documents)!,
            Minutes = FromJson<IReadOnlyList<DocumentLink>>(Minutes)!,
            DeadLinks = FromJson<IReadOnlyList<DeadLink>>(DeadLinks)!,
            NextMeeting = FromJson<NextMeeting>(NextMeeting),
            PublishedAt = PublishedAt,
            ChangedAt = ChangedAt,
            Corrections = FromJson<IReadOnlyList<Correction>>(Corrections)!,
            Previous = FromJson<NoteNeighbour>(Previous),
            Next = FromJson<NoteNeighbour>(Next),
            Items = items,
        };

        private static T? FromJson<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, NotePublishing.Json);
    }

    private sealed record ItemRow
    {
        public required Guid Id { get; init; }
        public required int Position { get; init; }
        public required string Anchor { get; init; }
        public required string Heading { get; init; }
        public string? Language { get; init; }
        public required string Html { get; init; }
        public required string Text { get; init; }
        public Guid? MatterId { get; init; }
        public string? MatterSlug { get; init; }
        public string? MatterName { get; init; }
        public required int MatterMeetings { get; init; }
        public DateOnly? MatterLatestOn { get; init; }
        public required string[] TopicSlugs { get; init; }
        public required string[] TopicNames { get; init; }

        public NotePageItem ToItem(IReadOnlyList<FollowUp> followUps, IReadOnlyList<GivenAnswer> answers) => new()
        {
            Id = Id,
            Position = Position,
            Anchor = Anchor,
            Heading = Heading,
            Language = Language,
            Html = Html,
            Text = Text,
            MatterId = MatterId,
            MatterSlug = MatterSlug,
            MatterName = MatterName,
            MatterMeetings = MatterMeetings,
            MatterLatestOn = MatterLatestOn,
            Topics = [.. TopicSlugs.Zip(TopicNames, (slug, name) => new TopicLink(slug, name))],
            FollowUps = followUps,
            Answers = answers,
        };
    }

    private sealed record AnswerRow
    {
        public required Guid ItemId { get; init; }
        public required string Text { get; init; }
        public required string Outcome { get; init; }
        public string? Due { get; init; }
        public string? DueReading { get; init; }
        public string? DueEdtf { get; init; }
        public string? BodySlug { get; init; }
        public string? BodyName { get; init; }
        public string? Slug { get; init; }
        public string? FollowUpText { get; init; }
        public DateOnly? SaidOn { get; init; }

        public GivenAnswer ToAnswer() => new()
        {
            ItemId = ItemId,
            Text = Text,
            Outcome = FollowUpRow.OutcomeOf(Outcome),
            Due = FollowUps.Due.Said(Due, DueReading, DueEdtf),
            Question = Slug is null ? null : new AnsweredFollowUp(BodySlug!, BodyName!, Slug, FollowUpText!, SaidOn!.Value),
        };
    }
}

/// <summary>What stands at a note's address.</summary>
public abstract record NoteLookup
{
    private NoteLookup()
    {
    }

    public sealed record Found(NotePage Note) : NoteLookup;

    /// <summary>The note has another address now: redirect for ever.</summary>
    public sealed record Moved(string Path) : NoteLookup;

    /// <summary>Gone, with the public reason.</summary>
    public sealed record Withdrawn(string BodySlug, string BodyName, DateOnly HeldOn, DateTimeOffset At, string Reason) : NoteLookup;

    public sealed record Missing : NoteLookup;
}
