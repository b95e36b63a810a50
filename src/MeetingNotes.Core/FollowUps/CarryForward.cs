using MeetingNotes.Core.Data;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.FollowUps;

/// <summary>What earlier meetings of a body said would happen, for whoever writes about the next one.</summary>
public sealed class CarryForward(Database db, TimeProvider clock)
{
    /// <summary>A time that is over within this many days of the meeting is near.</summary>
    public const int NearDays = 60;

    /// <summary>More than this nobody goes through at once.</summary>
    public const int Max = 60;

    /// <summary>
    /// The body's public follow-ups that had no final answer before this meeting, and those that the draft answers: what is over or near first,
    /// then what has no time, then the rest.
    /// </summary>
    public async Task<IReadOnlyList<CarriedFollowUp>> ListAsync(Draft draft, DraftContent content, CancellationToken ct)
    {
        var answered = content.Items.SelectMany(item => item.FollowUps).Select(line => line.Answers).OfType<FollowUpReference>().ToList();
        var rows = await db.QueryAsync<FollowUpRow>(
            "SELECT " + FollowUpRow.Columns +
            """

            FROM follow_ups_on(@today) f
            WHERE f.id = ANY(ARRAY(
                (SELECT s.follow_up_id
                 FROM follow_up_standings s
                 WHERE s.body_id = @BodyId AND s.settled_on IS NULL AND s.said_on < @HeldOn
                 ORDER BY s.due_until, s.said_on, s.follow_up_id
                 LIMIT @Max)
                UNION
                (SELECT x.id
                 FROM unnest(@bodies, @slugs) AS a (body, slug)
                 JOIN bodies b ON b.slug = a.body
                 JOIN follow_ups x ON x.body_id = b.id AND x.slug = present_slug(b.id, a.slug))))
            ORDER BY coalesce(f.due_until, 'infinity'), f.said_on, f.id
            """,
            new
            {
                today = clock.TodayInStockholm(),
                draft.BodyId,
                draft.HeldOn,
                Max,
                bodies = answered.Select(reference => reference.BodySlug ?? draft.BodySlug).ToArray(),
                slugs = answered.Select(reference => reference.Slug).ToArray(),
            }, ct);
        return [.. rows.Select(row => row.ToFollowUp()).Select(followUp => new CarriedFollowUp(followUp, NearnessOf(followUp, draft.HeldOn))).OrderBy(carried => carried.Nearness)];
    }

    private static Nearness NearnessOf(FollowUp followUp, DateOnly heldOn) => followUp.Due switch
    {
        { Until: { } until } => until <= heldOn.AddDays(NearDays) ? Nearness.Near : Nearness.Later,

        // "Nästa möte", and the calendar does not know this one: it is this one.
        { Until: null } due when DueDate.Read(due.Written, followUp.HeldOn) is { Kind: DueKind.Meeting, MeetingOf: null } => Nearness.Near,
        _ => Nearness.Undated,
    };
}

public enum Nearness
{
    Near,
    Undated,
    Later,
}

/// <summary>A follow-up from an earlier meeting.</summary>
public sealed record CarriedFollowUp(FollowUp FollowUp, Nearness Nearness)
{
    /// <summary>As a note of a body names it.</summary>
    public FollowUpReference ReferenceFrom(string bodySlug) => new(FollowUp.BodySlug == bodySlug ? null : FollowUp.BodySlug, FollowUp.Slug);
}
