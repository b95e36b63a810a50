using System.Text.Json;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.Notes;

/// <summary>
/// What was published or corrected last, newest first: the entries of feeds. First what they are and how to tell that nothing has
/// changed, by one small question; then their texts, for whoever has not read them.
/// </summary>
public sealed class NoteNews(Database db)
{
    public const int MaxEntries = 50;

    /// <summary>Of HTML in one feed: a hundred times an ordinary one.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>A common topic has its newest items in so many notes; one that has not is rare enough to be sorted whole.</summary>
    private const int RecentNotes = 1000;

    /// <summary>Notes of one body, or of all.</summary>
    public async Task<IReadOnlyList<NewsStamp>> NotesAsync(Guid? bodyId, CancellationToken ct) => Bounded(
        await db.QueryAsync<NewsStamp>(
            """
            SELECT n.id, (octet_length(n.lead_html) + coalesce(i.bytes, 0))::int AS bytes,
                   concat_ws(' ', n.xmin::text, i.rows, b.slug, m.held_on, m.number, b.name) AS state,
                   (SELECT greatest((SELECT max(changed_at) FROM notes), (SELECT max(disposed_at) FROM disposals))) AS portal_changed_at
            FROM notes n
            JOIN meetings m ON m.id = n.meeting_id
            JOIN bodies b ON b.id = m.body_id
            LEFT JOIN LATERAL (
                -- xmin: who wrote the row last. The rows tell of every change, also when their HTML is made anew.
                SELECT sum(octet_length(x.html)) AS bytes, string_agg(x.xmin::text, ' ' ORDER BY x.position) AS rows
                FROM agenda_items x
                WHERE x.note_id = n.id
            ) i ON true
            WHERE n.withdrawn_at IS NULL AND n.id = ANY(CASE
                WHEN @bodyId::uuid IS NULL THEN ARRAY(
                    SELECT x.id
                    FROM notes x
                    WHERE x.withdrawn_at IS NULL
                    ORDER BY coalesce(x.corrected_at, x.published_at) DESC, x.id
                    LIMIT @MaxEntries)
                ELSE ARRAY(
                    SELECT own.id
                    FROM (SELECT x.id, coalesce(x.corrected_at, x.published_at) AS at
                          FROM meetings xm
                          JOIN notes x ON x.meeting_id = xm.id AND x.withdrawn_at IS NULL
                          WHERE xm.body_id = @bodyId
                          OFFSET 0) own    -- OFFSET 0: a body's notes by its meetings, rather than through all there are
                    ORDER BY own.at DESC, own.id
                    LIMIT @MaxEntries)
                END)
            ORDER BY coalesce(n.corrected_at, n.published_at) DESC, n.id
            """,
            new { bodyId, MaxEntries }, ct));

    public async Task<IReadOnlyList<NewsStamp>> ItemsOfTopicAsync(Guid topicId, CancellationToken ct) => Bounded(
        await db.QueryAsync<NewsStamp>(
            """
            WITH recent AS MATERIALIZED (
                SELECT i.id
                FROM (SELECT x.id, coalesce(x.corrected_at, x.published_at) AS at
                      FROM notes x
                      WHERE x.withdrawn_at IS NULL
                      ORDER BY coalesce(x.corrected_at, x.published_at) DESC, x.id
                      LIMIT @RecentNotes) n
                JOIN agenda_items i ON i.note_id = n.id
                JOIN item_topics t ON t.item_id = i.id AND t.topic_id = @topicId
                ORDER BY n.at DESC, n.id, i.position
                LIMIT @MaxEntries
            ),
            wanted AS MATERIALIZED (
                SELECT CASE
                    WHEN (SELECT count(*) FROM recent) = @MaxEntries THEN ARRAY(SELECT id FROM recent)
                    ELSE ARRAY(
                        SELECT i.id
                        FROM item_topics t
                        JOIN agenda_items i ON i.id = t.item_id
                        JOIN notes x ON x.id = i.note_id AND x.withdrawn_at IS NULL
                        WHERE t.topic_id = @topicId
                        ORDER BY coalesce(x.corrected_at, x.published_at) DESC, x.id, i.position
                        LIMIT @MaxEntries)
                    END AS ids
            )
            """ + StampsOfWantedItems,
            new { topicId, RecentNotes, MaxEntries }, ct));

    public async Task<IReadOnlyList<NewsStamp>> ItemsOfMatterAsync(Guid matterId, CancellationToken ct) => Bounded(
        await db.QueryAsync<NewsStamp>(
            """
            WITH wanted AS MATERIALIZED (
                SELECT ARRAY(
                    SELECT i.id
                    FROM agenda_items i
                    JOIN notes x ON x.id = i.note_id AND x.withdrawn_at IS NULL
                    WHERE i.matter_id = @matterId
                    ORDER BY coalesce(x.corrected_at, x.published_at) DESC, x.id, i.position
                    LIMIT @MaxEntries) AS ids
            )
            """ + StampsOfWantedItems,
            new { matterId, MaxEntries }, ct));

