using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>From sign-in to a published note and on: with few clicks, as it was previewed, and without script.</summary>
public sealed class WholePathTests(PortalFixture portal, EarlyPortal early) : StaffTest(portal), IClassFixture<EarlyPortal>
{
    private const int MostClicks = 12;

    private const string FirstNote = "/noterat/regionala-samverkansradet/2018-04-11";

    /// <summary>The post that started the project. Not part of the repository; the sample of the same meeting stands in for it.</summary>
    private static readonly string Original = Path.Combine(PortalFixture.Root, "..", "shared", "sources", "noterat-2018-04-11.txt");

    private static readonly string Sample = Path.Combine(PortalFixture.Root, "seeds", "2018-04-11-regionala-samverkansradet.md");

    /// <summary>The page's text part but for what publishing itself adds: the stamps and the notes of corrections.</summary>
    private const string Main =
        """
        selector => {
          const part = document.querySelector(selector).cloneNode(true);
          part.querySelectorAll('.note__stamp, .note__correction').forEach(e => e.remove());
          return part.outerHTML.replace(/\s+/g, ' ');
        }
        """;

    [Fact]
    public async Task Paste_TheFirstPost_IsPublishedAsPreviewedInTwelveClicksWithoutTyping()
    {
        var page = await NewPageAsync(origin: early.Origin);
        var hand = await Hand.WatchAsync(page);
        await CopyAsync(page, await File.ReadAllTextAsync(File.Exists(Original) ? Original : Sample, Ct));

        await page.GotoAsync("/redaktion");
        await page.ClickAsync("button[value=signe]");
        await page.ClickAsync("main a:text('Klistra in eller ladda upp')");
        await page.ClickAsync("textarea");
        await page.Keyboard.PressAsync("Control+V");
        await page.ClickAsync("button:text('Läs in texten')");
        await page.ClickAsync("button:text('Gör ett utkast')");
        await page.WaitForURLAsync("**/redaktion/utkast/*");
        var forTopics = await ChooseTopicsAsync(page, hand);
        var previewed = await PreviewedAsync(page.Url);
        await page.ClickAsync("button:text('Granska och publicera')");
        await page.ClickAsync("a:text('Till publicering')");
        await page.ClickAsync("label:has-text('har kontrollerat personuppgifter')");
        await page.ClickAsync("main button.button--primary");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Noteringen är publicerad.");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{hand.Clicks} clicks, {forTopics} of them to get to the topics of items that were closed; keys: {string.Join(' ', hand.Keys)}.");
        Assert.InRange(hand.Clicks, 5, MostClicks);
        Assert.Equal(["Control", "V"], hand.Keys);
        await AssertPublishedAsync(FirstNote, previewed);
    }

    [Fact]
    public async Task Preview_OfANoteWithEverything_IsThePublishedPage()
    {
        var id = await BeginRichAsync(new DateOnly(2018, 3, 14));
        var page = await NewPageAsync(origin: early.Origin);
        await SignInAsync(page, early.Origin, "signe");

        var previewed = await PreviewedAsync($"{early.Origin}/redaktion/utkast/{id}");
        Assert.All((string[])["<table", "<img", "<blockquote", "follow-up__text", "/arenden/", "/amnen/"], part => Assert.Contains(part, previewed.Main, StringComparison.Ordinal));
        await PublishAsync(page, id);
        await AssertPublishedAsync("/noterat/kulturforum/2018-03-14", previewed);

        await page.GotoAsync("/redaktion/noteringar/kulturforum/2018-03-14");
        await page.ClickAsync("#sida-ratta button");
        await page.ClickAsync("#punkt-p1 > summary");
        await page.FillAsync("#p1-text", "Planen väntas bli klar i augusti 2027.");
        await Assertions.Expect(page.FrameLocator("[data-preview] iframe >> nth=-1").Locator("main")).ToContainTextAsync("augusti 2027", new() { Timeout = 20_000 });
        previewed = await PreviewedAsync(page.Url);
        Assert.Contains("augusti 2027", previewed.Main, StringComparison.Ordinal);
        await PublishAsync(page, Guid.Parse(new Uri(page.Url).Segments[3]), "Planen blir klar i augusti.");
        await AssertPublishedAsync("/noterat/kulturforum/2018-03-14", previewed);
    }

    [Fact]
    public async Task WholePath_WithoutScript_WritesReviewsPublishesCorrectsAndWithdraws()
    {
        const string Note = "/noteringar/kulturforum/2018-03-21";
        var (alva, signe) = (await NewPageAsync(javaScript: false, origin: early.Origin), await NewPageAsync(javaScript: false, origin: early.Origin));
        await SignInAsync(alva, early.Origin, "alva");
        await SignInAsync(signe, early.Origin, "signe");

        // Write, save, submit.
        await alva.GotoAsync("/redaktion/ny");
        await alva.SelectOptionAsync("[name='Input.Body']", "kulturforum");
        await alva.FillAsync("[name='Input.HeldOn']", "2018-03-21");
        await alva.ClickAsync("main form.form button");
        await alva.FillAsync("#ingress", "Forumet talade om bibliotekens öppettider.");
        await alva.FillAsync("#p1-rubrik", "Bibliotek");
        await alva.FillAsync("#p1-text", "Nya öppettider på tre bibliotek.");
        await alva.ClickAsync("[data-save-button]");
        var draft = alva.Url.Split('#')[0];
        await alva.ClickAsync("button:text('Skicka till granskning')");
        await Assertions.Expect(alva.Locator("[role=status]")).ToContainTextAsync("skickad till granskning");

        // Comment, return, submit again, approve, publish.
        await signe.GotoAsync($"{draft}/granska");
        await signe.FillAsync("#sida-tillbaka textarea", "Skriv vilka bibliotek.");
        await signe.ClickAsync("#sida-tillbaka button");
        await alva.GotoAsync($"{draft}/granska");
        await Assertions.Expect(alva.Locator("main")).ToContainTextAsync("Skriv vilka bibliotek.");
        await alva.ClickAsync("#sida-skicka button");
        await signe.GotoAsync($"{draft}/granska");
        await signe.CheckAsync("#sida-godkann [name='Input.IsAttested']");
        await signe.ClickAsync("#sida-godkann button");
        await Assertions.Expect(signe.Locator("[role=status]")).ToContainTextAsync("Noteringen är godkänd.");
        await signe.ClickAsync("a:text('Till publicering')");
        await signe.ClickAsync("main button.button--primary");
        await Assertions.Expect(signe.Locator("[role=status]")).ToContainTextAsync("Noteringen är publicerad.");

        // Correct.
        await signe.ClickAsync("#sida-ratta button");
        await signe.FillAsync("#p1-text", "Nya öppettider på fyra bibliotek.");
        await signe.ClickAsync("button:text('Granska och publicera')");
        await signe.ClickAsync("a:text('Till publicering')");
        await signe.FillAsync("[name='Input.ChangeNote']", "Biblioteken är fyra.");
        await signe.CheckAsync("[name='Input.IsAttested']");
        await signe.ClickAsync("main button.button--primary");
        await signe.GotoAsync(Note.Replace("/noteringar/", "/noterat/", StringComparison.Ordinal));
        await Assertions.Expect(signe.Locator("main")).ToContainTextAsync("Biblioteken är fyra.");

        // Withdraw.
        await signe.GotoAsync($"/redaktion{Note}/dra-in");
        await signe.FillAsync("[name=Reason]", "Noteringen hörde till ett annat möte.");
        await signe.ClickAsync("main form[method=post] button");
        Assert.Equal(410, (await signe.GotoAsync(Note.Replace("/noteringar/", "/noterat/", StringComparison.Ordinal)))!.Status);
    }

    /// <summary>Puts it on the clipboard, as the mail program or the web page does that the writer copies from.</summary>
    private static async Task CopyAsync(IPage page, string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/om");
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
    }

    /// <returns>How many clicks it took to open the items; to choose in a list is not counted.</returns>
    private static async Task<int> ChooseTopicsAsync(IPage page, Hand hand)
    {
        var before = hand.Clicks;
        foreach (var item in await page.Locator(".draft-item").AllAsync())
        {
            if ((await item.Locator("summary .quiet").First.InnerTextAsync()).Contains("ämne", StringComparison.Ordinal))
            {
                if (await item.GetAttributeAsync("open") is null)
                {
                    await item.Locator("summary").First.ClickAsync();
                }

                await item.Locator("select[name$=Topics]").First.SelectOptionAsync(new SelectOptionValue { Label = "Regional utveckling" });
            }
        }

        await Assertions.Expect(page.Locator(".draft-item > summary .quiet", new() { HasText = "Klar" })).ToHaveCountAsync(4, new() { Timeout = 20_000 });
        return hand.Clicks - before;
    }

    /// <summary>What three ways of previewing show: in the editor as on a telephone and on a computer, as a page, and by a link.</summary>
    private async Task<(string Main, string Article)> PreviewedAsync(string editor)
    {
        var page = await NewPageAsync(origin: early.Origin);
        await SignInAsync(page, early.Origin, "signe");
        await page.GotoAsync(editor);
        var phone = await InFrameAsync(page);
        await page.ClickAsync("button:text('Dator')");
        Assert.Equal(phone, await InFrameAsync(page));
        var draft = editor.Split('?', '#')[0];
        await page.GotoAsync($"{draft}/forhandsvisning");
        Assert.Equal(phone, await page.EvaluateAsync<string>(Main, "main"));

        await page.GotoAsync($"{draft}/lank");
        await page.ClickAsync("main form[method=post] button");
        await page.GotoAsync(await page.InputValueAsync("#sida-adress"));
        return (phone, WithoutImageAddresses(await page.EvaluateAsync<string>(Main, "article")));
    }

    private static async Task<string> InFrameAsync(IPage page)
    {
        await Assertions.Expect(page.FrameLocator("[data-preview] iframe >> nth=-1").Locator("main")).ToBeVisibleAsync();
        var frame = page.Frames.Last(frame => frame.Url.EndsWith("/forhandsvisning", StringComparison.Ordinal));
        return await frame.EvaluateAsync<string>(Main, "main");
    }

    private async Task AssertPublishedAsync(string path, (string Main, string Article) previewed)
    {
        var page = await NewPageAsync(origin: early.Origin);
        await page.GotoAsync(path);
        Assert.Equal(previewed.Main, await page.EvaluateAsync<string>(Main, "main"));
        Assert.Equal(previewed.Article, WithoutImageAddresses(await page.EvaluateAsync<string>(Main, "article")));
    }

    /// <summary>By a link, images are shown under the link's own address: theirs is secret until they are public.</summary>
    private static string WithoutImageAddresses(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, " src=\"[^\"]*/", " src=\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static async Task PublishAsync(IPage page, Guid id, string? changeNote = null)
    {
        await page.GotoAsync($"/redaktion/utkast/{id}/publicera");
        if (changeNote is not null)
        {
            await page.FillAsync("[name='Input.ChangeNote']", changeNote);
        }

        await page.CheckAsync("[name='Input.IsAttested']");
        await page.ClickAsync("main button.button--primary");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("publicerad.");
    }

    private async Task<Guid> BeginRichAsync(DateOnly heldOn)
    {
        var sessions = early.Services.GetRequiredService<StaffSessions>();
        var session = await sessions.StartAsync(SamplePeople.SignedInAs(SamplePeople.All[0]), Ct);
        var alva = (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))!;
        var id = (await early.Services.GetRequiredService<DraftDesk>().StartAsync(alva, "kulturforum", heldOn, 1, FullDesk.Rich, Ct))!.Value.Id;
        var image = await File.ReadAllBytesAsync(Path.Combine(PortalFixture.Root, "seeds", "bilder", "linjekarta.png"), Ct);
        Assert.NotNull(await early.Services.GetRequiredService<DraftImages>().AddAsync(id, "linjekarta.png", image, alva, Ct));
        return id;
    }

    /// <summary>Counts what the hand of whoever sits there does, as the browser is told of it.</summary>
    private sealed class Hand
    {
        private readonly List<string> _done = [];

        public int Clicks => _done.Count(done => done.Length == 0);

        public IEnumerable<string> Keys => _done.Where(done => done.Length > 0);

        public static async Task<Hand> WatchAsync(IPage page)
        {
            var hand = new Hand();
            await page.ExposeFunctionAsync("noteratDid", (string what) => hand._done.Add(what));
            await page.AddInitScriptAsync(
                """
                addEventListener('pointerdown', event => { if (event.isTrusted) noteratDid(''); }, true);
                addEventListener('keydown', event => { if (event.isTrusted) noteratDid(event.key); }, true);
                """);
            return hand;
        }
    }
}
