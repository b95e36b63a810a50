using System.Net;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>The overview, new notes, images of drafts and links to show them.</summary>
public sealed class DeskPageTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Visitor_IsSentToSignIn()
    {
        var response = await portal.GetAsync("/redaktion/ny?organ=regionstyrelsen");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/redaktion/logga-in?till=%2Fredaktion%2Fny%3Forgan%3Dregionstyrelsen", response.Headers.Location!.PathAndQuery);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Get_SomebodyWithoutARole_IsToldWhomToAsk()
    {
        var ture = await StaffClient.SignInAsync(portal, "ture");

        var response = await ture.GetAsync("/redaktion");
        var page = await WebFixture.ParseAsync(response);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Ture", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("noterat@region.example", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("maj", true), InlineData("signe", false), InlineData("alva", false)]
    public async Task Get_NoMailServer_TellsAdministratorsWhereMailIs(string person, bool isTold)
    {
        var page = await (await StaffClient.SignInAsync(portal, person)).PageAsync("/redaktion");

        Assert.Equal(isTold ? "Mejl skickas inte ännu. De sparas i mappen mail i portalens datamapp tills en mejlserver är inställd." : null, page.QuerySelector("#sida-mejl")?.TextContent);
    }

    [Fact]
    public async Task Begin_MeetingOfTheBody_OpensADraftThatTheOverviewShowsToItsWriter()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync("/redaktion/ny", new() { ["Input.Body"] = "kulturforum", ["Input.HeldOn"] = "2026-11-03", ["Input.Number"] = "1" }, "form.form");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/redaktion/utkast/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var overview = await alva.PageAsync("/redaktion");
        Assert.Contains(overview.QuerySelectorAll("#sida-utkast + table a"), link => link.GetAttribute("href") == response.Headers.Location!.ToString());

        var again = await alva.SubmitAsync("/redaktion/ny", new() { ["Input.Body"] = "kulturforum", ["Input.HeldOn"] = "2026-11-03", ["Input.Number"] = "1" }, "form.form");
        Assert.Equal(response.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task Begin_MeetingWithAPublishedNote_LeadsToTheNote()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync("/redaktion/ny", new() { ["Input.Body"] = "regionstyrelsen", ["Input.HeldOn"] = "2026-11-10" }, "form.form");

        Assert.Equal("/redaktion/noteringar/regionstyrelsen/2026-11-10", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("", "2026-11-03", "Input_Body", "Välj vilket organ som höll mötet.")]
    [InlineData("finns-inte", "2026-11-03", "Input_Body", "Välj ett organ som du skriver för.")]
    [InlineData("kulturforum", "", "Input_HeldOn", "Skriv vilken dag mötet hölls.")]
    public async Task Begin_FaultyForm_SaysSoAtTheField(string body, string day, string field, string message)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync("/redaktion/ny", new() { ["Input.Body"] = body, ["Input.HeldOn"] = day }, "form.form");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Equal(message, page.QuerySelector($"#{field}-error")?.TextContent);
        Assert.Equal($"#{field}", page.QuerySelector(".error-summary a")?.GetAttribute("href"));
        Assert.StartsWith("Fel: ", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddImage_WithDescription_StandsInTheItemAndIsOnlyForStaffUntilPublished()
    {
        var (alva, id) = await DraftAsync("2026-11-04");

        var response = await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = "Karta över [linje 4]" }, file: new("Input.File", "Linje 4 (kopia).PNG", Picture(SKColors.Red)));

        Assert.Equal($"/redaktion/utkast/{id}", response.Headers.Location!.ToString());
        var draft = await FindAsync(id);
        Assert.Equal(@"![Karta över \[linje 4\]](bilder/linje-4-kopia.png)", draft.Content.Items[0].Text);
        var address = (await alva.PageAsync($"/redaktion/utkast/{id}/bilder")).QuerySelector("main img")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync(address)).StatusCode);
        var own = await alva.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("no-store", own.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("2026-11-21", @"Mappen C:\", @"Mappen C:\")]
    [InlineData("2026-11-22", "Två\nrader\n\n# inte rubrik", "Två rader  # inte rubrik")]
    [InlineData("2026-11-23", @"Från \[a] till ]b[", @"Från \[a] till ]b[")]
    public async Task AddImage_OddDescription_IsReadAloudAsItWasWritten(string day, string alt, string read)
    {
        var (alva, id) = await DraftAsync(day);
        await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = alt }, file: new("Input.File", "udda.png", Picture(SKColors.Red)));

        Assert.Equal(read, (await alva.PageAsync($"/redaktion/utkast/{id}/forhandsvisning")).QuerySelector("main img[src*='udda']")!.GetAttribute("alt"));
    }

    [Fact]
    public async Task AddImage_DraftWithoutItems_GetsOneForIt()
    {
        var (alva, id) = await DraftAsync("2026-11-24");
        await alva.SubmitAsync($"/redaktion/utkast/{id}", new() { ["act"] = $"remove:{(await FindAsync(id)).Content.Items[0].Key}" }, "#sida-form");

        await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = "Karta" }, file: new("Input.File", "ensam.png", Picture(SKColors.Red)));

        Assert.Equal("![Karta](bilder/ensam.png)", Assert.Single((await FindAsync(id)).Content.Items).Text);
    }

    [Fact]
    public async Task Preview_ImageWithoutDescription_ShowsTheRestAndSaysWhereItIsMissing()
    {
        var (alva, id) = await DraftAsync("2026-11-14");
        await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = "Karta" }, file: new("Input.File", "utan-ord.png", Picture(SKColors.Red)));
        var heading = (await FindAsync(id)).Content.Items[0].Heading;
        await alva.SubmitAsync($"/redaktion/utkast/{id}", new() { ["Items[0].Text"] = "Före kartan.\n\n![](bilder/utan-ord.png)\n\nEfter kartan.", ["act"] = "save" }, "#sida-form");

        var page = await alva.PageAsync($"/redaktion/utkast/{id}/forhandsvisning");

        var shown = page.QuerySelector("main")!.TextContent;
        Assert.Contains("Före kartan.", shown, StringComparison.Ordinal);
        Assert.Contains("Efter kartan.", shown, StringComparison.Ordinal);
        Assert.Equal("Bildbeskrivning saknas", page.QuerySelector("main img[src*='utan-ord'] + strong")!.TextContent);
        Assert.StartsWith($"Punkten ”{heading}”: Bilden ”bilder/utan-ord.png” saknar bildbeskrivning.", Assert.Single(page.QuerySelectorAll("#sida-fel li")).TextContent, StringComparison.Ordinal);

        var draft = await FindAsync(id);
        var person = new StaffPerson { Id = draft.OwnerId!.Value, Name = "Prov", Grants = [new Grant(StaffRole.Editor, null)] };
        var decided = await portal.Services.GetRequiredService<DraftPublishing>().DecideAsync(
            id, new DraftDecision { Kind = DecisionKind.Publish, Revision = draft.Revision, IsAttested = true }, person, Ct);
        Assert.NotEqual(DecisionOutcome.Published, decided.Outcome);
        Assert.Contains("saknar bildbeskrivning", (await alva.PageAsync($"/redaktion/utkast/{id}/granska")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddImage_OtherPictureOfTheSameName_GetsAnotherName()
    {
        var (alva, id) = await DraftAsync("2026-11-05");
        foreach (var colour in new[] { SKColors.Red, SKColors.Blue, SKColors.Red })
        {
            await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = "Karta" }, file: new("Input.File", "egen-karta.png", Picture(colour)));
        }

        var text = (await FindAsync(id)).Content.Items[0].Text;
        Assert.Equal("![Karta](bilder/egen-karta.png)\n\n![Karta](bilder/egen-karta-2.png)\n\n![Karta](bilder/egen-karta.png)", text);
    }

    [Theory]
    [InlineData("", false, "Input_Alt", "Beskriv bilden")]
    [InlineData("Karta", true, "Input_File", "”IMG_2034.HEIC” är varken PNG, JPEG eller WebP")]
    public async Task AddImage_Faulty_SaysSoAtTheFieldAndKeepsTheText(string alt, bool isText, string field, string message)
    {
        var (alva, id) = await DraftAsync("2026-11-06");

        var response = await alva.SubmitAsync($"/redaktion/utkast/{id}/bilder", new() { ["Input.Alt"] = alt },
            file: new("Input.File", "IMG_2034.HEIC", isText ? "<svg/>"u8.ToArray() : Picture(SKColors.Red)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains(message, page.QuerySelector($"#{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(alt, page.QuerySelector("#Input_Alt")!.TextContent);
    }

    [Fact]
    public async Task PreviewLink_MadeAndStopped_WorksInBetweenForAnybody()
    {
        var (alva, id) = await DraftAsync("2026-11-07");

        await alva.SubmitAsync($"/redaktion/utkast/{id}/lank", new() { ["dagar"] = "3" });
        var page = await alva.PageAsync($"/redaktion/utkast/{id}/lank");
        var path = new Uri(page.QuerySelector("#sida-adress")!.GetAttribute("value")!).AbsolutePath;
        var shown = await portal.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal("no-store", shown.Headers.CacheControl!.ToString());
        var preview = await WebFixture.ParseAsync(shown);
        Assert.Equal("noindex", preview.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Contains("Regionens kulturplan", preview.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await alva.PageAsync($"/redaktion/utkast/{id}/lank")).QuerySelector("#sida-adress"));

        await alva.SubmitAsync($"/redaktion/utkast/{id}/lank", new() { ["link"] = page.QuerySelector("[name=link]")!.GetAttribute("value")! });
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task PreviewLink_TimeIsOver_IsAsUnknown()
    {
        var (_, id) = await DraftAsync("2026-11-08");
        var person = await AlvaAsync();
        var token = PreviewLinks.NewToken();
        Assert.True(await portal.Services.GetRequiredService<PreviewLinks>().CreateAsync(id, token, 1, person, Ct));
        await portal.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE preview_links SET created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days' WHERE draft_id = @id", new { id }, Ct);

        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync($"/forhandsvisning/{token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync($"/forhandsvisning/{new string('0', 48)}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/forhandsvisning/x")).StatusCode);
    }

    private async Task<(StaffClient Alva, Guid Id)> DraftAsync(string day)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var content = new DraftContent { Lead = "Regionens kulturplan.", Items = [new DraftItem { Key = "p1", Heading = "Kulturplan" }] };
        var draft = await portal.Services.GetRequiredService<DraftDesk>().StartAsync(
            await AlvaAsync(), "kulturforum", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 1, content, Ct);
        return (alva, draft!.Value.Id);
    }

    private async Task<StaffPerson> AlvaAsync() => new()
    {
        Id = await portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT id FROM people WHERE subject = 'alva'", null, Ct),
        Name = "Alva",
        Grants = [new Grant(StaffRole.Writer, null)],
    };

    private async Task<Draft> FindAsync(Guid id) => (await portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, await AlvaAsync(), Ct))!;

    private static byte[] Picture(SKColor colour)
    {
        using var bitmap = new SKBitmap(40, 30);
        bitmap.Erase(colour);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
