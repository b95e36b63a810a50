using System.Net;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web;

/// <summary>Promises 11 and 30: headers on every kind of answer, cookies on none.</summary>
public sealed class HeaderTests(WebFixture portal)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static TheoryData<string, string, string> Answers
    {
        get
        {
            var answers = new TheoryData<string, string, string>();
            foreach (var path in PublicAddresses.Everything)
            {
                answers.Add("GET", path.Data, "");
                answers.Add("HEAD", path.Data, "");
                answers.Add("POST", path.Data, "");
            }

            answers.Add("GET", "/om", StagedFilter.Throw);
            answers.Add("GET", "/om", StagedFilter.Gone);
            return answers;
        }
    }

    [Theory, MemberData(nameof(Answers))]
    public async Task Answer_OfEveryKind_CarriesTheHeadersAndNoCookie(string method, string path, string staged) =>
        AssertSafe(await portal.SendAsync(new HttpMethod(method), path, (StagedFilter.Header, staged)));

    [Fact]
    public async Task Answer_NotModified_CarriesTheHeaders()
    {
        foreach (var path in (string[])["/om", "/favicon.svg"])
        {
            var etag = (await portal.GetAsync(path)).Headers.ETag!.ToString();
            var second = await portal.SendAsync(HttpMethod.Get, path, ("If-None-Match", etag));

            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            AssertSafe(second);
        }
    }

    [Theory]
    [InlineData("https://noterat.region.example", "max-age=31536000")]
    [InlineData("http://127.0.0.1:5080", null)]
    public async Task Hsts_ByPublicAddress_IsSentForHttpsOnly(string publicBaseUrl, string? expected)
    {
        using var production = portal.InProduction(publicBaseUrl);

        var page = await WebFixture.SendAsync(production, HttpMethod.Get, "/om");
        var missing = await WebFixture.SendAsync(production, HttpMethod.Get, "/finns-inte");

        Assert.Equal(expected, Value(page, "Strict-Transport-Security"));
        Assert.Equal(expected, Value(missing, "Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("noterat.region.example", "/om", HttpStatusCode.OK)]
    [InlineData("localhost", "/om", HttpStatusCode.OK)]
    [InlineData("evil.example", "/om", HttpStatusCode.BadRequest)]
    [InlineData("evil.example", "/css/x.css", HttpStatusCode.BadRequest)]
    [InlineData("10.1.2.3", "/healthz", HttpStatusCode.OK)]
    public async Task Host_NotOurs_IsRefusedOutsideDevelopment(string host, string path, HttpStatusCode expected)
    {
        using var production = portal.InProduction();

        var answer = await WebFixture.SendAsync(production, HttpMethod.Get, path, ("Host", host));

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        AssertSafe(answer);
    }

    private static void AssertSafe(HttpResponseMessage answer)
    {
        Assert.Equal(Policy, Value(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Value(answer, "X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", Value(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Value(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Value(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Value(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Null(Value(answer, "Server"));
        Assert.Null(Value(answer, "X-Powered-By"));
        Assert.Null(Value(answer, "Set-Cookie"));
    }

    private static string? Value(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
