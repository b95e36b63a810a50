using System.Globalization;
using System.Net;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Health;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace MeetingNotes.Tests.Web;

/// <summary>What programs, operators and the log see.</summary>
public sealed class MachineTests(WebFixture portal)
{
    [Fact]
    public async Task Robots_KeepsOutOfSearchAndStaffAndNamesTheSitemap()
    {
        using var production = portal.InProduction("https://noterat.region.example/");

        Assert.Equal("User-agent: *\nDisallow: /redaktion\nDisallow: /sok\nSitemap: https://noterat.region.example/sitemap.xml\n",
            await TextAsync(await WebFixture.SendAsync(production, HttpMethod.Get, "/robots.txt")));
    }

    [Fact]
    public async Task SecurityText_Expires_LessThanAYearAheadWhenAsked()
    {
        using var production = portal.InProduction();

        var text = await TextAsync(await WebFixture.SendAsync(production, HttpMethod.Get, "/.well-known/security.txt"));

        var expires = portal.Clock.GetUtcNow().UtcDateTime.Date.AddDays(364).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(
            $"Contact: mailto:sakerhet@region.example\nExpires: {expires}T00:00:00Z\nPreferred-Languages: sv, en\n"
            + "Canonical: https://noterat.region.example/.well-known/security.txt\n",
            text);
    }

    [Fact]
    public async Task SecurityText_WithoutItsOwnContact_NamesTheRedaktion()
    {
        using var changed = portal.With(host => host.ConfigureTestServices(services =>
            services.PostConfigure<MeetingNotes.Web.Options.PortalOptions>(options => options.SecurityContact = null)));

        Assert.StartsWith("Contact: mailto:noterat@region.example\n",
            await TextAsync(await WebFixture.SendAsync(changed, HttpMethod.Get, "/.well-known/security.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK, "Portalen är redo.\n")]
    [InlineData(false, HttpStatusCode.ServiceUnavailable, "Databasen är inte redo.\n")]
    public async Task Ready_FollowsTheDatabaseAndAliveDoesNot(bool ready, HttpStatusCode expected, string text)
    {
        using var changed = portal.With(host => host.ConfigureTestServices(services =>
            services.AddSingleton(new DatabaseProbe(_ => Task.FromResult(ready), _ => false))));

        var readiness = await WebFixture.SendAsync(changed, HttpMethod.Get, "/readyz");
        var liveness = await WebFixture.SendAsync(changed, HttpMethod.Get, "/healthz");

        Assert.Equal(expected, readiness.StatusCode);
        Assert.Equal(text, await TextAsync(readiness));
        Assert.Equal(ready ? null : TimeSpan.FromSeconds(5), readiness.Headers.RetryAfter?.Delta);
        Assert.True(readiness.Headers.CacheControl?.NoStore);
        Assert.Equal(HttpStatusCode.OK, liveness.StatusCode);
        Assert.Equal("Portalen är i gång.\n", await TextAsync(liveness));
    }

    [Fact]
    public async Task Ready_WithoutADictionary_IsReadyAndSaysWhatToInstall()
    {
        using var changed = portal.With(host => host.UseSetting("Search:DictionaryPath", "/finns/inte"));

        var readiness = await WebFixture.SendAsync(changed, HttpMethod.Get, "/readyz");

        Assert.Equal(HttpStatusCode.OK, readiness.StatusCode);
        Assert.Equal("Portalen är redo.\nSökningen saknar sin svenska ordlista och hittar färre böjningar. Installera hunspell-sv.\n", await TextAsync(readiness));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public async Task Request_WhateverTheServersCultureAndTheReadersLanguage_IsSwedish(string culture)
    {
        using var foreign = portal.With(_ => { });
        foreign.Server.PreserveExecutionContext = true;
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            var answer = await WebFixture.SendAsync(foreign, HttpMethod.Get, "/om?culture=en-US&ui-culture=en-US",
                (StagedFilter.Header, StagedFilter.Culture), ("Accept-Language", "en-US"), ("Cookie", ".AspNetCore.Culture=c=en-US|uic=en-US"));

            Assert.Equal("1,5 torsdag 12 april 2018", await TextAsync(answer));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Log_OfARequest_HoldsThePathAndNotTheQuestion()
    {
        var ct = TestContext.Current.CancellationToken;
        var log = new EventList();
        using var logged = portal.With(host => host
            .UseSetting("Serilog:MinimumLevel:Default", "Information")
            .ConfigureTestServices(services => services.AddSingleton<ILogEventSink>(log)));

        // The real server: the test server does not tell the log what was asked.
        logged.UseKestrel(0);
        using var client = logged.CreateClient();

        await client.GetAsync("/om?q=hemligt", ct);
        using var failing = new HttpRequestMessage(HttpMethod.Get, "/om?q=hemligt") { Headers = { { StagedFilter.Header, StagedFilter.Throw } } };
        await client.SendAsync(failing, ct);
        await client.GetAsync("/healthz", ct);
        await logged.DisposeAsync();    // an event is written after its answer: wait for the last one

        var requests = log.Events.Where(e => e.Properties.ContainsKey("RequestPath") && e.Properties.ContainsKey("StatusCode")).ToList();
        Assert.Equal([("\"/om\"", "200"), ("\"/om\"", "500")],
            requests.Select(e => (e.Properties["RequestPath"].ToString(), e.Properties["StatusCode"].ToString())));
        Assert.DoesNotContain(log.Events, e =>
            e.RenderMessage(CultureInfo.InvariantCulture).Contains("hemligt", StringComparison.Ordinal)
            || e.Properties.Values.Any(v => v.ToString().Contains("hemligt", StringComparison.Ordinal)));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private sealed class EventList : ILogEventSink
    {
        private readonly List<LogEvent> _events = [];

        public IReadOnlyList<LogEvent> Events
        {
            get
            {
                lock (_events)
                {
                    return [.. _events];
                }
            }
        }

        public void Emit(LogEvent logEvent)
        {
            lock (_events)
            {
                _events.Add(logEvent);
            }
        }
    }
}
