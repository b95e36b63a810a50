using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>Nothing scrolls sideways and nothing is cut: on small screens, with large text and with wide spacing.</summary>
public sealed class LayoutTests(PortalFixture portal) : BrowserTest(portal)
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
            if (!element.checkVisibility() || element.closest('.visually-hidden, .skip-link, [role=region] *, svg *')) continue;
            const box = element.getBoundingClientRect();
            const name = `${element.tagName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
            if (box.width > 0 && (box.left < -1 || box.right > root.clientWidth + 1)) faults.push(`outside: ${name} ${box.left}-${box.right}`);
            if (style.overflow !== 'visible' && style.overflowX !== 'auto' && !element.matches('svg, input')
                && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) faults.push(`cut: ${name}`);
          }
          return faults;
        }
        """;

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_EveryWidthAndTextSize_CutsNothing(string path)
    {
        var page = await OpenAsync(path);

        await AssertNothingCutAsync(page);
        await AddStyleAsync(page, TextSpacing);
        await AssertNothingCutAsync(page);
        await page.ReloadAsync();
        await AddStyleAsync(page, LargeText);
        await AssertNothingCutAsync(page);
    }

    [Fact]
    public async Task Detector_CutText_IsFound()
    {
        var page = await OpenAsync("/om");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=\"a\">Alldeles avklippt</p><p class=\"b\">för bred</p>')");
        await AddStyleAsync(page, ".a { overflow: hidden; block-size: 0.5rem } .b { inline-size: 200vw }");

        var faults = string.Join("\n", await FaultsAsync(page, CutText));

        Assert.Contains("cut: P.a", faults, StringComparison.Ordinal);
        Assert.Contains("outside: P.b", faults, StringComparison.Ordinal);
        Assert.Contains("page ", faults, StringComparison.Ordinal);
    }

    private static async Task AssertNothingCutAsync(IPage page)
    {
        foreach (var width in (int[])[320, 360, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await FaultsAsync(page, CutText));
        }
    }
}
