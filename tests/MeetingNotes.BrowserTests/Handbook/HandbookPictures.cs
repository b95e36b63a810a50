using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Handbook;

/// <summary>
/// The way from the meeting to a corrected note, as docs/handbok.md tells it. As a test it sees that the way is still there; eng/pictures runs it with
/// WRITE_PICTURES=1, and then it writes what it sees to docs/bilder.
/// </summary>
public sealed class HandbookPictures(HandbookPortal portal) : IClassFixture<HandbookPortal>
{
    private const string Council = "regionala-samverkansradet/2026-12-09";

    private const string Typed = """
        Noterat från Regionala samverkansrådet 9 december

        Hur ska länet nå målen till 2030? Rådet fick de första förslagen. Det pratade också om bussarnas nya program och om vilka yrken som kommer att saknas.

        Fyra förslag för länet

        Regionen har tagit fram fyra förslag på vad som ska göras annorlunda fram till 2030. De handlar om bostäder, yrkeskunskaper, laddplatser och unga i beslut. Kommunerna tyckte att förslagen är få och tydliga, men ville veta vem som betalar.

        Kommunerna svarar skriftligt senast den 29 januari.

        Önskemål om bussar och tåg

        Alla sju kommuner har lämnat önskemål till det nya trafikförsörjningsprogrammet. Vanligast är tätare turer tidigt på morgonen. Ett utkast till program väntas vara klart i april nästa år.

        Så många undersköterskor saknas

        Prognosen är klar för alla kommuner. År 2030 saknas 900 undersköterskor i länet om inget görs. Frågan lyfts vid nästa möte.

        Nästa möte är den 10 februari 2027.
        """;

    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("WRITE_PICTURES") == "1";

    [Fact]
    public async Task Walk_FromMeetingToCorrectedNote_IsAsTheHandbookTells()
    {
        await ShowAsync(await portal.OpenAsync("/noterat/regionala-samverkansradet/2018-04-11", height: 900), "notering");
        var alva = await portal.SignInAsync("alva");
        await ShowAsync(alva, "handbok-oversikt");
        await PlanAsync(alva);
        var draft = await PasteAsync(alva);
        await WriteAsync(alva, draft);
        portal.SetClock(13, 25);
        var signe = await portal.SignInAsync("signe");
        await ReviewAsync(alva, signe, draft);
        portal.SetClock(13, 40);
        await PublishAsync(signe, draft);
        portal.SetClock(15, 5);
        await CorrectAsync(signe);
        portal.SetClock(21, 2);
        await MeetAsync(alva, signe);
    }

    private static async Task PlanAsync(IPage alva)
    {
        await alva.GotoAsync("/redaktion/moten");
        await alva.ClickAsync("main a:has-text('Planera möte')");
        await alva.SelectOptionAsync("#Input_Body", "kulturforum");
        await alva.FillAsync("#Input_On", "2027-01-20");
        await alva.FillAsync("#Input_StartsAt", "10:00");
        await alva.FillAsync("#Input_Place", "Kramfors");
        await alva.EvaluateAsync("window.scrollTo(0, 0)");
        await ShowAsync(alva, "handbok-planera", height: 1040);
        await alva.ClickAsync("button:text('Planera mötet')");
        await Assertions.Expect(alva.Locator("main")).ToContainTextAsync("Onsdag 20 januari 2027");
    }

    private static async Task<string> PasteAsync(IPage alva)
    {
        await alva.GotoAsync("/redaktion");
        await alva.ClickAsync("text=Klistra in eller ladda upp");
        await alva.FillAsync("#Input_Text", Typed);
        await alva.EvaluateAsync("window.scrollTo(0, 0)");
        await ShowAsync(alva, "handbok-klistra-in", height: 1040);
        await alva.ClickAsync("button:text('Läs in texten')");
        await Assertions.Expect(alva.Locator("h1")).ToHaveTextAsync("Stämmer det här?");
        await Assertions.Expect(alva.Locator("#Input_HeldOn")).ToHaveValueAsync("2026-12-09");
        await ShowAsync(alva, "handbok-stammer-det", height: 1200);
        await alva.ClickAsync("button:text('Gör ett utkast')");
        await alva.WaitForURLAsync("**/redaktion/utkast/*");
        return new Uri(alva.Url).AbsolutePath;
    }

