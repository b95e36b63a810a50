using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Redaktion;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Feeds;

/// <summary>Feeds as readers of feeds meet them (D2). The clock stands at 24 November 2026.</summary>
public sealed class NoteFeedTests(WebFixture web)
{
    private const string Site = "http://localhost:5080";
    private const string April = "/noterat/regionala-samverkansradet/2018-04-11";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static TheoryData<string> Addresses => [
        "/noterat.{0}", "/organ/regionala-samverkansradet.{0}", "/organ/hallbarhetsradet.{0}", "/amnen/kollektivtrafik.{0}",
        "/arenden/ny-regional-utvecklingsstrategi.{0}", "/sok.{0}?q=kollektivtrafik&ar=2018", "/sok.{0}?q=zebraost",
    ];

    [Theory, MemberData(nameof(Addresses))]
    public async Task Atom_OfTheSamples_IsAsItsGrammarSays(string address)
    {
        var path = string.Format(CultureInfo.InvariantCulture, address, "atom");
        var response = await web.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(Ct);
        var feed = XDocument.Parse(text).Root!;
        var entries = feed.Elements(Atom + "entry").ToList();

        Assert.Empty(await FaultsAsync(text));
        Assert.Equal("application/atom+xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(Site + path, feed.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href")!.Value);

        // What the grammar's Schematron rules ask for.
        Assert.NotNull(feed.Element(Atom + "author"));
        Assert.All(entries, entry => Assert.Single(entry.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "alternate"));
        Assert.All(entries, entry => Assert.NotEmpty(entry.Element(Atom + "content")!.Value));

