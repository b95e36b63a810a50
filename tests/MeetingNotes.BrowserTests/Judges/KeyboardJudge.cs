using System.Globalization;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>Whether everything can be reached and seen with the keyboard alone, and hit with a finger.</summary>
internal static class KeyboardJudge
{
    /// <summary>A field for a day has a stop for each of its numbers, and the preview in the editor is a whole page that Tab goes through.</summary>
    private const int MostPressesWithoutAStop = 200;

    /// <summary>Numbers what Tab should reach in the order of the document, and counts it. Of radio buttons it reaches one in each group.</summary>
    private const string NumberStops =
        """
        () => {
          const group = e => [...document.querySelectorAll('input[type=radio]')].filter(r => r.name === e.name && r.form === e.form);
          const isPassed = e => e.type === 'radio' && e !== (group(e).find(r => r.checked) ?? group(e)[0]);
          const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]')]
            .filter(e => e.checkVisibility() && !e.disabled && e.getAttribute('tabindex') !== '-1' && !isPassed(e));
          document.querySelectorAll('[data-stop]').forEach(e => delete e.dataset.stop);
          stops.forEach((e, i) => e.dataset.stop = i);
          document.body.tabIndex = -1;    // from the top, wherever a click has been
          document.body.focus();
          document.body.removeAttribute('tabindex');
          return stops.length;
        }
        """;

    /// <summary>
    /// Judges each element that Tab has come to when the key is pressed the next time: focus has moved then and the page has scrolled. Into the preview the key is not
    /// seen, only that the window has lost its focus.
    /// </summary>
    private const string JudgeStops =
        """
        () => {
          window.stops = { reached: 0, faults: [], judge };
          function judge() {
            const e = document.activeElement, expected = window.stops.reached, faults = window.stops.faults;
            if (faults.length > 0 || (expected === 0 ? e === document.body : e.dataset.stop == expected - 1)) return;
            window.stops.reached++;
            const style = getComputedStyle(e), root = document.scrollingElement;
            const name = `${e.tagName} "${e.textContent.trim().slice(0, 40)}" ${e.id}`;
            if (e.dataset.stop != expected) faults.push(`expected stop ${expected}, came to ${e.dataset.stop} ${name}`);
            if (e.tagName === 'IFRAME') return;    // shows focus inside
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
            if (!hit || !(e.contains(hit) || hit.contains(e) || e.closest('label')?.contains(hit))) faults.push(`hidden: ${name} by ${hit?.className}`);
            if (box.left < 0 || box.right > root.clientWidth) faults.push(`outside: ${name}`);
          }
          window.addEventListener('keydown', event => event.key === 'Tab' && judge(), true);
          window.addEventListener('blur', () => document.activeElement.tagName === 'IFRAME' && judge());
        }
        """;

    private const string Reached = "() => { window.stops.judge(); return [`${window.stops.reached}`, ...window.stops.faults]; }";

    /// <summary>WCAG 2.5.8 without its exception for spacing: only links in a sentence may be smaller than 24 px, and fields that their label makes larger.</summary>
    private const string SmallTargets =
        """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
          .filter(e => e.checkVisibility() && !e.closest('.skip-link, .visually-hidden'))
          .filter(e => {
            const box = (e.closest('label') ?? e).getBoundingClientRect();
            if (box.width >= 24 && box.height >= 24) return false;
            const isInSentence = getComputedStyle(e).display === 'inline'
              && /\p{L}/u.test([...e.parentElement.childNodes].filter(n => n !== e).map(n => n.textContent).join(''));
            return !isInSentence;
          })
          .map(e => `${e.tagName} "${e.textContent.trim().slice(0, 40)}" ${e.getBoundingClientRect().width} x ${e.getBoundingClientRect().height} in ${e.parentElement.className}`)
        """;

    /// <summary>What Tab misses, comes to too early, or comes to without showing it; from the top to the end.</summary>
    /// <param name="page">Nothing has had focus on it yet.</param>
    /// <param name="least">How many stops there are at least: fewer means that the page is not what it should be.</param>
    public static async Task<List<string>> TabFaultsAsync(IPage page, int least = 10)
    {
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var stops = await page.EvaluateAsync<int>(NumberStops);
        Assert.InRange(stops, least, 500);
        await page.EvaluateAsync(JudgeStops);
        var (reached, presses) = (0, 0);
        while (reached < stops && presses < MostPressesWithoutAStop)
        {
            // As many as are left, at most: never out of the page. To ask after each costs more than all the rest.
            await Task.WhenAll(Enumerable.Range(0, stops - reached).Select(_ => page.Keyboard.PressAsync("Tab")));
            var now = await page.EvaluateAsync<string[]>(Reached);
            if (now.Length > 1)
            {
                return [.. now[1..]];
            }

            (var before, reached) = (reached, int.Parse(now[0], CultureInfo.InvariantCulture));
            presses = reached > before ? 0 : presses + stops - reached;
        }

        return reached == stops ? [] : [$"Tab does not get past the stop before {reached}."];
    }

    /// <summary>What is too small to hit, at each width.</summary>
    public static async Task<List<string>> TargetFaultsAsync(IPage page, params int[] widths)
    {
        var faults = new List<string>();
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await page.EvaluateAsync<string[]>(SmallTargets)).Select(fault => $"{width} px: small: {fault}"));
        }

        return faults;
    }
}
