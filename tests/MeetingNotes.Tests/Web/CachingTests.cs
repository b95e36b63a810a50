using System.IO.Compression;
using System.Net;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Assets;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>Nothing is sent twice, and what is sent is small (D7).</summary>
public sealed class CachingTests(WebFixture portal)
{
    private const int StylesheetMaxBytes = 12 * 1024;

    private string StylesheetAddress => portal.Services.GetRequiredService<PortalAssets>().Stylesheet.Address;

    [Theory, MemberData(nameof(PublicAddresses.Pages), MemberType = typeof(PublicAddresses))]
    public async Task Page_AskedForAgain_IsNotModified(string path)
    {
        var first = await portal.GetAsync(path);
        var etag = first.Headers.ETag!;

        var second = await portal.SendAsync(HttpMethod.Get, path, ("If-None-Match", $"\"other\", {etag}"));

        Assert.True(etag.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(0, second.Content.Headers.ContentLength ?? 0);
        Assert.Null(second.Content.Headers.ContentType);
        Assert.Equal(etag, second.Headers.ETag);
        Assert.Equal("Accept-Encoding", Assert.Single(second.Headers.Vary));
        Assert.Equal("public, must-revalidate, max-age=0", second.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_Compressed_HasTheSameWeakTagAndBytes(string encoding)
    {
        var plain = await portal.GetAsync("/om");
        var compressed = await portal.SendAsync(HttpMethod.Get, "/om", ("Accept-Encoding", encoding));

        Assert.Equal(encoding, Assert.Single(compressed.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", Assert.Single(compressed.Headers.Vary));
        Assert.Equal("Accept-Encoding", Assert.Single(plain.Headers.Vary));
        Assert.Equal(plain.Headers.ETag, compressed.Headers.ETag);
        Assert.Equal(await BytesAsync(plain), Decompress(encoding, await BytesAsync(compressed)));

        var again = await portal.SendAsync(HttpMethod.Get, "/om", ("Accept-Encoding", encoding), ("If-None-Match", plain.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(again.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("Thu, 12 Apr 2018 09:50:00 GMT", null, HttpStatusCode.NotModified)]
    [InlineData("Thu, 12 Apr 2018 09:49:59 GMT", null, HttpStatusCode.OK)]
    [InlineData("Thu, 12 Apr 2018 09:50:00 GMT", "\"other\"", HttpStatusCode.OK)]
    [InlineData("in går", null, HttpStatusCode.OK)]
    [InlineData(null, "*", HttpStatusCode.NotModified)]
    [InlineData(null, "W/\"unfinished", HttpStatusCode.OK)]
    public async Task Page_WithLastModified_IsComparedByTagFirst(string? since, string? tag, HttpStatusCode expected)
    {
        var answer = await portal.SendAsync(HttpMethod.Get, "/om",
            [(StagedFilter.Header, StagedFilter.Dated), .. Header("If-Modified-Since", since), .. Header("If-None-Match", tag)]);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(StagedFilter.LastModified, answer.Content.Headers.LastModified);
    }

    [Theory]
    [InlineData("/finns-inte")]
    [InlineData("/healthz")]
    public async Task Answer_ThatMustNotBeKept_HasNoTag(string path)
    {
        var answer = await portal.GetAsync(path);

        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Stylesheet_AtItsAddress_IsKeptForAYearAndSmall()
    {
        var page = await portal.PageAsync("/om");
        var address = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var plain = await portal.GetAsync(address);
        var brotli = await portal.SendAsync(HttpMethod.Get, address, ("Accept-Encoding", "gzip, deflate, br"));
        var gzip = await portal.SendAsync(HttpMethod.Get, address, ("Accept-Encoding", "br;q=0, gzip"));

        Assert.Equal(StylesheetAddress, address);
        Assert.Equal("text/css; charset=utf-8", plain.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(plain.Headers.GetValues("Cache-Control")));
        Assert.Equal("br", Assert.Single(brotli.Content.Headers.ContentEncoding));
        Assert.Equal("gzip", Assert.Single(gzip.Content.Headers.ContentEncoding));
        Assert.Equal(3, new[] { plain, brotli, gzip }.Select(a => a.Headers.ETag).Distinct().Count());
        var text = await BytesAsync(plain);
        Assert.Equal(text, Decompress("br", await BytesAsync(brotli)));
        Assert.Equal(text, Decompress("gzip", await BytesAsync(gzip)));
        Assert.InRange(brotli.Content.Headers.ContentLength ?? 0, 1, StylesheetMaxBytes);

        var again = await portal.SendAsync(HttpMethod.Get, address, ("Accept-Encoding", "br"), ("If-None-Match", brotli.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/css/0123456789abcdef0123.css")]
    [InlineData("/css/tokens.css")]
    [InlineData("/logotyp/0123456789abcdef0123.svg")]
    public async Task Asset_AtAnotherAddress_DoesNotExist(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Stylesheet_WithTheOrganisationsColours_HasAnotherAddress()
    {
        using var themed = portal.With(host => host.UseSetting("Portal:Theme:Brand", "#1c4f3f").UseSetting("Portal:Theme:BrandDark", "#9ed3bd"));

        var address = themed.Services.GetRequiredService<PortalAssets>().Stylesheet.Address;
        var text = await (await WebFixture.SendAsync(themed, HttpMethod.Get, address)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(StylesheetAddress, address);
        Assert.Contains("@layer tokens { :root { --org-brand: #1c4f3f; --org-brand-dark: #9ed3bd; } }", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logo_InTheHeader_IsThere()
    {
        var page = await portal.PageAsync("/om");

        var logo = await portal.GetAsync(page.QuerySelector("img.site-header__logo")!.GetAttribute("src")!);

        Assert.Equal(HttpStatusCode.OK, logo.StatusCode);
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Module_OfTheSearchBox_IsCompressedAndSmall()
    {
        var script = await portal.SendAsync(HttpMethod.Get, "/js/search-box.js", ("Accept-Encoding", "br"));

        Assert.Equal("br", Assert.Single(script.Content.Headers.ContentEncoding));
        Assert.InRange((await BytesAsync(script)).Length, 500, 3 * 1024);
    }

    [Theory, MemberData(nameof(PublicAddresses.Everything), MemberType = typeof(PublicAddresses))]
    public async Task Head_OfAnyAddress_AnswersAsGetWithoutTheBody(string path)
    {
        var get = await portal.GetAsync(path);
        var head = await portal.SendAsync(HttpMethod.Head, path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await BytesAsync(head));
    }

    [Fact]
    public void Endpoints_ThatAnswerGet_AnswerHead()
    {
        var methods = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods)
            .OfType<IReadOnlyList<string>>()
            .Where(methods => methods.Contains("GET"))
            .ToList();

        Assert.NotEmpty(methods);
        Assert.All(methods, m => Assert.Contains("HEAD", m));
    }

    private static (string, string)[] Header(string name, string? value) => value is null ? [] : [(name, value)];

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static byte[] Decompress(string encoding, byte[] body)
    {
        using var input = new MemoryStream(body);
        using Stream stream = encoding == "br" ? new BrotliStream(input, CompressionMode.Decompress) : new GZipStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        stream.CopyTo(output);
        return output.ToArray();
    }
}
