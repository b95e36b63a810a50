using System.Net;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web;

/// <summary>The other ways into the search: as JSON, as a feed, as suggestions and from the browser's own search field.</summary>
public sealed class SearchWaysTests(WebFixture web)
{
    private const string Origin = "http://localhost:5080";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("q=kollektivtrafik", "q=kollektivtrafik")]
    [InlineData("q=kollektivtrafik&page=2", "q=kollektivtrafik&sida=2")]
    [InlineData("q=kollektivtrafik&sort=newest", "q=kollektivtrafik&sortering=nyast")]
    [InlineData("q=kollektivtrafik&body=regionala-samverkansradet&year=2018", "q=kollektivtrafik&organ=regionala-samverkansradet&ar=2018")]
    [InlineData("q=kollektivtrafik&topic=kollektivtrafik&status=done", "q=kollektivtrafik&amne=kollektivtrafik&status=klar")]
    [InlineData("q=%22regional%20utvecklingsstrategi%22%20-kommun%20bredband*%20eller%20strategi", "q=%22regional%20utvecklingsstrategi%22%20-kommun%20bredband*%20eller%20strategi")]
    [InlineData("q=och", "q=och")]
    [InlineData("q=kolektivtrafik", "q=kolektivtrafik")]
    [InlineData("q=budget&body=finns-inte", "q=budget&organ=finns-inte")]
    public async Task Search_AsJson_SaysWhatThePageSays(string json, string html)
    {
        var answer = await JsonAsync("/api/v1/search?" + json);
        var page = await web.PageAsync("/sok?" + html);
        var hits = answer.GetProperty("hits").EnumerateArray().ToList();
        var results = page.QuerySelectorAll(".search-page__hits .search-result");
        var count = answer.GetProperty("count").GetInt32();

        Assert.StartsWith(count == 0 ? "Inga träffar" : $"{count} träff", page.Title, StringComparison.Ordinal);
        Assert.True(answer.GetProperty("isCountExact").GetBoolean());
        Assert.Equal(results.Select(result => Origin + result.QuerySelector("h2 a")!.GetAttribute("href")), hits.Select(hit => hit.GetProperty("url").GetString()));
        Assert.Equal(results.Select(result => result.QuerySelector("h2")!.TextContent), hits.Select(hit => Text(hit, "heading")));
        Assert.Equal(results.Select(result => result.QuerySelector(".search-result__snippet")!.TextContent), hits.Select(hit => Text(hit, "snippet")));
        Assert.Equal(
            results.Select(result => string.Join('|', result.QuerySelectorAll("h2 mark, .search-result__snippet mark").Select(mark => mark.TextContent))),
            hits.Select(hit => string.Join('|', Marked(hit.GetProperty("heading")).Concat(Marked(hit.GetProperty("snippet"))))));
        Assert.Equal(results.Select(result => result.QuerySelector("time")!.GetAttribute("datetime")), hits.Select(hit => hit.GetProperty("meetingDate").GetString()));
        Assert.Equal(page.QuerySelector("main a[rel=next]") is not null, answer.GetProperty("links").TryGetProperty("next", out _));
        Assert.Equal(page.QuerySelector("main .lead a")?.TextContent, answer.TryGetProperty("didYouMean", out var meant) ? Text(meant) : null);
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData("&limit=7", 7)]
    [InlineData("&limit=30&sort=newest", 30)]
    public async Task Search_Pages_FollowEachOtherAndRepeatNothing(string parameters, int limit)
    {
        var urls = new List<string>();
        var next = (string?)"/api/v1/search?q=kommun" + parameters;
        var previous = new List<string?>();
        var count = 0;
        while (next is not null && previous.Count < 60)
        {
            var answer = await JsonAsync(next);
            count = answer.GetProperty("count").GetInt32();
            urls.AddRange(answer.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("url").GetString()!));
            var links = answer.GetProperty("links");
            previous.Add(links.TryGetProperty("prev", out var prev) ? prev.GetString() : null);
            next = links.TryGetProperty("next", out var link) ? link.GetString()![Origin.Length..] : null;
            Assert.Equal(previous.Count, answer.GetProperty("page").GetInt32());
            Assert.Equal(limit, answer.GetProperty("limit").GetInt32());
            Assert.Equal(next is null ? count - (limit * (previous.Count - 1)) : limit, answer.GetProperty("hits").GetArrayLength());
        }

        Assert.InRange(previous.Count, 3, 59);
        Assert.Equal(count, urls.Distinct().Count());
        Assert.Equal(count, urls.Count);
        Assert.Null(previous[0]);
        Assert.DoesNotContain(null, previous.Skip(1));
    }

    [Fact]
    public async Task Search_Facets_CountWhatIsFoundWhenTheyAreChosen()
    {
        var answer = await JsonAsync("/api/v1/search?q=kollektivtrafik");
        var facets = answer.GetProperty("facets").EnumerateObject().ToList();

        Assert.Equal(["body", "year", "topic", "status"], facets.Select(facet => facet.Name));
        foreach (var facet in facets)
        {
            var value = facet.Value.EnumerateArray().First();
            var chosen = await JsonAsync($"/api/v1/search?q=kollektivtrafik&{facet.Name}={value.GetProperty("value").GetString()}");
            Assert.Equal(value.GetProperty("count").GetInt32(), chosen.GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task Search_Hit_HasItsFactsAsDataHasThem()
    {
        var hit = (await JsonAsync("/api/v1/search?q=kollektivtrafikmyndighetens&year=2018")).GetProperty("hits").EnumerateArray()
            .Single(hit => hit.GetProperty("url").GetString()!.StartsWith(Origin + "/noterat/regionala-samverkansradet/2018-04-11#", StringComparison.Ordinal));

        Assert.Equal("2018-04-11", hit.GetProperty("meetingDate").GetString());
        Assert.Equal("2018-04-12T09:50:00Z", hit.GetProperty("publishedAt").GetString());
        Assert.Equal("2018-04-13T07:40:00Z", hit.GetProperty("updatedAt").GetString());
        Assert.Equal(Origin + "/organ/regionala-samverkansradet", hit.GetProperty("body").GetProperty("url").GetString());
        Assert.Equal("oversyn-av-kollektivtrafikmyndighetens-styrdokument", hit.GetProperty("matter").GetProperty("slug").GetString());
        Assert.Equal("Kollektivtrafik", hit.GetProperty("topics")[0].GetProperty("name").GetString());
        Assert.NotEmpty(hit.GetProperty("followUps").EnumerateArray());
    }

    [Fact]
    public async Task Search_Reading_TellsHowEachPartWasTaken()
    {
        var query = (await JsonAsync("/api/v1/search?q=" + Uri.EscapeDataString("plan \"regional utvecklingsstrategi\" -kommun bred* buss eller tåg"))).GetProperty("query");

        Assert.Equal(
            ["word plan", "exact regional utvecklingsstrategi", "without kommun", "beginning bred*", "anyOf buss eller tåg"],
            query.GetProperty("clauses").EnumerateArray().Select(clause => $"{clause.GetProperty("reading").GetString()} {Text(clause)}"));
        Assert.True(query.GetProperty("isSearchable").GetBoolean());
        Assert.False(query.GetProperty("isCut").GetBoolean());
    }

    [Theory]
    [InlineData("/api/v1/search", 400, "q")]
    [InlineData("/api/v1/search?q=a&q=b", 400, "q")]
    [InlineData("/api/v1/search?q=buss&body=%00", 400, "body")]
    [InlineData("/api/v1/search?q=buss&body='%20OR%201=1", 400, "body")]
    [InlineData("/api/v1/search?q=buss&topic=A", 400, "topic")]
    [InlineData("/api/v1/search?q=buss&year=hej", 400, "year")]
    [InlineData("/api/v1/search?q=buss&year=1", 400, "year")]
    [InlineData("/api/v1/search?q=buss&status=klar", 400, "status")]
    [InlineData("/api/v1/search?q=buss&sort=nyast", 400, "sort")]
    [InlineData("/api/v1/search?q=buss&page=0", 400, "page")]
    [InlineData("/api/v1/search?q=buss&page=99999999999999999999", 400, "page")]
    [InlineData("/api/v1/search?q=buss&page=400", 404, "sidan")]
    [InlineData("/api/v1/search?q=buss&limit=0", 400, "limit")]
    [InlineData("/api/v1/search?q=buss&limit=101", 400, "limit")]
    [InlineData("/api/v1/search?q=buss&asOf=i%20g%C3%A5r", 400, "asOf")]
    [InlineData("/api/v1/suggest", 400, "q")]
    [InlineData("/api/v1/suggest?q=buss&format=xml", 400, "format")]
    [InlineData("/api/v1/finns-inte", 404, "")]
    public async Task Api_AskedWrongly_TellsWhatIsWrong(string path, int status, string about)
    {
        var response = await web.GetAsync(path);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal("about:blank", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Contains(about, problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal(path.Split('?')[0], problem.GetProperty("instance").GetString());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Suggest_LongText_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await web.GetAsync("/api/v1/suggest?q=" + new string('a', 201))).StatusCode);

    [Theory]
    [InlineData("/api/v1/suggest?q=kolle", "public, max-age=60")]
    [InlineData("/api/v1/search?q=kultur&year=2018&sort=newest", "public, must-revalidate, max-age=0")]
    [InlineData("/sok.atom?q=kollektivtrafik", "public, must-revalidate, max-age=0")]
    public async Task OpenData_ForAnySite_IsKeptAndAskedForAgain(string path, string cache)
    {
        var first = await web.GetAsync(path);
        var again = await web.SendAsync(HttpMethod.Get, path, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(cache, first.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("*", Assert.Single(again.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Suggest_Suggestions_AreToldAndLead()
    {
        var answer = await JsonAsync("/api/v1/suggest?q=kollek");
        var suggestions = answer.GetProperty("suggestions").EnumerateArray().ToList();

        Assert.Equal("kollek", Text(answer, "query", isPlain: true));
        Assert.Equal(["word", "topic", "matter", "heading"], suggestions.Select(suggestion => suggestion.GetProperty("kind").GetString()).Distinct());
        Assert.Contains(suggestions, suggestion => Text(suggestion) == "kollektivtrafik" && suggestion.GetProperty("url").GetString() == Origin + "/sok?q=kollektivtrafik");
        foreach (var suggestion in suggestions)
        {
            Assert.NotEmpty(suggestion.GetProperty("description").GetString()!);
            Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(suggestion.GetProperty("url").GetString()![Origin.Length..])).StatusCode);
        }
    }

    [Fact]
    public async Task Suggest_ForBrowsers_IsFourListsAsOpenSearchSays()
    {
        var response = await web.GetAsync("/api/v1/suggest?format=opensearch&q=kollek");
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
        var suggestions = (await JsonAsync("/api/v1/suggest?q=kollek")).GetProperty("suggestions").EnumerateArray().ToList();

        Assert.Equal("application/x-suggestions+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(4, answer.GetArrayLength());
        Assert.Equal("kollek", answer[0].GetString());
        Assert.Equal(suggestions.Select(suggestion => Text(suggestion)), answer[1].EnumerateArray().Select(text => text.GetString()!));
        Assert.Equal(suggestions.Select(suggestion => suggestion.GetProperty("description").GetString()), answer[2].EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(suggestions.Select(suggestion => suggestion.GetProperty("url").GetString()), answer[3].EnumerateArray().Select(text => text.GetString()));
    }

    [Theory]
    [InlineData("q=kollektivtrafik")]
    [InlineData("q=kollektivtrafik&organ=regionala-samverkansradet&ar=2018&amne=kollektivtrafik&status=klar")]
    [InlineData("q=zebraost")]
    [InlineData("q=%01%EF%BF%BF%F0%9F%98%80%3Cb%3E%26")]
    public async Task Feed_OfASearch_HoldsItsNewestHits(string query)
    {
        var (feed, response) = await FeedAsync("/sok.atom?" + query);
        var page = await web.PageAsync($"/sok?{query}&sortering=nyast");
        var items = feed.Items.ToList();

        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(page.QuerySelectorAll(".search-page__hits .search-result h2").Select(heading => heading.TextContent), items.Select(item => item.Title.Text));
        Assert.Equal(
            page.QuerySelectorAll(".search-page__hits .search-result h2 a").Select(link => Origin + link.GetAttribute("href")),
            items.Select(item => Assert.Single(item.Links, link => link.RelationshipType == "alternate").Uri.AbsoluteUri));
        Assert.Equal(items.Count, items.Select(item => item.Id).Distinct().Count());
        Assert.All(items, item => Assert.StartsWith("urn:uuid:", item.Id, StringComparison.Ordinal));
        Assert.Equal(items.Select(item => item.LastUpdatedTime).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(), feed.LastUpdatedTime);
        var self = Assert.Single(feed.Links, link => link.RelationshipType == "self").Uri;
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(self.PathAndQuery)).StatusCode);
        Assert.Equal(page.QuerySelector("head link[rel=alternate][type='application/atom+xml']")?.GetAttribute("href"), self.PathAndQuery);
        Assert.Contains(page.QuerySelectorAll("main a"), link => link.TextContent == "Följ sökningen som flöde" && link.GetAttribute("href") == self.PathAndQuery);
    }

    [Fact]
    public async Task Feed_CorrectedNote_TellsWhenItWasCorrected()
    {
        var (feed, _) = await FeedAsync("/sok.atom?q=kollektivtrafikmyndighetens&ar=2018");

        var item = feed.Items.Single(item => item.Links[0].Uri.AbsolutePath == "/noterat/regionala-samverkansradet/2018-04-11");

        Assert.Equal(new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero), item.PublishDate);
        Assert.Equal(new DateTimeOffset(2018, 4, 13, 7, 40, 0, TimeSpan.Zero), item.LastUpdatedTime);
        Assert.Equal("Regionala samverkansrådet", Assert.Single(item.Authors).Name);
    }

    [Theory]
    [InlineData("/sok.atom")]
    [InlineData("/sok.atom?q=")]
    [InlineData("/sok.atom?q=buss&organ=%00")]
    [InlineData("/sok.atom?q=buss&ar=hej")]
    [InlineData("/sok.atom?q=buss&status=done")]
    public async Task Feed_OfNoSearch_IsRefused(string path) => Assert.Equal(HttpStatusCode.BadRequest, (await web.GetAsync(path)).StatusCode);

    [Fact]
    public async Task OpenSearch_Description_IsAsTheFormatAsksAndLeads()
    {
        var response = await web.GetAsync("/opensearch.xml");
        var root = XDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).Root!;
        XNamespace name = "http://a9.com/-/spec/opensearch/1.1/";

        Assert.Equal("application/opensearchdescription+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(name + "OpenSearchDescription", root.Name);
        Assert.InRange(root.Element(name + "ShortName")!.Value.Length, 1, 16);
        Assert.InRange(root.Element(name + "LongName")!.Value.Length, 1, 48);
        Assert.InRange(root.Element(name + "Description")!.Value.Length, 1, 1024);
        var urls = root.Elements(name + "Url").ToDictionary(url => url.Attribute("type")!.Value, url => url.Attribute("template")!.Value);
        Assert.Equal(["text/html", "application/x-suggestions+json", "application/atom+xml", "application/opensearchdescription+xml"], urls.Keys);
        foreach (var (type, template) in urls)
        {
            Assert.StartsWith(Origin + "/", template, StringComparison.Ordinal);
            var answer = await web.GetAsync(template[Origin.Length..].Replace("{searchTerms}", "f%C3%A4rdtj%C3%A4nst", StringComparison.Ordinal));
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (var image in root.Elements(name + "Image"))
        {
            Assert.Equal(image.Attribute("type")!.Value, (await web.GetAsync(image.Value[Origin.Length..])).Content.Headers.ContentType!.MediaType);
        }
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        var response = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
    }

    private async Task<(SyndicationFeed Feed, HttpResponseMessage Response)> FeedAsync(string path)
    {
        var response = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var xml = XmlReader.Create(await response.Content.ReadAsStreamAsync(Ct));
        return (SyndicationFeed.Load(xml), response);
    }

    private static string Text(JsonElement element, string name, bool isPlain = false) =>
        isPlain ? element.GetProperty(name).GetString()! : Text(element.GetProperty(name));

    private static string Text(JsonElement element) => element.GetProperty("text").GetString()!;

    private static IEnumerable<string> Marked(JsonElement text) => text.GetProperty("marks").EnumerateArray()
        .Select(mark => Text(text).Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32()));
}
