using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What there is to do at the desk, for one person: only of the bodies that they write for.</summary>
public sealed class DeskOverview(Database db, TimeProvider clock)
{
    /// <summary>How many of each are listed.</summary>
    public const int Limit = 20;

    /// <summary>A meeting that has had no note for longer than this will have none.</summary>
    private const int DaysToWriteIn = 120;

    /// <summary>A follow-up whose time is over within this many days is near.</summary>
    private const int NearDays = 14;

    /// <summary>Every draft the person may open, what waits longest first.</summary>
    public async Task<IReadOnlyList<Draft>> DraftsAsync(StaffPerson person, CancellationToken ct) =>
        [.. (await db.QueryAsync<DraftRow>(
            DraftRow.Select +
            """
            WHERE @bodies::uuid[] IS NULL OR b.id = ANY(@bodies)
            ORDER BY d.publish_at NULLS LAST, d.submitted_at NULLS LAST, d.saved_at DESC
            LIMIT 200
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer) }, ct)).Select(row => row.ToDraft())];

    /// <summary>Meetings that have been held and that nobody has written about, the latest first.</summary>
    public Task<IReadOnlyList<UnnotedMeeting>> UnnotedAsync(StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<UnnotedMeeting>(
            """
            SELECT c.body_slug::text, c.body_name, c.held_on, c.number::int, @today - c.held_on AS days
            FROM calendar c
            WHERE c.held_on BETWEEN @since AND @today AND NOT c.is_cancelled AND NOT c.has_note
              AND (@bodies::uuid[] IS NULL OR c.body_id = ANY(@bodies))
              AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.meeting_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM note_drafts d WHERE d.body_slug = c.body_slug AND d.held_on = c.held_on AND d.number = c.number)
            ORDER BY c.held_on DESC, c.body_name
            LIMIT @Limit
            """,
            new { today = clock.TodayInStockholm(), since = clock.TodayInStockholm().AddDays(-DaysToWriteIn), bodies = person.BodiesAs(StaffRole.Writer), Limit }, ct);

    /// <summary>Notes that the public has seen a new version of lately, the latest first.</summary>
    public Task<IReadOnlyList<RecentNote>> RecentAsync(StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<RecentNote>(
            """
            SELECT n.id, n.body_slug::text, n.body_name, n.held_on, n.number::int, n.title, n.changed_at, n.version
            FROM published_notes n
            WHERE @bodies::uuid[] IS NULL OR n.body_id = ANY(@bodies)
            ORDER BY n.changed_at DESC
            LIMIT 10
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer) }, ct);

    /// <summary>Follow-ups whose time is over or near, what has waited longest first.</summary>
    public async Task<IReadOnlyList<FollowUp>> ToAnswerAsync(StaffPerson person, CancellationToken ct) =>
        [.. (await db.QueryAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(
                SELECT s.follow_up_id
                FROM follow_up_standings s
                WHERE s.settled_on IS NULL AND s.due_until <= @near
                  AND (@bodies::uuid[] IS NULL OR s.body_id = ANY(@bodies))
                ORDER BY s.settled_on DESC NULLS FIRST, s.due_until, s.said_on, s.follow_up_id
                LIMIT @Limit))
            ORDER BY f.due_until, f.said_on, f.id
            """,
            new { today = clock.TodayInStockholm(), near = clock.TodayInStockholm().AddDays(NearDays), bodies = person.BodiesAs(StaffRole.Writer), Limit }, ct))
            .Select(row => row.ToFollowUp())];

    /// <summary>The present text of the notes of the last year, for the checklist.</summary>
    public Task<IReadOnlyList<PublishedText>> LatestTextsAsync(StaffPerson person, int limit, CancellationToken ct) =>
        db.QueryAsync<PublishedText>(
            """
            SELECT n.id, n.body_slug::text, n.body_name, n.held_on, n.number::int, n.version, v.document
            FROM published_notes n
            JOIN note_versions v ON v.note_id = n.id AND v.number = n.version
            WHERE @bodies::uuid[] IS NULL OR n.body_id = ANY(@bodies)
            ORDER BY n.published_at DESC
            LIMIT @limit
            """,
            new { limit, bodies = person.BodiesAs(StaffRole.Writer) }, ct);

    /// <summary>The bodies that the person writes for, by name; those that are dissolved last.</summary>
    public Task<IReadOnlyList<WritableBody>> BodiesAsync(StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<WritableBody>(
            """
            SELECT b.id, b.slug::text, b.name, b.name_after_from, b.dissolved_on, b.standard_lead,
                   ARRAY(SELECT f.name FROM body_former_names f WHERE f.body_id = b.id) AS former_names
            FROM bodies b
            WHERE @bodies::uuid[] IS NULL OR b.id = ANY(@bodies)
            ORDER BY b.dissolved_on NULLS FIRST, b.name COLLATE "sv-SE-x-icu"
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer) }, ct);
}

/// <summary>A meeting without a note, and for how many days.</summary>
public sealed record UnnotedMeeting(string BodySlug, string BodyName, DateOnly HeldOn, int Number, int Days);

public sealed record RecentNote
{
    public required Guid Id { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required int Version { get; init; }
}

public sealed record PublishedText(Guid Id, string BodySlug, string BodyName, DateOnly HeldOn, int Number, int Version, string Document);

public sealed record WritableBody
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string NameAfterFrom { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public required string StandardLead { get; init; }
    public required string[] FormerNames { get; init; }
}
