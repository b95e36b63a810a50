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

    protected async Task<IPage> NewPageAsync(int width = 1280, int height = 900, bool javaScript = true, string? state = null, string? origin = null)
    {
        var context = await Portal.Browser.NewContextAsync(new()
        {
            BaseURL = origin ?? Portal.Origin,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "sv-SE",
            JavaScriptEnabled = javaScript,
            StorageState = state,
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
}