        Assert.InRange(entries.Count, 0, NoteNews.MaxEntries);
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.All(entries, entry => Assert.StartsWith("urn:uuid:", entry.Element(Atom + "id")!.Value, StringComparison.Ordinal));
        if (!address.StartsWith("/sok", StringComparison.Ordinal))
        {
            var updated = entries.Select(entry => (DateTimeOffset)entry.Element(Atom + "updated")!).ToList();
            Assert.NotEmpty(updated);
            Assert.Equal(updated.OrderDescending(), updated);
            Assert.Equal(updated[0], (DateTimeOffset)feed.Element(Atom + "updated")!);
        }
    }

    /// <summary>The judge finds faults where there are some.</summary>
    [Theory]
    [InlineData("<id>", "<id>x</id><id>")]
    [InlineData("<updated>2", "<updated>x2")]
    [InlineData("<title ", "<rubrik ")]
    public async Task Grammar_OfAFeedWithAFault_FindsIt(string right, string wrong) =>
        Assert.NotEmpty(await FaultsAsync((await TextAsync("/noterat.atom")).Replace(right, wrong, StringComparison.Ordinal).Replace("</title>", wrong == "<rubrik " ? "</rubrik>" : "</title>", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Addresses))]
    public async Task Rss_OfTheSamples_TellsTheSameAsAtom(string address)
    {
        var (atom, rss) = (string.Format(CultureInfo.InvariantCulture, address, "atom"), string.Format(CultureInfo.InvariantCulture, address, "rss"));
        var response = await web.GetAsync(rss);
        var channel = XDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).Root!.Element("channel")!;
        var items = channel.Elements("item").ToList();
        var feed = await FeedAsync(atom);
        var entries = feed.Items.ToList();

        Assert.Equal("application/rss+xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(feed.Title.Text, channel.Element("title")!.Value);
        Assert.NotEmpty(channel.Element("description")!.Value);
        Assert.Equal(Site + rss, channel.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href")!.Value);
        Assert.Equal(entries.Select(entry => entry.Id), items.Select(item => item.Element("guid")!.Value));
        Assert.All(items, item => Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value));
        Assert.Equal(entries.Select(entry => entry.Title.Text), items.Select(item => item.Element("title")!.Value));
        Assert.Equal(entries.Select(entry => entry.Links[0].Uri.OriginalString), items.Select(item => item.Element("link")!.Value));
        Assert.Equal(entries.Select(entry => ((TextSyndicationContent)entry.Content).Text), items.Select(item => item.Element("description")!.Value));
        Assert.Equal(entries.Select(entry => entry.PublishDate), items.Select(item => DateTimeOffset.Parse(item.Element("pubDate")!.Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Entry_OfANote_HasItsWholeTextAndItsCorrection()
    {
        var page = await web.PageAsync(April);
        var entry = (await FeedAsync("/organ/regionala-samverkansradet.atom")).Items.Single(entry => entry.Links[0].Uri.AbsolutePath == April);
        var html = Html(entry);

        Assert.Equal("Noterat från Regionala samverkansrådet 11 april 2018", entry.Title.Text);
        Assert.Equal(new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero), entry.PublishDate);
        Assert.Equal(new DateTimeOffset(2018, 4, 13, 7, 40, 0, TimeSpan.Zero), entry.LastUpdatedTime);
        Assert.Contains("Uppdaterad 2018-04-13 09:40. " + page.QuerySelector(".note__correction p")!.TextContent.Trim(), html.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelector("header .lead p")!.TextContent, html.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".agenda-item .prose"), prose => Assert.Contains(prose.TextContent.Trim(), html.TextContent, StringComparison.Ordinal));
        Assert.Equal(page.QuerySelectorAll(".agenda-item").Select(item => $"{Site}{April}#{item.Id}"), html.QuerySelectorAll("h2 a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Entries_OfEverything_HaveWholeAddressesOnly()
    {
        var entries = (await FeedAsync("/noterat.atom")).Items.Concat((await FeedAsync("/amnen/kollektivtrafik.atom")).Items).Select(Html).ToList();

        Assert.All(entries.SelectMany(html => html.QuerySelectorAll("[href], [src]")), element =>
            Assert.Matches("^(https?://|mailto:|tel:)", element.GetAttribute("href") ?? element.GetAttribute("src")!));
        Assert.Contains(entries.SelectMany(html => html.QuerySelectorAll("img")), image => image.GetAttribute("src")!.StartsWith(Site + "/bilder/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entry_OfATopic_IsAnItemThatTellsWhereItStands()
    {
        var items = (await FeedAsync("/amnen/kollektivtrafik.atom")).Items.ToList();
        var entry = items.First(item => item.Links[0].Uri.AbsolutePath == April);

        Assert.Equal((await web.PageAsync("/amnen/kollektivtrafik")).QuerySelector(".lead")!.TextContent.Split(' ')[0], $"{Math.Min(items.Count, 50)}");
        Assert.Contains(entry.Categories, category => category.Name == "Kollektivtrafik");
        Assert.Equal("Regionala samverkansrådet", Assert.Single(entry.Authors).Name);
        Assert.Equal(Site + April, Html(entry).QuerySelector("a")!.GetAttribute("href"));
        Assert.StartsWith("#", entry.Links[0].Uri.Fragment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_CorrectedMovedAndWithdrawn_IsTheSameEntryUntilItIsGone()
    {
        var desk = await DecisionDesk.OpenAsync(web);
        var writer = await desk.PersonAsync(await desk.WriterAsync());
        await ImportAsync(desk, "Ett stafvfel.");
        var (first, firstTag) = await OneAsync(desk);

        await ImportAsync(desk, "Ett stavfel.");
        var (minor, minorTag) = await OneAsync(desk);
        await ImportAsync(desk, "Ett stavfel, men tre bussar.", "rättad:\n  - tid: 2026-11-05 10:00\n    text: Bussarna var tre <inte två>.\n");
        var (corrected, correctedTag) = await OneAsync(desk);
        await web.Services.GetRequiredService<MeetingDesk>().MoveAsync(
            await desk.Db.ExecuteScalarAsync<Guid>("SELECT id FROM meetings WHERE body_id = @BodyId AND held_on = '2026-11-01'", new { desk.BodyId }, Ct),
            new DateOnly(2026, 10, 30), null, "Fel dag.", writer, Ct);
        var (moved, _) = await OneAsync(desk);

        Assert.Equal(4, new[] { firstTag, minorTag, correctedTag }.Append("").Distinct().Count());
        Assert.All(new[] { minor, corrected, moved }, entry => Assert.Equal((first.Id, first.PublishDate), (entry.Id, entry.PublishDate)));
        Assert.Equal(first.LastUpdatedTime, minor.LastUpdatedTime);
        Assert.Contains("Ett stavfel.", Html(minor).TextContent, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 5, 9, 0, 0, TimeSpan.Zero), corrected.LastUpdatedTime);
        Assert.StartsWith("Uppdaterad 2026-11-05 10:00. Bussarna var tre <inte två>.", Html(corrected).TextContent, StringComparison.Ordinal);
        Assert.Equal(corrected.LastUpdatedTime, moved.LastUpdatedTime);
        Assert.Equal($"/noterat/{desk.Slug}/2026-10-30", moved.Links[0].Uri.AbsolutePath);

        var reader = web.Services.GetRequiredService<NoteReader>();
        var note = Assert.IsType<NoteLookup.Found>(await reader.FindAsync(desk.Slug, new DateOnly(2026, 10, 30), 1, Ct)).Note;
        await web.Services.GetRequiredService<NotePublishing>().WithdrawAsync(note.Id, "Fel möte.", Actor.Operator, Ct);

        Assert.Empty((await FeedAsync($"/organ/{desk.Slug}.atom")).Items);
        foreach (var path in (string[])["/noterat.atom", "/noterat.rss", $"/organ/{desk.Slug}.rss", "/sok.atom?q=stavfel", "/amnen/kultur.atom"])
        {
            Assert.DoesNotContain(desk.Slug + "/2026", await TextAsync(path), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/noterat.atom", 1)]
    [InlineData("/noterat.rss", 1)]
    [InlineData("/organ/hallbarhetsradet.atom", 2)]
    [InlineData("/amnen/kollektivtrafik.rss", 2)]
    [InlineData("/arenden/ny-regional-utvecklingsstrategi.atom", 2)]
    public async Task Feed_AskedForAgain_IsNotModifiedAndReadsNoText(string path, int questions)
    {
        // Other tests publish at the same time: ask again until nothing has come between.
        for (var tries = 0; ; tries++)
        {
            var first = await web.GetAsync(path);
            var (again, queries) = await CountedAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));
            if (again.StatusCode == HttpStatusCode.OK && tries < 10)
            {
                continue;
            }

            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(questions, queries);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Equal("Accept-Encoding", Assert.Single(again.Headers.Vary));
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Ct));
            var since = first.Content.Headers.LastModified!.Value;
            Assert.Equal(HttpStatusCode.OK, (await web.SendAsync(HttpMethod.Get, path, ("If-Modified-Since", since.AddSeconds(-1).ToString("R", CultureInfo.InvariantCulture)))).StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, (await web.SendAsync(HttpMethod.Get, path, ("If-Modified-Since", since.AddYears(10).ToString("R", CultureInfo.InvariantCulture)))).StatusCode);
            return;
        }
    }

    [Theory]
    [InlineData("/organ/samverkansradet.atom", "/organ/regionala-samverkansradet.atom")]
    [InlineData("/organ/samverkansradet.rss", "/organ/regionala-samverkansradet.rss")]
    [InlineData("/arenden/rus-2030.atom", "/arenden/ny-regional-utvecklingsstrategi.atom")]
    public async Task Feed_AtAFormerAddress_RedirectsForEver(string former, string present)
    {
        var response = await web.GetAsync(former);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(present, response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/organ/finns-inte.atom")]
    [InlineData("/organ/%ff.rss")]
    [InlineData("/amnen/finns-inte.atom")]
    [InlineData("/arenden/FINNS.rss")]
    [InlineData("/noterat.xml")]
    public async Task Feed_OfWhatIsNotThere_IsNotFound(string path) => Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/", "/noterat.atom")]
    [InlineData("/noterat", "/noterat.atom")]
    [InlineData("/noterat?organ=kulturforum", "/organ/kulturforum.atom")]
    [InlineData("/organ/kulturforum", "/organ/kulturforum.atom")]
    [InlineData("/amnen/kollektivtrafik", "/amnen/kollektivtrafik.atom")]
    [InlineData("/arenden/ny-regional-utvecklingsstrategi", "/arenden/ny-regional-utvecklingsstrategi.atom")]
    public async Task Page_WithAFeed_NamesBothFormatsAndLinksToOne(string path, string feed)
    {
        var page = await web.PageAsync(path);
        var links = page.QuerySelectorAll("head link[rel=alternate]").ToDictionary(link => link.GetAttribute("type")!, link => link.GetAttribute("href")!);

        Assert.Equal(feed, links["application/atom+xml"]);
        Assert.Equal(feed.Replace(".atom", ".rss", StringComparison.Ordinal), links["application/rss+xml"]);
        Assert.Contains(page.QuerySelectorAll("main a"), link => link.GetAttribute("href") == feed && link.TextContent.Trim() == "Flöde (Atom)");
        Assert.All(links.Values, address => Assert.Equal(HttpStatusCode.OK, web.GetAsync(address).Result.StatusCode));
    }

    [Theory]
    [InlineData("/om")]
    [InlineData("/webbkarta")]
    [InlineData("/kontakt")]
    [InlineData(April)]
    public async Task Page_ThatIsNoList_NamesNoFeed(string path) =>
        Assert.Empty((await web.PageAsync(path)).QuerySelectorAll("head link[type$='atom+xml'], head link[type$='rss+xml']"));

    private static IElement Html(SyndicationItem entry) => new HtmlParser().ParseDocument(((TextSyndicationContent)entry.Content).Text).Body!;

    private async Task<string> TextAsync(string path) => await (await web.GetAsync(path)).Content.ReadAsStringAsync(Ct);

    private async Task<SyndicationFeed> FeedAsync(string path)
    {
        using var xml = XmlReader.Create(new StringReader(await TextAsync(path)));
        return SyndicationFeed.Load(xml);
    }

    /// <summary>The body's only entry, and the tag of its feed.</summary>
    private async Task<(SyndicationItem Entry, string Tag)> OneAsync(DecisionDesk desk)
    {
        var response = await web.GetAsync($"/organ/{desk.Slug}.atom");
        using var xml = XmlReader.Create(await response.Content.ReadAsStreamAsync(Ct));
        return (Assert.Single(SyndicationFeed.Load(xml).Items), response.Headers.ETag!.Tag);
    }

    /// <summary>What Debian's jing says against RFC 4287's grammar.</summary>
    private static async Task<string> FaultsAsync(string xml)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, xml, Ct);
            var (status, output) = await ExternalProgram.RunAsync("jing", "", "-c", Repository.Folder("tests/MeetingNotes.Tests/Feeds/atom.rnc"), file);
            Assert.Equal(status == 0, output.Length == 0);
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<(HttpResponseMessage Response, int Queries)> CountedAsync(string path, params (string, string)[] headers)
    {
        var queries = 0;
        using var request = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Interlocked.Add(ref queries, activity.Source.Name == "Npgsql" && activity.TraceId == request.TraceId ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);
        return (await web.SendAsync(HttpMethod.Get, path, [("traceparent", request.Id!), .. headers]), queries);
    }

    private async Task ImportAsync(DecisionDesk desk, string text, string fields = "")
    {
        var folder = Directory.CreateTempSubdirectory("noterat-feed-").FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"2026-11-01-{desk.Slug}.md"),
                $"---\norgan: {desk.Name}\nmöte: 2026-11-01\npublicerad: 2026-11-02 09:00\n{fields}---\n\nRådet möttes.\n\n## Kulturplanen\n\nÄmne: Kultur\n\n{text}\n", Ct);
            await web.Services.GetRequiredService<NoteImport>().ImportAsync(
                [folder], replace: true, result => Assert.True(result.Outcome != ImportOutcome.Refused, string.Join(' ', result.Problems)), Ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
