using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Matters;

/// <summary>Renames and joins matters, for editors. Every address that a matter has had goes on leading to it. The same act twice counts once.</summary>
public sealed class MatterDesk(Database db, TimeProvider clock)
{
    public const int NameMaxLength = 200;
    public const int PageSize = 50;

    private const string Fallback = "arende";

    /// <summary>Matters whose name holds the words, latest treated first; one more than a page is read to know whether there are more.</summary>
    /// <param name="words">Part of the name; <c>null</c> for all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(IReadOnlyList<StaffMatter> Matters, bool HasMore)> ListAsync(string? words, int page, CancellationToken ct)
    {
        var matters = await db.QueryAsync<StaffMatter>(
            """
            SELECT id, slug::text, name, items, meetings, latest_on
            FROM matters
            WHERE @words::text IS NULL OR strpos(lower(name), lower(@words)) > 0
            ORDER BY latest_on DESC NULLS LAST, slug
            LIMIT @limit OFFSET @offset
            """,
            new { words, limit = PageSize + 1, offset = (page - 1L) * PageSize }, ct);
        return ([.. matters.Take(PageSize)], matters.Count > PageSize);
    }

    /// <summary>The matter with this slug; one that had it before comes back under its present slug.</summary>
    public Task<StaffMatter?> FindAsync(string slug, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<StaffMatter>(
            """
            SELECT m.id, m.slug::text, m.name, m.items, m.meetings, m.latest_on
            FROM matters m
            WHERE m.slug = @slug OR m.id = (SELECT former.matter_id FROM matter_former_slugs former WHERE former.slug = @slug)
            ORDER BY m.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    /// <summary>The matter that somebody means by its name or the last part of its address.</summary>
    public async Task<StaffMatter?> FindByNameAsync(string nameOrSlug, CancellationToken ct)
    {
        var name = PlainText.OneLine(nameOrSlug);
        var slug = await db.ExecuteScalarAsync<string?>("SELECT slug::text FROM matters WHERE lower(name) = lower(@name)", new { name }, ct);
        return await FindAsync(slug ?? Slug.From(name, Fallback), ct);
    }

    /// <summary>Gives a matter another name, and the address that goes with it.</summary>
    public async Task<MatterOutcome> RenameAsync(string presentSlug, string name, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsSomewhere(StaffRole.Editor) || await FindAsync(presentSlug, ct) is not { } found)
        {
            return MatterOutcome.NotFound;
        }

        name = PlainText.OneLine(name);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var (slug, oldName) = await connection.QuerySingleAsync<(string, string)>(new CommandDefinition(
            "SELECT slug::text, name FROM matters WHERE id = @Id", new { found.Id }, transaction, cancellationToken: ct));
        if (name == oldName)
        {
            return MatterOutcome.Done;
        }

        var others = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT slug::text FROM matters WHERE id <> @Id
            UNION ALL
            SELECT slug::text FROM matter_former_slugs WHERE matter_id <> @Id
            """,
            new { found.Id }, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
        var isTaken = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM matters WHERE id <> @Id AND lower(name) = lower(@name))", new { found.Id, name }, transaction, cancellationToken: ct));
        if (isTaken || NameDirectory.SlugFor(name, Fallback, (oldName, slug), others) is not { } newSlug)
        {
            return MatterOutcome.NameTaken;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM matter_former_slugs WHERE slug = @newSlug AND matter_id = @Id;

            UPDATE matters SET slug = @newSlug, name = @name WHERE id = @Id;

            INSERT INTO matter_former_slugs (slug, matter_id)
            SELECT @slug, @Id
            WHERE @slug <> @newSlug
            ON CONFLICT (slug) DO NOTHING;
            """,
            new { found.Id, slug, newSlug, name }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "rename-matter") { Subject = $"{oldName} → {name}" }, ct);
        await transaction.CommitAsync(ct);
        return MatterOutcome.Done;
    }

    /// <summary>Makes a matter part of another, for ever: items and addresses move over. Joined already: nothing happens.</summary>
    public async Task<MatterOutcome> JoinAsync(string slug, string intoSlug, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsSomewhere(StaffRole.Editor))
        {
            return MatterOutcome.NotFound;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (await FindAsync(slug, ct) is not { } matter || await FindAsync(intoSlug, ct) is not { } kept)
        {
            return MatterOutcome.NotFound;
        }

        if (matter.Id == kept.Id)
        {
            return MatterOutcome.Done;
        }

        IReadOnlyCollection<(string, string)> former = [(matter.Slug, kept.Slug)];
        await MatterAddresses.JoinAsync(connection, transaction, former, ct);
        await MatterAddresses.KeepAsync(connection, transaction, former, ct);
        await AuditLog.WriteAsync(
            connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "join-matters") { Subject = $"{matter.Name} → {kept.Name}" }, ct);
        await transaction.CommitAsync(ct);
        return MatterOutcome.Done;
    }
}

/// <summary>A matter as editors see it; also one that no public note treats.</summary>
public sealed record StaffMatter
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>Public items.</summary>
    public required int Items { get; init; }

    /// <summary>Public notes.</summary>
    public required int Meetings { get; init; }
    public DateOnly? LatestOn { get; init; }
}

/// <summary>What became of something that was to be done with a matter.</summary>
public enum MatterOutcome
{
    /// <summary>It is so now, or was already.</summary>
    Done,

    /// <summary>No such matter, or the person is no editor.</summary>
    NotFound,

    /// <summary>Another matter has the name, or one that gives the same address, now or before.</summary>
    NameTaken,
}
