using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Npgsql;

namespace MeetingNotes.Core.Topics;

/// <summary>Keeps the curated list of topics, for administrators. The same act twice counts once.</summary>
public sealed class TopicDesk(Database db, TimeProvider clock)
{
    public const int NameMaxLength = 100;
    public const int SynonymsMax = 50;

    private const string Fallback = "amne";

    private const string Select =
        """
        SELECT t.id, t.slug::text, t.name, t.synonyms, t.items,
               t.items > 0 OR EXISTS (SELECT 1 FROM item_topics it WHERE it.topic_id = t.id)
                   OR EXISTS (SELECT 1
                              FROM note_drafts d
                              WHERE CASE
                                        WHEN starts_with(d.document, '{') THEN EXISTS (
                                            SELECT 1
                                            FROM jsonb_path_query(d.document::jsonb, '$.items[*].topics[*]') AS given (topic)
                                            WHERE lower(given.topic #>> '{}') IN (lower(t.name), t.slug))
                                        ELSE strpos(lower(d.document), lower(t.name)) > 0
                                    END) AS is_used
        FROM topics t

        """;

    /// <summary>Every topic in Swedish order.</summary>
    public Task<IReadOnlyList<StaffTopic>> ListAsync(CancellationToken ct) => db.QueryAsync<StaffTopic>(Select + """ORDER BY t.name COLLATE "sv-SE-x-icu" """, null, ct);

