using System.Collections.Concurrent;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PortalFixture))]

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>The portal with the sample notes, one of them withdrawn, and a desk that is full of work; and one Chromium for all tests.</summary>
public sealed class PortalFixture : PortalServer
{
    private const string DebianChromium = "/usr/bin/chromium";

    private IPlaywright _playwright = null!;
    private HttpClient _http = null!;
    private readonly ConcurrentDictionary<string, string> _signedIn = new(StringComparer.Ordinal);

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>What lies on the desk.</summary>
    public FullDesk Desk { get; private set; } = null!;

    /// <summary>The program.</summary>
    public static string Chromium { get; } = FindChromium();

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    protected override string SampleNotes => Path.Combine(Root, "seeds");

    public override async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium });
        await base.InitializeAsync();
        await WithdrawAsync();
        Desk = await FullDesk.MakeAsync(Services, TestContext.Current.CancellationToken);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Origin) };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The cookies of somebody who has signed in, for pages that nobody signs out from.</summary>
    public async Task<string> SignedInAsync(string person)
    {
        if (!_signedIn.TryGetValue(person, out var state))
        {
            await using var context = await Browser.NewContextAsync(new() { BaseURL = Origin });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/redaktion/logga-in");
            await page.ClickAsync($"button[value={person}]");
            _signedIn[person] = state = await context.StorageStateAsync();
        }

        return state;
    }

    public override async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright.Dispose();
        _http.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Withdraws the note at <see cref="PublicPages.Withdrawn"/>.</summary>
    private async Task WithdrawAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var found = (NoteLookup.Found)await Services.GetRequiredService<NoteReader>().FindAsync("kulturforum", new DateOnly(2018, 4, 10), 1, ct);
        await Services.GetRequiredService<NotePublishing>().WithdrawAsync(found.Note.Id, "Noteringen hörde till ett annat möte.", Actor.Operator, ct);
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
