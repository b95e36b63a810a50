using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Redaktion;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>Structured data says what the page shows, and nothing else (D4). The clock stands at 24 November 2026.</summary>
public sealed class StructuredDataTests(WebFixture web)
{
    private const string Site = "http://localhost:5080";
    private const string Schema = "https://schema.org/";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages => [
        "/noterat/regionala-samverkansradet/2018-04-11", "/noterat/regionala-samverkansradet/2018-10-17", "/noterat/regionstyrelsen/2018-09-25-2",
        "/organ/regionala-samverkansradet", "/organ/hallbarhetsradet", "/organ/regionstyrelsen", "/organ/kulturforum", "/organ/regionstyrelsen?ar=2018",
        "/moten", "/moten?organ=regionstyrelsen&ar=2018", "/moten?ar=2018",
    ];

    /// <summary>Every name and text is read on the page, every day stands in a time element, and the breadcrumb is the one that is seen.</summary>
    [Theory, MemberData(nameof(Pages))]
    public async Task Facts_OfAPage_AreSeenOnIt(string path)
    {
        var page = await web.PageAsync(path);
        var graph = Graph(page);

        Assert.Empty(Unseen(graph, page));
        Assert.Equal(
            page.QuerySelectorAll(".breadcrumb li").Select(step => Text(step)),
            Crumbs(graph).Select(step => step.GetProperty("name").GetString()));
        Assert.Equal(
            page.QuerySelectorAll<IHtmlAnchorElement>(".breadcrumb li a").Select(link => Site + link.GetAttribute("href")).Append(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")),
            Crumbs(graph).Select(step => step.GetProperty("item").GetString()));
    }

    /// <summary>The oracle sees a fact that is not there.</summary>
    [Fact]
    public async Task Facts_OfAnotherPage_AreNotSeen() => Assert.NotEmpty(Unseen(Graph(await web.PageAsync("/organ/kulturforum")), await web.PageAsync("/organ/regionstyrelsen")));

    [Theory]
    [InlineData("/moten")]
    [InlineData("/moten?organ=regionstyrelsen&ar=2018")]
    public async Task Meetings_OnThePage_AreEventsWithTheirStatus(string path)
    {
        var page = await web.PageAsync(path);
        var shown = page.QuerySelectorAll(".meeting").Select(meeting => (
            Day: meeting.QuerySelector(".meeting__day time")!.GetAttribute("datetime"),
            Body: Text(meeting.QuerySelector(".meeting__body")!),
            Status: Text(meeting).Contains("Inställt", StringComparison.Ordinal) ? "EventCancelled"
                : Text(meeting).Contains("Flyttat från", StringComparison.Ordinal) ? "EventRescheduled" : "EventScheduled",
            From: meeting.QuerySelector(".meeting__change time")?.GetAttribute("datetime"),
            Url: meeting.QuerySelectorAll(".meeting__links a").Select(link => link.GetAttribute("href")).FirstOrDefault(link => link!.StartsWith("/noterat/", StringComparison.Ordinal))));
        var told = Graph(page).EnumerateArray().Where(node => Type(node) == "Event").Select(node => (
            Day: (string?)String(node, "startDate")![..10],
            Body: String(node.GetProperty("organizer"), "name")!,
            Status: String(node, "eventStatus")![Schema.Length..],
            From: String(node, "previousStartDate"),
            Url: String(node, "url")?[Site.Length..]));

        Assert.Equal(shown, told);
        Assert.NotEmpty(shown);
    }

    [Fact]
    public async Task Meetings_CancelledAndMoved_AreToldOf()
    {
        var events = Graph(await web.PageAsync("/moten")).EnumerateArray().Where(node => Type(node) == "Event").ToList();

        Assert.Contains(events, one => String(one, "eventStatus") == Schema + "EventCancelled" && !one.TryGetProperty("location", out _) && String(one, "startDate")!.Length == 10);
        Assert.Contains(events, one => String(one, "eventStatus") == Schema + "EventRescheduled" && String(one, "previousStartDate") == "2026-11-25");
        Assert.Contains(events, one => String(one, "startDate")!.EndsWith("T09:00:00+01:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Note_OfAMovedMeeting_TellsAndShowsFromWhere()
    {
        var page = await web.PageAsync("/noterat/regionala-samverkansradet/2018-10-17");
        var about = Graph(page)[0].GetProperty("about");

        Assert.Equal(Schema + "EventRescheduled", String(about, "eventStatus"));
        Assert.Equal("2018-09-12", String(about, "previousStartDate"));
        Assert.Contains(page.QuerySelectorAll(".facts div"), fact => (Text(fact.QuerySelector("dt")!), Text(fact.QuerySelector("dd")!)) == ("Flyttat från", "12 september 2018"));
    }

    [Fact]
    public async Task Body_WithHostileTexts_StaysData()
    {
        const string Hostile = "</script><script>alert(1)</script>";
        var desk = await DecisionDesk.OpenAsync(web);
        await desk.Db.ExecuteAsync("UPDATE bodies SET description = @Hostile WHERE id = @BodyId", new { desk.BodyId, Hostile }, Ct);
        var writer = await desk.PersonAsync(await desk.WriterAsync());
        var meetings = web.Services.GetRequiredService<MeetingDesk>();
        var meeting = await meetings.PlanAsync(writer, desk.Slug, new MeetingPlan(new DateOnly(2026, 12, 1), 1, null, Hostile), Ct);
        await meetings.CancelAsync(meeting.Id, Hostile, writer, Ct);

        var page = await web.PageAsync("/organ/" + desk.Slug);

        Assert.Equal(Hostile, String(Graph(page)[0], "description"));
        Assert.Empty(page.QuerySelectorAll("script:not([type='application/ld+json'], [src^='/js/'])"));
    }

    private static JsonElement Graph(IHtmlDocument page)
    {
        var data = JsonDocument.Parse(Assert.Single(page.QuerySelectorAll("script[type='application/ld+json']")).TextContent).RootElement;
        Assert.Equal("https://schema.org", String(data, "@context"));
        return data.GetProperty("@graph");
    }

    private static List<JsonElement> Crumbs(JsonElement graph) =>
        [.. graph.EnumerateArray().Single(node => Type(node) == "BreadcrumbList").GetProperty("itemListElement").EnumerateArray()];

    /// <summary>Facts that a reader of the page does not see; places of the site must be linked, or be the page's own.</summary>
    private static List<string> Unseen(JsonElement graph, IHtmlDocument page)
    {
        var text = Text(page.Body!).ToLowerInvariant();
        var days = page.QuerySelectorAll("time").Select(time => time.GetAttribute("datetime")).ToHashSet();
        var links = page.QuerySelectorAll("a[href], link[rel=canonical]").Select(link => link.GetAttribute("href")!).Select(link => link.StartsWith('/') ? Site + link : link).ToHashSet();
        links.UnionWith(page.QuerySelectorAll("[id]").Select(element => $"{page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")}#{element.Id}"));
        var own = Site + new Uri(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!).AbsolutePath;
        return [.. Facts(graph, "").Where(fact => !IsSeen(fact.Name, fact.Value)).Select(fact => $"{fact.Name}: {fact.Value}")];

        bool IsSeen(string name, string value) => name switch
        {
            "@type" or "inLanguage" or "eventStatus" => true,
            "url" or "item" or "@id" => links.Contains(value) || value == own,
            "datePublished" or "dateModified" => days.Contains(value),
            "startDate" or "previousStartDate" => days.Contains(value[..10]),
            "dissolutionDate" => text.Contains(DateOnly.Parse(value, null).ToString("d MMMM yyyy", Core.Time.StockholmTime.Culture), StringComparison.Ordinal),
            _ => value.TrimEnd('…', ' ').Split(' ').All(word => text.Contains(word.ToLowerInvariant(), StringComparison.Ordinal)),
        };
    }

    private static IEnumerable<(string Name, string Value)> Facts(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Facts(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(one => Facts(one, name)),
        JsonValueKind.String => [(name, element.GetString()!)],
        _ => [],
    };

    private static string? Type(JsonElement node) => String(node, "@type");

    private static string? String(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