    /// <summary>The topic with this slug; one that had it before comes back under its present slug.</summary>
    public Task<StaffTopic?> FindAsync(string slug, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<StaffTopic>(
            Select +
            """
            WHERE t.slug = @slug OR t.id = (SELECT former.topic_id FROM topic_former_slugs former WHERE former.slug = @slug)
            ORDER BY t.slug = @slug DESC
            LIMIT 1
            """,
            new { slug }, ct);

    public async Task<TopicOutcome> CreateAsync(string name, IEnumerable<string> synonyms, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return TopicOutcome.NotFound;
        }

        name = PlainText.OneLine(name);
        var clean = Clean(synonyms, name);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (await FreeSlugAsync(connection, transaction, Guid.Empty, name, null, ct) is not { } slug)
        {
            var same = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT 1 FROM topics WHERE name = @name AND synonyms = @clean)", new { name, clean }, transaction, cancellationToken: ct));
            return same ? TopicOutcome.Done : TopicOutcome.NameTaken;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO topics (id, slug, name, synonyms) VALUES (@id, @slug, @name, @clean)",
            new { id = Guid.CreateVersion7(), slug, name, clean }, transaction, cancellationToken: ct));
        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "create-topic") { Subject = name }, ct);
        return TopicOutcome.Done;
    }

    /// <summary>Changes name and synonyms. A new name gives a new address; the old one redirects, and old texts still mean the topic.</summary>
    public async Task<TopicOutcome> ChangeAsync(string presentSlug, string name, IEnumerable<string> synonyms, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return TopicOutcome.NotFound;
        }

        name = PlainText.OneLine(name);
        var clean = Clean(synonyms, name);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (await FindAsync(presentSlug, ct) is not { } topic)
        {
            return TopicOutcome.NotFound;
        }

        if (await FreeSlugAsync(connection, transaction, topic.Id, name, (topic.Name, topic.Slug), ct) is not { } newSlug)
        {
            return TopicOutcome.NameTaken;
        }

        if (name == topic.Name && clean.SequenceEqual(topic.Synonyms))
        {
            return TopicOutcome.Done;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM topic_former_slugs WHERE slug = @newSlug AND topic_id = @Id;

            UPDATE topics SET slug = @newSlug, name = @name, synonyms = @clean WHERE id = @Id;

            INSERT INTO topic_former_slugs (slug, topic_id)
            SELECT @Slug, @Id
            WHERE @Slug <> @newSlug
            ON CONFLICT (slug) DO NOTHING;
            """,
            new { topic.Id, topic.Slug, newSlug, name, clean }, transaction, cancellationToken: ct));
        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, name == topic.Name ? "change-topic" : "rename-topic")
        {
            Subject = name == topic.Name ? name : $"{topic.Name} → {name}",
        }, ct);
        return TopicOutcome.Done;
    }

    /// <summary>Makes a topic part of another, for ever: its items, its addresses, and its name and synonyms as synonyms. Done already: nothing happens.</summary>
    public async Task<TopicOutcome> MergeAsync(string slug, string intoSlug, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return TopicOutcome.NotFound;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (await FindAsync(slug, ct) is not { } topic || await FindAsync(intoSlug, ct) is not { } kept)
        {
            return TopicOutcome.NotFound;
        }

        if (topic.Id == kept.Id)
        {
            return TopicOutcome.Done;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO item_topics (item_id, topic_id, position)
            SELECT item_id, @keptId, position FROM item_topics WHERE topic_id = @Id
            ON CONFLICT (item_id, topic_id) DO NOTHING;

            DELETE FROM item_topics WHERE topic_id = @Id;
            UPDATE topic_former_slugs SET topic_id = @keptId WHERE topic_id = @Id;
            UPDATE topics SET synonyms = @synonyms WHERE id = @keptId;

            INSERT INTO follows (id, reader_id, topic_id, since)
            SELECT gen_random_uuid(), reader_id, @keptId, since FROM follows WHERE topic_id = @Id
            ON CONFLICT (reader_id, body_id, topic_id, matter_id, follow_up_id, search_id) DO NOTHING;

            DELETE FROM topics WHERE id = @Id;
            INSERT INTO topic_former_slugs (slug, topic_id) VALUES (@Slug, @keptId) ON CONFLICT (slug) DO NOTHING;
            """,
            new { topic.Id, topic.Slug, keptId = kept.Id, synonyms = Clean([.. kept.Synonyms, topic.Name, .. topic.Synonyms], kept.Name) },
            transaction, cancellationToken: ct));
        await PublicCounts.RecountNamesAsync(connection, transaction, [kept.Id], [], ct);
        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "merge-topics") { Subject = $"{topic.Name} → {kept.Name}" }, ct);
        return TopicOutcome.Done;
    }

    /// <summary>Takes a topic away that no note and no draft has.</summary>
    public async Task<TopicOutcome> RemoveAsync(string slug, StaffPerson person, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        if (!person.IsAdministrator || await FindAsync(slug, ct) is not { } topic)
        {
            return TopicOutcome.NotFound;
        }

        if (topic.IsUsed)
        {
            return TopicOutcome.InUse;
        }

        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM topics WHERE id = @Id", new { topic.Id }, transaction, cancellationToken: ct));
        await FinishAsync(connection, transaction, new AuditEntry(person.Actor, "remove-topic") { Subject = topic.Name }, ct);
        return TopicOutcome.Done;
    }

    private static async Task<string?> FreeSlugAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, string name, (string Name, string Slug)? present, CancellationToken ct)
    {
        var others = (await connection.QueryAsync<(string Slug, string? Name)>(new CommandDefinition(
            """
            SELECT slug::text, name FROM topics WHERE id <> @id
            UNION ALL
            SELECT slug::text, NULL FROM topic_former_slugs WHERE topic_id <> @id
            """,
            new { id }, transaction, cancellationToken: ct))).AsList();
        return others.Any(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))
            ? null
            : NameDirectory.SlugFor(name, Fallback, present, others.Select(other => other.Slug).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Each once, whatever its letters' case, and never the name itself.</summary>
    private static string[] Clean(IEnumerable<string> synonyms, string name) =>
    [
        .. synonyms.Select(PlainText.OneLine)
            .Where(synonym => synonym.Length is > 0 and <= NameMaxLength && !string.Equals(synonym, name, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(SynonymsMax),
    ];

    private async Task FinishAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEntry entry, CancellationToken ct)
    {
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), entry, ct);
        await transaction.CommitAsync(ct);
    }
}
