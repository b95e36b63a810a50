using Dapper;
using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Brings the database in line with a <c>portal.yaml</c>: all of it or nothing. Adds and changes, never removes.</summary>
public sealed class PortalFileImport(Database db, NotePublishing publishing, TimeProvider clock)
{
    /// <returns>Whether anything changed, and what is worth a remark (<see cref="ImportResult.Remarks"/>).</returns>
    /// <exception cref="NoteFileException">A body, day or slug in it cannot be.</exception>
    public async Task<(bool IsChanged, IReadOnlyList<string> Remarks)> ImportAsync(PortalFile file, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var joins = await MatterJoinsAsync(connection, transaction, file.Matters, ct);
        var changes = await ImportBodiesAsync(connection, transaction, file.Bodies, ct)
            + await ImportTopicsAsync(connection, transaction, file.Topics, ct)
            + await ImportMattersAsync(connection, transaction, file.Matters, ct)
            + await ImportAbbreviationsAsync(connection, transaction, file.Abbreviations, ct)
            + await SynonymDesk.SaveAsync(connection, transaction, file.Synonyms, ct)
            + await new PortalMeetingImport(connection, transaction, publishing, clock).ImportAsync(file.Meetings, ct);
        if (changes > 0)
        {
            await FollowUpStandings.RebindAsync(connection, transaction, ct);
        }

        await transaction.CommitAsync(ct);
        return (changes > 0, joins);
    }

