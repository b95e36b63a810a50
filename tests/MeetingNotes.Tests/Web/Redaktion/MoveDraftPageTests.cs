using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>"Byt dag": the page that gives a draft another meeting.</summary>
public sealed class MoveDraftPageTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly DraftContent Content = new() { Lead = "Forumet möttes.", Items = [new DraftItem { Key = "p1", Heading = "Bussar", Text = "De går." }] };

    [Fact]
    public async Task Move_ByDay_LeadsToTheDraftWithItsNewDay()
    {
        var (alva, id) = await DraftAsync("2025-03-03");
        Assert.NotNull((await alva.PageAsync($"/redaktion/utkast/{id}")).QuerySelector($"a[href='{Path(id)}']"));

        var response = await alva.SubmitAsync(Path(id), Day("2025-03-04"), "form.form");

        Assert.Equal($"/redaktion/utkast/{id}", response.Headers.Location!.ToString());
        var page = await alva.PageAsync($"/redaktion/utkast/{id}");
        Assert.Contains("Utkastet hör nu till mötet 4 mars 2025.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 mars 2025", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Forumet möttes.", ((IHtmlTextAreaElement)page.QuerySelector("#ingress")!).Value);
    }

    [Fact]
    public async Task Move_ToAPlannedMeeting_IsOneButton()
    {
        var (alva, id) = await DraftAsync("2031-03-05");
        await alva.SubmitAsync("/redaktion/moten/planera", new() { ["Input.Body"] = "kulturforum", ["Input.On"] = "2031-03-06" });

        await alva.SubmitAsync(Path(id), [], "form:has(input[value='2031-03-06'])");

        Assert.Equal(new DateOnly(2031, 3, 6), (await FindAsync(id)).HeldOn);
    }

    [Theory]
    [InlineData("", "Skriv vilken dag mötet hölls.")]
    [InlineData("i mars", "går inte att läsa")]
    [InlineData("1700-01-01", "Skriv en dag mellan")]
    [InlineData("2024-05-22", "Mötet har redan ett utkast.")]
    public async Task Move_ToNoDayOrATakenOne_SaysSoAtTheField(string day, string fault)
    {
        await StartAsync("2024-05-22");
        var (alva, id) = await DraftAsync($"2025-04-{1 + Math.Abs(fault.Length) % 28:00}");

        var response = await alva.SubmitAsync(Path(id), Day(day), "form.form");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains(fault, page.QuerySelector("#Input_HeldOn-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(day, page.QuerySelector("#Input_HeldOn")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Move_TextChangedMeanwhile_AsksAgainAndThenMoves()
    {
        var (alva, id) = await DraftAsync("2025-05-05");
        var (action, fields) = await alva.FillInAsync(Path(id), Day("2025-05-06"), "form.form");
        await alva.SubmitAsync($"/redaktion/utkast/{id}", new() { ["Lead"] = "Ny.", ["act"] = "save" }, "#sida-form");

        var response = await alva.PostAsync(action, fields);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains("Någon har ändrat utkastet", page.Body!.TextContent, StringComparison.Ordinal);
        var form = (IHtmlFormElement)page.QuerySelector("form.form")!;
        Assert.Equal("2025-05-06", ((IHtmlInputElement)form.QuerySelector("[name='Input.HeldOn']")!).Value);
        await alva.PostAsync(action, [.. form.Elements.OfType<IHtmlInputElement>().Select(input => (input.Name!, input.Value))]);
        Assert.Equal((new DateOnly(2025, 5, 6), "Ny."), ((await FindAsync(id)).HeldOn, (await FindAsync(id)).Content.Lead));
    }

    [Fact]
    public async Task Save_OfAnEditorThatWasOpenWhenTheDraftMoved_ShowsBothTexts()
    {
        var (alva, id) = await DraftAsync("2025-06-02");
        var (action, fields) = await alva.FillInAsync($"/redaktion/utkast/{id}", new() { ["Lead"] = "Skrivet under tiden.", ["act"] = "save" }, "#sida-form");
        var signe = await StaffClient.SignInAsync(portal, "signe");
        await signe.SubmitAsync(Path(id), Day("2025-06-03"), "form.form");

        var response = await alva.PostAsync(action, fields);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains("Signe, kansliet hann spara före dig", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Skrivet under tiden.", page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SentForReview_SaysWhoCanReturnItAndShowsNoForm()
    {
        var (alva, id) = await DraftAsync("2025-07-01");
        await alva.SubmitAsync($"/redaktion/utkast/{id}", new() { ["act"] = "submit" }, "#sida-form");

        var page = await alva.PageAsync(Path(id));

        Assert.Contains("skickad till granskning", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/redaktion/utkast/{id}/granska']"));
        Assert.Null(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Get_Correction_SaysThatItStays()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var correct = await alva.SubmitAsync("/redaktion/noteringar/regionala-samverkansradet/2018-05-30", [], "form[action*='Correct']");
        var draft = correct.Headers.Location!.ToString();

        Assert.Null((await alva.PageAsync(draft)).QuerySelector("a[href$='/byt-dag']"));
        var page = await alva.PageAsync($"{draft}/byt-dag");
        Assert.Contains("En rättelse hör till", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
    }

    private static string Path(Guid id) => $"/redaktion/utkast/{id}/byt-dag";

    private static Dictionary<string, string> Day(string day) => new() { ["Input.HeldOn"] = day };

    private async Task<(StaffClient Alva, Guid Id)> DraftAsync(string day)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        return (alva, await StartAsync(day));
    }

    private async Task<Guid> StartAsync(string day)
    {
        await StaffClient.SignInAsync(portal, "alva");
        return (await Drafts.StartAsync(await AlvaAsync(), "kulturforum", DateOnly.Parse(day, CultureInfo.InvariantCulture), 1, Content, Ct))!.Value.Id;
    }

    private async Task<Draft> FindAsync(Guid id) => (await Drafts.FindAsync(id, await AlvaAsync(), Ct))!;

    private DraftDesk Drafts => portal.Services.GetRequiredService<DraftDesk>();

    private async Task<StaffPerson> AlvaAsync() => new()
    {
        Id = await portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT id FROM people WHERE subject = 'alva'", null, Ct),
        Name = "alva",
        Grants = [new Grant(StaffRole.Writer, null)],
    };
}
