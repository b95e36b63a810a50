using System.Text.Json;
using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests;

/// <summary>Headings, ids, titles, links and structured data agree with each other over all pages.</summary>
public sealed class StructureTests(PortalFixture portal) : BrowserTest(portal)
{
    /// <summary>Everything the page links to or loads, as absolute addresses.</summary>
    private const string Links =
        """
        () => [...document.querySelectorAll('a[href], link[href], img[src], form[action]')]
          .map(e => e.href ?? e.src ?? e.action)
        """;

    /// <summary>What the note shows, as a reader sees it, in the shape of its structured data.</summary>
    private const string VisibleFacts =
        """
        () => {
          const text = e => e.textContent.replace(/\s+/g, ' ').trim();
          const stamps = [...document.querySelectorAll('.note__stamp time')].map(e => e.dateTime);
          return [
            text(document.querySelector('h1')), stamps[0], stamps.at(-1), document.querySelector('.note__origin time').dateTime,
            text(document.querySelector('.note__origin a')),
            ...[...document.querySelectorAll('.agenda-item')].flatMap(e => [text(e.querySelector('h2')).replace(/^\d+ /, ''), `${location.href}#${e.id}`]),
            ...[...document.querySelectorAll('.breadcrumb li')].map(text),
          ];
        }
        """;

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_Skeleton_IsSound(string path)
    {
        var page = await LookAtAsync(path);
        Assert.Empty(await SkeletonJudge.FaultsAsync(page));
    }

    [Theory]
    [MemberData(nameof(PublicPages.Refused), MemberType = typeof(PublicPages))]
    public async Task Page_Refused_KeepsItsStatus(string path, int status)
    {
        var page = await NewPageAsync();
        Assert.Equal(status, (await page.GotoAsync(path))!.Status);
    }

    [Fact]
    public async Task Titles_OverAllPages_AreUnique()
    {
        var titles = new List<string>();
        var page = await NewPageAsync();
        foreach (var path in PublicPages.All.Select(row => row.Data))
        {
            await page.GotoAsync(path);
            titles.Add(await page.TitleAsync());
        }

        Assert.Equal(titles.Distinct(), titles);
        Assert.All(titles, title => Assert.EndsWith(" - Noterat, Region Västernorrland", title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_OverAllPages_Lead()
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var page = await NewPageAsync();
        foreach (var path in PublicPages.All.Select(row => row.Data))
        {
            await page.GotoAsync(path);
            foreach (var link in await page.EvaluateAsync<string[]>(Links))
            {
                if (link.StartsWith(Portal.Origin, StringComparison.Ordinal))
                {
                    from.TryAdd(link[Portal.Origin.Length..], path);
                }
            }
        }

        var faults = new List<string>();
        foreach (var target in from.GroupBy(link => link.Key.Split('#')[0], link => (Link: link.Key, Page: link.Value)))
        {
            // The refused pages point at themselves with "Gå direkt till textinnehållet".
            if (PublicPages.Refused.Any(row => row.Data.Item1 == target.Key) && target.All(link => link.Link.Contains('#', StringComparison.Ordinal)))
            {
                continue;
            }

            using var response = await Portal.GetAsync(target.Key);
            var html = (int)response.StatusCode == 200 ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
            faults.AddRange(target
                .Where(link => html is null || (link.Link.Split('#') is [_, var id] && !html.Contains($"id=\"{id}\"", StringComparison.Ordinal)))
                .Select(link => $"{link.Link} from {link.Page}: {(int)response.StatusCode}"));
        }

        Assert.InRange(from.Count, 200, 5000);
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(PublicPages.Notes), MemberType = typeof(PublicPages))]
    public async Task StructuredData_OfANote_SaysWhatThePageSays(string path)
    {
        var page = await LookAtAsync(path);

        using var data = JsonDocument.Parse(await page.Locator("script[type='application/ld+json']").TextContentAsync() ?? "");
        var graph = data.RootElement.GetProperty("@graph");
        var (article, crumbs) = (graph[0], graph[1].GetProperty("itemListElement"));
        var meeting = article.GetProperty("about");
        string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

        Assert.Equal("https://schema.org", Text(data.RootElement, "@context"));
        Assert.Equal(Portal.Origin + path, Text(article, "url"));
        string[] said =
        [
            Text(article, "headline"), Text(article, "datePublished"), Text(article, "dateModified"), Text(meeting, "startDate")[..10],    // the hour is in the facts
           
            Text(meeting.GetProperty("organizer"), "name"),
            .. article.GetProperty("hasPart").EnumerateArray().SelectMany(item => (string[])[Text(item, "name"), Text(item, "url")]),
            .. crumbs.EnumerateArray().Select(crumb => Text(crumb, "name")),
        ];
        Assert.Equal(await page.EvaluateAsync<string[]>(VisibleFacts), said);
        if (meeting.TryGetProperty("location", out var place))
        {
            Assert.Contains(Text(place, "name"), await page.Locator(".spread__side .facts").InnerTextAsync(), StringComparison.Ordinal);
        }
    }
}
