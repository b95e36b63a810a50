using System.Collections.Concurrent;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Data;
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
    private const string DebiansPrograms = "/usr/bin";
    private const string WithWindow = "chromium";

    /// <summary>Renders the same pages in about half the time, since it has no window to draw around them.</summary>
    private const string WithoutWindow = "chromium-headless-shell";

    private IPlaywright _playwright = null!;
    private HttpClient _http = null!;
    private readonly ConcurrentBag<IPage> _spare = [];
    private readonly ConcurrentDictionary<string, string> _signedIn = new(StringComparer.Ordinal);

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>What lies on the desk.</summary>
    public FullDesk Desk { get; private set; } = null!;

    /// <summary>The browser as people have it.</summary>
    public static string Chromium { get; } = FindProgram(WithWindow, WithoutWindow);

    private static readonly string Renderer = FindProgram(WithoutWindow, WithWindow);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    protected override string SampleNotes => Path.Combine(Root, "seeds");

    public override async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Renderer });
        await base.InitializeAsync();
        await WithdrawAsync();
        await FollowAsync();
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

    /// <summary>A page of the browser that others have had, or a new one: to make one takes three times as long as to open something in it.</summary>
    public async Task<IPage> BorrowPageAsync() =>
        _spare.TryTake(out var page) ? page : await (await Browser.NewContextAsync(new() { BaseURL = Origin, Locale = "sv-SE" })).NewPageAsync();

    /// <summary>Gives a page back, as it was.</summary>
    public async Task ReturnPageAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Null, ColorScheme = ColorScheme.Null, ReducedMotion = ReducedMotion.Null, ForcedColors = ForcedColors.Null });
        await page.GotoAsync("about:blank");
        _spare.Add(page);
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

    /// <summary>Somebody who follows a body and a search, and somebody who has not confirmed.</summary>
    private Task<int> FollowAsync() => Services.GetRequiredService<Database>().ExecuteAsync(
        """
        INSERT INTO readers (id, address, secret, confirmed_at) VALUES (@id, 'anna@exempel.se', @ReaderSecret, @now);
        INSERT INTO followed_searches (id, text, path, query, keys, made_with) VALUES (@id, 'buss', '/sok?q=buss', 'buss', '{buss}', '');
        INSERT INTO follows (id, reader_id, body_id, since) SELECT gen_random_uuid(), @id, id, @now FROM bodies WHERE slug = 'kulturforum';
        INSERT INTO follows (id, reader_id, search_id, since) VALUES (gen_random_uuid(), @id, @id, @now);
        INSERT INTO follow_requests (token_hash, address, targets, is_weekly, created_at)
        VALUES (sha256(decode(@RequestToken, 'hex')), 'bo@exempel.se', '[{"Kind": 0, "Name": "Alla noteringar", "Path": "/noterat"}]', false, @now);
        """,
        new { id = Guid.CreateVersion7(), PublicPages.ReaderSecret, PublicPages.RequestToken, now = Services.GetRequiredService<TimeProvider>().GetUtcNow() }, TestContext.Current.CancellationToken);

    private static string FindProgram(params string[] names) =>
        names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append(DebiansPrograms).Select(folder => Path.Combine(folder, name)))
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
