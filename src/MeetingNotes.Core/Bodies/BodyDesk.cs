using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Bodies;

/// <summary>Creates, renames and dissolves bodies, for administrators. The same act twice counts once.</summary>
public sealed class BodyDesk(Database db, TimeProvider clock)
{
    private const string Fallback = "organ";

    private const string Select =
        """
        SELECT b.id, b.revision, b.slug::text, b.name, b.name_after_from, b.description, b.contact, b.standard_lead, b.needs_second_person, b.dissolved_on,
               s.slug::text AS successor_slug, s.name AS successor_name,
               ARRAY(SELECT f.name FROM body_former_names f WHERE f.body_id = b.id ORDER BY f.position, f.slug) AS former_names,
               (SELECT coalesce(sum(c.notes), 0)::int FROM counts c WHERE c.body_id = b.id) AS notes
        FROM bodies b
        LEFT JOIN bodies s ON s.id = b.successor_id

        """;

    /// <summary>Every body in Swedish order, those that are dissolved last.</summary>
    public Task<IReadOnlyList<StaffBody>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<StaffBody>(Select + """ORDER BY b.dissolved_on IS NOT NULL, b.name COLLATE "sv-SE-x-icu" """, null, ct);

    /// <summary>The body with this slug; one that had it before comes back under its present slug.</summary>
    public Task<StaffBody?> FindAsync(string slug, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<StaffBody>(
            Select +
            """
            WHERE b.slug = @slug OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = @slug)
            ORDER BY b.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    /// <returns>With the slug of the new body, or of the one that was there already.</returns>
    public async Task<(BodyOutcome Outcome, string Slug)> CreateAsync(BodyDetails details, StaffPerson person, CancellationToken ct)
    {
        details = details.Clean();
        var slug = Slug.From(details.Name, Fallback);
        if (!person.IsAdministrator)
        {
            return (BodyOutcome.NotFound, slug);
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (await IsTakenAsync(connection, transaction, Guid.Empty, details.Name, slug, ct))
        {
            var same = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                """
                SELECT EXISTS (SELECT 1 FROM bodies
                               WHERE slug = @slug AND (name, name_after_from, description, contact, standard_lead, needs_second_person)
                                     IS NOT DISTINCT FROM (@Name, @NameAfterFrom, @Description, @Contact, @StandardLead, @NeedsSecondPerson))
                """,
                new { slug, details.Name, details.NameAfterFrom, details.Description, details.Contact, details.StandardLead, details.NeedsSecondPerson },
                transaction, cancellationToken: ct));
            return (same ? BodyOutcome.Done : BodyOutcome.NameTaken, slug);
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO bodies (id, slug, name, name_after_from, description, contact, standard_lead, needs_second_person)
            VALUES (@id, @slug, @Name, @NameAfterFrom, @Description, @Contact, @StandardLead, @NeedsSecondPerson)
            """,
            new
            {
                id = Guid.CreateVersion7(),
                slug,
                details.Name,
                details.NameAfterFrom,
                details.Description,
                details.Contact,
                details.StandardLead,
                details.NeedsSecondPerson,
            }, transaction, cancellationToken: ct));
        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "create-body") { Subject = details.Name }, ct);
        return (BodyOutcome.Done, slug);
    }

    /// <summary>Changes what is said of a body. A new name gives a new address; the old one redirects for ever, and old files still find the body.</summary>
    /// <param name="presentSlug">The body, by its slug or a former one.</param>
    /// <param name="details">What is to be said of it.</param>
    /// <param name="revision">The one that the person has seen.</param>
    /// <param name="person">Who.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>With the slug that it has now.</returns>
    public async Task<(BodyOutcome Outcome, string Slug)> ChangeAsync(string presentSlug, BodyDetails details, int revision, StaffPerson person, CancellationToken ct)
    {
        details = details.Clean();
        if (!person.IsAdministrator || await FindAsync(presentSlug, ct) is not { } found)
        {
            return (BodyOutcome.NotFound, presentSlug);
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var (slug, name, present, isSame) = await connection.QuerySingleAsync<(string, string, int, bool)>(new CommandDefinition(
            """
            SELECT slug::text, name, revision, (name, name_after_from, description, contact, standard_lead, needs_second_person)
                   IS NOT DISTINCT FROM (@Name, @NameAfterFrom, @Description, @Contact, @StandardLead, @NeedsSecondPerson)
            FROM bodies
            WHERE id = @Id
            """,
            new { found.Id, details.Name, details.NameAfterFrom, details.Description, details.Contact, details.StandardLead, details.NeedsSecondPerson },
            transaction, cancellationToken: ct));
        if (isSame || present != revision)
        {
            return (isSame ? BodyOutcome.Done : BodyOutcome.Changed, slug);
        }

        var newSlug = Slug.From(details.Name, Fallback) is var wanted && wanted == Slug.From(name, Fallback) ? slug : wanted;
        if (await IsTakenAsync(connection, transaction, found.Id, details.Name, newSlug, ct))
        {
            return (BodyOutcome.NameTaken, slug);
        }

        await BodyAddress.ChangeAsync(connection, transaction, slug, newSlug, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE bodies
            SET name = @Name, name_after_from = @NameAfterFrom, description = @Description, contact = @Contact, standard_lead = @StandardLead,
                needs_second_person = @NeedsSecondPerson, revision = revision + 1
            WHERE id = @Id
            """,
            new { found.Id, details.Name, details.NameAfterFrom, details.Description, details.Contact, details.StandardLead, details.NeedsSecondPerson },
            transaction, cancellationToken: ct));
        if (newSlug != slug)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                DELETE FROM body_former_names WHERE slug = @newSlug AND body_id = @Id;

                INSERT INTO body_former_names (slug, body_id, name, position)
                SELECT @slug, @Id, @name, coalesce(max(position), 0) + 1 FROM body_former_names WHERE body_id = @Id
                """,
                new { found.Id, slug, newSlug, name }, transaction, cancellationToken: ct));
        }

        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, name == details.Name ? "change-body" : "rename-body")
        {
            Subject = name == details.Name ? name : $"{name} → {details.Name}",
        }, ct);
        return (BodyOutcome.Done, newSlug);
    }

    /// <summary>Says that a body is no more from a day on, and who took over. It is kept, and marked.</summary>
    public async Task<BodyOutcome> DissolveAsync(string slug, DateOnly on, string? successorSlug, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator || await FindAsync(slug, ct) is not { } body)
        {
            return BodyOutcome.NotFound;
        }

        var successor = successorSlug is null ? null : await FindAsync(successorSlug, ct);
        if (successorSlug is not null && successor is null)
        {
            return BodyOutcome.SuccessorImpossible;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var (isLoop, hasLater) = await connection.QuerySingleAsync<(bool, bool)>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1 FROM body_voices v WHERE v.body_id = @successorId AND v.voice_id = @Id),
                   EXISTS (SELECT 1 FROM meetings m WHERE m.body_id = @Id AND m.held_on > @on AND NOT m.is_cancelled)
            """,
            new { body.Id, successorId = successor?.Id, on }, transaction, cancellationToken: ct));
        if (isLoop || hasLater)
        {
            return isLoop ? BodyOutcome.SuccessorImpossible : BodyOutcome.HasLaterMeetings;
        }

        var changed = await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE bodies
            SET dissolved_on = @on, successor_id = @successorId
            WHERE id = @Id AND (dissolved_on, successor_id) IS DISTINCT FROM (@on, @successorId)
            """,
            new { body.Id, on, successorId = successor?.Id }, transaction, cancellationToken: ct));
        if (changed > 0)
        {
            await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "dissolve-body")
            {
                Subject = successor is null ? $"{body.Name}, {on.Iso()}" : $"{body.Name}, {on.Iso()} → {successor.Name}",
            }, ct);
        }

        return BodyOutcome.Done;
    }

    /// <summary>Takes a dissolution back.</summary>
    public async Task<BodyOutcome> ReviveAsync(string slug, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator || await FindAsync(slug, ct) is not { } body)
        {
            return BodyOutcome.NotFound;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var changed = await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE bodies SET dissolved_on = NULL, successor_id = NULL WHERE id = @Id AND dissolved_on IS NOT NULL",
            new { body.Id }, transaction, cancellationToken: ct));
        if (changed > 0)
        {
            await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "revive-body") { Subject = body.Name }, ct);
        }

        return BodyOutcome.Done;
    }

    private static Task<bool> IsTakenAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, string name, string slug, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1 FROM bodies b WHERE b.id <> @id AND (b.slug = @slug OR lower(b.name) = lower(@name)))
                OR EXISTS (SELECT 1 FROM body_former_names f WHERE f.body_id <> @id AND f.slug = @slug)
            """,
            new { id, name, slug }, transaction, cancellationToken: ct));

    /// <summary>"Till nästa fullmäktige" may mean another body now, and a successor speaks for its predecessor.</summary>
    private async Task FinishAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEntry entry, CancellationToken ct)
    {
        await FollowUpStandings.RebindAsync(connection, transaction, ct);
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), entry, ct);
        await transaction.CommitAsync(ct);
    }
}
