using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Tests.Web;

/// <summary>What somebody who searches the sample notes is shown.</summary>
public sealed class SearchPageTests(WebFixture web)
{
    private const string April = "/noterat/regionala-samverkansradet/2018-04-11#";

    public static TheoryData<string> Hostile => [.. (string[])
    [
        new('a', 10_000), new('"', 5_000), string.Concat(Enumerable.Repeat("-", 5_000)), string.Concat(Enumerable.Repeat("eller ", 500)),
        string.Concat(Enumerable.Repeat("a* ", 1_000)), string.Concat(Enumerable.Range(0, 1_500).Select(word => $"o{word} ")),
        string.Concat(Enumerable.Repeat("kollektivtrafik*eller\"", 300)), string.Concat(Enumerable.Repeat("\u0301", 3_000)), "\\':&|!<->()*\\",
        string.Concat(Enumerable.Repeat("å\u200d", 2_000)), new('§', 3_000), string.Concat(Enumerable.Repeat("2018-04-11", 500)), "i* å* s*",
    ]];

    [Theory]
    [InlineData("kollektivtrafik", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("trafik", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("myndighet", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("kollektivtrafikmyndighetens", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("RUS", "Så går det med den nya utvecklingsstrategin")]
    [InlineData("regional utvecklingsstrategi", "Så går det med den nya utvecklingsstrategin")]
    [InlineData("\"regional utvecklingsstrategi\" -remiss", "Så går det med den nya utvecklingsstrategin")]
    [InlineData("export", "Bättre stöd till företag som vill exportera")]
    [InlineData("2018-04-11", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("11 april 2018", "Kollektivtrafiken får nya styrdokument")]
    [InlineData("april 2018", "Kollektivtrafiken får nya styrdokument")]
    public async Task Search_AsAnybodyWouldType_FindsTheItem(string typed, string heading) =>
        Assert.Contains(heading, await HeadingsAsync(typed, April));

    [Theory]
    [InlineData("RUS", "regionala utvecklingsstrategin")]
    [InlineData("regional utvecklingsstrategi", "RUS")]
    [InlineData("export", "exportsamverkan")]
    public async Task Search_OneWayOfSayingIt_FindsTheOther(string typed, string said)
    {
        var texts = await TextsAsync(typed);

        Assert.Contains(texts, text => text.Contains(said, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Search_WithoutAWord_LeavesTheItemsThatHaveItOut()
    {
        var kommun = new Regex(@"\bkommun(en|er|erna|ens|ers|ernas|s)?\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));
        var all = await TextsAsync("\"regional utvecklingsstrategi\"");
        var without = await TextsAsync("\"regional utvecklingsstrategi\" -kommun");

        Assert.Contains(all, kommun.IsMatch);
        Assert.NotEmpty(without);
        Assert.DoesNotContain(without, kommun.IsMatch);
    }

    [Fact]
    public async Task Search_Misspelt_IsOfferedAndFinds()
    {
        var page = await web.PageAsync(Address("kolektivtrafik"));
        var offered = page.QuerySelector("main .lead a")!;

        Assert.Equal("kollektivtrafik", offered.TextContent);
        Assert.NotEmpty((await web.PageAsync(offered.GetAttribute("href")!)).QuerySelectorAll(".search-result"));
    }

    [Fact]
    public async Task Search_Rad_DoesNotFindRad()
    {
        Assert.NotEmpty(await TextsAsync("råd"));
        Assert.DoesNotContain(await TextsAsync("rad"), text => !Regex.IsMatch(text, @"\brad|rad(er|en|erna)?\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10)));
    }

    [Theory, MemberData(nameof(Hostile))]
    public async Task Search_Hostile_IsAnsweredSoonAsTextOrNotAtAll(string typed)
    {
        foreach (var page in (string[])["", "&sida=1000000000", "&sida=100000&tid=1", "&ar=9999", "&organ=" + new string('x', 500)])
        {
            var watch = Stopwatch.StartNew();
            var answer = await web.GetAsync(Address(typed) + page);
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.RequestUriTooLong });
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed} for {typed[..Math.Min(40, typed.Length)]}…");
        }
    }

    private async Task<IEnumerable<string>> HeadingsAsync(string typed, string from)
    {
        var headings = new List<string>();
        await foreach (var hit in HitsAsync(typed))
        {
            if (hit.QuerySelector("h2 a")!.GetAttribute("href")!.StartsWith(from, StringComparison.Ordinal))
            {
                headings.Add(hit.QuerySelector("h2")!.TextContent);
            }
        }

        return headings;
    }

    /// <summary>The whole items, not only what the page shows of them.</summary>
    private async Task<IReadOnlyList<string>> TextsAsync(string typed)
    {
        var texts = new List<string>();
        await foreach (var hit in HitsAsync(typed))
        {
            var address = hit.QuerySelector("h2 a")!.GetAttribute("href")!.Split('#');
            var item = (await web.PageAsync(address[0])).GetElementById(Uri.UnescapeDataString(address[1]))!;
            texts.Add((item.Closest(".agenda-item") ?? item.ParentElement!).TextContent);
        }

        return texts;
    }

    private async IAsyncEnumerable<IElement> HitsAsync(string typed)
    {
        var page = await web.PageAsync(Address(typed));
        while (true)
        {
            foreach (var hit in page.QuerySelectorAll(".search-result"))
            {
                yield return hit;
            }

            if (page.QuerySelector("a[rel=next]") is not { } next)
            {
                yield break;
            }

            page = await web.PageAsync(next.GetAttribute("href")!);
        }
    }

    private static string Address(string typed) => QueryHelpers.AddQueryString("/sok", "q", typed);
}
