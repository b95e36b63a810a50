using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Tests.Web;

/// <summary>What is the same around every page (A1, A2, A3, L7).</summary>
public sealed class FrameTests(WebFixture portal)
{
    private static readonly string[] HeaderOrder = ["Startsida", "Nyheter", "Webbkarta", "Kontakta oss", "Tillgänglighet"];

    public static TheoryData<string> Pages => [.. PublicAddresses.Pages, "/finns-inte"];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_FirstFocusable_SkipsToTheText(string path)
    {
        var page = await portal.PageAsync(path);

        var first = page.Body!.QuerySelector("a[href], button, input, select, textarea, summary, [tabindex]")!;
        Assert.Equal("Gå direkt till textinnehållet", first.TextContent);
        Assert.Equal("#innehall", first.GetAttribute("href"));
        var target = page.QuerySelector("#innehall")!;
        Assert.Equal("main", target.LocalName);
        Assert.Equal("-1", target.GetAttribute("tabindex"));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Header_HasTheFixedOrder(string path)
    {
        var page = await portal.PageAsync(path);

        Assert.Equal(HeaderOrder, page.QuerySelectorAll("header nav[aria-label=Webbplats] li").Select(li => li.TextContent));
    }

    [Theory]
    [InlineData("/kontakt", "Kontakta oss")]
    [InlineData("/tillganglighet", "Tillgänglighet")]
    [InlineData("/prenumerera", "Prenumerera")]
    [InlineData("/OM", null)]
    [InlineData("/finns-inte", null)]
    public async Task Page_ItselfInTheHeader_IsTextMarkedAsCurrent(string path, string? current)
    {
        var page = await portal.PageAsync(path);

        var marked = page.QuerySelectorAll("header [aria-current]");
        Assert.Equal(current is null ? [] : [(current, "page", "span")],
            marked.Select(m => (m.TextContent, m.GetAttribute("aria-current"), m.LocalName)));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Outline_HasOneH1AndSkipsNoLevel(string path)
    {
        var page = await portal.PageAsync(path);

        var levels = page.Body!.QuerySelectorAll("main h1, main h2, main h3, main h4").Select(h => h.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.Empty(page.QuerySelectorAll("body > header h1, body > footer h1"));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Landmarks_AreThereOnceAndNamed(string path)
    {
        var page = await portal.PageAsync(path);

        Assert.Equal("sv", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("body > header"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("body > footer"));
        var navigations = page.QuerySelectorAll("nav").Select(AccessibleName).ToList();
        Assert.DoesNotContain("", navigations);
        Assert.Equal(navigations.Count, navigations.Distinct().Count());
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_SearchBox_IsThereOnceWithItsLabel(string path)
    {
        var page = await portal.PageAsync(path);

        var form = (IHtmlFormElement)Assert.Single(page.QuerySelectorAll("search form[action='/sok']"));
        var field = Assert.Single(form.QuerySelectorAll("input[name=q]"));
        Assert.StartsWith("Sök", Assert.Single(page.QuerySelectorAll($"label[for='{field.Id}']")).TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Head_TellsBrowsersHowToSearchHere(string path)
    {
        var link = Assert.Single((await portal.PageAsync(path)).QuerySelectorAll("head link[rel=search]"));

        Assert.Equal("application/opensearchdescription+xml", link.GetAttribute("type"));
        Assert.Equal("/opensearch.xml", link.GetAttribute("href"));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Markup_HoldsNothingInlineAndNothingForeign(string path)
    {
        var page = await portal.PageAsync(path);

        var script = Assert.Single(page.QuerySelectorAll("script, style, iframe, object, embed"));
        Assert.StartsWith("/js/search-box.js?v=", script.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Empty(script.TextContent);
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(page.QuerySelectorAll("[src]"), e => Assert.StartsWith("/", e.GetAttribute("src"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("link:not([rel=canonical])"), e => Assert.StartsWith("/", e.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
    }

    [Fact]
    public async Task Pages_TitlesAndDescriptions_AreUniqueAndNameTheSite()
    {
        var pages = await Task.WhenAll(Pages.Select(row => portal.PageAsync(row.Data)));

        var titles = pages.Select(page => page.Title).ToList();
        Assert.All(titles, title => Assert.EndsWith(" - Noterat, Region Västernorrland", title, StringComparison.Ordinal));
        Assert.Equal(titles.Count, titles.Distinct().Count());
        var descriptions = pages.Select(page => page.QuerySelector("meta[name=description]")?.GetAttribute("content")).ToList();
        Assert.DoesNotContain(null, descriptions);
        Assert.Equal(descriptions.Count, descriptions.Distinct().Count());
    }

    [Fact]
    public async Task Page_OddlyWrittenAddress_NamesItsPermanentOneFromTheSettings()
    {
        using var production = portal.InProduction("https://noterat.region.example");

        var page = await WebFixture.ParseAsync(await WebFixture.SendAsync(production, HttpMethod.Get, "/OM/?x=1"));

        Assert.Equal("https://noterat.region.example/om", page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
        Assert.Contains("https://noterat.region.example/om", page.QuerySelector(".print-only")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Footer_LinksWithoutAnAddress_AreNotPrinted()
    {
        using var changed = portal.With(host => host
            .UseSetting("Portal:BulletinBoardUrl", "")
            .UseSetting("Portal:FooterLinks:0:Url", "")
            .UseSetting("Portal:LanguageLinks:0:Url", "").UseSetting("Portal:LanguageLinks:1:Url", "")
            .UseSetting("Portal:LanguageLinks:2:Url", "").UseSetting("Portal:LanguageLinks:3:Url", ""));

        var all = await portal.PageAsync("/om");
        var few = await WebFixture.ParseAsync(await WebFixture.SendAsync(changed, HttpMethod.Get, "/om"));

        Assert.Contains("Anslagstavla", all.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("fi", all.QuerySelector("footer a[hreflang=fi]")?.GetAttribute("lang"));
        Assert.DoesNotContain("Anslagstavla", few.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(few.QuerySelectorAll("footer nav"));
        Assert.Equal(["/om"], few.QuerySelectorAll("[aria-labelledby=sida-fot-lasa] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Frame_NameWithMarkup_IsPlainText()
    {
        using var changed = portal.With(host => host.UseSetting("Portal:Organisation:Name", "Region <script>alert(1)</script> & \"Väst\""));

        var page = await WebFixture.ParseAsync(await WebFixture.SendAsync(changed, HttpMethod.Get, "/om"));

        Assert.Empty(page.QuerySelectorAll("script:not([src^='/js/'])"));
        Assert.EndsWith("Noterat, Region <script>alert(1)</script> & \"Väst\"", page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/noterat", "/noterat")]
    [InlineData("/noterat?sida=2", "/noterat")]
    [InlineData("/noterat/kulturforum/2018-04-10", "/noterat")]
    public void Section_OfAPage_IsTheFirstPartOfItsPath(string path, string section) => Assert.Equal(section, new SomePage(path).Section);

    private static string AccessibleName(IElement element) =>
        element.GetAttribute("aria-label") ?? element.Owner!.GetElementById(element.GetAttribute("aria-labelledby") ?? "")?.TextContent ?? "";

    private sealed class SomePage(string path) : PublicPageModel
    {
        public override string Title => "Något";

        public override string CanonicalPath => path;
    }
}
