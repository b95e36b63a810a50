using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes.Drafts;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>What somebody writes or chooses while the page and the server talk with each other, and what is pasted in several goes.</summary>
public sealed class NothingTypedIsLostTests(PortalFixture portal) : StaffTest(portal)
{
    private const string Saved = "[data-save-state]";

    private const string Copy =
        """
        ([text, html]) => navigator.clipboard.write([new ClipboardItem({
          'text/plain': new Blob([text], { type: 'text/plain' }), ...(html && { 'text/html': new Blob([html], { type: 'text/html' }) }),
        })])
        """;

    private static readonly DraftContent Two = new()
    {
        Items = [new DraftItem { Key = "p1", Heading = "Kulturplan", Text = "Planen är klar." }, new DraftItem { Key = "p2", Heading = "Bibliotek", Text = "Nya öppettider." }],
    };

    [Fact]
    public async Task Choose_AnotherTopicWhileThePageIsBroughtUpToDate_IsKept()
    {
        var (page, id) = await OpenAsync();
        var refresh = new TaskCompletionSource<IRoute>();
        await page.RouteAsync($"**{PathOf(id)}", route => route.Request.Method == "GET" && refresh.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync());

        await page.SelectOptionAsync("#p1-amne-0", "Kultur");
        var held = await refresh.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        await page.SelectOptionAsync("#p1-amne-0", "Digitalisering");
        await page.FocusAsync("#ingress");
        await held.ContinueAsync();

        await UntilAsync(async () => (await FindAsync(id)).Content.Items is [{ Topics: ["Digitalisering"] }, ..]);
        await Assertions.Expect(page.Locator("#p1-amne-0")).ToHaveValueAsync("Digitalisering");
    }

    [Fact]
    public async Task Write_WhileAButtonIsAnswered_IsKeptHoweverShort()
    {
        var (page, id) = await OpenAsync();
        await page.ClickAsync("#punkt-p2 > summary");
        var act = new TaskCompletionSource<IRoute>();
        await page.RouteAsync($"**{PathOf(id)}", route => route.Request.Method == "POST" && act.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync());

        await page.ClickAsync("button[value='add']");
        var held = await act.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        await page.FillAsync("#p1-text", "Klar.");
        await page.SelectOptionAsync("#p2-amne-0", "Kultur");
        await held.ContinueAsync();

        await UntilAsync(async () => (await FindAsync(id)).Content.Items is [{ Text: "Klar." }, { Topics: ["Kultur"] }, { Key: "p3" }]);
    }

    [Fact]
    public async Task Act_AfterASaveWhoseAnswerWasLost_IsNoConflictWithOneself()
    {
        var (page, id) = await OpenAsync();
        await page.RouteAsync("**/*handler=Save", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.FillAsync("#ingress", "Kom fram, men svaret kom bort.");
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Inte sparat: ingen kontakt.");
        await page.UnrouteAllAsync();

        await page.FillAsync("#ingress", "Och sedan mer.");
        await page.ClickAsync("button[value='add']");

        await Assertions.Expect(page.Locator(".draft-item")).ToHaveCountAsync(3);
        await UntilAsync(async () => (await FindAsync(id)).Content is { Lead: "Och sedan mer.", Items.Count: 3 });
    }

    [Theory]
    [InlineData("<p>Ny <b>läsesal</b> i höst.</p>", "Ny **läsesal** i höst.")]    // more of the same at the end: its formatting too
    [InlineData("", "Ny läsesal i höst.")]                                         // words only, and so of all of it
    public async Task Paste_Twice_BothAreRead(string html, string markdown)
    {
        var page = await OpenPasteAsync();
        await PasteAsync(page, "Nya tider för alla besökare.\n\n", "<p>Nya tider för alla besökare.</p>");
        await PasteAsync(page, "Ny läsesal i höst.\n\n", html);

        await page.ClickAsync("button:text('Läs in texten')");

        var content = await page.InputValueAsync("[name='Input.Content']");
        Assert.Contains("Nya tider", content, StringComparison.Ordinal);
        Assert.Contains(markdown.Replace("ä", "\\u00E4", StringComparison.Ordinal).Replace("ö", "\\u00F6", StringComparison.Ordinal), content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paste_OverTheWrongText_ReadsOnlyTheNew()
    {
        var page = await OpenPasteAsync();
        await PasteAsync(page, "Fel text.", "<p>Fel text.</p>");
        await page.EvaluateAsync("document.querySelector('[data-paste] textarea').select()");
        await PasteAsync(page, "Museet\n\nNya tider.", "<h2>Museet</h2><p>Nya tider.</p>");

        await page.ClickAsync("button:text('Läs in texten')");

        await Assertions.Expect(page.Locator(".pasted-items h3")).ToHaveTextAsync("Museet");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Fel text");
    }

    [Fact]
    public async Task Upload_FileThatIsTooLarge_IsToldBeforeItIsSentAndTheTextStays()
    {
        var page = await OpenPasteAsync();
        await page.EvaluateAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File([new ArrayBuffer(50_000_000)], 'mote.docx'));
              const field = document.querySelector('[type=file]');
              field.files = files.files;
              field.dispatchEvent(new Event('change', { bubbles: true }));
            }
            """);
        await page.FillAsync("[data-paste] textarea", "Redan skrivet.");

        await page.ClickAsync("button:text('Läs in texten')");

        Assert.StartsWith("Filen är större än 20 MB.", await page.EvaluateAsync<string>("document.querySelector('[type=file]').validationMessage"), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("[data-paste] textarea")).ToHaveValueAsync("Redan skrivet.");
    }

    [Fact]
    public async Task Merge_ByMistake_IsUndoneByTheButtonThatComes()
    {
        var (page, id) = await OpenAsync();
        await page.ClickAsync("button[value='merge:p1']");
        await page.ClickAsync("button:text('Ångra hopslagningen')");

        await Assertions.Expect(page.Locator(".draft-item")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#punkt-p1 > summary")).ToBeFocusedAsync();
        await UntilAsync(async () => (await FindAsync(id)).Content.Write() == Two.Write());
    }

    private async Task<IPage> OpenPasteAsync()
    {
        var page = await SignInAsync("alva");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/redaktion/klistra-in");
        return page;
    }

    private static async Task PasteAsync(IPage page, string text, string html)
    {
        await page.EvaluateAsync(Copy, new[] { text, html });
        await page.FocusAsync("[data-paste] textarea");
        await page.Keyboard.PressAsync("Control+V");
    }

    private async Task<(IPage Page, Guid Id)> OpenAsync()
    {
        var page = await SignInAsync("alva");
        var id = await BeginAsync(Two);
        await page.GotoAsync(PathOf(id));
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("sparas av sig självt");
        return (page, id);
    }
}
