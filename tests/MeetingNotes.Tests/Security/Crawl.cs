using System.Text.Json;
using AngleSharp.Html.Parser;

namespace MeetingNotes.Tests.Security;

/// <summary>Goes wherever pages, feeds, the site map and the lists of the API lead, once to each address.</summary>
internal static class Crawl
{
    private const int Most = 2000;

    /// <summary>Where a visitor may begin; with what only says that one has to sign in.</summary>
    public static readonly string[] Starts =
    [
        "/", "/noterat", "/organ", "/organ/kulturforum", "/moten", "/amnen", "/arenden", "/uppfoljningar", "/sok", "/webbkarta", "/robots.txt", "/sitemap.xml", "/sitemap.xml?del=sidor", "/sitemap.xml?del=2026", "/noterat.atom", "/noterat.rss", "/organ/kulturforum.atom", "/organ/kulturforum.rss", "/amnen/kultur.atom", "/moten.ics", "/organ/kulturforum.ics",
        "/uppfoljningar.ics", "/uppfoljningar.ics?organ=kulturforum", "/opensearch.xml", "/.well-known/security.txt",
        "/oppna-data", "/api/v1", "/openapi/v1.json", "/datasets/dcat", "/api/v1/dump.csv", "/api/v1/changes?limit=100", "/api/v1/agenda-items?limit=100",
        "/oparl/v1", "/oparl/v1/bodies", "/oparl/v1/organizations?limit=100", "/oparl/v1/meetings?limit=100", "/oparl/v1/meetings?limit=100&modified_since=2000-01-01T00:00:00Z",
        "/oparl/v1/agenda-items?limit=100", "/oparl/v1/agenda-items?limit=100&modified_since=2000-01-01T00:00:00Z", "/oparl/v1/locations?limit=100",
        "/redaktion", "/redaktion/logga-in", "/redaktion/logga-ut", "/redaktion/obehorig",
    ];

    /// <param name="starts">Addresses.</param>
    /// <param name="getAsync">Asks.</param>
    /// <param name="seeAsync">Judges an answer.</param>
    /// <param name="isWanted">Whether a link is followed.</param>
    /// <returns>How many addresses.</returns>
    public static async Task<int> VisitAsync(
        IEnumerable<string> starts, Func<string, Task<HttpResponseMessage>> getAsync, Func<string, HttpResponseMessage, Task> seeAsync, Func<string, bool>? isWanted = null)
    {
        var seen = new HashSet<string>();
        var queue = new Queue<string>(starts);
        while (queue.TryDequeue(out var address) && seen.Count <= Most)
        {
            if (seen.Add(address))
            {
                var response = await getAsync(address);
                await seeAsync(address, response);
                (await LinksAsync(response, address)).Where(link => isWanted?.Invoke(link) != false).ToList().ForEach(queue.Enqueue);
            }
        }

        return seen.Count;
    }

    private static async Task<List<string>> LinksAsync(HttpResponseMessage response, string address)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentType?.MediaType switch
        {
            "text/html" or "application/xml" => Links(text, address),
            "application/json" => DataLinks(text),
            _ => [],
        };
    }

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
}
