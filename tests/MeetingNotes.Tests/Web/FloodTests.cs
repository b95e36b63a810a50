using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Following;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>Promise 9: flooding is limited for each address, by all instances together, and a large office behind one address has room.</summary>
public sealed class FloodTests(WebFixture web, PostgresFixture postgres)
{
    private const int Limit = 60;

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

    private WebApplicationFactory<Program> Instance(string address) => web.With(host => host.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new From(IPAddress.Parse(address)))));

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
