using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>A test that opens pages of the portal, each test in a browser profile of its own.</summary>
public abstract class BrowserTest(PortalFixture portal) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];

    protected PortalFixture Portal { get; } = portal;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }
    }

    protected async Task<IPage> NewPageAsync(int width = 1280, int height = 900, bool javaScript = true)
    {
        var context = await Portal.Browser.NewContextAsync(new()
        {
            BaseURL = Portal.Origin,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "sv-SE",
            JavaScriptEnabled = javaScript,
        });
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    protected async Task<IPage> OpenAsync(string path, int width = 1280, int height = 900)
    {
        var page = await NewPageAsync(width, height);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Adds rules as a reader's own style sheet would; the portal's content security policy stops neither.</summary>
    protected static Task AddStyleAsync(IPage page, string css) => page.EvaluateAsync(
        """
        css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """, css);

    /// <summary>What a script found wrong on the page, one line each.</summary>
    protected static Task<string[]> FaultsAsync(IPage page, string script, object? argument = null) => page.EvaluateAsync<string[]>(script, argument);
}
