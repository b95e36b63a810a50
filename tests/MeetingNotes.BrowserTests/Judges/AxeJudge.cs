using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>WCAG 2.2 AA and good practice as axe-core judges them.</summary>
internal static class AxeJudge
{
    private static readonly AxeRunOptions WcagAndGoodPractice = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        Iframes = false,    // the preview in the editor is a page of its own
    };

    /// <summary>At each width, in light or dark.</summary>
    public static async Task<List<string>> FaultsAsync(IPage page, ColorScheme scheme, params int[] widths)
    {
        var faults = new List<string>();
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange(await FaultsAsync(page, $"{width} px, {scheme}"));
        }

        return faults;
    }

    public static async Task<IReadOnlyList<string>> ForcedColoursFaultsAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        return await FaultsAsync(page, "forced colours");
    }

    /// <summary>As the page is now.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string circumstances)
    {
        var result = await page.RunAxe(WcagAndGoodPractice);
        return
        [
            .. result.Violations.SelectMany(violation => violation.Nodes, (violation, node) =>
                $"{circumstances}: {violation.Id} {node.Html} {string.Join(" ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"),
        ];
    }
}
