using System.Collections;
using System.Net;
using System.Net.Sockets;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Handbook;

/// <summary>A portal of the handbook's own with the sample notes, on a day in December 2026 that stands still, and a Chromium that speaks Swedish.</summary>
public sealed class HandbookPortal : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
    private readonly string _origin = $"http://127.0.0.1:{FreePort()}";
    private readonly StillClock _clock = new();
    private ThrowAwayPostgres _postgres = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = PortalFixture.Chromium,
            Env = InSwedish(),
        });
        _postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, TestContext.Current.CancellationToken);
        UseKestrel(new Uri(_origin).Port);
        StartServer();
    }

    public override async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await base.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_dataFolder, recursive: true);
    }

    /// <summary>What the clock shows in Stockholm, "13.10", on 9 December.</summary>
    public void SetClock(int hour, int minute) => _clock.Now = new DateTimeOffset(2026, 12, 9, hour, minute, 0, TimeSpan.FromHours(1)).ToUniversalTime();

    public async Task<IPage> OpenAsync(string path, int width = 1280, int height = 860)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = _origin, ViewportSize = new() { Width = width, Height = height }, Locale = "sv-SE", ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    public async Task<IPage> SignInAsync(string person, int width = 1280, int height = 860)
    {
        var page = await OpenAsync("/redaktion/logga-in", width, height);
        await page.ClickAsync($"button[value={person}]");
        await page.WaitForURLAsync("**/redaktion");
        return page;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        SetClock(13, 10);
        builder.UseSetting("urls", _origin);
        builder.UseSetting("ConnectionStrings:MeetingNotes", _postgres.ConnectionString);
        builder.UseSetting("Portal:DataFolder", _dataFolder);
        builder.UseSetting("Portal:SampleNotes", Path.Combine(PortalFixture.Root, "seeds"));
        builder.UseSetting("Portal:PublicBaseUrl", "https://noterat.region.example");
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
    }

    /// <summary>What a date field looks like follows the browser's own language; it has Swedish when Debian's chromium-l10n is installed.</summary>
    private static Dictionary<string, string> InSwedish()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        environment["LANGUAGE"] = "sv";
        environment["LC_ALL"] = "sv_SE.UTF-8";
        return environment;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class StillClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
