using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Limits;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace MeetingNotes.Tests.Web;

/// <summary>Promise 9: flooding is limited for each address, by all instances together, and a large office behind one address has room.</summary>
public sealed class FloodTests(WebFixture web, PostgresFixture postgres)
{
    private const int Limit = 60;

    private readonly FakeTimeProvider _clock = new(web.Clock.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise09_ManyFromOneNetworkOverTwoInstances_WaitAndOthersDoNot()
    {
        await using var one = Instance("2001:db8:1:2::1");
        await using var other = Instance("2001:db8:1:2:ffff::2");
        await using var neighbour = Instance("2001:db8:1:3::1");
        for (var number = 0; number < Limit; number++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await FollowAsync(number % 2 == 0 ? one : other, $"n{number}@exempel.se")).StatusCode);
        }

        var refused = await FollowAsync(other, "anna@exempel.se");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), refused.Headers.RetryAfter?.Delta);
        var page = await WebFixture.ParseAsync(refused);
        Assert.Equal("Många har prenumererat från din anslutning den senaste timmen. Vänta en stund och försök igen.", page.QuerySelector("#epost-error")?.TextContent);
        Assert.Equal("anna@exempel.se", ((IHtmlInputElement)page.QuerySelector("#epost")!).Value);

        Assert.Equal(HttpStatusCode.Redirect, (await FollowAsync(neighbour, "bo@exempel.se")).StatusCode);
    }

    [Fact]
    public async Task Promise09_Attempts_AreForgottenByTheHourAndNameNobody()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var other = await portal.AnotherInstanceAsync();
        var address = IPAddress.Parse("192.0.2.7");

        Assert.False(await portal.Get<Attempts>().IsTooManyAsync("prov", address, 1, Ct));
        Assert.True(await other.Get<Attempts>().IsTooManyAsync("prov", address, 1, Ct));
        Assert.True(await portal.Get<Attempts>().IsTooManyAsync("prov", address.MapToIPv6(), 1, Ct));
        Assert.False(await portal.Get<Attempts>().IsTooManyAsync("annat", address, 1, Ct));
        Assert.False(await portal.Get<Attempts>().IsTooManyAsync("prov", IPAddress.Parse("192.0.2.8"), 1, Ct));
        Assert.DoesNotContain("192.0.2", await portal.ScalarAsync<string>("SELECT string_agg(subject, ' ') FROM attempts"), StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await other.Get<Attempts>().IsTooManyAsync("prov", address, 1, Ct));
    }

    [Fact]
    public async Task Promise09_AsksForTooMuch_WaitsForTheMinuteAndNobodyElseDoes()
    {
        await using var portal = Instance("2001:db8:1:2::1", ("Portal:RequestsPerMinute", "3"));
        await using var neighbour = Instance("2001:db8:1:3::1", ("Portal:RequestsPerMinute", "3"));
        foreach (var path in new[] { "/sok?q=buss", "/api/v1/notes", "/noterat" })
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, path)).StatusCode);
        }

        var refused = await GetAsync(portal, "/sok?q=buss");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("no-store", refused.Headers.CacheControl!.ToString());
        var page = await WebFixture.ParseAsync(refused);
        Assert.Equal("Det blev många frågor på en gång", page.QuerySelector("h1")!.TextContent);
        Assert.Null(page.QuerySelector("input[name=q]"));    // one more question is not what to do now
        Assert.Null(page.QuerySelector("main a[href='/kontakt']"));    // nor is there anything to report
        var data = await GetAsync(portal, "/api/v1/notes");
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (data.StatusCode, data.Content.Headers.ContentType!.MediaType));

        // The page that says so looks as it should.
        string[] files = [.. page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(link => link.GetAttribute("href")!), page.QuerySelector("header img")!.GetAttribute("src")!];
        Assert.True(files.Length > 2);
        foreach (var path in (string[])["/redaktion/logga-in", "/healthz", "/readyz", .. files])
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(neighbour, "/sok?q=buss")).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(portal, "/sok?q=buss")).StatusCode);
    }

    [Fact]
    public async Task Promise09_PagesInMemory_AreShownHoweverManyAsk()
    {
        await using var office = Instance("192.0.2.7", ("Portal:RequestsPerMinute", "1"), ("Portal:PageCacheMegabytes", "16"));
        await Until.TrueAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return (await GetAsync(office, "/")).IsSuccessStatusCode && (await GetAsync(office, "/")).IsSuccessStatusCode;    // kept when the watch has had its first look
        });

        for (var visitor = 0; visitor < 20; visitor++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(office, "/")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(office, "/sok?q=buss")).StatusCode);

        _clock.Advance(TimeSpan.FromMinutes(1));    // so old that it should be made again
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(office, "/sok?q=buss")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(office, "/")).StatusCode);
    }

    [Fact]
    public async Task Promise09_RequestsOverTwoInstances_AreCountedTogetherWhenTheyAreMany()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var other = await portal.AnotherInstanceAsync();
        var (here, there) = (portal.Get<RequestCounts>(), other.Get<RequestCounts>());
        var (busy, calm) = (IPAddress.Parse("192.0.2.7"), IPAddress.Parse("192.0.2.8"));
        for (var number = 1; number <= RequestCounts.Much; number++)
        {
            Assert.Equal(number, here.Add(busy));
            Assert.Equal(number, there.Add(busy.MapToIPv6()));
        }

        Assert.Equal(1, here.Add(calm));
        await here.ShareAsync(Ct);
        await there.ShareAsync(Ct);
        Assert.Equal((2 * RequestCounts.Much) + 1, there.Add(busy));
        Assert.Equal(RequestCounts.Much + 1, here.Add(busy));
        await here.ShareAsync(Ct);
        Assert.Equal((2 * RequestCounts.Much) + 2, here.Add(busy));
        Assert.Equal(1, there.Add(calm));
        Assert.Equal((2 * RequestCounts.Much) + 1, await portal.ScalarAsync<int>("SELECT sum(requests)::int FROM request_counts"));
        Assert.DoesNotContain("192.0.2", await portal.ScalarAsync<string>("SELECT string_agg(subject, ' ') FROM request_counts"), StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, here.Add(busy));
    }

    private WebApplicationFactory<Program> Instance(string address, params (string Name, string Value)[] settings) => web.With(host =>
    {
        foreach (var (name, value) in settings)
        {
            host.UseSetting(name, value);
        }

        host.ConfigureTestServices(services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock))
            .AddSingleton<IStartupFilter>(new From(IPAddress.Parse(address))));
    });

    private static Task<HttpResponseMessage> GetAsync(WebApplicationFactory<Program> portal, string path) => WebFixture.SendAsync(portal, HttpMethod.Get, path);

    private static Task<HttpResponseMessage> FollowAsync(WebApplicationFactory<Program> portal, string address) =>
        portal.CreateClient(new() { AllowAutoRedirect = false }).PostAsync("/prenumerera", new FormUrlEncodedContent([new("epost", address), new("organ", "alla")]), Ct);

    /// <summary>Every request comes from this address.</summary>
    private sealed class From(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = address;
                return following(context);
            });
            next(app);
        };
    }
}
