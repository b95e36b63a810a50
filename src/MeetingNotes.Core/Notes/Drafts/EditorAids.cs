using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What the portal knows and the editor offers: topics, matters, the next meeting, promises of earlier meetings.</summary>
public sealed class EditorAids(Database db, NewDrafts meetings, CarryForward carryForward)
{
    private const int MattersMax = 200;

    /// <summary>Other drafts of the body whose matters are offered too.</summary>
    private const int DraftsMax = 20;

    public async Task<EditorAid> ReadAsync(Draft draft, DraftContent content, CancellationToken ct) => new(
        await db.QueryAsync<TopicLink>("""SELECT slug::text, name FROM topics ORDER BY name COLLATE "sv-SE-x-icu" """, null, ct),
        await MattersAsync(draft, ct),
        await carryForward.ListAsync(draft, content, ct),
        await meetings.NextMeetingAsync(draft.BodySlug, draft.HeldOn, ct));

    /// <summary>Names: those of the body first, the latest treated first; then those that other drafts name; then the others'.</summary>
    private async Task<IReadOnlyList<string>> MattersAsync(Draft draft, CancellationToken ct)
    {
        var drafts = await db.QueryAsync<string>(
            "SELECT document FROM note_drafts WHERE body_slug = @BodySlug AND id <> @Id ORDER BY saved_at DESC LIMIT @DraftsMax", new { draft.BodySlug, draft.Id, DraftsMax }, ct);
        var known = await db.QueryAsync<MatterRow>(
            """
            SELECT x.name, EXISTS (SELECT 1
                                   FROM agenda_items i
                                   JOIN notes n ON n.id = i.note_id
                                   JOIN meetings m ON m.id = n.meeting_id
                                   WHERE i.matter_id = x.id AND m.body_id = @BodyId) AS is_own
            FROM matters x
            ORDER BY is_own DESC, x.latest_on DESC NULLS LAST, x.name
            LIMIT @MattersMax
            """,
            new { draft.BodyId, MattersMax }, ct);
        return
        [
            .. known.Where(matter => matter.IsOwn).Select(matter => matter.Name)
                .Concat(drafts.SelectMany(document => DraftContent.Read(document).Items).Select(item => item.Matter.Trim()).Where(matter => matter.Length > 0))
                .Concat(known.Where(matter => !matter.IsOwn).Select(matter => matter.Name))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private sealed record MatterRow(string Name, bool IsOwn);
}

/// <param name="Topics">By name.</param>
/// <param name="Matters">What an item is most likely about first.</param>
/// <param name="Carried">Of earlier meetings.</param>
/// <param name="PlannedNextOn">The body's next meeting in the calendar.</param>
public sealed record EditorAid(IReadOnlyList<TopicLink> Topics, IReadOnlyList<string> Matters, IReadOnlyList<CarriedFollowUp> Carried, DateOnly? PlannedNextOn);
