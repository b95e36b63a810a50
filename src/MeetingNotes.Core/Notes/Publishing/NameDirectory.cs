using Dapper;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Finds bodies, topics and matters by name or by present or former slug, and creates what a published note names for the first
/// time. Works inside the publishing transaction.
/// </summary>
internal sealed class NameDirectory(NpgsqlConnection connection, NpgsqlTransaction? transaction)
{
    public Task<NamedBody?> FindBodyAsync(string nameOrSlug, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NamedBody?>(new CommandDefinition(
            """
            SELECT b.id, b.slug::text, b.name, b.name_after_from
            FROM bodies b
            LEFT JOIN body_former_names f ON f.body_id = b.id AND f.slug = @slug
            WHERE b.slug = @slug OR lower(b.name) = lower(@nameOrSlug) OR f.slug IS NOT NULL
            ORDER BY b.slug = @slug DESC, lower(b.name) = lower(@nameOrSlug) DESC
            LIMIT 1
            """,
            new { nameOrSlug, slug = Slug.From(nameOrSlug) }, transaction, cancellationToken: ct));

    /// <summary>Whether a body was named for the first time.</summary>
    public bool HasCreatedBody { get; private set; }

    public async Task<NamedBody> FindOrCreateBodyAsync(string name, CancellationToken ct)
    {
        if (await FindBodyAsync(name, ct) is { } found)
        {
            return found;
        }

        var body = new NamedBody(Guid.CreateVersion7(), Slug.From(name, "organ"), name, name);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO bodies (id, slug, name, name_after_from) VALUES (@Id, @Slug, @Name, @NameAfterFrom)",
            body, transaction, cancellationToken: ct));
        HasCreatedBody = true;
        return body;
    }

    /// <summary>
    /// Bodies that are meant by a word of their name, or the end of one ("fullmäktige"). The whole name wins, then the only one that is
    /// not dissolved, then the only one; a word that fits none, or several, is left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Guid>> FindBodiesByWordAsync(IReadOnlyCollection<string> words, CancellationToken ct) =>
        words.Count == 0 ? new Dictionary<string, Guid>() : (await connection.QueryAsync<(string Word, Guid Id)>(new CommandDefinition(
            """
            SELECT fitting.word, fitting.ids[1] AS id
            FROM (
                SELECT wanted.word, array_agg(b.id ORDER BY lower(b.name) = wanted.word DESC, b.dissolved_on IS NULL DESC) AS ids, count(*) AS all,
                       count(*) FILTER (WHERE b.dissolved_on IS NULL) AS living, count(*) FILTER (WHERE lower(b.name) = wanted.word) AS exact
                FROM unnest(@words) AS wanted (word)
                JOIN bodies b ON strpos(lower(b.name) || ' ', wanted.word || ' ') > 0
                GROUP BY wanted.word
            ) fitting
            WHERE fitting.exact = 1 OR fitting.living = 1 OR fitting.all = 1
            """,
            new { words = words.ToArray() }, transaction, cancellationToken: ct))).ToDictionary(row => row.Word, row => row.Id);

    /// <summary>The ids in the order of the names, and the names that had to be created.</summary>
    public async Task<(Dictionary<string, Guid> Ids, IReadOnlyList<string> Created)> FindOrCreateTopicsAsync(IReadOnlyCollection<string> names, CancellationToken ct) =>
        await FindOrCreateAsync(
            names,
            """
            SELECT wanted.name, coalesce(named.id, t.id, former.topic_id) AS id
            FROM unnest(@names, @slugs, @own) AS wanted (name, slug, is_own)
            LEFT JOIN topics named ON lower(named.name) = lower(wanted.name)
            LEFT JOIN topics t ON t.slug = wanted.slug AND wanted.is_own
            LEFT JOIN topic_former_slugs former ON former.slug = wanted.slug
            WHERE coalesce(named.id, t.id, former.topic_id) IS NOT NULL
            """,
            "SELECT slug::text FROM topics WHERE slug LIKE ANY (@prefixes) UNION SELECT slug::text FROM topic_former_slugs WHERE slug LIKE ANY (@prefixes)",
            "INSERT INTO topics (id, slug, name) SELECT * FROM unnest(@ids, @slugs, @names)",
            "amne", ct);

    public async Task<(Dictionary<string, Guid> Ids, IReadOnlyList<string> Created)> FindOrCreateMattersAsync(IReadOnlyCollection<string> names, CancellationToken ct) =>
        await FindOrCreateAsync(
            names,
            """
            SELECT wanted.name, coalesce(named.id, m.id, former.matter_id) AS id
            FROM unnest(@names, @slugs, @own) AS wanted (name, slug, is_own)
            LEFT JOIN matters named ON lower(named.name) = lower(wanted.name)
            LEFT JOIN matters m ON m.slug = wanted.slug AND wanted.is_own
            LEFT JOIN matter_former_slugs former ON former.slug = wanted.slug
            WHERE coalesce(named.id, m.id, former.matter_id) IS NOT NULL
            """,
            "SELECT slug::text FROM matters WHERE slug LIKE ANY (@prefixes) UNION SELECT slug::text FROM matter_former_slugs WHERE slug LIKE ANY (@prefixes)",
            "INSERT INTO matters (id, slug, name) SELECT * FROM unnest(@ids, @slugs, @names)",
            "arende", ct);

    /// <summary>The slug that a topic or matter gets when it is named at the desk; the present one as long as it goes with the name.</summary>
    /// <param name="name">The name it gets.</param>
    /// <param name="fallback">The slug of a name without letters.</param>
    /// <param name="present">What it is called now; <c>null</c> when it is new.</param>
    /// <param name="others">Present and former slugs of all others.</param>
    /// <returns><c>null</c> when the name means another already.</returns>
    internal static string? SlugFor(string name, string fallback, (string Name, string Slug)? present, IReadOnlySet<string> others)
    {
        var slug = Slug.From(name, fallback);
        return present is { } now && Slug.From(now.Name, fallback) == slug ? now.Slug
            : !others.Contains(slug) ? slug
            : SaysTheName(slug, fallback) ? null
            : Slug.Free(slug, others.Contains);
    }

    /// <summary>A slug that was cut, or is the same for every name without letters, says nothing of the name.</summary>
    private static bool SaysTheName(string slug, string fallback) => slug.Length < Slug.MaxLength - 2 && slug != fallback;

    private async Task<(Dictionary<string, Guid> Ids, IReadOnlyList<string> Created)> FindOrCreateAsync(
        IReadOnlyCollection<string> names, string find, string findTaken, string insert, string fallback, CancellationToken ct)
    {
        var ids = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        if (names.Count == 0)
        {
            return (ids, []);
        }

        var found = await connection.QueryAsync<(string Name, Guid Id)>(new CommandDefinition(
            find,
            new
            {
                names = names.ToArray(),
                slugs = names.Select(name => Slug.From(name, fallback)).ToArray(),
                own = names.Select(name => SaysTheName(Slug.From(name, fallback), fallback)).ToArray(),
            }, transaction, cancellationToken: ct));
        foreach (var (name, id) in found)
        {
            ids.TryAdd(name, id);
        }

        var created = names.Where(name => !ids.ContainsKey(name)).ToList();
        if (created.Count > 0)
        {
            var slugs = created.Select(name => Slug.From(name, fallback)).ToList();
            var taken = (await connection.QueryAsync<string>(new CommandDefinition(
                findTaken, new { prefixes = slugs.Select(slug => slug[..Math.Min(slug.Length, Slug.MaxLength - 5)] + "%").Distinct().ToArray() },
                transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
            for (var index = 0; index < slugs.Count; index++)
            {
                slugs[index] = Slug.Free(slugs[index], taken.Contains);
                taken.Add(slugs[index]);
            }

            var newIds = created.Select(_ => Guid.CreateVersion7()).ToArray();
            await connection.ExecuteAsync(new CommandDefinition(
                insert, new { ids = newIds, slugs = slugs.ToArray(), names = created.ToArray() }, transaction, cancellationToken: ct));
            foreach (var (name, id) in created.Zip(newIds))
            {
                ids[name] = id;
            }
        }

        return (ids, created);
    }
}

internal sealed record NamedBody(Guid Id, string Slug, string Name, string NameAfterFrom);
