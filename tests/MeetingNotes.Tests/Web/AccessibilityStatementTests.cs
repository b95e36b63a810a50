using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace MeetingNotes.Tests.Web;

/// <summary>
/// A11: the statement holds what the law and Digg ask for, and passes the rules of the common analyser: it ignores text in links,
/// forms and navigation, wants the wordings as they are, and a date in the same sentence as what it is the date of.
/// </summary>
public sealed partial class AccessibilityStatementTests(WebFixture portal)
{
    private const string ComplaintAddress = "https://www.digg.se/tdosanmalan";
    private const string Burden = "oskäligt betungande";

    /// <summary>Settings that change the statement, and the wording of the law that follows.</summary>
    public static TheoryData<string, string[], string> Cases => new()
    {
        { "as delivered", [], "delvis förenlig" },
        { "nothing wrong", ["Conformity=Full", "KnownIssues=none"], "helt förenlig" },
        { "much wrong", ["Conformity=None"], "inte förenlig" },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Statement_Conformity_IsExactlyOneOfTheWordings(string because, string[] settings, string wording)
    {
        var text = ReadableText(await StatementAsync(settings));

        Assert.Equal([wording], Wording().Matches(text).Select(m => m.Value));
        Assert.False(string.IsNullOrEmpty(because));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Statement_EveryCase_HoldsWhatDiggAsksFor(string because, string[] settings, string wording)
    {
        var page = await StatementAsync(settings);
        var text = ReadableText(page);

        var rules = new (string Rule, bool Holds)[]
        {
            ("1 public body", text.Contains("Region Västernorrland står bakom", StringComparison.Ordinal)),
            ("2 digital service", page.QuerySelector("h1")!.TextContent.EndsWith("för Noterat", StringComparison.Ordinal)),
            ("title is recognised", page.Title!.Contains("Tillgänglighetsredogörelse", StringComparison.Ordinal)),
            ("3 conformity", text.Contains(wording, StringComparison.Ordinal)),
            ("4 faults, or that there are none", wording == "helt förenlig"
                ? text.Contains("Vi känner inte till några brister", StringComparison.Ordinal)
                : page.QuerySelectorAll("[aria-labelledby=brister] h3 + ul li").Length == 2),
            ("5 day of assessment", AssessmentDay().IsMatch(text)),
            ("6 day of update", UpdateDay().IsMatch(text)),
            ("7 method", text.Contains("självskattning", StringComparison.Ordinal)),
            ("8 way to report", page.QuerySelector("main a[href='/kontakt#rapportera-brister']") is not null),
            ("9 supervision", page.QuerySelectorAll($"main a[href='{ComplaintAddress}']").Length == 1),
            ("10 burden only when used", !page.Body!.TextContent.Contains(Burden, StringComparison.OrdinalIgnoreCase)
                && !page.Body.TextContent.Contains("12 §", StringComparison.Ordinal)),
            ("11 outside the law", page.QuerySelector("#utanfor") is not null && text.Contains("9 §", StringComparison.Ordinal)),
        };

        Assert.All(rules, rule => Assert.True(rule.Holds, $"{rule.Rule} ({because})"));
    }

    [Fact]
    public async Task Statement_BurdenUsed_HasItsSectionWithReasons()
    {
        var page = await StatementAsync(["DisproportionateBurden:0:Text=Kartor från 2009.", "DisproportionateBurden:0:Reason=De visas två gånger om året."]);

        var section = page.QuerySelector("[aria-labelledby=betungande]")!;
        Assert.Equal("Oskäligt betungande anpassning", section.QuerySelector("h2")?.TextContent);
        Assert.Contains("12 § lagen", section.TextContent, StringComparison.Ordinal);
        Assert.Equal("Kartor från 2009. De visas två gånger om året.", section.QuerySelector("li")?.TextContent);
    }

    [Fact]
    public async Task Statement_Issues_AreGroupedByUseSituation()
    {
        var page = await StatementAsync(["KnownIssues:1:Situation=WithoutVision"]);

        var heading = Assert.Single(page.QuerySelectorAll("[aria-labelledby=brister] h3"));
        Assert.Equal("För dig som inte ser", heading.TextContent);
        Assert.Equal(2, heading.NextElementSibling!.QuerySelectorAll("li").Length);
        Assert.EndsWith("(WCAG 1.1.1).", heading.NextElementSibling.QuerySelector("li")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportLink_FromTheStatement_LeadsToItsSectionWithAnAddress()
    {
        var page = await portal.PageAsync("/kontakt");

        var section = page.QuerySelector("#rapportera-brister")!.ParentElement!;
        Assert.Equal("mailto:noterat@region.example", section.QuerySelector("a")?.GetAttribute("href"));
    }

    [Theory, MemberData(nameof(PublicAddresses.Pages), MemberType = typeof(PublicAddresses))]
    public async Task Statement_FromEveryPage_IsLinkedInTheFooter(string path) =>
        Assert.NotNull((await portal.PageAsync(path)).QuerySelector("footer a[href='/tillganglighet']"));

    private async Task<IHtmlDocument> StatementAsync(string[] settings)
    {
        using var changed = portal.With(host =>
        {
            foreach (var setting in settings)
            {
                var (name, value) = setting.Split('=', 2) is [var left, var right] ? (left, right) : ("", "");
                Change(host, name, value);
            }
        });
        return await WebFixture.ParseAsync(await WebFixture.SendAsync(changed, HttpMethod.Get, "/tillganglighet"));
    }

    // A list in appsettings.json is emptied by binding over a services change: settings can only add to it.
    private static void Change(IWebHostBuilder host, string name, string value)
    {
        if (name == "KnownIssues")
        {
            host.ConfigureServices(services => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions
                .PostConfigure<MeetingNotes.Web.Options.PortalOptions>(services, options => options.Accessibility.KnownIssues = []));
        }
        else
        {
            host.UseSetting("Portal:Accessibility:" + name, value);
        }
    }

    /// <summary>As the analyser reads: without what stands in links, forms and navigation.</summary>
    private static string ReadableText(IHtmlDocument page)
    {
        var body = (IElement)page.Body!.Clone();
        foreach (var ignored in body.QuerySelectorAll("a, nav, form, input, button, script"))
        {
            ignored.Remove();
        }

        return body.TextContent;
    }

    [GeneratedRegex("(helt|delvis|inte) förenlig", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Wording();

    [GeneratedRegex(@"Bedömningen[^.]*\d{1,2} \p{L}+ \d{4}\.", RegexOptions.None, 1000)]
    private static partial Regex AssessmentDay();

    [GeneratedRegex(@"Redogörelsen uppdaterades[^.]*\d{1,2} \p{L}+ \d{4}\.", RegexOptions.None, 1000)]
    private static partial Regex UpdateDay();
}
