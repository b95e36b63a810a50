using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Staff;

/// <summary>Who may do what, as administrators decide it. Every change is in the audit log and counts from the person's next request.</summary>
public sealed class PeopleDesk(Database db, TimeProvider clock)
{
    public async Task<PeopleOutcome> GiveAsync(Guid personId, StaffRole role, string? bodySlug, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing : await ChangeAsync(async (connection, transaction) =>
            await FindAsync(connection, transaction, personId, ct) is { } name
                ? await GiveAsync(connection, transaction, personId, name, role, bodySlug, by.Actor, ct)
                : PeopleOutcome.Missing, ct);

    /// <summary>Takes a role that was given at the desk; one that the sign-in service gives is taken away there.</summary>
    public async Task<PeopleOutcome> TakeAsync(Guid personId, StaffRole role, string? bodySlug, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing : await ChangeAsync(async (connection, transaction) =>
        {
            var name = await FindAsync(connection, transaction, personId, ct);
            var taken = name is null ? 0 : await connection.ExecuteAsync(new CommandDefinition(
                """
                DELETE FROM person_roles
                WHERE person_id = @personId AND role = @role
                  AND body_id IS NOT DISTINCT FROM (SELECT b.id FROM bodies b WHERE b.slug = @bodySlug)
                  AND (@bodySlug::text IS NULL OR body_id IS NOT NULL)
                """,
                new { personId, role = role.Column(), bodySlug }, transaction, cancellationToken: ct));
            return taken == 0 ? PeopleOutcome.Missing
                : await WriteAsync(connection, transaction, new AuditEntry(by.Actor, "take-role") { Subject = Described(name!, role, bodySlug) }, ct);
        }, ct);

    /// <summary>Lets nobody in under that name any more, and ends the person's sessions on every instance.</summary>
    public async Task<PeopleOutcome> BlockAsync(Guid personId, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing
        : personId == by.Id ? PeopleOutcome.Yourself
        : await ChangeAsync(async (connection, transaction) =>
        {
            var name = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                """
                WITH ended AS (DELETE FROM staff_sessions WHERE person_id = @personId)
                UPDATE people SET blocked_at = @now WHERE id = @personId AND blocked_at IS NULL RETURNING name
                """,
                new { personId, now = clock.GetUtcNow() }, transaction, cancellationToken: ct));
            return name is null ? PeopleOutcome.Missing
                : await WriteAsync(connection, transaction, new AuditEntry(by.Actor, "block") { Subject = name }, ct);
        }, ct);

    public async Task<PeopleOutcome> UnblockAsync(Guid personId, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing : await ChangeAsync(async (connection, transaction) =>
        {
            var name = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                "UPDATE people SET blocked_at = NULL WHERE id = @personId AND blocked_at IS NOT NULL RETURNING name", new { personId }, transaction, cancellationToken: ct));
            return name is null ? PeopleOutcome.Missing
                : await WriteAsync(connection, transaction, new AuditEntry(by.Actor, "unblock") { Subject = name }, ct);
        }, ct);

    /// <summary>Gives a role to whoever has that address: at once when somebody has signed in with it, otherwise when they do.</summary>
    public async Task<PeopleOutcome> InviteAsync(string email, StaffRole role, string? bodySlug, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing
        : await ChangeAsync((connection, transaction) => GiveByAddressAsync(connection, transaction, email, role, bodySlug, by.Actor, ct), ct);

    public async Task<PeopleOutcome> WithdrawAsync(string email, StaffRole role, string? bodySlug, StaffPerson by, CancellationToken ct) =>
        !by.IsAdministrator ? PeopleOutcome.Missing : await ChangeAsync(async (connection, transaction) =>
            await connection.ExecuteAsync(new CommandDefinition(
                """
                DELETE FROM invitations
                WHERE email = lower(@email) AND role = @role
                  AND body_id IS NOT DISTINCT FROM (SELECT b.id FROM bodies b WHERE b.slug = @bodySlug)
                  AND (@bodySlug::text IS NULL OR body_id IS NOT NULL)
                """,
                new { email, role = role.Column(), bodySlug }, transaction, cancellationToken: ct)) == 0
                ? PeopleOutcome.Missing
                : await WriteAsync(connection, transaction, new AuditEntry(by.Actor, "withdraw-invitation") { Subject = Described(email, role, bodySlug) }, ct), ct);

    /// <summary>What whoever has a shell on the server may do: a role for all bodies, for a subject that has signed in or for an address.</summary>
    /// <param name="person">A subject of the sign-in service, or an e-mail address.</param>
    /// <param name="role">The role.</param>
    /// <param name="ct">Cancels.</param>
    public Task<PeopleOutcome> GrantAsync(string person, StaffRole role, CancellationToken ct) => ChangeAsync(async (connection, transaction) =>
    {
        var known = (await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(
            "SELECT id, name FROM people WHERE subject = @person", new { person }, transaction, cancellationToken: ct))).AsList();
        return known switch
        {
            [var one] => await GiveAsync(connection, transaction, one.Id, one.Name, role, null, Actor.Operator, ct),
            [] when person.Contains('@', StringComparison.Ordinal) => await GiveByAddressAsync(connection, transaction, person, role, null, Actor.Operator, ct),
            [] => PeopleOutcome.Missing,
            _ => PeopleOutcome.Several,
        };
    }, ct);