    /// <summary>Whole notes, in the order of their ids; one that has been withdrawn since is left out.</summary>
    public async Task<IReadOnlyList<NewsNote>> ReadNotesAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var notes = await db.QueryAsync<NoteRow>(
            """
            SELECT n.id, n.body_slug::text, n.body_name, n.held_on, n.number::int, n.title, n.language, n.lead_html, n.published_at, n.corrected_at,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('at', c.corrected_at, 'text', c.text) ORDER BY c.position DESC), '[]')::text
                    FROM note_corrections c WHERE c.note_id = n.id) AS corrections
            FROM published_notes n
            WHERE n.id = ANY(@ids)
            ORDER BY array_position(@ids, n.id)
            """,
            new { ids = ids.ToArray() }, ct);
        var parts = (await db.QueryAsync<NewsPart>(
            """
            SELECT i.note_id, i.anchor::text, i.heading, i.language, i.html
            FROM agenda_items i
            JOIN notes n ON n.id = i.note_id AND n.withdrawn_at IS NULL
            WHERE i.note_id = ANY(@ids)
            ORDER BY i.position
            """,
            new { ids = ids.ToArray() }, ct)).ToLookup(part => part.NoteId);
        return [.. notes.Select(note => note.ToNote([.. parts[note.Id]]))];
    }

    /// <summary>Whole items, in the order of their ids; one whose note has been withdrawn since is left out.</summary>
    public Task<IReadOnlyList<NewsItem>> ReadItemsAsync(IReadOnlyList<Guid> ids, CancellationToken ct) =>
        db.QueryAsync<NewsItem>(
            """
            SELECT i.id, i.anchor::text, i.heading, i.position::int, i.text, n.body_slug::text, n.body_name, n.held_on, n.number::int,
                   coalesce(i.language, n.language) AS language, i.html, n.published_at, n.corrected_at, c.text AS change_note,
                   ARRAY(SELECT t.name FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id ORDER BY it.position) AS topics
            FROM agenda_items i
            JOIN published_notes n ON n.id = i.note_id
            LEFT JOIN LATERAL (SELECT x.text FROM note_corrections x WHERE x.note_id = n.id ORDER BY x.position DESC LIMIT 1) c ON true
            WHERE i.id = ANY(@ids)
            ORDER BY array_position(@ids, i.id)
            """,
            new { ids = ids.ToArray() }, ct);

    private const string StampsOfWantedItems =
        """

        SELECT i.id, octet_length(i.html) AS bytes,
               concat_ws(' ', n.xmin::text, i.xmin::text, b.slug, m.held_on, m.number, b.name, (
                   SELECT string_agg(t.name, ' ' ORDER BY it.position) FROM item_topics it JOIN topics t ON t.id = it.topic_id WHERE it.item_id = i.id)) AS state,
               (SELECT greatest((SELECT max(changed_at) FROM notes), (SELECT max(disposed_at) FROM disposals))) AS portal_changed_at
        FROM agenda_items i
        JOIN notes n ON n.id = i.note_id AND n.withdrawn_at IS NULL
        JOIN meetings m ON m.id = n.meeting_id
        JOIN bodies b ON b.id = m.body_id
        WHERE i.id = ANY((SELECT ids FROM wanted)::uuid[])
        ORDER BY coalesce(n.corrected_at, n.published_at) DESC, n.id, i.position
        """;

    /// <summary>The first is always there, however long; those after it while there is room.</summary>
    private static IReadOnlyList<NewsStamp> Bounded(IReadOnlyList<NewsStamp> stamps)
    {
        var bytes = 0L;
        return [.. stamps.TakeWhile((stamp, index) => (bytes += stamp.Bytes) <= MaxBytes || index == 0)];
    }

    private sealed record NoteRow
    {
        public required Guid Id { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public required string Title { get; init; }
        public required string Language { get; init; }
        public required string LeadHtml { get; init; }
        public required DateTimeOffset PublishedAt { get; init; }
        public DateTimeOffset? CorrectedAt { get; init; }
        public required string Corrections { get; init; }

        public NewsNote ToNote(IReadOnlyList<NewsPart> parts) => new()
        {
            Id = Id,
            BodySlug = BodySlug,
            BodyName = BodyName,
            HeldOn = HeldOn,
            Number = Number,
            Title = Title,
            Language = Language,
            LeadHtml = LeadHtml,
            PublishedAt = PublishedAt,
            CorrectedAt = CorrectedAt,
            Corrections = JsonSerializer.Deserialize<IReadOnlyList<Correction>>(Corrections, NotePublishing.Json)!,
            Parts = parts,
        };
    }
}

/// <summary>An entry of a feed before its text is read.</summary>
public sealed record NewsStamp
{
    public required Guid Id { get; init; }

    /// <summary>Of its HTML.</summary>
    public required int Bytes { get; init; }

    /// <summary>Another as soon as anything that an entry tells is another. Means nothing else.</summary>
    public required string State { get; init; }

    /// <summary>When anything public in the portal was published, corrected or withdrawn last.</summary>
    public DateTimeOffset? PortalChangedAt { get; init; }
}

/// <summary>A whole note.</summary>
public sealed record NewsNote
{
    public required Guid Id { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string LeadHtml { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The latest correction of substance.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>Corrections of substance, the latest first.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];
    public IReadOnlyList<NewsPart> Parts { get; init; } = [];

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}

/// <summary>An item of a whole note.</summary>
public sealed record NewsPart
{
    public required Guid NoteId { get; init; }
    public required string Anchor { get; init; }
    public required string Heading { get; init; }
    public string? Language { get; init; }
    public required string Html { get; init; }
}

/// <summary>A whole item by itself.</summary>
public sealed record NewsItem : ListedItem
{
    public required string Language { get; init; }
    public required string Html { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When its note was corrected last in substance, and what was said of it.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }
    public string? ChangeNote { get; init; }
    public required string[] Topics { get; init; }
}
