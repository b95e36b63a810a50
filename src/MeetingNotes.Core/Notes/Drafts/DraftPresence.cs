using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Who has a draft open, so that two people on one note know of each other.</summary>
public sealed class DraftPresence(Database db, TimeProvider clock)
{
    /// <summary>The editor tells that it is there about every 15 seconds; after this it has gone.</summary>
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(50);

    /// <summary>Tells that the person is here, and who else is, the first to come first.</summary>
    public async Task<IReadOnlyList<PresentPerson>> TouchAsync(Guid draftId, StaffPerson person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.QueryAsync<PresentPerson>(
            """
            WITH here AS (
                INSERT INTO draft_presence (draft_id, person_id, since, seen_at)
                SELECT d.id, @PersonId, @now, @now FROM note_drafts d WHERE d.id = @draftId
                ON CONFLICT (draft_id, person_id) DO UPDATE
                SET seen_at = excluded.seen_at, since = CASE WHEN draft_presence.seen_at < @gone THEN excluded.since ELSE draft_presence.since END
            )
            SELECT p.name, x.since
            FROM draft_presence x
            JOIN people p ON p.id = x.person_id
            WHERE x.draft_id = @draftId AND x.person_id <> @PersonId AND x.seen_at >= @gone
            ORDER BY x.since, p.name
            """,
            new { draftId, PersonId = person.Id, now, gone = now - GoneAfter }, ct);
    }

    public Task LeaveAsync(Guid draftId, StaffPerson person, CancellationToken ct) =>
        db.ExecuteAsync("DELETE FROM draft_presence WHERE draft_id = @draftId AND person_id = @PersonId", new { draftId, PersonId = person.Id }, ct);
}

public sealed record PresentPerson
{
    public required string Name { get; init; }
    public required DateTimeOffset Since { get; init; }
}
