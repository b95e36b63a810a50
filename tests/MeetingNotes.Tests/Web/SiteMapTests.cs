using System.Net;
using System.Xml.Linq;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Api;
using MeetingNotes.Web.Machines;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Tests.Web;

/// <summary>What search engines read first: one site map, and the same in parts when one file may hold no more than <see cref="Few"/> addresses.</summary>
public sealed class SiteMapTests(SiteMapTests.Portals portals) : IClassFixture<SiteMapTests.Portals>
{
    private const int Few = 17;

    private static readonly XNamespace Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whole_ListsEveryPublicPageOnceAndEachIsThere()
    {
        var whole = await EntriesAsync(portals.Whole, "/sitemap.xml", "urlset");

        var addresses = whole.Select(entry => entry.Address).ToList();
        var published = new List<string>();
        foreach (var kind in (string[])["notes", "follow-ups", "bodies", "topics", "matters"])
        {
            var listed = (await portals.Whole.AllAsync($"/api/v1/{kind}")).Select(thing => thing.Text("url")!).ToList();
            Assert.NotEmpty(listed);
            published.AddRange(listed);
        }

        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.Empty(published.Except(addresses));
        Assert.Equal(16, addresses.Count - published.Count);
        Assert.All(whole, entry => Assert.Equal(entry.Address.Contains("/noterat/", StringComparison.Ordinal), entry.ChangedAt is not null));
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await portals.Whole.GetAsync(ApiClient.PathOf(address))).StatusCode);
        }
    }

    [Fact]
    public async Task Parts_TogetherAreTheWholeAndNoneIsTooLong()
    {
        var whole = await EntriesAsync(portals.Whole, "/sitemap.xml", "urlset");
        var index = await EntriesAsync(portals.InParts, "/sitemap.xml", "sitemapindex");

        var inParts = new List<Entry>();
        foreach (var part in index)
        {
            var entries = await EntriesAsync(portals.InParts, ApiClient.PathOf(part.Address), "urlset");
            Assert.InRange(entries.Count, 1, Few);
            Assert.NotNull(part.ChangedAt);
            inParts.AddRange(entries);
        }

        Assert.Equal(whole.Order(), inParts.Order());
        Assert.Equal(index.Count, index.Distinct().Count());
        Assert.Contains(ApiClient.Origin + "/sitemap.xml?del=sidor-2", index.Select(part => part.Address));
        Assert.Contains(ApiClient.Origin + "/sitemap.xml?del=2018-2", index.Select(part => part.Address));
        Assert.Contains("Sitemap: http://localhost:5080/sitemap.xml", await TextAsync(await portals.InParts.GetAsync("/robots.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1999")]
    [InlineData("9999")]
    [InlineData("2018-1")]
    [InlineData("2018-02")]
    [InlineData("2018-9")]
    [InlineData("2018-99999999999")]
    [InlineData("2018%0A")]
    [InlineData("sidor-99")]
    [InlineData("sidor-1")]
    [InlineData("Sidor")]
    [InlineData("annat")]
    [InlineData("")]
    [InlineData("2018&del=2017")]
    public async Task Part_ThatIsNot_Is404(string name) => Assert.Equal(HttpStatusCode.NotFound, (await portals.InParts.GetAsync("/sitemap.xml?del=" + name)).StatusCode);

    [Fact]
    public async Task NewNote_ChangesTheLastPartOfItsYear_AndWithdrawnIsGone()
    {
        const string Path = "/noterat/regionstyrelsen/2018-12-28";
        var before = await PartsAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.1), Ct);    // the stamps go by seconds

        await portals.ImportAsync("2018-12-28-regionstyrelsen.md", "---\norgan: Regionstyrelsen\nmöte: 2018-12-28\npublicerad: 2018-12-29 10:00\n---\n\nInledning.\n\n## En sen punkt\n\nText.\n\n- [ ] Någon gör något (id: sent-lofte)\n");

        var after = await PartsAsync();
        var last = before.Keys.Where(address => address.Contains("=2018", StringComparison.Ordinal)).OrderBy(address => address.Length).ThenBy(address => address, StringComparer.Ordinal).Last();
        var changed = after.Where(part => !before.TryGetValue(part.Key, out var old) || old.Tag != part.Value.Tag).Select(part => part.Key).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, address => Assert.Contains("=2018", address, StringComparison.Ordinal));
        Assert.All(before, part => Assert.Equal(part.Key.Contains("=2018", StringComparison.Ordinal), part.Value.ChangedAt != after[part.Key].ChangedAt));
        Assert.Equal(before.Where(part => part.Key != last).Select(part => part.Value.Addresses), before.Where(part => part.Key != last).Select(part => after[part.Key].Addresses));
        var listed = string.Concat(after.Values.Select(part => part.Addresses));
        Assert.All((string[])[Path, "/uppfoljningar/regionstyrelsen/sent-lofte"], path => Assert.Contains(path, listed, StringComparison.Ordinal));

        var note = Assert.IsType<NoteLookup.Found>(await portals.Whole.Services.GetRequiredService<NoteReader>().FindAsync("regionstyrelsen", new DateOnly(2018, 12, 28), 1, Ct)).Note;
        await portals.Whole.Services.GetRequiredService<NotePublishing>().WithdrawAsync(note.Id, "Fel möte.", Actor.Operator, Ct);

        var without = await PartsAsync();
        Assert.Equal(before.Select(part => (part.Key, part.Value.Addresses)), without.Select(part => (part.Key, part.Value.Addresses)));
        Assert.NotEqual(before[last].Tag, without[last].Tag);
    }

    [Theory]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemap.xml?del=sidor")]
    [InlineData("/sitemap.xml?del=2018-2")]
    public async Task Get_AskedAgain_IsNotModified(string path)
    {
        foreach (var portal in (WebApplicationFactory<Program>[])[portals.InParts.Portal, portals.Whole])
        {
            if (portal == portals.Whole && path.EndsWith("-2", StringComparison.Ordinal))
            {
                continue;    // there the year has one part
            }

            var first = await WebFixture.SendAsync(portal, HttpMethod.Get, path);
            var again = await WebFixture.SendAsync(portal, HttpMethod.Get, path, ("If-None-Match", first.Headers.ETag!.ToString()));
            var head = await WebFixture.SendAsync(portal, HttpMethod.Head, path);

            Assert.Equal((HttpStatusCode.OK, "application/xml; charset=utf-8"), (first.StatusCode, first.Content.Headers.ContentType?.ToString()));
            Assert.Equal("max-age=0, must-revalidate, public", string.Join(", ", first.Headers.CacheControl!.ToString().Split(", ").Order()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Ct));
            Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
        }
    }

    /// <summary>Each part with its tag, its stamp in the index, and its text.</summary>
    private async Task<SortedDictionary<string, (string Tag, string? ChangedAt, string Addresses)>> PartsAsync()
    {
        var parts = new SortedDictionary<string, (string, string?, string)>(StringComparer.Ordinal);
        foreach (var part in await EntriesAsync(portals.InParts, "/sitemap.xml", "sitemapindex"))
        {
            var answer = await portals.InParts.GetAsync(ApiClient.PathOf(part.Address));
            parts[part.Address] = (answer.Headers.ETag!.Tag, part.ChangedAt, await TextAsync(answer));
        }

        return parts;
    }

    private static Task<List<Entry>> EntriesAsync(WebFixture portal, string path, string root) => EntriesAsync(portal.GetAsync(path), root);

    private static Task<List<Entry>> EntriesAsync(SmallFiles portal, string path, string root) => EntriesAsync(portal.GetAsync(path), root);

    /// <summary>Reads a file by the rules of sitemaps.org's schemas: sitemap.xsd and siteindex.xsd.</summary>
    private static async Task<List<Entry>> EntriesAsync(Task<HttpResponseMessage> asked, string root)
    {
        var answer = await asked;
        var text = await TextAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {text}");
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", text, StringComparison.Ordinal);
        var file = XDocument.Parse(text).Root!;
        Assert.Equal(Protocol + root, file.Name);
        Assert.All(file.Elements(), entry => Assert.Equal(Protocol + (root == "urlset" ? "url" : "sitemap"), entry.Name));
        Assert.NotEmpty(file.Elements());
        return [.. file.Elements().Select(entry =>
        {
            Assert.Contains(entry.Elements().Select(element => element.Name.LocalName), (string[][])[["loc"], ["loc", "lastmod"]]);
            var (address, changedAt) = (entry.Element(Protocol + "loc")!.Value, entry.Element(Protocol + "lastmod")?.Value);
            Assert.StartsWith(ApiClient.Origin + "/", address, StringComparison.Ordinal);
            Assert.Equal(address, new Uri(address).AbsoluteUri);
            Assert.InRange(address.Length, 12, 2047);
            Assert.Matches(@"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$", changedAt ?? "");
            return new Entry(address, changedAt);
        })];
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);

    private sealed record Entry(string Address, string? ChangedAt) : IComparable<Entry>
    {
        public int CompareTo(Entry? other) => string.CompareOrdinal(Address, other?.Address);
    }

    /// <summary>The portal, where a file may hold only a few addresses.</summary>
    public sealed class SmallFiles(WebFixture whole) : IDisposable
    {
        public WebApplicationFactory<Program> Portal { get; } = whole.With(host => host.ConfigureTestServices(services => services.AddSingleton(provider =>
            new SiteMap(provider.GetRequiredService<SiteAddresses>(), provider.GetRequiredService<IOptions<PortalOptions>>(), Few))));

        public Task<HttpResponseMessage> GetAsync(string path) => WebFixture.SendAsync(Portal, HttpMethod.Get, path);

        public void Dispose() => Portal.Dispose();
    }

    /// <summary>Two instances on a database of their own.</summary>
    public sealed class Portals : IAsyncDisposable
    {
        public Portals() => InParts = new SmallFiles(Whole);

        public WebFixture Whole { get; } = new();

        public SmallFiles InParts { get; }

        public async Task ImportAsync(string name, string content)
        {
            var folder = Directory.CreateTempSubdirectory("noterat-map-").FullName;
            try
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), content, Ct);
                await Whole.Services.GetRequiredService<NoteImport>().ImportAsync(
                    [folder], replace: true, result => Assert.True(result.Outcome != ImportOutcome.Refused, string.Join(' ', result.Problems)), Ct);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        public async ValueTask DisposeAsync()
        {
            InParts.Dispose();
            await Whole.DisposeAsync();
        }
    }
}
