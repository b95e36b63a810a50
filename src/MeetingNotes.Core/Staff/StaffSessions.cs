using Dapper;
using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Core.Staff;

/// <summary>Who the sign-in service says it is. The address redeems an invitation only when that service vouches for it.</summary>
/// <param name="Issuer">The sign-in service.</param>
/// <param name="Subject">Its own, lasting name of the person.</param>
/// <param name="Name">As shown to colleagues.</param>
/// <param name="Email">Where staff mail goes.</param>
/// <param name="IsEmailVerified">Whether the service says that the address is the person's.</param>
/// <param name="Roles">What the service's claims give, by the portal's settings; they last as long as the session.</param>
public sealed record SignedIn(string Issuer, string Subject, string Name, string? Email, bool IsEmailVerified, IReadOnlyCollection<StaffRole> Roles);

/// <summary>
/// Sessions of staff. They live in the database and rights are read at every request, so that what is taken away is gone at once on every
/// instance.
/// </summary>
public sealed class StaffSessions(Database db, TimeProvider clock)
{
    /// <summary>How exact "seen" is: not every request writes.</summary>
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(1);

    /// <summary>However busy somebody is, the sign-in service is asked anew after a day: what it gives lasts as long as the session.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Begins a session with an id that nobody has had; keeps the person's name and address up to date.</summary>
    /// <returns>The session; <c>null</c> for somebody who is blocked.</returns>
    public async Task<Guid?> StartAsync(SignedIn signedIn, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var email = signedIn.Email is { Length: >= 3 and <= StaffPerson.EmailMaxLength } ? signedIn.Email : null;
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var person = await connection.QuerySingleAsync<(Guid Id, string Name, bool IsBlocked)>(new CommandDefinition(
            """
            INSERT INTO people (id, issuer, subject, name, email, is_email_verified, first_seen_at, last_seen_at)
            VALUES (@id, @Issuer, @Subject, @name, @email, @isVerified, @now, @now)
            ON CONFLICT (issuer, subject) DO UPDATE
            SET name = excluded.name, email = excluded.email, is_email_verified = excluded.is_email_verified, last_seen_at = excluded.last_seen_at
            RETURNING id, name, blocked_at IS NOT NULL
            """,
            new
            {
                id = Guid.CreateVersion7(),
                signedIn.Issuer,
                signedIn.Subject,
                name = signedIn.Name[..Math.Min(signedIn.Name.Length, StaffPerson.NameMaxLength)],
                email,
                isVerified = email is not null && signedIn.IsEmailVerified,
                now,
            }, transaction, cancellationToken: ct));
        if (person.IsBlocked)
        {
            return null;
        }

        if (email is not null && signedIn.IsEmailVerified && await RedeemAsync(connection, transaction, person.Id, email, ct) > 0)
        {
            await AuditLog.WriteAsync(connection, transaction, now, new AuditEntry(new Actor(person.Name, person.Id), "accept-invitation"), ct);
        }

        var sessionId = Guid.CreateVersion7();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO staff_sessions (id, person_id, roles, started_at, seen_at)
            VALUES (@sessionId, @personId, @roles, @now, @now)
            """,
            new { sessionId, personId = person.Id, roles = signedIn.Roles.Select(StaffRoles.Column).ToArray(), now }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return sessionId;
    }

    /// <summary>
    /// The person of a session with the rights of now; <c>null</c> when the session has ended, been idle for longer than <paramref name="idle"/>,
    /// or lasted for a day.
    /// </summary>
    public async Task<StaffPerson?> FindAsync(Guid sessionId, TimeSpan idle, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await db.QuerySingleOrDefaultAsync<SessionRow>(
            """
            WITH seen AS (
                UPDATE staff_sessions SET seen_at = @now WHERE id = @sessionId AND seen_at > @idleSince AND seen_at < @seenBefore
            )
            SELECT p.id, p.name, p.email, s.roles,
                   ARRAY(SELECT r.role FROM person_roles r WHERE r.person_id = p.id ORDER BY r.role, r.body_id) AS given_roles,
                   ARRAY(SELECT coalesce(r.body_id::text, '') FROM person_roles r WHERE r.person_id = p.id ORDER BY r.role, r.body_id) AS given_bodies
            FROM staff_sessions s
            JOIN people p ON p.id = s.person_id
            WHERE s.id = @sessionId AND s.seen_at > @idleSince AND s.started_at > @startedAfter AND p.blocked_at IS NULL
            """,
            new { sessionId, now, idleSince = now - idle, startedAfter = now - Longest, seenBefore = now - SeenPrecision }, ct);
        return row is null
            ? null
            : new StaffPerson
            {
                Id = row.Id,
                Name = row.Name,
                Email = row.Email,
                Grants =
                [
                    .. row.Roles.Select(role => new Grant(StaffRoles.Of(role), null)),
                    .. row.GivenRoles.Zip(row.GivenBodies, (role, body) => new Grant(StaffRoles.Of(role), body.Length == 0 ? null : Guid.Parse(body))),
                ],
            };
    }

    public Task EndAsync(Guid sessionId, CancellationToken ct) => db.ExecuteAsync("DELETE FROM staff_sessions WHERE id = @sessionId", new { sessionId }, ct);

    /// <summary>Forgets sessions that nobody will come back to.</summary>
    public Task<int> RemoveIdleAsync(TimeSpan idle, CancellationToken ct) =>
        db.ExecuteAsync("DELETE FROM staff_sessions WHERE seen_at <= @idleSince", new { idleSince = clock.GetUtcNow() - idle }, ct);

    private static Task<int> RedeemAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid personId, string email, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            WITH redeemed AS (DELETE FROM invitations WHERE email = lower(@email) RETURNING role, body_id)
            INSERT INTO person_roles (person_id, role, body_id)
            SELECT @personId, role, body_id FROM redeemed
            ON CONFLICT DO NOTHING
            """,
            new { personId, email }, transaction, cancellationToken: ct));

    private sealed record SessionRow
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public required string[] Roles { get; init; }
        public required string[] GivenRoles { get; init; }
        public required string[] GivenBodies { get; init; }
    }
}