    private static async Task<int> ImportBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalBody> bodies, CancellationToken ct)
    {
        bodies = await ByPresentNamesAsync(connection, transaction, bodies, ct);
        var renamed = await RenameAsync(connection, transaction, bodies, ct);
        var changes = renamed.Count + await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO bodies (id, slug, name, name_after_from, description, contact, dissolved_on, needs_second_person, standard_lead)
            SELECT id, slug, name, name_after_from, description, contact, dissolved_on, coalesce(second, false), standard_lead
            FROM unnest(@ids, @slugs, @names, @namesAfterFrom, @descriptions, @contacts, @dissolved::date[], @seconds::boolean[], @leads)
                 AS body (id, slug, name, name_after_from, description, contact, dissolved_on, second, standard_lead)
            ON CONFLICT (slug) DO UPDATE
            SET name = excluded.name, name_after_from = excluded.name_after_from,
                description = coalesce(nullif(excluded.description, ''), bodies.description),
                contact = coalesce(excluded.contact, bodies.contact), dissolved_on = coalesce(excluded.dissolved_on, bodies.dissolved_on),
                needs_second_person = CASE WHEN excluded.slug = ANY(@saying) THEN excluded.needs_second_person ELSE bodies.needs_second_person END,
                standard_lead = coalesce(nullif(excluded.standard_lead, ''), bodies.standard_lead), revision = bodies.revision + 1
            WHERE (bodies.name, bodies.name_after_from, bodies.description, bodies.contact, bodies.dissolved_on, bodies.needs_second_person,
                   bodies.standard_lead)
                  IS DISTINCT FROM (excluded.name, excluded.name_after_from, coalesce(nullif(excluded.description, ''), bodies.description),
                                    coalesce(excluded.contact, bodies.contact), coalesce(excluded.dissolved_on, bodies.dissolved_on),
                                    CASE WHEN excluded.slug = ANY(@saying) THEN excluded.needs_second_person ELSE bodies.needs_second_person END,
                                    coalesce(nullif(excluded.standard_lead, ''), bodies.standard_lead))
            """,
            new
            {
                ids = bodies.Select(_ => Guid.CreateVersion7()).ToArray(),
                slugs = bodies.Select(body => body.Slug).ToArray(),
                names = bodies.Select(body => body.Name).ToArray(),
                namesAfterFrom = bodies.Select(body => body.NameAfterFrom).ToArray(),
                descriptions = bodies.Select(body => body.Description ?? "").ToArray(),
                contacts = bodies.Select(body => body.Contact).ToArray(),
                dissolved = bodies.Select(body => body.DissolvedOn).ToArray(),
                seconds = bodies.Select(body => body.NeedsSecondPerson).ToArray(),
                leads = bodies.Select(body => body.StandardLead ?? "").ToArray(),
                saying = bodies.Where(body => body.NeedsSecondPerson is not null).Select(body => body.Slug).ToArray(),
            }, transaction, cancellationToken: ct));

        var former = bodies.SelectMany(body => body.FormerNames.Select((name, index) => (body.Slug, Former: Slug.From(name, "organ"), Name: name, Index: index)))
            .Concat(renamed)
            .Where(row => row.Former != row.Slug)
            .DistinctBy(row => row.Former)
            .ToList();
        changes += await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO body_former_names (slug, body_id, name, position)
            SELECT former.slug, b.id, former.name, former.position
            FROM unnest(@slugs, @bodies, @names, @positions) AS former (slug, body, name, position)
            JOIN bodies b ON b.slug = former.body
            ON CONFLICT (slug) DO NOTHING
            """,
            new
            {
                slugs = former.Select(row => row.Former).ToArray(),
                bodies = former.Select(row => row.Slug).ToArray(),
                names = former.Select(row => row.Name).ToArray(),
                positions = former.Select(row => row.Index).ToArray(),
            }, transaction, cancellationToken: ct));

        foreach (var body in bodies.Where(body => body.Successor is not null))
        {
            var successor = await new NameDirectory(connection, transaction).FindBodyAsync(body.Successor!, ct)
                ?? throw new NoteFileException(body.SourceLine, $"Efterträdaren ”{body.Successor}” finns inte bland organen.");
            changes += await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE bodies SET successor_id = @Id WHERE slug = @bodySlug AND successor_id IS DISTINCT FROM @Id",
                new { successor.Id, bodySlug = body.Slug }, transaction, cancellationToken: ct));
        }

        return changes;
    }

    /// <summary>A file that is older than a change of name at the desk means the body that it names by a former slug, and takes no name back.</summary>
    private static async Task<IReadOnlyList<PortalBody>> ByPresentNamesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalBody> bodies, CancellationToken ct)
    {
        var renamed = (await connection.QueryAsync<(string Former, string Slug, string Name, string NameAfterFrom)>(new CommandDefinition(
            """
            SELECT f.slug::text, b.slug::text, b.name, b.name_after_from
            FROM body_former_names f
            JOIN bodies b ON b.id = f.body_id
            WHERE f.slug = ANY(@slugs) AND NOT EXISTS (SELECT 1 FROM bodies other WHERE other.slug = f.slug)
            """,
            new { slugs = bodies.Select(body => body.Slug).ToArray() }, transaction, cancellationToken: ct))).ToDictionary(row => row.Former);
        return
        [
            .. bodies.Select(body => renamed.TryGetValue(body.Slug, out var now) && !body.FormerNames.Select(name => Slug.From(name, "organ")).Contains(now.Slug)
                ? body with { Slug = now.Slug, Name = now.Name, NameAfterFrom = now.NameAfterFrom }
                : body).DistinctBy(body => body.Slug),
        ];
    }

    /// <summary>
    /// A body that has a new slug here and its present one among its former names gets the new slug; a body that has a new name
    /// keeps the old one as a former name, which old files still use.
    /// </summary>
    /// <returns>The former slugs and names that this makes.</returns>
    private static async Task<List<(string Slug, string Former, string Name, int Index)>> RenameAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalBody> bodies, CancellationToken ct)
    {
        const int AfterTheWritten = 1000;
        var present = (await connection.QueryAsync<(string Slug, string Name)>(new CommandDefinition(
            "SELECT slug::text, name FROM bodies", null, transaction, cancellationToken: ct))).ToDictionary(row => row.Slug, row => row.Name);
        var renamed = new List<(string, string, string, int)>();
        foreach (var body in bodies)
        {
            var slug = present.ContainsKey(body.Slug) ? body.Slug
                : body.FormerNames.Select(name => Slug.From(name, "organ")).FirstOrDefault(present.ContainsKey);
            if (slug is null || present[slug] is var name && slug == body.Slug && name == body.Name)
            {
                continue;
            }

            await BodyAddress.ChangeAsync(connection, transaction, slug, body.Slug, ct);
            renamed.Add((body.Slug, slug, present[slug], AfterTheWritten));
            renamed.Add((body.Slug, Slug.From(present[slug], "organ"), present[slug], AfterTheWritten));
        }

        return renamed;
    }

    private static async Task<int> ImportTopicsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalTopic> topics, CancellationToken ct)
    {
        var changes = 0;
        foreach (var topic in topics)
        {
            changes += await connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE topics SET slug = @Slug
                WHERE slug = ANY(@former) AND NOT EXISTS (SELECT 1 FROM topics WHERE slug = @Slug);

                INSERT INTO topics (id, slug, name, synonyms)
                VALUES (@id, @Slug, @Name, @synonyms)
                ON CONFLICT (slug) DO UPDATE
                SET name = excluded.name, synonyms = excluded.synonyms
                WHERE (topics.name, topics.synonyms) IS DISTINCT FROM (excluded.name, excluded.synonyms);

                INSERT INTO topic_former_slugs (slug, topic_id)
                SELECT former, t.id FROM unnest(@former) AS former, topics t WHERE t.slug = @Slug
                ON CONFLICT (slug) DO NOTHING;
                """,
                new { id = Guid.CreateVersion7(), topic.Slug, topic.Name, synonyms = topic.Synonyms.ToArray(), former = topic.FormerSlugs.Where(slug => slug != topic.Slug).ToArray() },
                transaction, cancellationToken: ct));
        }

        return changes;
    }

    /// <summary>The matters that the file joins with others, told before it happens: afterwards nobody can see it.</summary>
    private static async Task<IReadOnlyList<string>> MatterJoinsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalMatter> matters, CancellationToken ct)
    {
        var former = matters.SelectMany(matter => matter.FormerSlugs.Select(slug => (Matter: matter, Slug: slug))).ToList();
        var joins = await connection.QueryAsync<(string Name, string Kept, int Meetings)>(new CommandDefinition(
            """
            SELECT old.name, former.name AS kept,
                   (SELECT count(DISTINCT n.meeting_id)::int FROM agenda_items i JOIN notes n ON n.id = i.note_id WHERE i.matter_id = old.id) AS meetings
            FROM unnest(@formerSlugs, @slugs, @names) AS former (slug, current, name)
            JOIN matters old ON old.slug = former.slug
            JOIN matters kept ON kept.slug = former.current
            ORDER BY old.name
            """,
            new
            {
                formerSlugs = former.Select(row => row.Slug).ToArray(),
                slugs = former.Select(row => row.Matter.Slug).ToArray(),
                names = former.Select(row => row.Matter.Name).ToArray(),
            }, transaction, cancellationToken: ct));
        return [.. joins.Select(join => $"ärendet ”{join.Name}” ({join.Meetings} {(join.Meetings == 1 ? "möte" : "möten")}) fördes ihop med ”{join.Kept}”.")];
    }

    private static async Task<int> ImportMattersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PortalMatter> matters, CancellationToken ct)
    {
        var former = matters.SelectMany(matter => matter.FormerSlugs.Where(slug => slug != matter.Slug).Select(slug => (Former: slug, matter.Slug))).ToList();
        var changes = await MatterAddresses.JoinAsync(connection, transaction, former, ct);
        changes += await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO matters (id, slug, name)
            SELECT * FROM unnest(@ids, @slugs, @names)
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name WHERE matters.name <> excluded.name;
            """,
            new
            {
                ids = matters.Select(_ => Guid.CreateVersion7()).ToArray(),
                slugs = matters.Select(matter => matter.Slug).ToArray(),
                names = matters.Select(matter => matter.Name).ToArray(),
            }, transaction, cancellationToken: ct));
        return changes + await MatterAddresses.KeepAsync(connection, transaction, former, ct);
    }

    private static async Task<int> ImportAbbreviationsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(string Short, string Long)> abbreviations, CancellationToken ct) =>
        await AbbreviationDesk.SaveAsync(connection, transaction, abbreviations, ct);
}
