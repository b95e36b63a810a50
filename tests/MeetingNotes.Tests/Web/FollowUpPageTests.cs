using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web;

/// <summary>What a citizen sees of promises and matters, on the sample notes, read in November 2026.</summary>
public sealed class FollowUpPageTests(WebFixture web)
{
    private const string April = "/noterat/regionala-samverkansradet/2018-04-11";
    private const string FollowUps = "/uppfoljningar";

    [Theory]
    [InlineData("styrdokument-klart", "juni 2018", "2018-06")]
    [InlineData("politiskt-forum", "hösten 2018", null)]
    [InlineData("bred-eller-spetsig", "nästa möte (30 maj 2018)", "2018-05-30")]
    [InlineData("lansering-export", "29 maj 2018", "2018-05-29")]
    [InlineData("framtidsdag", "12 juni 2018", "2018-06-12")]
    [InlineData("invandrarindex-svar", "våren 2018", null)]
    public async Task Note_OfApril_SaysWhatItsDuesMean(string slug, string reading, string? machine)
    {
        var row = (await web.PageAsync(April)).GetElementById($"sida-uppfoljning-{slug}")!;

        Assert.Contains(reading, Text(row), StringComparison.Ordinal);
        Assert.Equal(machine, row.QuerySelectorAll("time").FirstOrDefault(time => reading.Contains(Text(time), StringComparison.Ordinal))?.GetAttribute("datetime"));
    }

