using System.Net;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>Any site may read open data, also with headers that a browser asks about first (D7).</summary>
public sealed class CorsTests(WebFixture web)
{
    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/bodies")]
    [InlineData("/api/v1/search?q=buss")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/noterat.atom")]
    [InlineData("/organ/regionstyrelsen.rss")]
    [InlineData("/sok.atom?q=buss")]
    [InlineData("/moten.ics")]
    [InlineData("/uppfoljningar.ics")]
    [InlineData("/noterat/regionstyrelsen/2018-04-11.json")]
    [InlineData("/noterat/regionstyrelsen/2018-04-11.md")]
    [InlineData("/oparl/v1")]
    [InlineData("/oparl/v1/meetings")]
    [InlineData("/oparl/v1/agenda-items/0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a")]
    public async Task Preflight_OfOpenData_AllowsAnySiteToRead(string path)
    {
        var response = await web.SendAsync(HttpMethod.Options, path,
            ("Origin", "https://www.example.org"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match,traceparent"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("GET", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.Equal("if-none-match,traceparent", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("86400", Assert.Single(response.Headers.GetValues("Access-Control-Max-Age")));
    }

    [Theory]
    [InlineData("/om")]
    [InlineData("/redaktion")]
    [InlineData("/oparl/v1/finns-inte")]
    public async Task Preflight_OfAnythingElse_AllowsNothing(string path)
    {
        var response = await web.SendAsync(HttpMethod.Options, path, ("Origin", "https://www.example.org"), ("Access-Control-Request-Method", "GET"));

        Assert.False(response.Headers.Contains("Access-Control-Allow-Methods"));
    }

    /// <summary>With an origin the framework answers for CORS too: nothing stands twice.</summary>
    [Theory]
    [InlineData("/api/v1/bodies", 200)]
    [InlineData("/noterat.atom", 200)]
    [InlineData("/organ/finns-inte.atom", 404)]
    [InlineData("/moten.ics", 200)]
    [InlineData("/oparl/v1/meetings", 200)]
    [InlineData("/oparl/v1/meetings/finns-inte", 404)]
    public async Task Get_WithAnOrigin_HasEachHeaderOnce(string path, int status)
    {
        var response = await web.SendAsync(HttpMethod.Get, path, ("Origin", "https://www.example.org"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("ETag", Assert.Single(response.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }
}
