using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>Whether anything scrolls sideways or is cut: on small screens, with large text and with wide spacing.</summary>
internal static class LayoutJudge
{
    private const string LargeText = "html { font-size: 200% }";

    /// <summary>WCAG 1.4.12.</summary>
    private const string TextSpacing =
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }";

    /// <summary>Text outside the window or outside a box that hides it. A table and a field scroll their own text and are left out.</summary>
    private const string CutText =
        """
        () => {
          const root = document.scrollingElement;
          const faults = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth} > ${root.clientWidth}`] : [];
          for (const element of document.body.querySelectorAll('*')) {
            const style = getComputedStyle(element);
            if (!element.checkVisibility() || element.closest('.visually-hidden, .skip-link, [role=region][tabindex] *, svg *, .preview__frame *')) continue;
            const box = element.getBoundingClientRect();
            const name = `${element.tagName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
            if (box.width > 0 && (box.left < -1 || box.right > root.clientWidth + 1)) faults.push(`outside: ${name} ${box.left}-${box.right}`);
            if (style.overflow !== 'visible' && style.overflowX !== 'auto' && !element.matches('svg, input, select, .preview__frame')
                && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) faults.push(`cut: ${name}`);
          }
          return faults;
        }
        """;

    public static async Task<List<string>> FaultsAsync(IPage page)
    {
        List<string> faults = [.. await AtEveryWidthAsync(page, "as it is")];
        foreach (var (name, css) in ((string, string)[])[("spacing", TextSpacing), ("large text", LargeText)])
        {
            await StyleAsync(page, css);
            faults.AddRange(await AtEveryWidthAsync(page, name));
            await page.EvaluateAsync("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)");
        }

        return faults;
    }

    /// <summary>As the page is now.</summary>
    public static Task<string[]> CutAsync(IPage page) => page.EvaluateAsync<string[]>(CutText);

    /// <summary>Adds rules as a reader's own style sheet would; the portal's content security policy stops neither.</summary>
    public static Task StyleAsync(IPage page, string css) => page.EvaluateAsync(
        """
        css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """, css);

    private static async Task<IEnumerable<string>> AtEveryWidthAsync(IPage page, string circumstances)
    {
        var faults = new List<string>();
        foreach (var width in (int[])[320, 360, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await CutAsync(page)).Select(fault => $"{width} px, {circumstances}: {fault}"));
        }

        return faults;
    }
}
