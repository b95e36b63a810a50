using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Markdown;

/// <summary>
/// Shows fragments of HTML to a browser that nothing protects: no policy is in force. Points at, focuses and clicks all there is, and
/// keeps what it led to. What the page asks for never leaves the machine.
/// </summary>
internal sealed class HostilePages
{
    public const string Image = "/bilder/a.png";

    private const string Origin = "http://noterat.test";

    private static readonly byte[] Pixel =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /// <summary>
    /// An address that a visitor may choose to go to is not followed, nor one that is no address (":"); any other goes where its
    /// author meant. Images that wait to be scrolled to are fetched at once. Answers how many fragments stand where they were put.
    /// </summary>
    private const string TouchEverything =
        """
        () => {
          addEventListener('click', event => {
            const link = event.target.closest?.('a[href], area[href]');
            if (link && /^((https?|mailto|tel)?):$/.test(link.protocol)) event.preventDefault();
          }, true);
          const whole = document.querySelectorAll('body > section').length;
          for (const element of document.body.querySelectorAll('*')) {
            if (element.loading === 'lazy') element.loading = 'eager';
            for (const type of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'click'])
              element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
            element.focus?.();
            element.blur?.();
          }
          return whole;
        }
        """;

    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _faults = new();
    private string _html = "";

    private HostilePages(IPage page) => _page = page;

    /// <summary>What has happened that must not, one line each; the first word says what: dialog, request, script, window, page.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public static async Task<HostilePages> OnAsync(IPage page)
    {
        var pages = new HostilePages(page);
        page.Dialog += (_, dialog) =>
        {
            pages._faults.Enqueue($"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                pages._faults.Enqueue($"script {message.Text}");
            }
        };
        page.Popup += (_, popup) => pages._faults.Enqueue($"window {popup.Url}");
        await page.Context.RouteAsync("**/*", pages.AnswerAsync);
        return pages;
    }

    public async Task ShowAsync(IReadOnlyCollection<string> fragments)
    {
        _html = $"<!doctype html><html lang=sv><meta charset=utf-8><title>x</title><body>{string.Concat(fragments.Select(html => $"<section>{html}</section>\n"))}</body></html>";
        try
        {
            await _page.GotoAsync(Origin + "/");
            var whole = await _page.EvaluateAsync<int>(TouchEverything);

            // What a script or an image set off may come a moment later; this comes after it.
            await _page.WaitForLoadStateAsync(LoadState.Load);
            await _page.EvaluateAsync("() => new Promise(done => setTimeout(done, 50))");
            if (whole != fragments.Count || _page.Url != Origin + "/")
            {
                _faults.Enqueue($"page {whole} of {fragments.Count} fragments at {_page.Url}");
            }
        }
        catch (PlaywrightException fault)
        {
            _faults.Enqueue($"page {fault.Message}");
        }
    }

    private async Task AnswerAsync(IRoute route)
    {
        var request = route.Request;
        if (request.Url == Origin + "/" && request.IsNavigationRequest && request.Frame == _page.MainFrame)
        {
            // Stops nothing: it only makes Chromium say in the console that a script was about to run, even one that does nothing.
            await route.FulfillAsync(new()
            {
                ContentType = "text/html",
                Headers = new Dictionary<string, string> { ["Content-Security-Policy-Report-Only"] = "script-src 'none'" },
                Body = _html,
            });
        }
        else if (request.Url == Origin + Image)
        {
            await route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = Pixel });
        }
        else
        {
            _faults.Enqueue($"request {request.Url}");
            await route.AbortAsync();
        }
    }
}
