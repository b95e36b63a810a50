using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Security;

/// <summary>
/// Drafts are invisible (promise 6): a word that stands in every field of what is not public, and nowhere else, is looked for on everything that a visitor
/// can reach. Caches never mix people (promise 13).
/// </summary>
[Collection(WholePortal.Name)]
public sealed class CanaryTests(EndpointFixture fixture)
{
    private const string Canary = "Kvastpiplärka";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly string[] Starts =
    [
        "/", "/noterat", "/organ", "/organ/kulturforum", "/moten", "/amnen", "/arenden", "/uppfoljningar", "/sok", "/webbkarta", "/robots.txt", "/sitemap.xml", "/sitemap.xml?del=sidor", "/sitemap.xml?del=2026", "/noterat.atom", "/noterat.rss", "/organ/kulturforum.atom", "/organ/kulturforum.rss", "/amnen/kultur.atom", "/moten.ics", "/organ/kulturforum.ics",
        "/uppfoljningar.ics", "/uppfoljningar.ics?organ=kulturforum", "/opensearch.xml", "/.well-known/security.txt",
        "/oppna-data", "/api/v1", "/openapi/v1.json", "/datasets/dcat", "/api/v1/dump.csv", "/api/v1/changes?limit=100", "/api/v1/agenda-items?limit=100",
        "/oparl/v1", "/oparl/v1/bodies", "/oparl/v1/organizations?limit=100", "/oparl/v1/meetings?limit=100", "/oparl/v1/meetings?limit=100&modified_since=2000-01-01T00:00:00Z",
        "/oparl/v1/agenda-items?limit=100", "/oparl/v1/agenda-items?limit=100&modified_since=2000-01-01T00:00:00Z", "/oparl/v1/locations?limit=100",
        "/redaktion", "/redaktion/logga-in", "/redaktion/logga-ut", "/redaktion/obehorig",
    ];

    /// <summary>Forms that a note has, and versions that somebody may guess at.</summary>
    private static readonly string[] Ends = ["", ".md", ".json", "?version=1", "/1", "/versioner/1", ".md?version=1", ".json?version=1"];

    [Fact]
    public async Task Crawl_OfEverythingPublic_NeverMeetsTheCanary()
    {
        var secrets = await HideAsync();
        var seen = new HashSet<string>();
        var queue = new Queue<string>(Starts.Concat(secrets));
        while (queue.TryDequeue(out var address))
        {
            if (!seen.Add(address) || seen.Count > 2000)
            {
                continue;
            }

            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var response = await WebFixture.SendAsync(fixture.Portal, method, address);
                var text = await response.Content.ReadAsStringAsync(Ct);
                Assert.False(Holds(text) || Holds(response.ToString()), $"{method} {address}");
                if (method == HttpMethod.Get && response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xml")
                {
                    Links(text, address).ForEach(queue.Enqueue);
                }
                else if (method == HttpMethod.Get && response.Content.Headers.ContentType?.MediaType == "application/json")
                {
                    DataLinks(text).ForEach(queue.Enqueue);
                }
            }
        }

        Assert.InRange(seen.Count, 150, 2000);
    }

