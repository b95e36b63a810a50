using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>The editor in a browser: with script, without it, with the keyboard, offline and signed out.</summary>
public sealed class EditorTests(PortalFixture portal) : StaffTest(portal)
{
    private const string Saved = "[data-save-state]";

    private static readonly DraftContent Two = new()
    {
        Lead = "Forumet möttes.",
        Documents = [new DocumentLink { Status = DocumentStatus.Coming }],
        Items =
        [
            new DraftItem { Key = "p1", Heading = "Kulturplan", Topics = ["Kultur"], Text = "Planen väntas bli klar i juni 2027.", FollowUps = [new FollowUpLine { Text = "Planen antas", Due = "våren 2027" }] },
            new DraftItem { Key = "p2", Heading = "Bibliotek", Text = "Nya öppettider." },
        ],
    };

    [Fact]
    public async Task Type_Text_IsSavedByItselfAndSaysSo()
    {
        var (page, id) = await OpenAsync(Two);

        await page.FillAsync("#ingress", "Nyss skrivet.");

        await UntilAsync(async () => (await FindAsync(id)).Content.Lead == "Nyss skrivet.");
        await UntilAsync(async () => await page.EvaluateAsync<int>("localStorage.length") == 0);
        await Assertions.Expect(page.Locator(Saved)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"Sparat kl\. \d{1,2}\.\d\d\.", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Acts_ByButtonsAndKeys_ChangeThePageWithoutLoadingIt()
    {
        var (page, id) = await OpenAsync(Two);
        await page.EvaluateAsync("window.stays = true");
        await page.ClickAsync("#punkt-p1 > summary");

        await page.FocusAsync("#p1-text");
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(page.Locator(".draft-item").First).ToHaveIdAsync("punkt-p2");
        await Assertions.Expect(page.Locator("#p1-text")).ToBeFocusedAsync();

        await page.ClickAsync("button[value='remove:p1']");
        await Assertions.Expect(page.Locator("#punkt-p1")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("button[value='restore:p1']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#punkt-p1")).ToHaveCountAsync(1);

        await page.ClickAsync("button[value='add']");
        await Assertions.Expect(page.Locator("#p3-rubrik")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ny punkt");
        await Assertions.Expect(page.Locator("#punkt-p3 [data-item-heading]")).ToHaveTextAsync("Ny punkt");
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Sparat");
        await UntilAsync(async () => (await FindAsync(id)).Content.Items is [{ Key: "p2" }, { Key: "p1" }, { Heading: "Ny punkt" }]);
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
    }

    [Fact]
    public async Task Drag_ItemByItsNumber_MovesIt()
    {
        var (page, id) = await OpenAsync(Two);
        await page.EvaluateAsync("document.querySelectorAll('.draft-item').forEach(item => { item.open = false; })");

        await page.Locator("#punkt-p2 .draft-item__number").DragToAsync(page.Locator("#punkt-p1 > summary"), new() { TargetPosition = new() { X = 40, Y = 3 } });

        await UntilAsync(async () => (await FindAsync(id)).Content.Items[0].Key == "p2");
    }

    [Fact]
    public async Task Toolbar_ButtonsAndShortcuts_WriteMarkdownThatCanBeUndone()
    {
        var (page, _) = await OpenAsync(Two);
        await page.ClickAsync("#punkt-p1 > summary");
        await MarkAsync(page, 0, 6);

        await page.Keyboard.PressAsync("Control+b");
        Assert.StartsWith("**Planen** väntas", await page.InputValueAsync("#p1-text"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+z");
        Assert.StartsWith("Planen väntas", await page.InputValueAsync("#p1-text"), StringComparison.Ordinal);
        await MarkAsync(page, 0, 6);
        await page.Keyboard.PressAsync("Control+i");
        Assert.StartsWith("*Planen* väntas", await page.InputValueAsync("#p1-text"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+z");
        await MarkAsync(page, 0, 6);
        await page.Keyboard.PressAsync("Control+k");
        Assert.StartsWith("[Planen](https://) väntas", await page.InputValueAsync("#p1-text"), StringComparison.Ordinal);
        await page.ClickAsync("#punkt-p1 [data-format=undo]");
        await page.ClickAsync("#punkt-p1 [data-format=list]");
        Assert.StartsWith("- Planen väntas", await page.InputValueAsync("#p1-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AfterASave_ShowsTheRealPage()
    {
        var (page, _) = await OpenAsync(Two);
        var frame = page.FrameLocator("[data-preview] iframe >> nth=-1");
        await Assertions.Expect(frame.Locator("h1")).ToContainTextAsync("Kulturforum");

        await page.FillAsync("#ingress", "Det här syns bredvid.");

        await Assertions.Expect(frame.Locator("main .lead")).ToHaveTextAsync("Det här syns bredvid.", new() { Timeout = 10_000 });
        await page.ClickAsync("button:text('Dator')");
        Assert.Equal(1280, await page.EvaluateAsync<int>("document.querySelector('[data-preview] iframe').contentWindow.innerWidth"));
    }

    [Fact]
    public async Task Checklist_LinkOfARemark_OpensItsField()
    {
        var (page, _) = await OpenAsync(Two);
        await page.EvaluateAsync("document.querySelectorAll('.draft-item').forEach(item => { item.open = false; })");
        await page.ClickAsync(".side-panel__tabs label:nth-child(2)");

        await page.ClickAsync("a[href='#p2-amne-0']");

        await Assertions.Expect(page.Locator("#p2-amne-0")).ToBeFocusedAsync();
        await page.SelectOptionAsync("#p2-amne-0", new SelectOptionValue { Index = 1 });
        await page.FocusAsync("#ingress");
        await Assertions.Expect(page.Locator("a[href='#p2-amne-0']")).ToHaveCountAsync(0, new() { Timeout = 10_000 });
    }

    [Fact]
    public async Task Type_WithoutContact_KeepsTheTextAndSavesWhenItIsBack()
    {
        var (page, id) = await OpenAsync(Two);
        await page.Context.SetOfflineAsync(true);
        await page.FillAsync("#ingress", "Skrivet i tunneln.");
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Inte sparat: ingen kontakt. Det du skrivit finns kvar här.", new() { Timeout = 8000 });
        Assert.Contains("Skrivet i tunneln.", await page.EvaluateAsync<string>("localStorage.getItem(localStorage.key(0))"), StringComparison.Ordinal);

        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Sparat kl.", new() { Timeout = 35_000 });
        Assert.Equal("Skrivet i tunneln.", (await FindAsync(id)).Content.Lead);
    }

    [Fact]
    public async Task Type_SessionIsOver_KeepsTheTextAndGoesOnAfterSignIn()
    {
        var (page, id) = await OpenAsync(Two);
        await page.Context.ClearCookiesAsync();
        var refusal = await page.RunAndWaitForResponseAsync(
            () => page.FillAsync("#ingress", "Skrivet efter att tiden gått ut."), answer => answer.Url.EndsWith("handler=Save", StringComparison.Ordinal));
        Assert.Equal(401, refusal.Status);
        Assert.Equal("application/problem+json", refusal.Headers["content-type"]);
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Du är utloggad. Det du skrivit finns kvar här och sparas när du har loggat in igen.", new() { Timeout = 8000 });
        Assert.Contains("Skrivet efter att tiden gått ut.", await page.EvaluateAsync<string>("localStorage.getItem(localStorage.key(0))"), StringComparison.Ordinal);

        var tab = await page.RunAndWaitForPopupAsync(() => page.ClickAsync($"{Saved} a"));
        await tab.ClickAsync("button[value=alva]");

        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("Sparat kl.", new() { Timeout = 15_000 });
        Assert.Equal("Skrivet efter att tiden gått ut.", (await FindAsync(id)).Content.Lead);
    }

    [Fact]
    public async Task Open_TextLeftUnsaved_IsOfferedBack()
    {
        var (page, id) = await OpenAsync(Two);
        await page.RouteAsync("**/*handler=Save", route => route.AbortAsync());
        await page.FillAsync("#ingress", "Aldrig sparat.");
        await UntilAsync(() => page.EvaluateAsync<bool>("localStorage.length > 0"));
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/*handler=Save", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.UnrouteAllAsync();

        await Assertions.Expect(page.Locator("[data-unsaved-copy]")).ToBeVisibleAsync();
        await page.ClickAsync("[data-restore-copy]");

        await Assertions.Expect(page.Locator("#ingress")).ToHaveValueAsync("Aldrig sparat.");
        await Assertions.Expect(page.Locator("[data-unsaved-copy]")).ToBeHiddenAsync();
        Assert.Equal("Aldrig sparat.", (await FindAsync(id)).Content.Lead);
    }

    [Fact]
    public async Task Type_SomebodyElseSavedFirst_ComparesAndKeepsBoth()
    {
        var (page, id) = await OpenAsync(Two);
        var signe = await SignInAsync("signe");
        await signe.GotoAsync(PathOf(id));
        await signe.FillAsync("#ingress", "Signes ingress.");
        await Assertions.Expect(signe.Locator(Saved)).ToContainTextAsync("Sparat kl.");
        await UntilAsync(async () => (await FindAsync(id)).Content.Lead == "Signes ingress.");

        await page.FillAsync("#ingress", "Alvas ingress.");
        await page.ClickAsync($"{Saved} button");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Signe, kansliet hann spara före dig");
        await page.ClickAsync("text=Behåll min text");
        await Assertions.Expect(page.Locator("#ingress")).ToHaveValueAsync("Alvas ingress.");
        await Assertions.Expect(page.Locator("[data-unsaved-copy]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task WholePath_WithoutScript_WorksAsForms()
    {
        var page = await SignInAsync("alva", javaScript: false);
        var id = await BeginAsync(new DraftContent { Items = [new DraftItem { Key = "p1" }] });
        await page.GotoAsync(PathOf(id));

        await page.FillAsync("#ingress", "Forumet möttes.");
        await page.FillAsync("#p1-rubrik", "Kulturplan");
        await page.FillAsync("#p1-text", "Planen väntas bli klar i juni 2027.\n\n## Bibliotek\n\nNya öppettider.");
        await page.SelectOptionAsync("#p1-amne-0", new SelectOptionValue { Index = 1 });
        await page.ClickAsync("button[value='split:p1']");
        await page.ClickAsync("button[value^='accept:p1']");
        await page.ClickAsync("button[value='down:p1']");
        await page.PressAsync("#p1-u1-vem", "End");
        await page.FillAsync("#p1-u1-vem", "Kulturnämnden");
        await page.ClickAsync("[data-save-button]");
        await page.ClickAsync("button:text('Förhandsvisa')");
        await Assertions.Expect(page.Locator("main .lead")).ToHaveTextAsync("Forumet möttes.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Kulturnämnden");
        await page.GotoAsync(PathOf(id));
        await page.ClickAsync("button:text('Skicka till granskning')");

        var draft = await FindAsync(id);
        Assert.Equal(["p2", "p1"], draft.Content.Items.Select(item => item.Key));
        Assert.Equal(DraftState.Submitted, draft.State);
    }

    private async Task<(IPage Page, Guid Id)> OpenAsync(DraftContent content)
    {
        var page = await SignInAsync("alva");
        var id = await BeginAsync(content);
        await page.GotoAsync(PathOf(id));
        await Assertions.Expect(page.Locator(Saved)).ToContainTextAsync("sparas av sig självt");
        return (page, id);
    }

    private static async Task MarkAsync(IPage page, int start, int end)
    {
        await page.FocusAsync("#p1-text");
        await page.EvaluateAsync("([start, end]) => document.getElementById('p1-text').setSelectionRange(start, end)", new[] { start, end });
    }
}
