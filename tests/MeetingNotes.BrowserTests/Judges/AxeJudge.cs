using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>WCAG 2.2 AA and good practice as axe-core judges them.</summary>
internal static class AxeJudge
{
    private static readonly Lazy<string> AxeCore = new(() => File.ReadAllText(NodeTool.Folder("node_modules", "axe-core", "axe.min.js")));

    /// <summary>The preview in the editor is a page of its own. Of what is right, nodes are neither described nor sent.</summary>
    private const string Judge =
        """
        async () => {
          const result = await axe.run(document, {
            runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
            iframes: false,
            resultTypes: ['violations'],
          });
          return result.violations.flatMap(violation => violation.nodes.map(node =>
            `${violation.id} ${node.html} ${[...node.any, ...node.all, ...node.none].map(check => check.message).join(' ')}`));
        }
        """;

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
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(AxeCore.Value);
        }

        return [.. (await page.EvaluateAsync<string[]>(Judge)).Select(fault => $"{circumstances}: {fault}")];
    }
}
