using System.IO.Compression;
using System.Net;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Pages.Noterat;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Caching;

/// <summary>Finished pages in memory: on the portal as it runs, several instances on one database. A page from memory has a strong ETag.</summary>
public sealed class KeptPagesTests(KeptPagesTests.Portals portals) : IClassFixture<KeptPagesTests.Portals>
{
    /// <summary>A second; a busy machine is no fault.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    private readonly WebFixture _portal = portals.Portal;
    private readonly WebApplicationFactory<Program> _one = portals.One;
    private readonly WebApplicationFactory<Program> _other = portals.Other;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Database Db => _one.Services.GetRequiredService<Database>();

    [Fact]
    public async Task Get_KeptPage_SameBytesInEveryPackingAndNotModified()
    {
        var path = await NotePathAsync(0);
        var made = await GetAsync(_one, path);
        var kept = await KeepAsync(_one, path);
        Assert.Equal(await made.Content.ReadAsByteArrayAsync(Ct), await kept.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(
            made.Headers.Concat(made.Content.Headers).Where(header => header.Key is not "ETag" and not "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(),
            kept.Headers.Concat(kept.Content.Headers).Where(header => header.Key is not "ETag" and not "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order());

        foreach (var (accepted, encoding, unpack) in ((string, string?, Func<Stream, Stream>)[])
        [
            ("gzip, deflate, br, zstd", "br", stream => new BrotliStream(stream, CompressionMode.Decompress)),
            ("gzip, br;q=0", "gzip", stream => new GZipStream(stream, CompressionMode.Decompress)),
            ("identity", null, stream => stream),
        ])
        {
            var packed = await GetAsync(_one, path, ("Accept-Encoding", accepted));
            using var unpacked = new MemoryStream();
            await unpack(await packed.Content.ReadAsStreamAsync(Ct)).CopyToAsync(unpacked, Ct);
            Assert.Equal(encoding, packed.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal(await made.Content.ReadAsByteArrayAsync(Ct), unpacked.ToArray());

            var again = await GetAsync(_one, path, ("Accept-Encoding", accepted), ("If-None-Match", packed.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(packed.Headers.ETag, again.Headers.ETag);
        }

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(_one, path, ("If-None-Match", made.Headers.ETag!.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(_one, path, ("If-None-Match", "\"another\""))).StatusCode);
        var head = await WebFixture.SendAsync(_one, HttpMethod.Head, path);
        Assert.Equal(kept.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Change_OnAnyInstance_IsSeenOnAllWithinASecondAndLeavesOthersBe()
    {
        var (changed, untouched) = (await NotePathAsync(0), await NotePathAsync(1));
        foreach (var portal in (WebApplicationFactory<Program>[])[_one, _other])
        {
            foreach (var path in (string[])[changed, untouched, "/", "/noterat"])
            {
                await KeepAsync(portal, path);
            }
        }

        await Db.ExecuteAsync("UPDATE notes n SET contact = 'Ny kontakt, 010-000 00 00' FROM published_notes p WHERE p.id = n.id AND '/noterat/' || p.body_slug || '/' || p.held_on = @changed", new { changed }, Ct);

        foreach (var portal in (WebApplicationFactory<Program>[])[_one, _other])
        {
            await Until.TrueAsync(async () => (await (await GetAsync(portal, changed)).Content.ReadAsStringAsync(Ct)).Contains("Ny kontakt", StringComparison.Ordinal), Noticed);
            Assert.True(IsKept(await GetAsync(portal, untouched)));
            Assert.False(IsKept(await GetAsync(portal, "/noterat")));
        }
    }

    [Fact]
    public async Task Withdrawn_IsGoneEverywhereWithinASecond()
    {
        var path = await NotePathAsync(0);
        await KeepAsync(_one, path);
        await KeepAsync(_other, path);

        await Db.ExecuteAsync(
            """
            UPDATE notes n SET withdrawn_at = now(), withdrawn_reason = 'Fel möte.'
            FROM published_notes p WHERE p.id = n.id AND '/noterat/' || p.body_slug || '/' || p.held_on = @path
            """, new { path }, Ct);

        await Until.TrueAsync(async () => (await GetAsync(_one, path)).StatusCode == HttpStatusCode.Gone, Noticed);
        await Until.TrueAsync(async () => (await GetAsync(_other, path)).StatusCode == HttpStatusCode.Gone, Noticed);
    }

    [Fact]
    public async Task NoticeLost_IsFoundByLooking()
    {
        await KeepAsync(_one, "/organ");

        await Db.ExecuteAsync(
            """
            ALTER TABLE public_changes DISABLE TRIGGER public_changes_notice;
            UPDATE public_changes SET number = nextval('public_change_numbers') WHERE kind = 'body' AND id = (SELECT id FROM bodies LIMIT 1);
            ALTER TABLE public_changes ENABLE TRIGGER public_changes_notice;
            """, null, Ct);

        await Until.TrueAsync(async () => !IsKept(await GetAsync(_one, "/organ")), TimeSpan.FromSeconds(25));
    }

    [Theory]
    [InlineData("/noterat?organ=regionstyrelsen")]
    [InlineData("/noterat?x=1")]
    [InlineData("/sok")]
    [InlineData("/finns-inte")]
    [InlineData("/redaktion/logga-in")]
    [InlineData("/prenumerera")]
    public async Task Get_WhatIsNotToBeKept_IsMadeAnewEachTime(string path)
    {
        for (var times = 0; times < 3; times++)
        {
            Assert.False(IsKept(await GetAsync(_one, path)));
        }
    }

    [Fact]
    public async Task Get_CookieInTheLastMoment_IsNotKept()
    {
        var hers = await GetAsync(_one, "/uppfoljningar", (StagedFilter.Header, StagedFilter.LateCookie));
        var others = await GetAsync(_one, "/uppfoljningar");

        Assert.True(hers.Headers.Contains("Set-Cookie"));
        Assert.False(IsKept(others));
        Assert.False(others.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task DatabaseAway_KeptPageIsSentAndOthersSay503()
    {
        await KeepAsync(_one, "/amnen");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(_one, "/amnen", (StagedFilter.Header, StagedFilter.Away))).StatusCode);
        _portal.Clock.Advance(TimeSpan.FromMinutes(2));

        var old = await GetAsync(_one, "/amnen", (StagedFilter.Header, StagedFilter.Away));
        var none = await GetAsync(_one, "/arenden", (StagedFilter.Header, StagedFilter.Away));
        var anew = await GetAsync(_one, "/amnen");

        Assert.True(IsKept(old), old.ToString());
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.Contains("<h1", await old.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);
        Assert.False(IsKept(anew));
    }

    [Fact]
    public async Task Fault_OfAPageThatWasKept_IsNotHidden()
    {
        await KeepAsync(_one, "/kontakt");
        _portal.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.InternalServerError, (await GetAsync(_one, "/kontakt", (StagedFilter.Header, StagedFilter.Throw))).StatusCode);
    }

    [Fact]
    public async Task Get_DatedPage_IsNotModifiedSince()
    {
        await GetAsync(_one, "/personuppgifter", (StagedFilter.Header, StagedFilter.Dated));
        Assert.True(IsKept(await GetAsync(_one, "/personuppgifter")));

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(_one, "/personuppgifter", ("If-Modified-Since", StagedFilter.LastModified.ToString("r")))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(_one, "/personuppgifter", ("If-Modified-Since", StagedFilter.LastModified.AddSeconds(-1).ToString("r")))).StatusCode);
    }

    [Fact]
    public void HandlerExecuted_AfterAFault_AsksThePageForNothing()
    {
        var page = new NoteringModel(null!, null!, null!);    // which has read no note
        var context = new PageContext(new ActionContext(new DefaultHttpContext(), new RouteData(), new CompiledPageActionDescriptor()));
        page.PageContext = context;

        page.OnPageHandlerExecuted(new PageHandlerExecutedContext(context, [], null, page) { Exception = new TimeoutException() });

        Assert.Null(context.HttpContext.Features.Get<PageSources>());
    }

    [Fact]
    public async Task Get_ManyAtOnce_MakesThePageOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => GetAsync(_one, "/tillganglighet", (StagedFilter.Header, StagedFilter.Slow))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, StagedFilter.SlowlyMade["/tillganglighet"]);

        // Old by now: one makes it again, the others do not wait for it.
        _portal.Clock.Advance(TimeSpan.FromMinutes(2));
        var making = GetAsync(_one, "/tillganglighet", (StagedFilter.Header, StagedFilter.Slow));
        await Until.TrueAsync(() => StagedFilter.SlowlyMade["/tillganglighet"] == 2);
        var meanwhile = await GetAsync(_one, "/tillganglighet", (StagedFilter.Header, StagedFilter.Slow));
        Assert.False(making.IsCompleted);
        Assert.True(IsKept(meanwhile));
        Assert.False(IsKept(await making));
        Assert.Equal(2, StagedFilter.SlowlyMade["/tillganglighet"]);
    }

    [Fact]
    public async Task Keep_ChangedWhileMade_IsNotKept()
    {
        var making = GetAsync(_one, "/webbkarta", (StagedFilter.Header, StagedFilter.Slow));
        await Until.TrueAsync(() => StagedFilter.SlowlyMade.ContainsKey("/webbkarta"));
        var cache = _one.Services.GetRequiredService<PageCache>();
        var changes = cache.Changes;
        await Db.ExecuteAsync("UPDATE topics SET name = name || ' ' WHERE id = (SELECT id FROM topics LIMIT 1); UPDATE topics SET name = trim(name)", null, Ct);
        await Until.TrueAsync(() => cache.Changes > changes);
        await making;

        Assert.False(IsKept(await GetAsync(_one, "/webbkarta")));
        await KeepAsync(_one, "/webbkarta");
    }

    [Fact]
    public async Task Get_ForgedHostInProduction_IsRefusedAlsoWhenKept()
    {
        using var portal = _portal.With(host => host.UseSetting("environment", "Production").UseSetting("Portal:PublicBaseUrl", "https://noterat.region.example")
            .UseSetting("Portal:PageCacheMegabytes", "16"));
        await KeepAsync(portal, "/om");

        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(portal, "/om", ("Host", "evil.example"))).StatusCode);
        Assert.True(IsKept(await GetAsync(portal, "/om", ("Host", "noterat.region.example"))));
    }

    private static bool IsKept(HttpResponseMessage answer) => answer.Headers.ETag is { IsWeak: false };

    private static Task<HttpResponseMessage> GetAsync(WebApplicationFactory<Program> portal, string path, params (string Name, string Value)[] headers) =>
        WebFixture.SendAsync(portal, HttpMethod.Get, path, headers);

    private static async Task<HttpResponseMessage> KeepAsync(WebApplicationFactory<Program> portal, string path)
    {
        HttpResponseMessage? answer = null;
        await Until.TrueAsync(async () => IsKept(answer = await GetAsync(portal, path)));
        return answer!;
    }

    private Task<string> NotePathAsync(int index) => Db.ExecuteScalarAsync<string>(
        "SELECT '/noterat/' || p.body_slug || '/' || p.held_on FROM (SELECT DISTINCT ON (body_id) body_slug, held_on FROM published_notes ORDER BY body_id, held_on) AS p ORDER BY p.body_slug OFFSET @index LIMIT 1",
        new { index }, Ct)!;

    /// <summary>Two instances on a database of their own.</summary>
    public sealed class Portals : IAsyncDisposable
    {
        public Portals() => (One, Other) = (Instance(), Instance());

        public WebFixture Portal { get; } = new();

        public WebApplicationFactory<Program> One { get; }

        public WebApplicationFactory<Program> Other { get; }

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
            await Portal.DisposeAsync();
        }

        private WebApplicationFactory<Program> Instance() => Portal.With(host => host.UseSetting("Portal:PageCacheMegabytes", "16"));
    }
}
