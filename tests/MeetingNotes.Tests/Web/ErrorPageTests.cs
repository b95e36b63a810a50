using System.Net;
using System.Text.Json;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Health;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

public sealed class ErrorPageTests(WebFixture portal)
{
    [Theory]
    [InlineData("GET", "/finns-inte")]
    [InlineData("POST", "/finns-inte")]
    [InlineData("DELETE", "/finns-inte/alls")]
    [InlineData("PROPFIND", "/finns/inte")]
    [InlineData("OPTIONS", "/finns-inte")]
    [InlineData("GET", "/fel")]
    [InlineData("OPTIONS", "/fel")]
    [InlineData("GET", "/om/x")]
    [InlineData("GET", "/wwwroot/css/tokens.css")]
    [InlineData("GET", "/appsettings.json5")]
    public async Task Address_Unknown_IsA404PageWithWaysOn(string method, string path)
    {
        var answer = await portal.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await WebFixture.ParseAsync(answer);
        Assert.Equal("Sidan hittades inte", page.QuerySelector("h1")?.TextContent);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Null(page.QuerySelector("link[rel=canonical]"));
        Assert.NotNull(page.QuerySelector("main search input[name=q]"));
        Assert.Equal(["/", "/webbkarta", "/noterat", "/kontakt"], page.QuerySelectorAll("main .prose a").Select(a => a.GetAttribute("href")));
        Assert.DoesNotContain("Felnummer", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/om")]
    [InlineData("PUT", "/kontakt")]
    [InlineData("DELETE", "/tillganglighet")]
    [InlineData("OPTIONS", "/robots.txt")]
    [InlineData("PATCH", "/robots.txt")]
    [InlineData("POST", "/healthz")]
    [InlineData("POST", "/css/x.css")]
    public async Task Method_NotHandled_Is405PageThatSaysWhich(string method, string path)
    {
        var answer = await portal.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
        Assert.Equal("Det går inte att göra så här", (await WebFixture.ParseAsync(answer)).QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task Options_OfAPage_TellsItsMethods()
    {
        var answer = await portal.SendAsync(HttpMethod.Options, "/om");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Page_Gone_TellsWhyAsPlainText()
    {
        var answer = await portal.SendAsync(HttpMethod.Get, "/om", (StagedFilter.Header, StagedFilter.Gone));

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        var page = await WebFixture.ParseAsync(answer);
        Assert.Contains(StagedFilter.Reason, page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script:not([src^='/js/'])"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task Page_ThatThrows_IsA500PageWithANumberAndNoDetail(string method)
    {
        // The fault is staged before the method is judged, so POST fails too.
        var answer = await portal.SendAsync(new HttpMethod(method), "/om", (StagedFilter.Header, StagedFilter.Throw));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(StagedFilter.SecretInException, text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperationException", text, StringComparison.Ordinal);
        if (method != "HEAD")
        {
            Assert.Contains("<h1>Något gick fel hos oss</h1>", text, StringComparison.Ordinal);
            Assert.Matches("""Felnummer: <span class="numeric">[0-9a-f]{32}</span>. Ange det om du <a href="/kontakt">hör av dig till oss</a>.""", text);
            Assert.DoesNotContain("länk hos oss", text, StringComparison.Ordinal);    // it is not the address that is wrong
        }
    }

    [Fact]
    public async Task Page_DatabaseAway_Is503WithRetryAfterAndTheOthersStand()
    {
        using var away = DatabaseThat(_ => true);

        var failing = await WebFixture.SendAsync(away, HttpMethod.Get, "/readyz");
        var standing = await WebFixture.SendAsync(away, HttpMethod.Get, "/om");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failing.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), failing.Headers.RetryAfter?.Delta);
        Assert.Equal("Vi är snart tillbaka", (await WebFixture.ParseAsync(failing)).QuerySelector("h1")?.TextContent);
        Assert.Equal(HttpStatusCode.OK, standing.StatusCode);
    }

    [Fact]
    public async Task Page_DatabaseFailsOtherwise_Is500()
    {
        using var faulty = DatabaseThat(_ => false);

        var answer = await WebFixture.SendAsync(faulty, HttpMethod.Get, "/readyz");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/finns-inte.json", 404)]
    [InlineData("/api/v1/finns-inte", 404)]
    public async Task Data_Missing_IsAProblemInJson(string path, int status)
    {
        var answer = await portal.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(path, problem.GetProperty("instance").GetString());
        Assert.All(["type", "title", "detail"], name => Assert.NotEqual("", problem.GetProperty(name).GetString()));
    }

    [Theory]
    [InlineData("/om?q=%00%ff%fe%zz%")]
    [InlineData("/om?q=%ED%A0%80")]
    [InlineData("/om?=&&&=%3Cscript%3E")]
    [InlineData("/finns%2finte")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/%E2%80%AEom")]
    [InlineData("/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task Address_Hostile_IsHarmless(string path)
    {
        var answer = await portal.GetAsync(path);

        Assert.InRange((int)answer.StatusCode, 200, 404);
        Assert.Empty((await WebFixture.ParseAsync(answer)).QuerySelectorAll("script:not([src^='/js/'])"));
    }

    private WebApplicationFactory<Program> DatabaseThat(Predicate<Exception> isUnavailable) => portal.With(host =>
        host.ConfigureTestServices(services =>
            services.AddSingleton(new DatabaseProbe(_ => throw new TimeoutException(), isUnavailable))));
}
