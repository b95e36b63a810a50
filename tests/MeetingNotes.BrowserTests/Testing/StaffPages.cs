using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>
/// Every page of the desk in every state that looks different, on <see cref="FullDesk"/>. A new page is a new line here: until it has one, the
/// tests fail.
/// </summary>
public static class StaffPages
{
    /// <summary>Text longer than any field takes.</summary>
    private static readonly string TooLong = new('x', 5000);

    public static IReadOnlyList<StaffPage> All { get; } =
    [
        // signing in and out
        new("LoggaIn", "logga in", null, _ => "/redaktion/logga-in"),
        new("LoggaInFel", "inloggningen misslyckades", null, _ => "/redaktion/logga-in/fel/nekad"),
        new("LoggaInFel", "spärrad", null, _ => "/redaktion/logga-in/fel/sparrad"),
        new("LoggaUt", "utloggad", null, _ => "/redaktion/logga-ut"),
        new("Obehorig", "utan behörighet", "ture", _ => "/redaktion"),
        new("Obehorig", "fel behörighet", "alva", _ => "/redaktion/organ"),
        new("Tillbaka", "inloggad igen", "alva", _ => "/redaktion/tillbaka"),
        new("Avbruten", "utloggad medan formuläret var öppet", "maj", _ => "/redaktion/moten/planera", async (page, _) =>
        {
            await page.FillAsync("[name='Input.Place']", "Härnösand, i residensets stora sal");
            await page.Context.ClearCookiesAsync();
            await SubmitAsync(page);
        }),

        // the desk
        new("Index", "att göra, skribent", "alva", _ => "/redaktion"),
        new("Index", "att göra, redaktör", "signe", _ => "/redaktion"),
        new("Index", "att göra, administratör", "maj", _ => "/redaktion"),
        new("Ny", "ny notering", "alva", _ => "/redaktion/ny"),
        new("Ny", "ny notering, fel", "alva", _ => "/redaktion/ny", (page, _) => SubmitAsync(page, "form.form")),
        new("Klistra", "klistra in", "alva", _ => "/redaktion/klistra-in"),
        new("Klistra", "klistra in, fel", "alva", _ => "/redaktion/klistra-in", (page, _) => SubmitAsync(page)),
        new("Klistra", "stämmer det här", "alva", _ => "/redaktion/klistra-in", (page, _) => PasteAsync(page)),
        new("Klistra", "stämmer det här, fel", "alva", _ => "/redaktion/klistra-in", async (page, _) =>
        {
            await PasteAsync(page);
            await page.SelectOptionAsync("[name='Input.Body']", "");
            await page.FillAsync("[name='Input.HeldOn']", "");
            await SubmitAsync(page);
        }),
        new("Uppfoljningar/Index", "uppföljningar att besvara", "alva", _ => "/redaktion/uppfoljningar"),

        // a draft
        new("Utkast/Utkast", "utkast", "alva", desk => $"/redaktion/utkast/{desk.Writing}"),
        new("Utkast/Utkast", "utkast, andra punkten", "alva", desk => $"/redaktion/utkast/{desk.Writing}?punkt=p2"),
        new("Utkast/Utkast", "utkast, kontrollen", "alva", desk => $"/redaktion/utkast/{desk.Writing}", (page, _) => page.ClickAsync(".side-panel__tabs label:nth-child(2)")),
        new("Utkast/Utkast", "utkast, godkänt", "signe", desk => $"/redaktion/utkast/{desk.Scheduled}"),
        new("Utkast/Utkast", "någon annan hann före", "alva", desk => $"/redaktion/utkast/{desk.Disputed}", async (page, desk) =>
        {
            await desk.SaveDisputedAsync();
            await page.FillAsync("#ingress", "Alva skrev också om ingressen.");
            await LeadsOnAsync(page, () => page.ClickAsync("[data-save-state] button"));
        }),
        new("Utkast/Forhandsvisning", "förhandsvisning", "alva", desk => $"/redaktion/utkast/{desk.Scheduled}/forhandsvisning"),
        new("/Forhandsvisning", "förhandsvisning med länk", null, desk => $"/forhandsvisning/{desk.PreviewLink}"),
        new("Utkast/Forhandsvisning", "går inte att visa", "alva", desk => $"/redaktion/utkast/{desk.Broken}/forhandsvisning"),
        new("Utkast/Slang", "släng", "alva", desk => $"/redaktion/utkast/{desk.Writing}/slang"),
        new("Utkast/LamnaOver", "lämna över", "alva", desk => $"/redaktion/utkast/{desk.Writing}/lamna-over"),
        new("Utkast/BytDag", "byt dag", "alva", desk => $"/redaktion/utkast/{desk.Broken}/byt-dag"),
        new("Utkast/BytDag", "byt dag, fel", "alva", desk => $"/redaktion/utkast/{desk.Broken}/byt-dag", (page, _) => SubmitAsync(page, "form.form")),
        new("Utkast/BytDag", "byt dag, till granskning", "alva", desk => $"/redaktion/utkast/{desk.Submitted}/byt-dag"),
        new("Utkast/Bilder", "bilder", "alva", desk => $"/redaktion/utkast/{desk.Writing}/bilder"),
        new("Utkast/Bilder", "bilder, fel", "alva", desk => $"/redaktion/utkast/{desk.Writing}/bilder", (page, _) => SubmitAsync(page)),
        new("Utkast/Lank", "länk", "alva", desk => $"/redaktion/utkast/{desk.Writing}/lank"),
        new("Utkast/Lank", "länk, ny", "alva", desk => $"/redaktion/utkast/{desk.Disputed}/lank", (page, _) => SubmitAsync(page)),

        // review and publishing
        new("Utkast/Granska", "granska, eget utkast", "alva", desk => $"/redaktion/utkast/{desk.Writing}/granska"),
        new("Utkast/Granska", "granska", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/granska"),
        new("Utkast/Granska", "granska, fel", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/granska", (page, _) => SubmitAsync(page, "#sida-godkann")),
        new("Utkast/Granska", "granska en rättelse", "signe", desk => $"/redaktion/utkast/{desk.Correction}/granska"),
        new("Utkast/Kommentera", "kommentera", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/kommentera?punkt=p1"),
        new("Utkast/Kommentera", "kommentera, fel", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/kommentera?punkt=p1", (page, _) => SubmitAsync(page)),
        new("Utkast/Personnummer", "personnummer", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/personnummer"),
        new("Utkast/Personnummer", "personnummer, fel", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/personnummer", (page, _) => SubmitAsync(page)),
        new("Utkast/Publicera", "publicera, stopp", "signe", desk => $"/redaktion/utkast/{desk.Submitted}/publicera"),
        new("Utkast/Publicera", "publicera, fel", "signe", desk => $"/redaktion/utkast/{desk.Disputed}/publicera", (page, _) => SubmitAsync(page)),
        new("Utkast/Publicera", "schemalägg, fel", "signe", desk => $"/redaktion/utkast/{desk.Disputed}/publicera", async (page, _) =>
        {
            await page.CheckAsync("[name='Input.When'][value=sen]");
            await SubmitAsync(page);
        }),
        new("Utkast/Publicera", "schemalägg, två gånger samma tid", "signe", desk => $"/redaktion/utkast/{desk.Disputed}/publicera", async (page, _) =>
        {
            await page.CheckAsync("[name='Input.When'][value=sen]");
            await page.FillAsync("[name='Input.Day']", "2027-10-31");
            await page.FillAsync("[name='Input.Time']", "02:30");
            await SubmitAsync(page);
        }),
        new("Utkast/Publicera", "publicera en rättelse", "signe", desk => $"/redaktion/utkast/{desk.Correction}/publicera"),
        new("Utkast/Publicera", "publicera en rättelse, fel", "signe", desk => $"/redaktion/utkast/{desk.Correction}/publicera", (page, _) => SubmitAsync(page)),
        new("Utkast/Publicera", "schemalagd", "signe", desk => $"/redaktion/utkast/{desk.Scheduled}/publicera"),
        new("Utkast/Publicera", "publicerades inte i tid", "signe", desk => $"/redaktion/utkast/{desk.Missed}/publicera"),
        new("Utkast/TaBortTiden", "ta bort tiden", "signe", desk => $"/redaktion/utkast/{desk.Scheduled}/ta-bort-tiden"),

        // published notes
        new("Noteringar/Index", "noteringar", "signe", _ => "/redaktion/noteringar"),
        new("Noteringar/Index", "noteringar, inga", "signe", _ => "/redaktion/noteringar?organ=kulturforum&ar=2012"),
        new("Noteringar/Notering", "notering", "signe", desk => $"/redaktion/noteringar/{desk.Corrected}"),
        new("Noteringar/Notering", "notering, administratör", "maj", desk => $"/redaktion/noteringar/{desk.Corrected}"),
        new("Noteringar/Notering", "notering, indragen", "signe", desk => $"/redaktion/noteringar/{desk.Withdrawn}"),
        new("Noteringar/Version", "version", "signe", desk => $"/redaktion/noteringar/{desk.Corrected}/versioner/3"),
        new("Noteringar/Version", "jämför versioner", "signe", desk => $"/redaktion/noteringar/{desk.Corrected}/versioner/3?mot=1"),
        new("Noteringar/DraIn", "dra in", "signe", desk => $"/redaktion/noteringar/{desk.Corrected}/dra-in"),
        new("Noteringar/DraIn", "dra in, fel", "signe", desk => $"/redaktion/noteringar/{desk.Corrected}/dra-in", (page, _) => SubmitAsync(page)),
        new("Noteringar/Gallra", "gallra", "maj", desk => $"/redaktion/noteringar/{desk.Withdrawn}/gallra"),
        new("Noteringar/Gallra", "gallra, fel", "maj", desk => $"/redaktion/noteringar/{desk.Withdrawn}/gallra", (page, _) => SubmitAsync(page)),

        // registers
        new("Moten/Index", "möten", "maj", _ => "/redaktion/moten"),
        new("Moten/Index", "möten för ett organ", "alva", _ => "/redaktion/moten?organ=kulturforum"),
        new("Moten/Planera", "planera", "maj", _ => "/redaktion/moten/planera"),
        new("Moten/Planera", "planera, fel", "maj", _ => "/redaktion/moten/planera", (page, _) => SubmitAsync(page)),
        new("Moten/Andra", "ändra möte", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/andra"),
        new("Moten/Andra", "ändra möte, fel", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/andra", (page, _) => SubmitTooLongAsync(page, "Input.Place")),
        new("Moten/Flytta", "flytta", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/flytta"),
        new("Moten/Flytta", "flytta, fel", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/flytta", (page, _) => SubmitAsync(page)),
        new("Moten/StallIn", "ställ in", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/stall-in"),
        new("Moten/StallIn", "ställ in, fel", "maj", desk => $"/redaktion/moten/{desk.PlannedMeeting}/stall-in", (page, _) => SubmitAsync(page)),
        new("Moten/StallIn", "inställt", "maj", desk => $"/redaktion/moten/{desk.CancelledMeeting}/stall-in"),
        new("Arenden/Index", "ärenden", "signe", _ => "/redaktion/arenden"),
        new("Arenden/Index", "ärenden, inga", "signe", _ => "/redaktion/arenden?namn=zebraost"),
        new("Arenden/Andra", "byt namn på ärende", "signe", _ => "/redaktion/arenden/regional-exportsamverkan/andra"),
        new("Arenden/Andra", "byt namn på ärende, fel", "signe", _ => "/redaktion/arenden/regional-exportsamverkan/andra", async (page, _) =>
        {
            await page.FillAsync("[name='Input.Name']", "");
            await SubmitAsync(page);
        }),
        new("Arenden/SlaIhop", "slå ihop ärende", "signe", _ => "/redaktion/arenden/regional-exportsamverkan/sla-ihop"),
        new("Arenden/SlaIhop", "slå ihop ärende, vad som händer", "signe", _ => "/redaktion/arenden/regional-exportsamverkan/sla-ihop?med=forum-for-innovation-och-foretagande"),
        new("Organ/Index", "organ", "maj", _ => "/redaktion/organ"),
        new("Organ/Nytt", "nytt organ", "maj", _ => "/redaktion/organ/nytt"),
        new("Organ/Nytt", "nytt organ, fel", "maj", _ => "/redaktion/organ/nytt", (page, _) => SubmitAsync(page)),
        new("Organ/Andra", "ändra organ", "maj", _ => "/redaktion/organ/kulturforum/andra"),
        new("Organ/Andra", "ändra organ, fel", "maj", _ => "/redaktion/organ/kulturforum/andra", (page, _) => SubmitTooLongAsync(page, "Input.Name")),
        new("Organ/Upplos", "upplös", "maj", _ => "/redaktion/organ/kulturforum/upplos"),
        new("Organ/Upplos", "upplös, fel", "maj", _ => "/redaktion/organ/kulturforum/upplos", (page, _) => SubmitAsync(page)),
        new("Organ/Upplos", "upplöst", "maj", _ => "/redaktion/organ/hallbarhetsradet/upplos"),
        new("Amnen/Index", "ämnen", "maj", _ => "/redaktion/amnen"),
        new("Amnen/Index", "ämnen, fel", "maj", _ => "/redaktion/amnen", (page, _) => SubmitAsync(page)),
        new("Amnen/Andra", "ändra ämne", "maj", _ => "/redaktion/amnen/kollektivtrafik/andra"),
        new("Amnen/Andra", "ändra ämne, fel", "maj", _ => "/redaktion/amnen/kollektivtrafik/andra", (page, _) => SubmitTooLongAsync(page, "Input.Name")),
        new("Amnen/Andra", "ändra ämne som inte används", "maj", _ => "/redaktion/amnen/oanvant-amne/andra"),
        new("Amnen/SlaIhop", "slå ihop ämne", "maj", _ => "/redaktion/amnen/kollektivtrafik/sla-ihop"),
        new("Amnen/SlaIhop", "slå ihop ämne, vad som händer", "maj", _ => "/redaktion/amnen/kollektivtrafik/sla-ihop?med=infrastruktur"),
        new("Forkortningar/Index", "förkortningar", "maj", _ => "/redaktion/forkortningar"),
        new("Forkortningar/Index", "förkortningar, fel", "maj", _ => "/redaktion/forkortningar", (page, _) => SubmitAsync(page)),
        new("Synonymer/Index", "synonymer", "maj", _ => "/redaktion/synonymer"),
        new("Synonymer/Index", "synonymer, fel", "maj", _ => "/redaktion/synonymer", (page, _) => SubmitAsync(page, "form.form")),
        new("Forkortningar/Andra", "ändra förkortning", "maj", _ => "/redaktion/forkortningar/andra?kort=RUS"),
        new("Forkortningar/Andra", "ändra förkortning, fel", "maj", _ => "/redaktion/forkortningar/andra?kort=RUS", (page, _) => SubmitTooLongAsync(page, "Input.Meaning")),
        new("Lankar/Index", "döda länkar", "signe", _ => "/redaktion/lankar"),
        new("Lankar/Lank", "död länk", "signe", desk => $"/redaktion/lankar/{desk.DeadLink}"),
        new("Lankar/Lank", "död länk, fel", "signe", desk => $"/redaktion/lankar/{desk.DeadLink}", (page, _) => SubmitAsync(page, "form.form")),
        new("Mejl/Index", "mejl", "maj", _ => "/redaktion/mejl"),
        new("Personer/Index", "personer", "maj", _ => "/redaktion/personer"),
        new("Personer/Index", "personer, fel", "maj", _ => "/redaktion/personer", (page, _) => SubmitAsync(page, "form.form")),
        new("Personer/Person", "person", "maj", desk => $"/redaktion/personer/{desk.Bo}"),
        new("Personer/Person", "person med roll från inloggningen", "maj", desk => $"/redaktion/personer/{desk.Signe.Id}"),
        new("Personer/Sparr", "spärra", "maj", desk => $"/redaktion/personer/{desk.Bo}/sparr"),
        new("Logg", "logg", "maj", _ => "/redaktion/logg"),
        new("Logg", "logg, inget", "maj", _ => "/redaktion/logg?fran=2001-01-01&till=2001-01-02"),
    ];

    public static TheoryData<string> OfDrafts => [.. All.Where(IsOfDraft).Select(page => page.Name)];

    public static TheoryData<string> Others => [.. All.Where(page => !IsOfDraft(page)).Select(page => page.Name)];

    private static bool IsOfDraft(StaffPage page) => page.Page.StartsWith("Utkast/", StringComparison.Ordinal);

    /// <summary>Whether it is a page in the window itself, and not on the way to one.</summary>
    public static bool IsNewPage(IPage page, IResponse response) =>
        response.Request.IsNavigationRequest && response.Frame == page.MainFrame && !response.Headers.ContainsKey("location");

    /// <summary>
    /// Acts and waits for the page that comes. Playwright, asked afterwards whether it is loaded, looks first and listens then, and sometimes misses what happened between.
    /// </summary>
    private static async Task LeadsOnAsync(IPage page, Func<Task> actAsync)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Load += (_, _) => loaded.TrySetResult();
        await actAsync();
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Sends the first form of the page that changes something, as it is, past what the browser itself would say of it.</summary>
    private static async Task SubmitAsync(IPage page, string form = "form[method=post]")
    {
        await page.EvaluateAsync("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })");
        await LeadsOnAsync(page, () => page.Locator("main").Locator(form).Locator("button[type=submit]").First.ClickAsync());
    }

    private static async Task SubmitTooLongAsync(IPage page, string field)
    {
        await page.EvaluateAsync("([name, text]) => { const field = document.getElementsByName(name)[0]; field.removeAttribute('maxlength'); field.value = text; }", new[] { field, TooLong });
        await SubmitAsync(page);
    }

    private static async Task PasteAsync(IPage page)
    {
        await page.FillAsync("textarea", await File.ReadAllTextAsync(Path.Combine(PortalFixture.Root, "seeds", "2018-04-11-regionala-samverkansradet.md"), TestContext.Current.CancellationToken));
        await SubmitAsync(page);
    }
}

/// <param name="Page">The Razor page, in the folder of the desk or, with a slash before it, outside.</param>
/// <param name="Name">What state it is in.</param>
/// <param name="Person">Key of the sample person who looks at it; <c>null</c> for somebody who has not signed in.</param>
/// <param name="Address">Where it is.</param>
/// <param name="ActAsync">How it gets there.</param>
public sealed record StaffPage(string Page, string Name, string? Person, Func<FullDesk, string> Address, Func<IPage, FullDesk, Task>? ActAsync = null);
