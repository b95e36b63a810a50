using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>WCAG 2.2 AA and good practice as axe-core judges them.</summary>
public sealed class AxeTests(PortalFixture portal) : BrowserTest(portal)
{
    private static readonly AxeRunOptions WcagAndGoodPractice = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_EveryWidthAndScheme_HasNoViolations(string path)
    {
        var page = await OpenAsync(path);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in (int[])[320, 360, 1280])
            {
                await page.SetViewportSizeAsync(width, 900);
                await AssertNoneAsync(page, $"{width} px, {scheme}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_ForcedColorsAndReducedMotion_HasNoViolations(string path)
    {
        var page = await OpenAsync(path);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });

        await AssertNoneAsync(page, "forced colours");
        Assert.Equal("auto", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
    }

    [Fact]
    public async Task Axe_PageWithFaults_FindsThem()
    {
        var page = await OpenAsync("/om");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\"><h5>x</h5><a href=\"/\"></a>')");

        var found = await ViolationsAsync(page, "");

        Assert.All((string[])["image-alt", "heading-order", "link-name"], rule => Assert.Contains(rule, found, StringComparison.Ordinal));
    }

    private static async Task AssertNoneAsync(IPage page, string circumstances)
    {
        var violations = await ViolationsAsync(page, circumstances);
        Assert.True(violations.Length == 0, violations);
    }

    private static async Task<string> ViolationsAsync(IPage page, string circumstances)
    {
        var result = await page.RunAxe(WcagAndGoodPractice);
        return string.Join("\n", result.Violations.SelectMany(violation => violation.Nodes, (violation, node) =>
            $"{circumstances}: {violation.Id} {node.Html} {string.Join(" ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"));
    }
}
