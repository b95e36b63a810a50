using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Tests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>WCAG 2.2 AA and good practice as axe-core judges them.</summary>
public sealed class AxeTests(PortalFixture portal) : BrowserTest(portal)
{
    /// <summary>All of them in a full run; else the two that differ in everything.</summary>
    private static readonly (ColorScheme Scheme, int[] Widths)[] Looks = TestRun.IsFull
        ? [(ColorScheme.Light, [320, 360, 1280]), (ColorScheme.Dark, [320, 360, 1280])]
        : [(ColorScheme.Light, [320]), (ColorScheme.Dark, [1280])];

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_EveryWidthAndScheme_HasNoViolations(string path)
    {
        var page = await LookAtAsync(path);
        foreach (var (scheme, widths) in Looks)
        {
            Assert.Empty(await AxeJudge.FaultsAsync(page, scheme, widths));
        }

        Assert.Empty(await AxeJudge.ForcedColoursFaultsAsync(page));
        Assert.Equal("auto", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
    }

    [Fact]
    public async Task Axe_PageWithFaults_FindsThem()
    {
        var page = await LookAtAsync("/om");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\"><h5>x</h5><a href=\"/\"></a>')");

        var found = string.Join("\n", await AxeJudge.FaultsAsync(page, ""));

        Assert.All((string[])["image-alt", "heading-order", "link-name"], rule => Assert.Contains(rule, found, StringComparison.Ordinal));
    }
}