    private static async Task WriteAsync(IPage alva, string draft)
    {
        var promise = alva.Locator(".carried li", new() { HasText = "Rådet får förslag på vad som ska göras annorlunda" });
        await promise.Locator("input[value=Done]").CheckAsync();
        await promise.Locator("input[name$='.Text']").FillAsync("Rådet fick fyra förslag");
        await SavedAsync(alva);
        await ShowAsync(alva, "handbok-loften", alva.Locator("details.carried"));

        await OpenItemAsync(alva, "p1");
        await alva.SelectOptionAsync("#p1-amne-0", "Regional utveckling");
        await SavedAsync(alva);
        await Assertions.Expect(alva.Locator("#p1-lage")).ToContainTextAsync("Klar");
        await alva.EvaluateAsync("document.getElementById('punkter').scrollIntoView()");
        await ShowAsync(alva, "handbok-skriva");
        await ShowAsync(alva, "handbok-uppfoljning", alva.Locator("#punkt-p1 fieldset"));

        var text = await alva.InputValueAsync("#p1-text");
        await alva.FillAsync("#p1-text", text + "\n\nRing Kim, 811218-9876.");
        await SavedAsync(alva);
        await alva.CheckAsync("input[name=panel][value=checks]");
        await Assertions.Expect(alva.Locator("#sida-kontroll")).ToContainTextAsync("ser ut som ett personnummer");
        await ShowAsync(alva, "handbok-kontroll", alva.Locator("[data-side-panel]"));

        await alva.FillAsync("#p1-text", text);
        foreach (var (item, topic) in new[] { ("p2", "Kollektivtrafik"), ("p3", "Kompetens och utbildning") })
        {
            await OpenItemAsync(alva, item);
            await alva.SelectOptionAsync($"#{item}-amne-0", topic);
        }

        await SavedAsync(alva);
        await alva.ClickAsync("text=Bilder");
        await alva.SetInputFilesAsync("#Input_File", Path.Combine(PortalFixture.Root, "seeds", "bilder", "linjekarta.png"));
        await alva.FillAsync("#Input_Alt", "Karta över tåget längs kusten och två busslinjer in i landet.");
        await ShowAsync(alva, "handbok-bilder");
        await alva.GotoAsync(draft);
        await alva.ClickAsync("button:text('Skicka till granskning')");
        await Assertions.Expect(alva.Locator("main")).ToContainTextAsync("är skickad till granskning");
    }

    private static async Task ReviewAsync(IPage alva, IPage signe, string draft)
    {
        await signe.ClickAsync("main a:text('Granska')");
        await signe.SelectOptionAsync("#Input_ItemKey", "p3");
        await signe.FillAsync("#Input_Text", "Skriv gärna var siffran kommer från.");
        await signe.ClickAsync("button:text('Skicka kommentaren')");
        await Assertions.Expect(signe.Locator(".comments")).ToContainTextAsync("Skriv gärna");
        await signe.EvaluateAsync("window.scrollTo(0, 0)");
        await ShowAsync(signe, "handbok-granska", height: 1000);
        await signe.FillAsync("#Comment", "Bra text! Svara bara på frågan om siffran.");
        await signe.ClickAsync("button:text('Skicka tillbaka')");
        await alva.GotoAsync(draft);
        await Assertions.Expect(alva.Locator("main")).ToContainTextAsync("Noteringen kom tillbaka från granskningen");
        await alva.ClickAsync("button:text('Skicka till granskning')");
        await Assertions.Expect(alva.Locator("main")).ToContainTextAsync("är skickad till granskning");
    }

    private static async Task PublishAsync(IPage signe, string draft)
    {
        await signe.GotoAsync($"{draft}/granska");
        await signe.ClickAsync("text=Till publicering");
        await signe.CheckAsync("#Input_IsAttested");
        await ShowAsync(signe, "handbok-publicera");
        await signe.ClickAsync("#sida-form button.button--primary");
        await Assertions.Expect(signe.Locator("main")).ToContainTextAsync("Noteringen är publicerad.");
    }