    [Theory]
    [InlineData("/sok?q=")]
    [InlineData("/noterat?q=")]
    [InlineData("/arenden?q=")]
    [InlineData("/uppfoljningar?q=")]
    [InlineData("/api/v1/search?q=")]
    [InlineData("/api/v1/suggest?q=")]
    [InlineData("/sok.atom?q=")]
    [InlineData("/sok.rss?q=")]
    public async Task Search_ForTheCanary_IsAsForAWordThatNobodyHasWritten(string address)
    {
        await HideAsync();
        const string Nothing = "Kvastpiplurka";

        var canary = await (await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address + Uri.EscapeDataString(Canary))).Content.ReadAsStringAsync(Ct);
        var nothing = await (await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address + Nothing)).Content.ReadAsStringAsync(Ct);

        Assert.Equal(Neutral(nothing, Nothing), Neutral(canary, Canary));
    }

    /// <summary>The oracle finds the word where it may be.</summary>
    [Fact]
    public async Task Canary_WhereItMayBe_IsFound()
    {
        var id = await DraftAsync();
        await StaffClient.WithRightsAsync(fixture.Portal, Canary);
        var maj = (await fixture.SignInAsync(Persona.Administrator))!;

        Assert.True(Holds(await (await maj.GetAsync("/redaktion/personer")).Content.ReadAsStringAsync(Ct)));
        Assert.True(Holds((await fixture.Portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, Everybody, Ct))!.Content.Write()));
    }

    [Fact]
    public async Task Draft_OfAnotherBody_AnswersAsOneThatDoesNotExist()
    {
        var (there, nowhere) = (await DraftAsync(), Guid.CreateVersion7());
        var arvid = (await fixture.SignInAsync(Persona.WriterOfAnotherBody))!;
        foreach (var row in EndpointTable.Rows.Where(row => row is { Verb: "GET", Who: Who.WritersOfTheBody } && row.Address.Contains("{draft}", StringComparison.Ordinal)))
        {
            var (one, other) = (await AnswerAsync(there), await AnswerAsync(nowhere));
            Assert.Equal(HttpStatusCode.NotFound, one.Status);
            Assert.Equal(other, one);

            async Task<(HttpStatusCode Status, string Text)> AnswerAsync(Guid id)
            {
                var response = await arvid.GetAsync(row.Address.Replace("{draft}", $"{id}", StringComparison.Ordinal));
                var page = await WebFixture.ParseAsync(response);
                return (response.StatusCode, page.QuerySelector("main")!.InnerHtml.Replace($"{id}", "", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/noterat")]
    [InlineData("/sok?q=buss")]
    [InlineData("/organ/kulturforum")]
    [InlineData("/kakor")]
    public async Task PublicPage_BeforeAndAfterAndWithASession_IsTheSameBytesWithoutACookie(string address)
    {
        var before = await BytesAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address));
        var signe = (await fixture.SignInAsync(Persona.Editor))!;
        await signe.GetAsync("/redaktion");

        var own = await signe.GetAsync(address);

        Assert.False(own.Headers.Contains("Set-Cookie"));
        Assert.True(own.Headers.CacheControl!.Public);
        Assert.Equal(before, await BytesAsync(own));
        Assert.Equal(before, await BytesAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address)));
    }

    private static StaffPerson Everybody => new() { Id = Guid.Empty, Name = "Alla", Grants = [new Grant(StaffRole.Administrator, null)] };

    /// <summary>The word in a draft, its comment, a scheduled note, an earlier version and a name; addresses that somebody may guess.</summary>
    private async Task<List<string>> HideAsync()
    {
        var id = await DraftAsync();
        await StaffClient.WithRightsAsync(fixture.Portal, Canary);
        await fixture.Db.ExecuteAsync(
            "INSERT INTO draft_comments (id, draft_id, person_id, text, written_at) SELECT @comment, @id, owner_id, @Canary, now() FROM note_drafts WHERE id = @id",
            new { comment = Guid.CreateVersion7(), id, Canary }, Ct);
        await ImportAsync("2026-11-02", "publicerad: 2031-01-01 09:00\n", Canary);
        await ImportAsync("2026-11-01", "publicerad: 2026-11-02 09:00\n", Canary);
        await ImportAsync("2026-11-01", "publicerad: 2026-11-02 09:00\n", "Annat");
        return
        [
            .. Enumerable.Range(2, Canary.Length - 2).Select(length => "/api/v1/suggest?q=" + Uri.EscapeDataString(Canary[..length])),
            $"/redaktion/utkast/{id}", $"/redaktion/utkast/{id}/lank", $"/redaktion/utkast/{id}/bilder", $"/forhandsvisning/{id}", $"/noterat/kulturforum/{id}",
            "/moten/kulturforum/2026-11-01.ics", "/moten/kulturforum/2026-11-02.ics",
            .. Ends.SelectMany(end => new[] { $"/noterat/kulturforum/2026-11-01{end}", $"/noterat/kulturforum/2026-11-02{end}" }),
        ];
    }

    private async Task<Guid> DraftAsync() => await fixture.DraftAsync(new DraftContent
    {
        Title = $"{Canary} i rubriken",
        Lead = $"{Canary} i ingressen.",
        Contact = Canary,
        Items = [new DraftItem { Key = "p1", Heading = $"{Canary} i punkten", Text = $"Om {Canary}.", Topics = [Canary], Matter = Canary }],
        Documents = [new DocumentLink { Name = Canary, Url = "https://www.example.se/" + Canary }],
        Declined = [Canary],
    });

    private async Task ImportAsync(string day, string published, string word)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-canary-");
        try
        {
            var path = Path.Combine(folder.FullName, $"{day}-kulturforum.md");
            await File.WriteAllTextAsync(path, $"---\norgan: Kulturforum\nmöte: {day}\n{published}---\n\n{word} i ingressen.\n\n## En punkt om kultur\n\nÄmne: Kultur\n\nText om {word}.\n", Ct);
            await fixture.Portal.Services.GetRequiredService<NoteImport>().ImportAsync([path], true, result => Assert.NotEqual(ImportOutcome.Refused, result.Outcome), Ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Holds(string text) =>
        WebUtility.HtmlDecode(Uri.UnescapeDataString(text)).Contains(Canary, StringComparison.OrdinalIgnoreCase)
        || text.Contains("kvastpiplarka", StringComparison.OrdinalIgnoreCase) || text.Contains("kvastpipl\\u00e4rka", StringComparison.OrdinalIgnoreCase);

    private static List<string> Links(string html, string from)
    {
        var document = new HtmlParser().ParseDocument(html);
        var root = new Uri(new Uri("http://localhost"), from);
        return
        [
            .. document.QuerySelectorAll("a[href], link[href], img[src], form[action]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")!)
                .Concat(document.QuerySelectorAll("loc").Select(loc => new Uri(loc.TextContent).PathAndQuery))
                .Select(link => Uri.TryCreate(root, link, out var address) ? address : root)
                .Where(address => address.Host == "localhost" && address.Scheme == "http")
                .Select(address => address.PathAndQuery)
                // Every choice of a search can be made together with every other.
                .Where(path => !(path.StartsWith("/sok?", StringComparison.Ordinal) || path.StartsWith("/sok.", StringComparison.Ordinal)) || path.Count(letter => letter == '&') < 2),
        ];
    }

    /// <summary>The lists, and what is read next of them; the things are in the lists.</summary>
    private static List<string> DataLinks(string json) =>
    [
        .. JsonDocument.Parse(json).RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("links", out var links)
            ? links.EnumerateObject().Where(link => link.Value.ValueKind == JsonValueKind.String).Select(link => new Uri(link.Value.GetString()!).PathAndQuery)
                .Where(path => (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/oparl/", StringComparison.Ordinal)) && !path.StartsWith("/api/v1/search", StringComparison.Ordinal) && !path.Contains("?since=", StringComparison.Ordinal) && !path.Contains("&since=", StringComparison.Ordinal))
            : [],
    ];

    private static string Neutral(string html, string word) =>
        new[] { word, WebUtility.HtmlEncode(word), Uri.EscapeDataString(word), Uri.EscapeDataString(Uri.EscapeDataString(word)) }
            .Aggregate(html, (text, written) => text.Replace(written, "", StringComparison.Ordinal));

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(Ct);
}
