using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Staff;

/// <summary>Who else may work on the notes of a body.</summary>
public sealed class Colleagues(Database db)
{
    /// <summary>People who may write for a body (null: for all), by name; not the one who asks, and nobody who is shut out.</summary>
    public Task<IReadOnlyList<Colleague>> WritersForAsync(Guid? bodyId, StaffPerson person, CancellationToken ct) =>
        db.QueryAsync<Colleague>(
            """
            SELECT p.id, p.name
            FROM people p
            WHERE p.blocked_at IS NULL AND p.id <> @PersonId
              AND (EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND (r.body_id IS NULL OR r.body_id = @bodyId))
                   OR EXISTS (SELECT 1 FROM staff_sessions s WHERE s.person_id = p.id AND s.roles <> '{}'))
            ORDER BY p.name COLLATE "sv-SE-x-icu", p.id
            """,
            new { bodyId, PersonId = person.Id }, ct);
}

public sealed record Colleague(Guid Id, string Name);