    /// <summary>One change at a time, so that two administrators cannot take each other away; undone when no administrator would be left.</summary>
    private async Task<PeopleOutcome> ChangeAsync(Func<NpgsqlConnection, NpgsqlTransaction, Task<PeopleOutcome>> change, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("LOCK TABLE person_roles IN SHARE ROW EXCLUSIVE MODE", null, transaction, cancellationToken: ct));
        var hadOne = await HasAdministratorAsync(connection, transaction, ct);
        var outcome = await change(connection, transaction);
        if (hadOne && !await HasAdministratorAsync(connection, transaction, ct))
        {
            return PeopleOutcome.LastAdministrator;
        }

        if (outcome is PeopleOutcome.Done or PeopleOutcome.Invited)
        {
            await transaction.CommitAsync(ct);
        }

        return outcome;
    }

    private static Task<bool> HasAdministratorAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1 FROM people p
                           WHERE p.blocked_at IS NULL
                             AND (EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role = 'administrator')
                                  OR EXISTS (SELECT 1 FROM staff_sessions s WHERE s.person_id = p.id AND 'administrator' = ANY (s.roles))))
            """,
            null, transaction, cancellationToken: ct));

    private async Task<PeopleOutcome> GiveByAddressAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string email, StaffRole role, string? bodySlug, Actor by, CancellationToken ct)
    {
        var known = (await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(
            "SELECT id, name FROM people WHERE is_email_verified AND lower(email) = lower(@email)", new { email }, transaction, cancellationToken: ct))).AsList();
        if (known is not [])
        {
            return known is [var one] ? await GiveAsync(connection, transaction, one.Id, one.Name, role, bodySlug, by, ct) : PeopleOutcome.Several;
        }

        if (await BodyAsync(connection, transaction, role, bodySlug, ct) is not (true, var bodyId))
        {
            return PeopleOutcome.NoSuchBody;
        }

        var invited = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO invitations (email, role, body_id, invited_at) VALUES (lower(@email), @role, @bodyId, @now) ON CONFLICT DO NOTHING
            """,
            new { email, role = role.Column(), bodyId, now = clock.GetUtcNow() }, transaction, cancellationToken: ct));
        return invited == 0 ? PeopleOutcome.Already
            : await WriteAsync(connection, transaction, new AuditEntry(by, "invite") { Subject = Described(email.ToLower(StockholmTime.Culture), role, bodySlug) }, ct, PeopleOutcome.Invited);
    }

    private async Task<PeopleOutcome> GiveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid personId, string name, StaffRole role, string? bodySlug, Actor by, CancellationToken ct)
    {
        if (await BodyAsync(connection, transaction, role, bodySlug, ct) is not (true, var bodyId))
        {
            return PeopleOutcome.NoSuchBody;
        }

        var given = await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO person_roles (person_id, role, body_id) VALUES (@personId, @role, @bodyId) ON CONFLICT DO NOTHING",
            new { personId, role = role.Column(), bodyId }, transaction, cancellationToken: ct));
        return given == 0 ? PeopleOutcome.Already
            : await WriteAsync(connection, transaction, new AuditEntry(by, "give-role") { Subject = Described(name, role, bodySlug) }, ct);
    }

    /// <summary>Whether the role can be given for that body, and the body's id; an administrator is one for all.</summary>
    private static async Task<(bool IsPossible, Guid? Id)> BodyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, StaffRole role, string? slug, CancellationToken ct)
    {
        if (slug is null)
        {
            return (true, null);
        }

        var id = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM bodies WHERE slug = @slug", new { slug }, transaction, cancellationToken: ct));
        return (id is not null && role != StaffRole.Administrator, id);
    }

    private static Task<string?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid personId, CancellationToken ct) =>
        connection.ExecuteScalarAsync<string?>(new CommandDefinition("SELECT name FROM people WHERE id = @personId", new { personId }, transaction, cancellationToken: ct));

    private async Task<PeopleOutcome> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEntry entry, CancellationToken ct, PeopleOutcome outcome = PeopleOutcome.Done)
    {
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), entry, ct);
        return outcome;
    }

    /// <summary>"Alva: skribent, regionstyrelsen", as the log shows it.</summary>
    private static string Described(string who, StaffRole role, string? bodySlug) => $"{who}: {role.Name()}{(bodySlug is null ? "" : $", {bodySlug}")}";
}

/// <summary>What became of a change of somebody's rights.</summary>
public enum PeopleOutcome
{
    Done,

    /// <summary>Nobody has signed in with that address; the role waits for them.</summary>
    Invited,

    /// <summary>It was so already.</summary>
    Already,

    /// <summary>No such person, role or invitation, or not the asker's to change.</summary>
    Missing,
    NoSuchBody,

    /// <summary>Several people fit; say which by their subject.</summary>
    Several,

    /// <summary>Refused: nobody would be left to give roles.</summary>
    LastAdministrator,

    /// <summary>Refused: nobody blocks themselves.</summary>
    Yourself,
}
