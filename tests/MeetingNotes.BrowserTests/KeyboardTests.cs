using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>Everything can be reached and seen with the keyboard alone, and hit with a finger.</summary>
public sealed class KeyboardTests(PortalFixture portal) : BrowserTest(portal)
{
    /// <summary>Numbers what Tab should reach in the order of the document, and counts it.</summary>
    private const string NumberStops =
        """
        () => {
          const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].filter(e => e.checkVisibility());
          stops.forEach((e, i) => e.dataset.stop = i);
          return stops.length;
        }
        """;

    /// <summary>What is wrong with the element in focus; the number it should have is given.</summary>
    private const string JudgeFocus =
        """
        expected => {
          const e = document.activeElement, style = getComputedStyle(e), faults = [], root = document.scrollingElement;
          const name = `${e.tagName} "${e.textContent.trim().slice(0, 40)}"`;
          if (e.dataset.stop != expected) faults.push(`expected stop ${expected}, came to ${e.dataset.stop} ${name}`);
          if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push(`no outline: ${name}`);
          const luminance = colour => {
            const [r, g, b] = colour.match(/[\d.]+/g).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          let behind = e.parentElement;
          while (behind.parentElement && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
          const [a, b] = [luminance(style.outlineColor), luminance(getComputedStyle(behind).backgroundColor)].sort((x, y) => y - x);
          if ((a + 0.05) / (b + 0.05) < 3) faults.push(`faint outline: ${name}`);
          const box = e.getClientRects()[0];
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          if (!hit || !(e.contains(hit) || hit.contains(e))) faults.push(`hidden: ${name} by ${hit?.className}`);
          if (box.left < 0 || box.right > root.clientWidth) faults.push(`outside: ${name}`);
          return faults;
        }
        """;

    /// <summary>WCAG 2.5.8 without its exception for spacing: only links in a sentence may be smaller than 24 px.</summary>
    private const string SmallTargets =
        """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
          .filter(e => e.checkVisibility() && !e.closest('.skip-link'))
          .filter(e => {
            const box = e.getBoundingClientRect();
            if (box.width >= 24 && box.height >= 24) return false;
            const isInSentence = getComputedStyle(e).display === 'inline'
              && /\p{L}/u.test([...e.parentElement.childNodes].filter(n => n !== e).map(n => n.textContent).join(''));
            return !isInSentence;
          })
          .map(e => `${e.tagName} "${e.textContent.trim().slice(0, 40)}" ${e.getBoundingClientRect().width} x ${e.getBoundingClientRect().height} in ${e.parentElement.className}`)
        """;

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Tab_FirstPress_LeadsToTheText(string path)
    {
        var page = await OpenAsync(path, width: 360);

        await page.Keyboard.PressAsync("Tab");
        var link = page.Locator(":focus");
        Assert.Equal("Gå direkt till textinnehållet", await link.TextContentAsync());
        Assert.Equal("none", await link.EvaluateAsync<string>("e => getComputedStyle(e).clipPath"));

        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("innehall", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Tab_ThroughThePage_ShowsEveryStopInOrder(string path)
    {
        var page = await OpenAsync(path);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await AssertEveryStopAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Dark, ForcedColors.None, 360)]
    [InlineData(ColorScheme.Light, ForcedColors.Active, 1280)]
    public async Task Tab_ThroughTheNote_ShowsFocusInOtherColours(ColorScheme scheme, ForcedColors forced, int width)
    {
        var page = await OpenAsync(PublicPages.Note, width);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced, ReducedMotion = ReducedMotion.Reduce });
        await AssertEveryStopAsync(page);
    }

    [Fact]
    public async Task Enter_OnCitation_OpensIt()
    {
        var page = await OpenAsync(PublicPages.Note);
        var details = page.Locator("details.citation").First;

        await details.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await details.Locator(".citation__text").IsVisibleAsync());
    }

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Targets_EveryWidth_AreLargeEnough(string path)
    {
        var page = await OpenAsync(path);
        foreach (var width in (int[])[320, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await FaultsAsync(page, SmallTargets));
        }
    }

    private static async Task AssertEveryStopAsync(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(NumberStops);
        Assert.InRange(stops, 10, 500);
        for (var stop = 0; stop < stops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.Empty(await FaultsAsync(page, JudgeFocus, stop));
        }
    }
}
