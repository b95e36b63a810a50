using System.Net;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>Meetings at the desk, over HTTP. The clock stands at 24 November 2026.</summary>
public sealed class MeetingPageTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly StaffPerson Anyone = new() { Id = Guid.Empty, Name = "", Grants = [new Grant(StaffRole.Writer, null)] };

    [Theory]
    [InlineData("/redaktion/moten")]
    [InlineData("/redaktion/moten/planera")]
    public async Task Get_ByPersona_OpensForStaffAlone(string path)
    {
        Assert.Equal(HttpStatusCode.OK, (await (await StaffClient.SignInAsync(portal, "alva")).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await StaffClient.SignInAsync(portal, "ture")).GetAsync(path)).StatusCode);
        Assert.Equal("/redaktion/logga-in", (await portal.GetAsync(path)).Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData("andra")]
    [InlineData("flytta")]
    [InlineData("stall-in")]
    public async Task Get_UnknownMeeting_IsNotFound(string page)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync($"/redaktion/moten/{Guid.CreateVersion7()}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync("/redaktion/moten?organ=finns-inte")).StatusCode);
    }

    [Fact]
    public async Task Plan_FilledForm_IsInTheListAndInThePublicCalendar()
    {
        var body = await BodyAsync();
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync("/redaktion/moten/planera?organ=" + body, new()
        {
            ["Input.On"] = "2027-02-03",
            ["Input.StartsAt"] = "09:30",
            ["Input.Place"] = "Härnösand",
        });

        Assert.Equal("/redaktion/moten", response.Headers.Location!.ToString());
        var list = await alva.PageAsync("/redaktion/moten?organ=" + body);
        Assert.Contains("Mötet 3 februari 2027 är planerat.", list.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var row = Assert.Single(list.QuerySelectorAll(".worklist tbody tr")).TextContent;
        Assert.Contains("Onsdag 3 februari 2027", row, StringComparison.Ordinal);
        Assert.Contains("kl. 9.30, Härnösand", row, StringComparison.Ordinal);
        Assert.Contains("Planerat.", row, StringComparison.Ordinal);
        Assert.Contains("Härnösand", (await portal.PageAsync("/organ/" + body)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Body", "", "Välj vilket organ som har mötet.")]
    [InlineData("Input.Body", "finns-inte", "Välj ett organ som du skriver för.")]
    [InlineData("Input.On", "", "Skriv vilken dag mötet är.")]
    [InlineData("Input.On", "i morgon", "”i morgon” går inte att läsa. Skriv en dag som 2026-11-25 och en tid som 09:00.")]
    [InlineData("Input.On", "2204-02-03", "Skriv en dag mellan 1800-01-01 och 2199-12-31.")]
    [InlineData("Input.Number", "0", "Skriv ett tal från 1 till 99.")]
    [InlineData("Input.Place", "!", "Skriv med bokstäver eller siffror.")]
    [InlineData("Input.Place", "hos 19121212-1212", "Texten innehåller något som ser ut som ett personnummer eller samordningsnummer. Ta bort det: alla kan läsa texten.")]
    public async Task Plan_FaultyField_SaysSoThereAndKeepsTheRest(string field, string value, string message)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var fields = new Dictionary<string, string> { ["Input.Body"] = "kulturforum", ["Input.On"] = "2027-03-03", ["Input.Place"] = "Kramfors", ["Input.Number"] = "1" };
        fields[field] = value;

        var response = await alva.SubmitAsync("/redaktion/moten/planera", fields);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        var id = field.Replace('.', '_');
        Assert.Equal(message, page.QuerySelector($"#{id}-error")?.TextContent);
        Assert.Equal($"#{id}", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(field == "Input.Place" ? value : "Kramfors", page.QuerySelector("#Input_Place")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Plan_TooLongPlaceOrTakenDay_SaysSo()
    {
        var body = await BodyAsync();
        var alva = await StaffClient.SignInAsync(portal, "alva");
        await PlanAsync(body, "2027-02-03");

        var tooLong = await alva.SubmitAsync("/redaktion/moten/planera", new() { ["Input.Body"] = body, ["Input.On"] = "2027-02-04", ["Input.Place"] = new string('a', 201) });
        var taken = await alva.SubmitAsync("/redaktion/moten/planera", new() { ["Input.Body"] = body, ["Input.On"] = "2027-02-03", ["Input.StartsAt"] = "09:00" });

        Assert.Equal("Skriv högst 200 tecken.", (await WebFixture.ParseAsync(tooLong)).QuerySelector("#Input_Place-error")!.TextContent);
        Assert.StartsWith("Organet har redan ett möte den dagen.", (await WebFixture.ParseAsync(taken)).QuerySelector("#Input_On-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_TimeAndPlace_ShowsOnTheNextPage()
    {
        var body = await BodyAsync();
        var id = await PlanAsync(body, "2027-02-03");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync($"/redaktion/moten/{id}/andra", new() { ["Input.StartsAt"] = "13:15", ["Input.Place"] = "Digitalt" });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Contains("kl. 13.15, Digitalt", (await alva.PageAsync("/redaktion/moten?organ=" + body)).QuerySelector(".worklist")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_WithReason_ShowsTheDayItLeftAndRefusesTheDayItIsOn()
    {
        var body = await BodyAsync();
        var id = await PlanAsync(body, "2027-02-03");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var noReason = await alva.SubmitAsync($"/redaktion/moten/{id}/flytta", new() { ["Input.On"] = "2027-02-10", ["Input.Reason"] = " " });
        Assert.Equal("Skriv varför mötet flyttas. Skälet visas för alla.", (await WebFixture.ParseAsync(noReason)).QuerySelector("#Input_Reason-error")!.TextContent);
        var sameDay = await alva.SubmitAsync($"/redaktion/moten/{id}/flytta", new() { ["Input.On"] = "2027-02-03", ["Input.Reason"] = "Krock." });
        Assert.StartsWith("Mötet är redan den dagen.", (await WebFixture.ParseAsync(sameDay)).QuerySelector("#Input_On-error")!.TextContent, StringComparison.Ordinal);

        var moved = await alva.SubmitAsync($"/redaktion/moten/{id}/flytta", new() { ["Input.On"] = "2027-02-10", ["Input.Reason"] = "Salen var\nupptagen." });

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Contains("Flyttat från 3 februari 2027.", (await alva.PageAsync("/redaktion/moten?organ=" + body)).QuerySelector(".worklist")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Salen var upptagen.", (await portal.PageAsync("/organ/" + body)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ThenTakeBack_ShowsAndClearsThePublicReason()
    {
        var body = await BodyAsync();
        var id = await PlanAsync(body, "2027-02-03");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        Assert.Equal(HttpStatusCode.Redirect, (await alva.SubmitAsync($"/redaktion/moten/{id}/stall-in", new() { ["Input.Reason"] = "För få ärenden" })).StatusCode);
        Assert.Contains("Inställt. För få ärenden.", (await alva.PageAsync("/redaktion/moten?organ=" + body)).QuerySelector(".worklist")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("För få ärenden", (await portal.PageAsync("/organ/" + body)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await alva.SubmitAsync($"/redaktion/moten/{id}/stall-in", [], "form[action$='handler=Reinstate']")).StatusCode);
        Assert.Contains("Planerat.", (await alva.PageAsync("/redaktion/moten?organ=" + body)).QuerySelector(".worklist")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_PlannedByMistake_IsGoneAndOnlyOfferedThen()
    {
        var body = await BodyAsync();
        var id = await PlanAsync(body, "2027-02-03");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        Assert.Equal(HttpStatusCode.Redirect, (await alva.SubmitAsync($"/redaktion/moten/{id}/andra", [], "form[action$='handler=Remove']")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync($"/redaktion/moten/{id}/andra")).StatusCode);

        var held = await PlanAsync(body, "2026-11-20");
        Assert.Null((await alva.PageAsync($"/redaktion/moten/{held}/andra")).QuerySelector("form[action$='handler=Remove']"));
    }

    [Fact]
    public async Task List_HeldMeetingWithoutNote_LeadsToANewNote()
    {
        var body = await BodyAsync();
        await PlanAsync(body, "2026-11-20");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var page = await alva.PageAsync("/redaktion/moten?organ=" + body);

        Assert.Contains("Saknar notering.", page.QuerySelector(".worklist")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/redaktion/ny?organ={body}&dag=2026-11-20&nummer=1']"));
    }

    [Fact]
    public async Task Cancel_MeetingWithAPublishedNote_SaysWhyNot()
    {
        var id = (await portal.Services.GetRequiredService<StaffMeetings>().ListAsync(Anyone, "regionstyrelsen", Ct)).Single(meeting => meeting.HeldOn == new DateOnly(2026, 11, 10)).Id;
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync($"/redaktion/moten/{id}/stall-in", new() { ["Input.Reason"] = "Det hölls inte." });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Mötet har en publicerad notering", (await WebFixture.ParseAsync(response)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<Guid> PlanAsync(string body, string day)
    {
        await portal.Services.GetRequiredService<PortalFileImport>().ImportAsync(PortalFile.Read($"möten:\n  - organ: {body}\n    tid: {day}\n"), Ct);
        return (await portal.Services.GetRequiredService<StaffMeetings>().ListAsync(Anyone, body, Ct)).Single(meeting => meeting.HeldOn == DateOnly.Parse(day, null)).Id;
    }

    private async Task<string> BodyAsync()
    {
        var slug = $"organ-{Guid.CreateVersion7():N}";
        await portal.Services.GetRequiredService<PortalFileImport>().ImportAsync(PortalFile.Read($"organ:\n  - slug: {slug}\n    namn: Organ {slug[^8..]}\n"), Ct);
        return slug;
    }
}
