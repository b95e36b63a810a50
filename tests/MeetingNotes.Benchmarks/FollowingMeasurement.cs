using System.Diagnostics;
using System.Globalization;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Search;

namespace MeetingNotes.Benchmarks;

/// <summary>
/// What a published note costs when very many follow something: everybody has a search of their own, of one or two words of the generated notes. The
/// event is that of a note that is public already; its searches are matched, its notices written, its mails made.
/// </summary>
internal static class FollowingMeasurement
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task RunAsync(int readers)
    {
        await using var database = await BenchmarkDatabase.StartAsync();
        await database.Get<DemoGenerator>().FillAsync(10_000, seed: 1, _ => { }, Ct);
        await database.Get<SearchIndexing>().RunAsync(null, Ct);
        await using var connection = await database.Get<Database>().OpenConnectionAsync(Ct);
        var random = new Random(1);
        var words = (await connection.QueryAsync<string>("SELECT word FROM search_words WHERE whole BETWEEN 3 AND 3000 AND word ~ '^[a-zåäö]{4,}$' ORDER BY word")).ToArray();

        var searches = database.Get<FollowedSearches>();
        var clock = Stopwatch.StartNew();
        for (var reader = 0; reader < readers; reader++)
        {
            var text = $"{words[random.Next(words.Length)]}{(reader % 2 == 0 ? $" {words[random.Next(words.Length)]}" : "")}";
            if (await searches.CompileAsync(new SearchChoice(text), $"/sok?q={text}", Ct) is { } search)
            {
                await using var transaction = await connection.BeginTransactionAsync(Ct);
                var id = await FollowedSearches.KeepAsync(connection, transaction, search, Ct);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO readers (id, address, secret, confirmed_at) VALUES (@id, @address, @secret, now() - interval '1 day');
                    INSERT INTO follows (id, reader_id, search_id, since) VALUES (gen_random_uuid(), @id, @search, now() - interval '1 day');
                    """,
                    new { id = Guid.CreateVersion7(), address = $"lasare{reader}@exempel.se", secret = reader.ToString("x48", CultureInfo.InvariantCulture), search = id }, transaction);
                await transaction.CommitAsync(Ct);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readers} readers with a search each, made in {clock.Elapsed.TotalSeconds:0} s"));
        await connection.ExecuteAsync("ANALYZE followed_searches; ANALYZE follows; ANALYZE readers");
        Console.WriteLine("| note | searches that match, s | notices | mails, s |\n|---|---|---|---|");
        foreach (var note in await connection.QueryAsync<Guid>("SELECT id FROM published_notes ORDER BY held_on DESC, id LIMIT 5"))
        {
            await connection.ExecuteAsync(
                "INSERT INTO follow_events (id, key, kind, note_id, happened_at) VALUES (gen_random_uuid(), @note, 'published', @id, now())", new { note = $"{note}", id = note });
            clock.Restart();
            var notices = await database.Get<NoticeSpreading>().SpreadAsync(Ct);
            var spread = clock.Elapsed;
            clock.Restart();
            await database.Get<NoticeWriting>().WriteAsync(Ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {note} | {spread.TotalSeconds:0.00} | {notices} | {clock.Elapsed.TotalSeconds:0.00} |"));
        }
    }
}