    [Fact]
    public async Task Note_QuestionAndAnswer_LinkToEachOther()
    {
        var april = await web.PageAsync(April);
        var answer = april.GetElementById("sida-uppfoljning-bred-eller-spetsig")!.QuerySelector(".follow-up__more a")!;
        Assert.Contains("Besvarad 30 maj 2018", Text(answer.ParentElement!), StringComparison.Ordinal);

        var may = await web.PageAsync(answer.GetAttribute("href")!.Split('#')[0]);
        var item = may.GetElementById(answer.GetAttribute("href")!.Split('#')[1])!;
        var question = item.QuerySelector("a[href='/uppfoljningar/regionala-samverkansradet/bred-eller-spetsig']")!;
        Assert.Contains("Svar på uppföljning från 11 april 2018", Text(question.ParentElement!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfTheSamples_ShowsEveryStateWithItsCount()
    {
        var page = await web.PageAsync(FollowUps);
        var counts = page.QuerySelectorAll("main .cluster a[href^='/uppfoljningar?status=']").Take(5).ToList();

        Assert.Equal(
            ["vantar", "saknas", "oppen", "klar", "avskriven"],
            counts.Select(link => link.GetAttribute("href")!.Split('=')[1]));
        Assert.Equal(
            ["Avskriven", "Besked saknas", "Klar", "Väntar på besked", "Öppen"],
            page.QuerySelectorAll("dt .state").Select(Text).Order(StringComparer.Create(Core.Time.StockholmTime.Culture, false)));
        foreach (var link in counts)
        {
            var list = await web.PageAsync(link.GetAttribute("href")!);
            var expected = int.Parse(link.QuerySelector("b")!.TextContent, Core.Time.StockholmTime.Culture);
            Assert.Equal(Math.Min(expected, 30), list.QuerySelectorAll(".follow-ups > li").Length);
            Assert.Equal("page", list.QuerySelector("main .cluster [aria-current]")!.GetAttribute("aria-current"));
        }
    }

    [Fact]
    public async Task List_Filtered_KeepsTheFiltersInItsLinksAndForm()
    {
        var page = await web.PageAsync("/uppfoljningar?organ=regionala-samverkansradet&nar=2018");

        Assert.All(
            page.QuerySelectorAll("main .cluster a[href*='status=']"),
            link => Assert.Matches(@"^/uppfoljningar\?organ=regionala-samverkansradet&status=\w+&nar=2018$", link.GetAttribute("href")!));
        Assert.Equal(
            ["regionala-samverkansradet", "", "2018"],
            page.QuerySelectorAll("main select").Cast<IHtmlSelectElement>().Select(select => select.Value));
        Assert.NotEmpty(page.QuerySelectorAll(".follow-ups > li"));
    }

    [Fact]
    public async Task List_Undated_ShowsTheirAge()
    {
        var page = await web.PageAsync("/uppfoljningar?status=oppen&nar=utan-datum");

        Assert.NotEmpty(page.QuerySelectorAll(".follow-ups > li"));
        Assert.All(page.QuerySelectorAll(".follow-ups > li"), row => Assert.Matches("Noterad för .+ sedan", Text(row)));
    }

    [Fact]
    public async Task List_Years_AddUpInBarsAndTable()
    {
        var page = await web.PageAsync(FollowUps);
        var rows = page.QuerySelectorAll(".years__table tbody tr")
            .ToDictionary(row => Text(row.Children[0]), row => row.Children.Skip(1).Select(cell => int.Parse(Text(cell), Core.Time.StockholmTime.Culture)).ToList());
        var counts = page.QuerySelectorAll("main .cluster a[href^='/uppfoljningar?status='] b").Take(5).Sum(count => int.Parse(count.TextContent, Core.Time.StockholmTime.Culture));

        Assert.Equal(counts, rows.Values.Sum(row => row.Sum()));
        Assert.All(page.QuerySelectorAll(".years__bars > div"), bar =>
        {
            var numbers = rows[Text(bar.QuerySelector("dt")!)];
            var label = bar.QuerySelector("svg")!.GetAttribute("aria-label")!;
            Assert.Equal(numbers.Where(number => number > 0), System.Text.RegularExpressions.Regex.Matches(label, @"\d+").Select(match => int.Parse(match.Value, null)));
            Assert.Equal(numbers.Count(number => number > 0), bar.QuerySelectorAll("rect").Length);
        });
        Assert.True(rows.Values.Sum(row => row[1]) > 0, "the samples hold an answer that came later");
    }

    [Theory]
    [InlineData("/uppfoljningar?nar=i-gar")]
    [InlineData("/uppfoljningar?nar=99999999999")]
    [InlineData("/uppfoljningar?nar=-1")]
    [InlineData("/uppfoljningar?sida=2")]
    [InlineData("/uppfoljningar?status=klar&sida=99")]
    [InlineData("/uppfoljningar?organ=finns-inte")]
    [InlineData("/arenden/ny-regional-utvecklingsstrategi?sida=2")]
    [InlineData("/arenden/ny-regional-utvecklingsstrategi?sida=0")]
    public async Task Get_WhatIsNotThere_IsRefused(string path) =>
        Assert.Contains((await web.GetAsync(path)).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });

    [Fact]
    public async Task FollowUp_MovedAndAnswered_TellsItsHistoryNewestFirst()
    {
        var page = await web.PageAsync("/uppfoljningar/regionala-samverkansradet/politiskt-forum");
        var days = page.QuerySelectorAll(".timeline__entry .timeline__date time").Select(time => time.GetAttribute("datetime")!).ToList();

        Assert.Equal(days.OrderDescending(), days);
        Assert.Equal("2018-04-11", days[^1]);
        Assert.Contains("hösten 2018", Text(page.QuerySelectorAll(".timeline__entry")[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Matter_Timeline_HoldsEveryItemWithItsFollowUps()
    {
        var page = await web.PageAsync("/arenden/ny-regional-utvecklingsstrategi");
        var days = page.QuerySelectorAll(".timeline__entry .timeline__date time").Select(time => time.GetAttribute("datetime")!).ToList();

        Assert.Equal(days.OrderDescending(), days);
        Assert.True(days.Distinct().Count() > 5);
        Assert.NotEmpty(page.QuerySelectorAll(".timeline__entry .follow-ups > li"));
        Assert.Contains("Nyare behandling finns", Text((await web.PageAsync(April)).QuerySelector("main")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ShowsWhatHasWaitedLongestAndTheLatestAnswers()
    {
        var page = await web.PageAsync("/");

        Assert.All(page.QuerySelectorAll("[aria-labelledby='sida-vantar'] .state"), state => Assert.True(Text(state) is "Väntar på besked" or "Besked saknas"));
        Assert.Equal(3, page.QuerySelectorAll("[aria-labelledby='sida-vantar'] > li").Length);
        Assert.Equal(3, page.QuerySelectorAll("[aria-labelledby='sida-besked'] > li").Length);
    }

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
