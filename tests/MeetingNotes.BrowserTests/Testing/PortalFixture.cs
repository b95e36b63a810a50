using System.Net;
using System.Net.Sockets;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PortalFixture))]

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>The real portal on a port of its own with the sample notes, one of them withdrawn, and one Chromium for all tests.</summary>
public sealed class PortalFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    private const string DebianChromium = "/usr/bin/chromium";

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
    private ThrowAwayPostgres _postgres = null!;
    private IPlaywright _playwright = null!;
    private HttpClient _http = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The program.</summary>
    public static string Chromium { get; } = FindChromium();

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium });
        _postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, TestContext.Current.CancellationToken);
        UseKestrel(new Uri(Origin).Port);
        StartServer();
        await WithdrawAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Origin) };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright.Dispose();
        _http.Dispose();
        await base.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_dataFolder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", Origin);
        builder.UseSetting("ConnectionStrings:MeetingNotes", _postgres.ConnectionString);
        builder.UseSetting("Portal:DataFolder", _dataFolder);
        builder.UseSetting("Portal:SampleNotes", Path.Combine(Root, "seeds"));
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");
    }

    /// <summary>Withdraws the note at <see cref="PublicPages.Withdrawn"/>.</summary>
    private async Task WithdrawAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var found = (NoteLookup.Found)await Services.GetRequiredService<NoteReader>().FindAsync("kulturforum", new DateOnly(2018, 4, 10), 1, ct);
        await Services.GetRequiredService<NotePublishing>().WithdrawAsync(found.Note.Id, "Noteringen hörde till ett annat möte.", Actor.Operator, ct);
    }

    /// <summary>The server must know its own address before it starts, because the pages print it.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindChromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "chromium"))
            .Append(DebianChromium)
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium finns inte på den här datorn. Kör eng/test, som installerar det som saknas.");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "seeds")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder seeds above the tests.");
        }

        return folder;
    }
}
