using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>How pages ask the database: few questions, on one connection.</summary>
public sealed class PageQuestionsTests(WebFixture web)
{
    private const string April = "/noterat/regionala-samverkansradet/2018-04-11";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages => [
        "/", "/noterat", "/noterat?organ=kulturforum&ar=2018", April, "/organ", "/organ/regionala-samverkansradet", "/organ/hallbarhetsradet", "/moten",
        "/moten?organ=regionstyrelsen", "/moten?organ=regionstyrelsen&ar=2018", "/amnen", "/amnen/kollektivtrafik", "/sok", "/sok?q=kollektivtrafik", "/sok?q=finnsinte", "/uppfoljningar",
        "/uppfoljningar?organ=kulturforum&status=oppen", "/uppfoljningar?status=saknas&nar=2018", "/uppfoljningar?nar=utan-datum", "/uppfoljningar/regionala-samverkansradet/styrdokument-klart", "/arenden",
        "/arenden/ny-regional-utvecklingsstrategi", "/webbkarta", "/sitemap.xml",
        "/api/v1/search?q=kollektivtrafik", "/api/v1/suggest?q=kollektiv", "/sok.atom?q=kollektivtrafik", "/sok.rss?q=kollektivtrafik",
        "/noterat.atom", "/noterat.rss", "/organ/regionala-samverkansradet.atom", "/organ/hallbarhetsradet.rss", "/amnen/kollektivtrafik.atom", "/arenden/ny-regional-utvecklingsstrategi.rss",
        "/moten.ics", "/organ/regionala-samverkansradet.ics", "/moten/regionala-samverkansradet/2018-04-11.ics", "/uppfoljningar.ics", "/uppfoljningar.ics?organ=kulturforum",
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task Get_Page_CostsAtMostFourQueries(string path) => Assert.InRange((await ConnectionsAsync(path, times: 1)).Single().Count(), 1, 4);

    [Fact]
    public Task Get_Page_AsksOnOneConnection() => AsksOnOneConnectionAsync("/sok?q=kollektivtrafik");

    /// <summary>It asks who the reader is before anything else.</summary>
    [Fact]
    public async Task Get_PageThatAsksBeforeItsHandler_AsksOnOneConnection()
    {
        var (db, id, secret) = (web.Services.GetRequiredService<Database>(), Guid.CreateVersion7(), new string('c', 48));
        await db.ExecuteAsync("INSERT INTO readers (id, address, secret, confirmed_at) VALUES (@id, 'cilla@exempel.se', @secret, now())", new { id, secret }, Ct);
        try
        {
            await AsksOnOneConnectionAsync($"/prenumerera/mina/{secret}");
        }
        finally
        {
            await db.ExecuteAsync("DELETE FROM readers WHERE id = @id", new { id }, Ct);
        }
    }

    /// <summary>Many ask at once, so that a page that gave its connection back between two questions would get somebody else's.</summary>
    private async Task AsksOnOneConnectionAsync(string path)
    {
        var pages = await ConnectionsAsync(path, times: 20);

        Assert.Equal(20, pages.Count);
        Assert.All(pages, page => Assert.InRange(page.Count(), 2, 10));
        Assert.All(pages, page => Assert.Single(page.Distinct()));
    }

    /// <summary>Gets a page so many times at once. Returns, for each that asked anything, the connections of its questions.</summary>
    private async Task<List<IGrouping<ActivityTraceId, object?>>> ConnectionsAsync(string path, int times)
    {
        _ = web.Services;    // what starts with the portal is nobody's page
        var asked = new ConcurrentBag<(ActivityTraceId Page, object? Connection)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql")
                {
                    asked.Add((activity.TraceId, activity.GetTagItem("db.npgsql.connection_id")));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        var ours = await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
        {
            using var request = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
            var response = await web.SendAsync(HttpMethod.Get, path, ("traceparent", request.Id!));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return request.TraceId;
        }));

        return [.. asked.Where(question => ours.Contains(question.Page)).GroupBy(question => question.Page, question => question.Connection)];
    }
}
