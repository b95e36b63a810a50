using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>A test that opens pages of the portal, in a browser profile of its own unless it only looks.</summary>
public abstract class BrowserTest(PortalFixture portal) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<IPage> _borrowed = [];

    protected PortalFixture Portal { get; } = portal;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }

        foreach (var page in _borrowed)
        {
            await Portal.ReturnPageAsync(page);
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

    /// <summary>For who only looks: a public page leaves nothing behind (<see cref="PrivacyTests"/>), so a profile that others have had will do.</summary>
    protected async Task<IPage> LookAtAsync(string path, int width = 1280, int height = 900)
    {
        var page = await Portal.BorrowPageAsync();
        _borrowed.Add(page);
        await page.SetViewportSizeAsync(width, height);
        await page.GotoAsync(path);
        return page;
    }

    protected async Task<IPage> OpenAsync(string path, int width = 1280, int height = 900)
    {
        var page = await NewPageAsync(width, height);
        await page.GotoAsync(path);
        return page;
    }
}