    private static async Task CorrectAsync(IPage signe)
    {
        await signe.ClickAsync("button:text('Rätta')");
        await OpenItemAsync(signe, "p3");
        await signe.FillAsync("#p3-text", (await signe.InputValueAsync("#p3-text")).Replace("900", "950", StringComparison.Ordinal));
        await SavedAsync(signe);
        await signe.ClickAsync("button:text('Granska och publicera')");
        await signe.ClickAsync("text=Till publicering");
        await signe.FillAsync("#Input_ChangeNote", "Antalet undersköterskor som saknas var fel. Det rätta är 950.");
        await signe.CheckAsync("#Input_IsAttested");
        await ShowAsync(signe, "handbok-ratta", signe.Locator(".decision"), 1000);
        await signe.ClickAsync("#sida-form button.button--primary");
        await Assertions.Expect(signe.Locator("main")).ToContainTextAsync("Rättelsen är publicerad.");
        await signe.ClickAsync("text=Jämför");
        await ShowAsync(signe, "handbok-versioner");
        await signe.GotoAsync($"/redaktion/noteringar/{Council}/dra-in");
        await signe.FillAsync("#Reason", "Siffran i punkt 3 stämmer inte. Vi återkommer när den är kontrollerad.");
        await ShowAsync(signe, "handbok-dra-in");
    }

    /// <summary>Both write the same lead; then the phone shows what the meeting's note looks like there.</summary>
    private async Task MeetAsync(IPage alva, IPage signe)
    {
        await alva.GotoAsync("/redaktion/ny?organ=kulturforum&dag=2026-12-03&nummer=1");
        await alva.ClickAsync("button:text('Börja skriva')");
        await alva.WaitForURLAsync("**/redaktion/utkast/*");
        var draft = new Uri(alva.Url).AbsolutePath;
        await signe.GotoAsync(draft);
        await signe.FillAsync("#ingress", "Forumet pratade om bokbussen, om filmlägret och om nästa års kulturplan.");
        await SavedAsync(signe);
        await alva.FillAsync("#ingress", "Forumet pratade mest om bokbussen och nästa års kulturplan.");
        await alva.ClickAsync("button:text('Jämför texterna')");
        await Assertions.Expect(alva.Locator("h1")).ToHaveTextAsync("Signe, kansliet hann spara före dig");
        await ShowAsync(alva, "handbok-tva-texter");

        var phone = await portal.SignInAsync("alva", width: 390, height: 844);
        await phone.GotoAsync(draft);
        await OpenItemAsync(phone, "p1");
        await phone.EvaluateAsync("document.getElementById('punkter').scrollIntoView()");
        await ShowAsync(phone, "handbok-mobil");
    }

    private static async Task OpenItemAsync(IPage page, string key)
    {
        if (!await page.IsVisibleAsync($"#{key}-rubrik"))
        {
            await page.ClickAsync($"#punkt-{key} > summary");
        }
    }

    /// <summary>Until what was typed is saved and the page has been told what it says.</summary>
    private static async Task SavedAsync(IPage page)
    {
        await page.RunAndWaitForResponseAsync(
            () => page.WaitForResponseAsync(answer => answer.Url.EndsWith("handler=Save", StringComparison.Ordinal) && answer.Ok),
            answer => answer.Request.Method == "GET" && answer.Url == page.Url.Split('#')[0] && answer.Ok);
        await Assertions.Expect(page.Locator("[data-save-state]")).ToContainTextAsync("Sparat kl.");
    }

    /// <summary>The page as it is seen, or a part of it with some air around.</summary>
    private static async Task ShowAsync(IPage page, string name, ILocator? part = null, int? height = null)
    {
        if (!IsWriting)
        {
            return;
        }

        if (height is { } tall)
        {
            await page.SetViewportSizeAsync(page.ViewportSize!.Width, tall);
        }

        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.EvaluateAsync("document.fonts.ready");
        var options = new PageScreenshotOptions { Path = Path.Combine(PortalFixture.Root, "docs", "bilder", $"{name}.png"), Animations = ScreenshotAnimations.Disabled };
        if (part is not null)
        {
            const int air = 16;
            await part.ScrollIntoViewIfNeededAsync();
            var box = (await part.BoundingBoxAsync())!;
            options.Clip = new() { X = Math.Max(0, box.X - air), Y = Math.Max(0, box.Y - air), Width = box.Width + (2 * air), Height = box.Height + (2 * air) };
        }

        await page.ScreenshotAsync(options);
        if (height is not null)
        {
            await page.SetViewportSizeAsync(page.ViewportSize!.Width, 860);
        }
    }
}
