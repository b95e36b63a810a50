using MeetingNotes.Core.Demo;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Time;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Search;

/// <summary>That what is looked for span by span is the same as what is looked for in all of the index at once.</summary>
public sealed class SearchSpansTests(PostgresFixture postgres)
{
    private const int Items = 4_000;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_SpanBySpan_FindsTheSameInTheSameOrder()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.Get<DemoGenerator>().FillAsync(Items, 7, _ => { }, Ct);
        var search = portal.Get<ItemSearch>();
        var body = await portal.ScalarAsync<string>("SELECT slug FROM bodies ORDER BY slug LIMIT 1");
        var topic = await portal.ScalarAsync<string>("SELECT slug FROM topics ORDER BY slug LIMIT 1");
        var hits = 0;
        foreach (var typed in (string[])["kommun", "trafik", "få fråga", "kommun -fråga", "\"i kommunen\"", "kommu*", "budget eller trafik", "trafikplan", "2024", "zebra"])
        {
            var request = new SearchRequest(search.Read(typed));
            foreach (var asked in (SearchRequest[])
            [
                request, request with { Order = SearchOrder.Newest }, request with { Page = 3, Order = SearchOrder.Newest }, request with { BodySlug = body },
                request with { TopicSlug = topic }, request with { Year = 2025 }, request with { State = FollowUpState.Done },
            ])
            {
                var atOnce = await RunAsync(portal, asked, false);
                var inSpans = await RunAsync(portal, asked, true);
                hits += atOnce.Count;

                Assert.Equal(atOnce.Count, inSpans.Count);
                Assert.Equal(atOnce.Facets, inSpans.Facets);
                Assert.Equal(atOnce.Hits.Select(hit => hit.Id), inSpans.Hits.Select(hit => hit.Id));
            }
        }

        Assert.True(hits > Items, $"{hits} hits");
    }

    private static async Task<SearchResult> RunAsync(Portal portal, SearchRequest request, bool inSpans)
    {
        await using var connection = await portal.Db.OpenConnectionAsync(Ct);
        var book = await WordBook.ReadAsync(connection, request, portal.Get<SwedishAnalysis>().Analyser, Ct);
        book.IsAlwaysInSpans = inSpans;
        return await new SearchRun(connection, request, new TierQueries(request.Query, book, book.Filed!), book, portal.Get<TimeProvider>().TodayInStockholm()).FindAsync(Ct);
    }
}
