using System.Net;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>Bodies, topics, abbreviations and matters at the desk, over HTTP.</summary>
public sealed class RegisterPageTests(WebFixture portal)
{
    private readonly string _unique = $"{Guid.CreateVersion7():N}"[^10..];

    [Theory]
    [InlineData("/redaktion/organ", false)]
    [InlineData("/redaktion/organ/nytt", false)]
    [InlineData("/redaktion/organ/regionstyrelsen/andra", false)]
    [InlineData("/redaktion/organ/regionstyrelsen/upplos", false)]
    [InlineData("/redaktion/amnen", false)]
    [InlineData("/redaktion/amnen/kollektivtrafik/andra", false)]
    [InlineData("/redaktion/amnen/kollektivtrafik/sla-ihop", false)]
    [InlineData("/redaktion/forkortningar", false)]
    [InlineData("/redaktion/arenden", true)]
    public async Task Get_ByPersona_OpensForThoseWhoMay(string path, bool editorsMay)
    {
        Assert.Equal(HttpStatusCode.OK, (await (await StaffClient.SignInAsync(portal, "maj")).GetAsync(path)).StatusCode);
        Assert.Equal(editorsMay ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await (await StaffClient.SignInAsync(portal, "signe")).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await StaffClient.SignInAsync(portal, "alva")).GetAsync(path)).StatusCode);
        Assert.Equal("/redaktion/logga-in", (await portal.GetAsync(path)).Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData("/redaktion/organ/finns-inte/andra")]
    [InlineData("/redaktion/organ/finns-inte/upplos")]
    [InlineData("/redaktion/organ/%C3%A5/andra")]
    [InlineData("/redaktion/amnen/finns-inte/andra")]
    [InlineData("/redaktion/amnen/finns-inte/sla-ihop")]
    [InlineData("/redaktion/forkortningar/andra")]
    [InlineData("/redaktion/forkortningar/andra?kort=%00")]
    [InlineData("/redaktion/arenden/finns-inte/andra")]
    [InlineData("/redaktion/arenden/finns-inte/sla-ihop")]
    [InlineData("/redaktion/arenden?sida=9999")]
    [InlineData("/redaktion/arenden?sida=noll")]
    public async Task Get_UnknownThing_IsNotFound(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await StaffClient.SignInAsync(portal, "maj")).GetAsync(path)).StatusCode);

    [Fact]
    public async Task Body_CreatedRenamedDissolvedAndTakenBack_SaysSoEachTime()
    {
        var maj = await StaffClient.SignInAsync(portal, "maj");

        Assert.Equal("/redaktion/organ", (await maj.SubmitAsync("/redaktion/organ/nytt", new()
        {
            ["Input.Name"] = $"Prövorådet {_unique}",
            ["Input.Description"] = "Prövar saker.",
            ["Input.NeedsSecondPerson"] = "true",
        })).Headers.Location!.ToString());
        Assert.Contains("Fyra ögon", await RowAsync(maj, "/redaktion/organ"), StringComparison.Ordinal);
        Assert.Contains("Prövar saker.", (await portal.PageAsync($"/organ/provoradet-{_unique}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var form = await maj.PageAsync($"/redaktion/organ/provoradet-{_unique}/andra");
        Assert.NotNull(form.QuerySelector("#Input_NeedsSecondPerson[checked]"));
        await maj.SubmitAsync($"/redaktion/organ/provoradet-{_unique}/andra", new() { ["Input.Name"] = $"Provnämnden {_unique}" });
        var old = await portal.GetAsync($"/organ/provoradet-{_unique}");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/organ/provnamnden-{_unique}"), (old.StatusCode, old.Headers.Location!.ToString()));
        Assert.Contains("Har hetat Prövorådet", (await maj.PageAsync($"/redaktion/organ/provnamnden-{_unique}/andra")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await maj.SubmitAsync($"/redaktion/organ/provnamnden-{_unique}/upplos", new() { ["Input.On"] = "2026-10-31", ["Input.Successor"] = "kulturforum" });
        Assert.Contains("Upplöst 31 oktober 2026, ersatt av Kulturforum", await RowAsync(maj, "/redaktion/organ"), StringComparison.Ordinal);

        await maj.SubmitAsync($"/redaktion/organ/provnamnden-{_unique}/upplos", [], "form[action$='handler=Revive']");
        Assert.DoesNotContain("Upplöst 31", await RowAsync(maj, "/redaktion/organ"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ChangedInTwoWindows_SecondSeesWhatTheFirstWroteAndMayDecide()
    {
        var maj = await StaffClient.SignInAsync(portal, "maj");
        await maj.SubmitAsync("/redaktion/organ/nytt", new() { ["Input.Name"] = $"Tvårådet {_unique}" });
        var path = $"/redaktion/organ/tvaradet-{_unique}/andra";
        var (action, fields) = await maj.FillInAsync(path, new() { ["Input.Contact"] = "andra@region.example" });
        await maj.SubmitAsync(path, new() { ["Input.Contact"] = "forsta@region.example" });

        var response = await maj.PostAsync(action, fields);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains("forsta@region.example", page.QuerySelector("[aria-labelledby=sida-nu]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("andra@region.example", page.QuerySelector("#Input_Contact")!.GetAttribute("value"));
        var seen = page.QuerySelector("input[name='Input.Revision']")!.GetAttribute("value")!;
        response = await maj.PostAsync(action, [.. fields.Where(field => field.Name != "Input.Revision"), ("Input.Revision", seen)]);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("andra@region.example", (await maj.PageAsync(path)).QuerySelector("#Input_Contact")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/redaktion/organ/nytt", "Input.Name", "", "Skriv vad organet heter.")]
    [InlineData("/redaktion/organ/nytt", "Input.Name", "Regionstyrelsen", "Det finns redan ett organ som heter så, eller som har hetat så.")]
    [InlineData("/redaktion/organ/nytt", "Input.Contact", "ring 19121212-1212", "Texten innehåller något som ser ut som ett personnummer eller samordningsnummer. Ta bort det: alla kan läsa texten.")]
    [InlineData("/redaktion/organ/kulturforum/andra", "Input.Name", "Samverkansrådet", "Ett annat organ heter så, eller har hetat så.")]
    [InlineData("/redaktion/organ/kulturforum/upplos", "Input.On", "", "Skriv organets sista dag.")]
    [InlineData("/redaktion/organ/kulturforum/upplos", "Input.On", "2017-01-01", "Organet har möten efter den dagen. Ställ in eller ta bort dem först, eller välj en senare dag.")]
    [InlineData("/redaktion/organ/kulturforum/upplos", "Input.Successor", "kulturforum", "Det organet kan inte ta över. Välj ett annat.")]
    [InlineData("/redaktion/amnen", "Input.Name", "", "Skriv vad ämnet heter.")]
    [InlineData("/redaktion/amnen", "Input.Name", "kollektivTRAFIK", "Det finns redan ett ämne som heter så, eller som har hetat så.")]
    [InlineData("/redaktion/forkortningar", "Input.Word", "", "Skriv förkortningen.")]
    [InlineData("/redaktion/forkortningar", "Input.Meaning", "", "Skriv vad den betyder.")]
    [InlineData("/redaktion/forkortningar", "Input.Word", "Denna är alldeles för lång", "Skriv högst 20 tecken.")]
    public async Task Submit_FaultyField_SaysSoThere(string path, string field, string value, string message)
    {
        var maj = await StaffClient.SignInAsync(portal, "maj");
        var fields = new Dictionary<string, string> { [field] = value };
        foreach (var (name, ordinary) in path switch
        {
            "/redaktion/organ/nytt" => new Dictionary<string, string> { ["Input.Name"] = $"Nytt {_unique}" },
            "/redaktion/organ/kulturforum/upplos" => new() { ["Input.On"] = "2199-01-01" },
            "/redaktion/forkortningar" => new() { ["Input.Word"] = _unique, ["Input.Meaning"] = "Något" },
            _ => [],
        })
        {
            fields.TryAdd(name, ordinary);
        }

        var response = await maj.SubmitAsync(path, fields);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, (await WebFixture.ParseAsync(response)).QuerySelector($"#{field.Replace('.', '_')}-error")?.TextContent);
    }

    [Fact]
    public async Task Topic_CreatedChangedMergedAndRemoved_SaysSoEachTime()
    {
        var maj = await StaffClient.SignInAsync(portal, "maj");
        await maj.SubmitAsync("/redaktion/amnen", new() { ["Input.Name"] = $"Ålar {_unique}", ["Input.Synonyms"] = "ål\r\n\r\nålfiske" });
        await maj.SubmitAsync("/redaktion/amnen", new() { ["Input.Name"] = $"Fisk {_unique}" });
        Assert.Contains("ål, ålfiske", await RowAsync(maj, "/redaktion/amnen", "Ålar"), StringComparison.Ordinal);

        await maj.SubmitAsync($"/redaktion/amnen/alar-{_unique}/andra", new() { ["Input.Name"] = $"Ålfiske {_unique}", ["Input.Synonyms"] = "ål" });
        Assert.Contains("Ålfiske", await RowAsync(maj, "/redaktion/amnen", "Ålfiske"), StringComparison.Ordinal);

        var unchosen = await maj.GetAsync($"/redaktion/amnen/alfiske-{_unique}/sla-ihop?med=alfiske-{_unique}");
        Assert.Equal(HttpStatusCode.BadRequest, unchosen.StatusCode);
        var preview = await maj.PageAsync($"/redaktion/amnen/alfiske-{_unique}/sla-ihop?med=fisk-{_unique}");
        Assert.Contains($"Adressen /amnen/alfiske-{_unique} leder till /amnen/fisk-{_unique}.", preview.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/redaktion/amnen", (await maj.SubmitAsync($"/redaktion/amnen/alfiske-{_unique}/sla-ihop?med=fisk-{_unique}", [])).Headers.Location!.ToString());
        Assert.Contains($"Ålfiske {_unique}, ål", await RowAsync(maj, "/redaktion/amnen", "Fisk"), StringComparison.Ordinal);

        await maj.SubmitAsync($"/redaktion/amnen/fisk-{_unique}/andra", [], "form[action$='handler=Remove']");
        Assert.Equal(HttpStatusCode.NotFound, (await maj.GetAsync($"/redaktion/amnen/fisk-{_unique}/andra")).StatusCode);
    }

    [Fact]
    public async Task Topic_InUse_IsNotOfferedForRemoval() =>
        Assert.Null((await (await StaffClient.SignInAsync(portal, "maj")).PageAsync("/redaktion/amnen/kollektivtrafik/andra")).QuerySelector("form[action$='handler=Remove']"));

    [Fact]
    public async Task Abbreviation_WithAnyLetter_IsAddedChangedAndRemoved()
    {
        var word = $"t/r&{_unique}";
        var maj = await StaffClient.SignInAsync(portal, "maj");
        await maj.SubmitAsync("/redaktion/forkortningar", new() { ["Input.Word"] = word, ["Input.Meaning"] = "tur och retur" });
        var again = await maj.SubmitAsync("/redaktion/forkortningar", new() { ["Input.Word"] = word, ["Input.Meaning"] = "något annat" });
        Assert.Equal("Förkortningen finns redan. Ändra den i listan.", (await WebFixture.ParseAsync(again)).QuerySelector("#Input_Word-error")!.TextContent);

        var path = (await maj.PageAsync("/redaktion/forkortningar")).QuerySelectorAll(".worklist tr").Single(row => row.TextContent.Contains(_unique, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
        await maj.SubmitAsync(path, new() { ["Input.Meaning"] = "tur & retur" });
        Assert.Contains("tur & retur", await RowAsync(maj, "/redaktion/forkortningar"), StringComparison.Ordinal);

        await maj.SubmitAsync(path, [], "form[action$='handler=Remove']");
        Assert.Equal(HttpStatusCode.NotFound, (await maj.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Matter_RenamedAndJoined_SaysSoAndOldAddressesLeadOn()
    {
        await portal.Services.GetRequiredService<PortalFileImport>().ImportAsync(
            PortalFile.Read($"ärenden:\n  - namn: Fiber {_unique}\n  - namn: Bredband {_unique}\n"), TestContext.Current.CancellationToken);
        var signe = await StaffClient.SignInAsync(portal, "signe");

        var taken = await signe.SubmitAsync($"/redaktion/arenden/fiber-{_unique}/andra", new() { ["Input.Name"] = $"Bredband {_unique}" });
        Assert.StartsWith("Ett annat ärende heter så", (await WebFixture.ParseAsync(taken)).QuerySelector("#Input_Name-error")!.TextContent, StringComparison.Ordinal);
        await signe.SubmitAsync($"/redaktion/arenden/fiber-{_unique}/andra", new() { ["Input.Name"] = $"Fiber i byar {_unique}" });
        Assert.Contains("Inga publika", await RowAsync(signe, $"/redaktion/arenden?namn=byar+{_unique}"), StringComparison.Ordinal);

        var unknown = await signe.GetAsync($"/redaktion/arenden/fiber-{_unique}/sla-ihop?med=Finns+inte");
        Assert.Equal("Inget annat ärende heter ”Finns inte”. Skriv hela namnet.", (await WebFixture.ParseAsync(unknown)).QuerySelector("#Into-error")!.TextContent);
        var joined = await signe.SubmitAsync($"/redaktion/arenden/fiber-{_unique}/sla-ihop?med=bredband+{_unique}", []);
        Assert.Equal("/redaktion/arenden", joined.Headers.Location!.ToString());
        Assert.Equal($"Bredband {_unique}", (await signe.PageAsync($"/redaktion/arenden/fiber-i-byar-{_unique}/andra")).QuerySelector("#Input_Name")!.GetAttribute("value"));
    }

    private async Task<string> RowAsync(StaffClient client, string path, string name = "") =>
        (await client.PageAsync(path)).QuerySelectorAll(".worklist tbody tr").Select(row => row.TextContent)
            .Single(text => text.Contains(_unique, StringComparison.Ordinal) && text.Contains(name, StringComparison.Ordinal));
}
