using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Staff;

/// <summary>Everybody who has signed in or been invited, for administrators.</summary>
public sealed class PeopleReader(Database db)
{
    /// <summary>By name; those who are blocked last.</summary>
    public async Task<IReadOnlyList<StaffMember>> ListAsync(CancellationToken ct)
    {
        var people = await db.QueryAsync<StaffMember>(
            """
            SELECT p.id, p.name, p.email, p.is_email_verified, p.subject, p.last_seen_at, p.blocked_at,
                   ARRAY(SELECT DISTINCT role FROM staff_sessions s, unnest(s.roles) AS role WHERE s.person_id = p.id ORDER BY role) AS service_roles
            FROM people p
            ORDER BY p.blocked_at IS NOT NULL, p.name, p.first_seen_at
            """,
            null, ct);
        var roles = (await db.QueryAsync<(Guid PersonId, string Role, string? BodySlug, string? BodyName)>(
            """
            SELECT r.person_id, r.role, b.slug::text, b.name
            FROM person_roles r
            LEFT JOIN bodies b ON b.id = r.body_id
            ORDER BY r.person_id, b.name NULLS FIRST, r.role
            """,
            null, ct)).ToLookup(row => row.PersonId, row => new NamedGrant(StaffRoles.Of(row.Role), row.BodySlug, row.BodyName));
        return [.. people.Select(person => person with { Roles = [.. roles[person.Id]] })];
    }

    public async Task<IReadOnlyList<Invitation>> InvitationsAsync(CancellationToken ct) =>
    [
        .. (await db.QueryAsync<(string Email, string Role, string? BodySlug, string? BodyName)>(
            """
            SELECT i.email, i.role, b.slug::text, b.name
            FROM invitations i
            LEFT JOIN bodies b ON b.id = i.body_id
            ORDER BY i.email, b.name NULLS FIRST, i.role
            """,
            null, ct)).Select(row => new Invitation(row.Email, new NamedGrant(StaffRoles.Of(row.Role), row.BodySlug, row.BodyName))),
    ];

    /// <summary>Bodies that a role can be for, by name.</summary>
    public Task<IReadOnlyList<RoleBody>> BodiesAsync(CancellationToken ct) =>
        db.QueryAsync<RoleBody>("SELECT slug::text, name FROM bodies ORDER BY dissolved_on IS NOT NULL, name", null, ct);
}

/// <summary>Somebody who has signed in.</summary>
public sealed record StaffMember
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }

    /// <summary>Whether the sign-in service says that the address is the person's.</summary>
    public required bool IsEmailVerified { get; init; }
    public required string Subject { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>What the sign-in service gives, where the person has a session; as columns say it.</summary>
    public required string[] ServiceRoles { get; init; }

    /// <summary>Given at the desk.</summary>
    public IReadOnlyList<NamedGrant> Roles { get; init; } = [];

    public IEnumerable<StaffRole> FromService => ServiceRoles.Select(StaffRoles.Of);
}

/// <summary>A role for one body, or (null) for all.</summary>
public sealed record NamedGrant(StaffRole Role, string? BodySlug, string? BodyName);

/// <summary>A role that waits for somebody to sign in with that address.</summary>
public sealed record Invitation(string Email, NamedGrant Grant);

public sealed record RoleBody(string Slug, string Name);
