using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>What a citizen meets: the pages of the sample notes, through the whole portal.</summary>
public sealed class PublicPageTests(WebFixture web)
{
    private const string April = "/noterat/regionala-samverkansradet/2018-04-11";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Note_OfApril_ShowsAllItsFacts()
    {
        var page = await web.PageAsync(April);
        var text = Text(page.QuerySelector("main")!);

        Assert.Equal("Noterat från Regionala samverkansrådet 11 april 2018", Text(page.QuerySelector("h1")!));
        Assert.Equal("Noterat från Regionala samverkansrådet 11 april 2018 - Noterat, Region Västernorrland", page.Title);
        Assert.Equal("2018-04-12T11:50:00+02:00", page.QuerySelector(".note__stamp time")!.GetAttribute("datetime"));
        Assert.Contains("Publicerad 2018-04-12 11:50", text, StringComparison.Ordinal);
        Assert.Contains("Uppdaterad 2018-04-13 09:40", text, StringComparison.Ordinal);
        Assert.Contains("sammanfattning, inte ett protokoll", text, StringComparison.Ordinal);
        Assert.Contains("Onsdag 30 maj 2018", text, StringComparison.Ordinal);
        Assert.Contains("Äldre information", text, StringComparison.Ordinal);
        Assert.Contains("Besvarad 17 oktober 2018", text, StringComparison.Ordinal);
        Assert.Contains("Svar på uppföljning från", text, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("abbr[title='regional utvecklingsstrategi']"));
        Assert.Equal(page.QuerySelectorAll(".agenda-item").Select(item => "#" + item.Id), page.QuerySelectorAll(".contents a").Select(link => link.GetAttribute("href")!));
        Assert.Contains("http://localhost:5080" + April + "#", Text(page.QuerySelector(".citation__text")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_WithFewerThanFourItems_HasNoContents()
    {
        var page = await web.PageAsync("/noterat/regionstyrelsen/2018-09-25-2");

        Assert.Null(page.QuerySelector(".contents"));
        Assert.NotNull(page.QuerySelector(".agenda-item"));
    }

    [Fact]
    public async Task Note_StructuredData_SaysWhatThePageSays()
    {
        var page = await web.PageAsync(April);
        var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement.GetProperty("@graph");

        Assert.Equal(Text(page.QuerySelector("h1")!), data[0].GetProperty("headline").GetString());
        Assert.Equal(page.QuerySelectorAll(".note__stamp time").Select(time => time.GetAttribute("datetime")),
            [data[0].GetProperty("datePublished").GetString(), data[0].GetProperty("dateModified").GetString()]);
        Assert.Equal(page.QuerySelector(".note__origin time")!.GetAttribute("datetime"), data[0].GetProperty("about").GetProperty("startDate").GetString()![..10]);
        Assert.Equal(4, data[1].GetProperty("itemListElement").GetArrayLength());
    }

    [Theory]
    [InlineData("/noterat/samverkansradet/2018-04-11", April)]
    [InlineData("/noterat/regionala-samverkansradet/2018-09-12", "/noterat/regionala-samverkansradet/2018-10-17")]
    [InlineData("/organ/samverkansradet", "/organ/regionala-samverkansradet")]
    [InlineData("/arenden/rus-2030", "/arenden/ny-regional-utvecklingsstrategi")]
    [InlineData("/uppfoljningar/samverkansradet/styrdokument-klart", "/uppfoljningar/regionala-samverkansradet/styrdokument-klart")]
    [InlineData("/noterat/samverkansradet/2018-04-11.json", April + ".json")]
    public async Task Get_FormerAddress_RedirectsForEver(string former, string present)
    {
        var response = await web.GetAsync(former);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(present, response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/noterat/finns-inte/2018-04-11")]
    [InlineData("/noterat/regionala-samverkansradet/2018-04-12")]
    [InlineData("/noterat/regionala-samverkansradet/2018-02-30")]
    [InlineData("/noterat/regionala-samverkansradet/2018-04-11-1")]
    [InlineData("/noterat/regionala-samverkansradet/2018-04-11-02")]
    [InlineData("/noterat/regionala-samverkansradet/11-april")]
    [InlineData("/noterat?organ=finns-inte")]
    [InlineData("/noterat?organ=%00")]
    [InlineData("/noterat?organ='%20OR%201=1")]
    [InlineData("/noterat?sida=0")]
    [InlineData("/noterat?sida=99999999999999999999")]
    [InlineData("/noterat?sida=1000000000")]
    [InlineData("/noterat?sida=2000")]
    [InlineData("/noterat?ar=-1")]
    [InlineData("/noterat?ar=hej")]
    [InlineData("/organ/finns-inte")]
    [InlineData("/organ/%ff")]
    [InlineData("/organ/regionstyrelsen?ar=1999")]
    [InlineData("/moten?sida=5000")]
    [InlineData("/moten?ar=2018&sida=2")]
    [InlineData("/moten?ar=hej")]
    [InlineData("/moten?ar=99999")]
    [InlineData("/amnen/finns-inte")]
    [InlineData("/uppfoljningar?status=finns-inte")]
    [InlineData("/uppfoljningar/regionstyrelsen/finns-inte")]
    [InlineData("/bilder/00/x.png")]
    public async Task Get_WhatIsNotThere_Is404InSwedish(string path)
    {
        var response = await web.GetAsync(path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.NotNull((await WebFixture.ParseAsync(response)).QuerySelector("h1"));
    }

    [Theory]
    [InlineData("/sok?q=%00")]
    [InlineData("/sok?q=%F0%9F%98%80%EF%BF%BD")]
    [InlineData("/sok?q=%22%22%22%20-%20or%20%26%20%7C%20!%20%3A*")]
    [InlineData("/sok?q='%3B%20DROP%20TABLE%20notes%3B--")]
    [InlineData("/sok?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/sok?q=och")]
    public async Task Search_OddText_IsAnsweredAsText(string path)
    {
        var response = await web.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty((await WebFixture.ParseAsync(response)).QuerySelectorAll("script:not([src^='/js/'])"));
    }

    [Fact]
    public async Task Search_LongText_IsCutAndSaysSo()
    {
        var page = await web.PageAsync("/sok?q=" + string.Concat(Enumerable.Repeat("ord ", 200)));

        Assert.Contains("de första 20 orden", Text(page.QuerySelector("main")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_LetterOfTwoHalvesAtTheCut_IsNotCutInTwo() =>
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/sok?q=" + new string('a', 199) + Uri.EscapeDataString("😀bbb"))).StatusCode);

    [Fact]
    public async Task Search_Word_FindsItemsAndMarksIt()
    {
        var page = await web.PageAsync("/sok?q=kollektivtrafikmyndigheten");

        Assert.Matches(@"^\d+ träff(ar)? på ”kollektivtrafikmyndigheten” - ", page.Title!);
        Assert.NotEmpty(page.QuerySelectorAll(".search-result"));
        Assert.Contains(page.QuerySelectorAll("mark"), mark => mark.TextContent.StartsWith("kollektivtrafikmyndigheten", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Note_AsMarkdown_IsTheNoteFileForAnybody()
    {
        var response = await web.GetAsync(April + ".md");
        var note = NoteFileReader.Read(await response.Content.ReadAsStringAsync(Ct));

        Assert.Equal("text/markdown; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(new DateOnly(2018, 4, 11), note.MeetingOn);
        Assert.NotNull(response.Content.Headers.LastModified);
    }

    [Fact]
    public async Task Note_AsJson_HasUtcTimesAndAbsoluteAddresses()
    {
        var json = JsonDocument.Parse(await (await web.GetAsync(April + ".json")).Content.ReadAsStringAsync(Ct)).RootElement;

        Assert.Equal("2018-04-12T09:50:00Z", json.GetProperty("publishedAt").GetString());
        Assert.Equal("2018-04-11", json.GetProperty("meeting").GetProperty("date").GetString());
        Assert.Equal("http://localhost:5080" + April, json.GetProperty("url").GetString());
        Assert.All(json.GetProperty("items").EnumerateArray(), item => Assert.NotEqual("", item.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Note_Image_IsServedForEverAndSniffedByNobody()
    {
        var page = await web.PageAsync("/noterat/regionala-transportgruppen/2018-04-05");
        var image = Assert.IsAssignableFrom<IHtmlImageElement>(page.QuerySelector(".agenda-item img"));
        var response = await web.GetAsync(image.GetAttribute("src")!);

        Assert.NotEqual("", image.AlternativeText);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.MaxAge > TimeSpan.FromDays(300));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task SiteMap_HoldsEveryPublishedNoteAndNoDraft()
    {
        var xml = System.Xml.Linq.XDocument.Parse(await (await web.GetAsync("/sitemap.xml")).Content.ReadAsStringAsync(Ct));
        var addresses = xml.Descendants().Where(node => node.Name.LocalName == "loc").Select(node => node.Value).ToList();

        Assert.Contains("http://localhost:5080" + April, addresses);
        Assert.DoesNotContain(addresses, address => address.Contains("2026-11-19", StringComparison.Ordinal));
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
    }

    [Fact]
    public async Task Draft_Canary_StandsOnNoPublicPage()
    {
        // The sample draft of 19 November 2026, and one whose every field is the canary.
        await ImportAsync("2026-11-20-kanarieradet.md",
            "---\norgan: Kanarierådet\nmöte: 2026-11-20\nplats: Kanariehuset\nrubrik: Kanarierubrik\nkontakt: kanarie@region.example\nnästa möte: 2026-12-24\nhandlingar: https://kanarie.example.se/\n---\n\nKanariefågeln.\n\n## Kanariepunkt\n\nÄmne: Kanarieämne\nÄrende: Kanarieärende\n\nKanarietext.\n\n- [ ] Kanarielöfte (id: kanarielofte)\n");

        foreach (var path in PageQuestionsTests.Pages.Select(row => row.Data).Concat(["/noterat/kanarieradet/2026-11-20", "/noterat/kanarieradet/2026-11-20.md", "/organ/kanarieradet", "/organ/kanarieradet.atom", "/organ/kanarieradet.ics", "/moten/kanarieradet/2026-11-20.ics", "/moten/kanarieradet/2026-12-24.ics", "/amnen/kanarieamne.atom", "/arenden/kanariearende.rss", "/sok?q=kanarietext", "/amnen/kanarieamne", "/arenden/kanariearende", "/uppfoljningar/kanarieradet/kanarielofte"]))
        {
            var body = await (await web.GetAsync(path)).Content.ReadAsStringAsync(Ct);
            Assert.DoesNotContain("kanarie", body.Replace("q=kanarietext", "", StringComparison.OrdinalIgnoreCase).Replace("kanarietext", "", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Withdrawn_Note_Is410WithReasonAndGoneFromLists()
    {
        await ImportAsync("2018-05-02-dragna-radet.md", "---\norgan: Dragna rådet\nmöte: 2018-05-02\npublicerad: 2018-05-03 10:00\n---\n\nInledning.\n\n## Indragen punkt om lodjur\n\nLodjurstext.\n");
        const string Path = "/noterat/dragna-radet/2018-05-02";
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(Path)).StatusCode);
        var reader = web.Services.GetRequiredService<NoteReader>();
        var note = Assert.IsType<NoteLookup.Found>(await reader.FindAsync("dragna-radet", new DateOnly(2018, 5, 2), 1, Ct)).Note;

        await web.Services.GetRequiredService<NotePublishing>().WithdrawAsync(note.Id, "Fel möte <b>beskrevs</b>.", Actor.Operator, Ct);

        var response = await web.GetAsync(Path);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("Fel möte <b>beskrevs</b>.", Text((await WebFixture.ParseAsync(response)).QuerySelector("main")!), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await web.GetAsync(Path + ".json")).StatusCode);
        foreach (var list in (string[])["/noterat?organ=dragna-radet", "/organ/dragna-radet", "/sok?q=lodjurstext", "/sitemap.xml"])
        {
            Assert.DoesNotContain("dragna-radet/2018", await (await web.GetAsync(list)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Note_HostileText_IsTextOnEverySurface()
    {
        const string Hostile = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)> \"'`{{7*7}} ${7*7} \u202Eevil";
        var quoted = "'" + Hostile.Replace("'", "''", StringComparison.Ordinal) + "'";
        await ImportAsync("2018-05-04-fientliga-radet.md",
            $"---\norgan: Fientliga rådet\nmöte: 2018-05-04\nplats: {quoted}\nrubrik: {quoted}\nkontakt: {quoted}\npublicerad: 2018-05-05 10:00\nrättad:\n  - tid: 2018-05-06 10:00\n    text: {quoted}\nhandlingar:\n  - namn: {quoted}\n    diarienummer: {quoted}\n---\n\n{Hostile}\n\n## {Hostile} {{#fiende}}\n\nÄmne: Fi{Hostile.Replace(",", "", StringComparison.Ordinal)}\nÄrende: {Hostile}\n\n{Hostile}\n\n- [ ] {Hostile} (id: fiende; senast: {Hostile}; ansvarig: {Hostile})\n");

        foreach (var path in (string[])["/noterat/fientliga-radet/2018-05-04", "/noterat?organ=fientliga-radet", "/organ/fientliga-radet", "/uppfoljningar?organ=fientliga-radet", "/uppfoljningar/fientliga-radet/fiende", "/amnen", "/arenden", "/sok?q=alert", "/sitemap.xml"])
        {
            var response = await web.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var page = await WebFixture.ParseAsync(response);
            Assert.Empty(page.QuerySelectorAll("main script, main [onerror], main img[src='x'], head script:not([type='application/ld+json'], [src^='/js/'])"));
            Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Meetings_OfAYear_AreThoseAndKeepTheChoice()
    {
        var page = await web.PageAsync("/moten?organ=regionstyrelsen&ar=2018");
        var days = page.QuerySelectorAll<IHtmlTimeElement>(".meeting__day time").Select(day => day.DateTime!).ToList();
        var years = page.QuerySelectorAll("nav[aria-label='År'] li").ToDictionary(Text, item => item.QuerySelector("a")?.GetAttribute("href"));

        Assert.NotEmpty(days);
        Assert.All(days, day => Assert.StartsWith("2018-", day, StringComparison.Ordinal));
        Assert.StartsWith("Möten, Regionstyrelsen, 2018 - ", page.Title!, StringComparison.Ordinal);
        Assert.Equal("/moten?organ=regionstyrelsen", years["Alla år"]);
        Assert.Equal("/moten?organ=regionstyrelsen&ar=2026", years["2026"]);
        Assert.Null(years["2018"]);
        Assert.Equal(years.Keys.Skip(1).OrderDescending(), years.Keys.Skip(1));
        Assert.Equal("2018", page.QuerySelector<IHtmlInputElement>("form.filter-line input[name=ar]")!.Value);
        Assert.EndsWith("/moten?organ=regionstyrelsen&ar=2018", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/moten?ar=2027", "Kommande")]
    [InlineData("/moten?ar=2017", "Tidigare")]
    [InlineData("/moten", "Kommande Tidigare")]
    [InlineData("/moten?ar=1999", "")]
    public async Task Meetings_OfAYear_ShowOnlyWhatIsThere(string path, string sections)
    {
        var page = await web.PageAsync(path);

        Assert.Equal(sections, string.Join(' ', page.QuerySelectorAll("#sida-kommande, #sida-genomforda").Select(Text)));
        Assert.Equal(sections.Length == 0, Text(page.QuerySelector("main")!).Contains("Det finns inga möten med det urvalet.", StringComparison.Ordinal));
    }

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task ImportAsync(string name, string content)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-page-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, Ct);
            await web.Services.GetRequiredService<NoteImport>().ImportAsync(
                [folder], replace: true, result => Assert.True(result.Outcome != ImportOutcome.Refused, string.Join(' ', result.Problems)), Ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
