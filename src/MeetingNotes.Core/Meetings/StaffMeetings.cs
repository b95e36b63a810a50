using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Meetings;

/// <summary>Meetings of the bodies that somebody writes for.</summary>
public sealed class StaffMeetings(Database db, TimeProvider clock)
{
    /// <summary>How far back the list goes: what is older has its note, or will have none.</summary>
    public const int PastDays = 60;

    private const int Limit = 500;

    private const string Select =
        """
        SELECT c.id, c.body_id, c.body_slug::text, c.body_name, c.held_on, c.number::int, c.starts_at, c.place, c.is_cancelled, c.cancel_reason, c.moved_from,
               c.has_note, n.withdrawn_at IS NOT NULL AS is_note_withdrawn, d.id AS draft_id,
               c.held_on > @today AND NOT c.is_cancelled AND n.id IS NULL AND d.id IS NULL
                   AND NOT EXISTS (SELECT 1 FROM meeting_days left_day WHERE left_day.meeting_id = c.id AND left_day.moved_to IS NOT NULL)
                   AND NOT (c.number = 1 AND EXISTS (SELECT 1 FROM published_notes p WHERE p.body_id = c.body_id AND p.next_meeting_on = c.held_on)) AS is_removable
        FROM calendar c
        LEFT JOIN notes n ON n.meeting_id = c.id
        LEFT JOIN note_drafts d ON d.body_slug = c.body_slug AND d.held_on = c.held_on AND d.number = c.number

        """;

    /// <summary>Those to come and those of the last <see cref="PastDays"/> days, by day.</summary>
    /// <param name="person">Whose bodies.</param>
    /// <param name="bodySlug">Only this one.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<StaffMeeting>> ListAsync(StaffPerson person, string? bodySlug, CancellationToken ct) =>
        db.QueryAsync<StaffMeeting>(
            Select +
            """
            WHERE c.held_on >= @since
              AND (@bodies::uuid[] IS NULL OR c.body_id = ANY(@bodies))
              AND (@bodySlug::text IS NULL OR c.body_slug = @bodySlug)
            ORDER BY c.held_on, c.starts_at NULLS FIRST, c.body_name, c.number
            LIMIT @Limit
            """,
            new { today = clock.TodayInStockholm(), since = clock.TodayInStockholm().AddDays(-PastDays), bodies = person.BodiesAs(StaffRole.Writer), bodySlug, Limit }, ct);

    /// <summary>A meeting, for somebody who writes for its body.</summary>
    public async Task<StaffMeeting?> FindAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        await db.QuerySingleOrDefaultAsync<StaffMeeting>(Select + "WHERE c.id = @id", new { id, today = clock.TodayInStockholm() }, ct) is { } meeting
        && person.Is(StaffRole.Writer, meeting.BodyId) ? meeting : null;
}
