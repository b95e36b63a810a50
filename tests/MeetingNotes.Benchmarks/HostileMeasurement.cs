using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace MeetingNotes.Benchmarks;

/// <summary>Searches that were made to cost much, at the search page, its feed and its API: how long the worst takes, and what is answered.</summary>
internal static class HostileMeasurement
{
    private const int Queries = 2_000;

    private static readonly string[] Addresses = ["/sok", "/sok", "/sok", "/api/v1/search", "/sok.atom"];

    private static readonly string[] Operators = ["\"", "-", "*", " eller ", " ELLER ", "|", "&", "!", "(", ")", "<->", ":*", "'", "\\", "\0", "\u0301", "\u00AD", "\uD83D\uDE00", "§", " 2018 ", " april ", "%", "_"];

    /// <param name="connectionString">On what this database has; it is only read.</param>
    public static async Task RunAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var words = (await connection.QueryAsync<string>(
            "SELECT word FROM search_words WHERE word ~ '^[a-zåäö]+$' AND length(word) > 2 ORDER BY whole + part DESC LIMIT 400")).ToArray();
        using var portal = await PortalProcess.StartAsync(connectionString);
        var random = new Random(20180411);
        var answers = new List<(string Kind, int Status, double Time)>();
        for (var number = 0; number < Queries; number++)
        {
            var (kind, text) = Invent(random, words);
            var isNumbered = random.Next(4) == 0;
            var address = Addresses[random.Next(Addresses.Length)];
            var path = QueryHelpers.AddQueryString(address, new KeyValuePair<string, string?>[]
            {
                new("q", text),
                new(address == "/api/v1/search" ? "page" : "sida", isNumbered ? "1000000000" : null),
                new("sortering", address == "/sok" && random.Next(3) == 0 ? "nyast" : null),
            }.Where(field => field.Value is not null));
            var start = Stopwatch.GetTimestamp();
            using var response = await portal.Client.GetAsync(path);
            await response.Content.ReadAsByteArrayAsync();
            answers.Add((kind, (int)response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }

        Console.WriteLine("\n| hostile | queries | p50 ms | p95 | max | answers |\n|---|---|---|---|---|---|");
        foreach (var kind in answers.GroupBy(answer => answer.Kind).Append(answers.GroupBy(_ => "all").Single()))
        {
            var times = kind.Select(answer => answer.Time).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind.Key} | {times.Count} | {times[times.Count / 2]:0.0} | {times[(int)(0.95 * (times.Count - 1))]:0.0} | {times[^1]:0.0} | {string.Join(", ", kind.CountBy(answer => answer.Status).Select(status => $"{status.Value} × {status.Key}"))} |"));
        }
    }

    private static (string Kind, string Text) Invent(Random random, string[] words)
    {
        string Word() => words[random.Next(words.Length)];
        string Many(int count, Func<string> one) => string.Concat(Enumerable.Range(0, count).Select(_ => one() + " "));
        return random.Next(10) switch
        {
            0 => ("10 kB of words", Many(1_700, Word)[..10_000]),
            1 => ("50 000 words", Many(50_000, () => "a")),
            2 => ("500 operators", Many(500, () => Operators[random.Next(Operators.Length)])),
            3 => ("words between operators", Many(120, () => Word() + Operators[random.Next(Operators.Length)])),
            4 => ("many common words", Many(random.Next(8, 60), Word)),
            5 => ("many beginnings", Many(random.Next(1, 30), () => Word()[..2] + "*")),
            6 => ("any of many", string.Join(" eller ", Enumerable.Range(0, random.Next(2, 80)).Select(_ => Word()))),
            7 => ("long phrase of common words", "\"" + Many(random.Next(2, 60), Word) + "\""),
            8 => ("nearly everything left out", Word() + " " + Many(random.Next(1, 60), () => "-" + Word())),
            _ => ("one word of 4 000 letters", string.Concat(Enumerable.Range(0, 4_000).Select(_ => (char)random.Next('a', 'z' + 1)))),
        };
    }
}
