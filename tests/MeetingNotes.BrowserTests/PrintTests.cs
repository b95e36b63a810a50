using System.Text;
using System.Text.RegularExpressions;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>On paper the note is a set protocol: what can only be used on a screen is gone, and the address is there.</summary>
public sealed partial class PrintTests(PortalFixture portal) : BrowserTest(portal)
{
    [Theory]
    [MemberData(nameof(PublicPages.Notes), MemberType = typeof(PublicPages))]
    public async Task Note_OnPaper_KeepsTheTextAndDropsTheScreen(string path)
    {
        var page = await OpenAsync(path);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var gone in (string[])[".skip-link", "nav", ".site-footer", "search", ".contents", ".agenda-item__links"])
        {
            foreach (var element in await page.Locator(gone).AllAsync())
            {
                Assert.False(await element.IsVisibleAsync(), gone);
            }
        }

        foreach (var kept in (string[])["h1", ".note__stamp time", ".note__origin time", ".lead", ".agenda-item__title", ".prose", ".site-header__name"])
        {
            Assert.True(await page.Locator(kept).First.IsVisibleAsync(), kept);
        }

        Assert.Contains(Portal.Origin + path, await page.Locator(".print-only").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_AsPdf_HasFewPages()
    {
        var page = await OpenAsync(PublicPages.Note);

        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });

        Assert.InRange(PdfPage.Count(Encoding.Latin1.GetString(pdf)), 2, 4);
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PdfPage { get; }
}
