namespace MeetingNotes.Core.Staff;

/// <summary>Somebody who has signed in, with the rights of this moment.</summary>
public sealed record StaffPerson
{
    public const int NameMaxLength = 200;
    public const int EmailMaxLength = 254;

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>False: the organisation knows the person, but the portal has given no role.</summary>
    public bool IsStaff => Grants.Count > 0;

    public bool IsAdministrator => Grants.Any(grant => grant.Role == StaffRole.Administrator);

    public Actor Actor => new(Name, Id);

    /// <summary>Whether the person has at least this role for a body; a body that is not known yet (null) belongs to those who have all.</summary>
    public bool Is(StaffRole role, Guid? bodyId) => Grants.Any(grant => grant.Role >= role && (grant.BodyId is null || grant.BodyId == bodyId));

    /// <summary>Whether the person has at least this role for some body.</summary>
    public bool IsSomewhere(StaffRole role) => Grants.Any(grant => grant.Role >= role);

    /// <summary>The bodies where the person has at least this role; <c>null</c> for all.</summary>
    internal Guid[]? BodiesAs(StaffRole role)
    {
        var grants = Grants.Where(grant => grant.Role >= role).ToList();
        return grants.Any(grant => grant.BodyId is null) ? null : [.. grants.Select(grant => grant.BodyId!.Value).Distinct()];
    }
}
