using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace MeetingNotes.Benchmarks;

/// <summary>A query as the portal and as SQLite read it.</summary>
/// <param name="Path">The portal's address.</param>
/// <param name="Match">For FTS5; <c>null</c> when it has no such filter.</param>
internal sealed record MixedQuery(string Path, string? Match);

internal sealed record SearchClass(string Name, IReadOnlyList<MixedQuery> Queries);

/// <summary>
/// A fixed mix of queries, drawn from what the index has of words by how common they are: eight of each class, each alone, with a body and with
/// a year. The same notes give the same mix.
/// </summary>
internal static class SearchMix
{
    private const int Each = 8;

    public static async Task<IReadOnlyList<SearchClass>> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var items = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM search_items");
        async Task<string[]> WordsAsync(double from, double to, string also = "true") => [.. await connection.QueryAsync<string>(
            $"""
            SELECT word FROM search_words
            WHERE whole BETWEEN @from AND @to AND word ~ '^[a-zåäö]+$' AND length(word) > 3 AND {also}
            ORDER BY md5(word) LIMIT {2 * Each}
            """, new { from, to })];

        var rare = await WordsAsync(2, Math.Max(40, items * 0.0003));
        var mid = await WordsAsync(items * 0.005, items * 0.02);
        var common = await WordsAsync(items * 0.1, items);
        var parts = await WordsAsync(0, items * 0.05, "part > 10 * whole AND part > 0");
        var phrases = (await connection.QueryAsync<string>(
            """
            SELECT (regexp_match(i.text, '[a-zåäö]{4,} [a-zåäö]{4,}'))[1]
            FROM (SELECT * FROM (SELECT id FROM agenda_items LIMIT 4000) AS early ORDER BY md5(id::text) LIMIT 40) AS drawn JOIN agenda_items i USING (id)
            WHERE i.text ~ '[a-zåäö]{4,} [a-zåäö]{4,}'
            """)).ToArray();
        var bodies = (await connection.QueryAsync<string>($"SELECT slug::text FROM bodies ORDER BY md5(slug::text) LIMIT {Each}")).ToArray();
        var years = (await connection.QueryAsync<int>("SELECT DISTINCT extract(year FROM held_on)::int FROM meetings ORDER BY 1")).ToArray();

        SearchClass Class(string name, Func<int, (string Text, string Match)> query) => new(name,
        [
            .. Enumerable.Range(0, Each).SelectMany(index => new MixedQuery[]
            {
                new(Address(query(index).Text), query(index).Match),
                new(Address(query(index).Text, ("organ", bodies[index % bodies.Length])), null),
                new(Address(query(index).Text, ("ar", $"{years[index % years.Length]}")), null),
            }),
        ]);
        return
        [
            Class("rare", index => Word(rare, index)),
            Class("mid", index => Word(mid, index)),
            Class("common", index => Word(common, index)),
            Class("two common", index => Both(common, index, common, index + 1)),
            Class("three words", index => ($"{At(common, index)} {At(mid, index)} {At(common, index + 3)}", $"\"{At(common, index)}\" \"{At(mid, index)}\" \"{At(common, index + 3)}\"")),
            Class("phrase", index => ($"\"{At(phrases, index)}\"", $"\"{At(phrases, index)}\"")),
            Class("prefix", index => ($"{At(mid, index)[..4]}*", $"{At(mid, index)[..4]}*")),
            Class("negation", index => ($"{At(common, index)} -{At(mid, index)}", $"\"{At(common, index)}\" NOT \"{At(mid, index)}\"")),
            Class("compound part", index => Word(parts, index)),
            Class("misspelt", index => Word([.. mid.Select(word => word.Remove(word.Length / 2, 1))], index)),
            Class("no hits", index => Word([.. rare.Select(word => $"qx{word[..3]}zv")], index)),
            new("status", [.. Enumerable.Range(0, Each).SelectMany(index => new[] { mid, common }.Select(words =>
                new MixedQuery(Address(At(words, index), ("status", index % 2 == 0 ? "oppen" : "klar")), null)))]),
            new("newest first", [.. Enumerable.Range(0, Each).SelectMany(index => new[] { mid, common }.Select(words =>
                new MixedQuery(Address(At(words, index), ("sortering", "nyast")), null)))]),
        ];
    }

    private static (string Text, string Match) Word(string[] words, int index) => (At(words, index), $"\"{At(words, index)}\"");

    private static (string Text, string Match) Both(string[] words, int index, string[] others, int other) =>
        ($"{At(words, index)} {At(others, other)}", $"\"{At(words, index)}\" \"{At(others, other)}\"");

    private static string At(string[] words, int index) => words[index % words.Length];

    private static string Address(string text, params (string Name, string Value)[] filters) =>
        QueryHelpers.AddQueryString("/sok", filters.Select(filter => KeyValuePair.Create(filter.Name, (string?)filter.Value)).Prepend(new("q", text)));
}
