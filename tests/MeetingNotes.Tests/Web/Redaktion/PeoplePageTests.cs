using System.Net;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>People, their roles, and the log of it.</summary>
public sealed class PeoplePageTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Give_RoleForABody_StandsInTheListAndInTheLogAndCountsAtOnce()
    {
        var (maj, bo, name) = (await MajAsync(), await PersonAsync(), Unique());
        await portal.Services.GetRequiredService<Database>().ExecuteAsync("UPDATE people SET name = @name WHERE id = @Id", new { name, bo.Id }, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await bo.Client.GetAsync("/redaktion")).StatusCode);

        var response = await maj.SubmitAsync($"/redaktion/personer/{bo.Id}", new() { ["roll"] = "redaktör", ["organ"] = "kulturforum" });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await maj.PageAsync(response.Headers.Location!.ToString());
        Assert.Equal($"{name} är nu redaktör.", page.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.OK, (await bo.Client.GetAsync("/redaktion")).StatusCode);
        Assert.Contains("Redaktör för Kulturforum", Row(await maj.PageAsync("/redaktion/personer"), name), StringComparison.Ordinal);
        Assert.Contains($"Maj gav en roll: {name}: redaktör, kulturforum.", (await maj.PageAsync("/redaktion/logg?handelse=give-role")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        response = await maj.SubmitAsync($"/redaktion/personer/{bo.Id}", [], "form[action*='handler=Take']");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bo.Client.GetAsync("/redaktion")).StatusCode);
    }

    [Fact]
    public async Task Block_AndUnblock_PutsOutAndLetsIn()
    {
        var (maj, bo) = (await MajAsync(), await PersonAsync(new Grant(StaffRole.Writer, null)));
        Assert.Equal(HttpStatusCode.OK, (await bo.Client.GetAsync("/redaktion")).StatusCode);

        await maj.SubmitAsync($"/redaktion/personer/{bo.Id}/sparr", new() { ["sparra"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, (await bo.Client.GetAsync("/redaktion")).StatusCode);
        Assert.Contains("Häv spärren", (await maj.PageAsync($"/redaktion/personer/{bo.Id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var response = await maj.SubmitAsync($"/redaktion/personer/{bo.Id}/sparr", new() { ["sparra"] = "false" });
        Assert.Contains("kan logga in igen", (await maj.PageAsync(response.Headers.Location!.ToString())).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_Yourself_IsRefusedWithAReason()
    {
        var maj = await MajAsync();
        var id = await IdAsync(maj);

        var response = await maj.SubmitAsync($"/redaktion/personer/{id}/sparr", new() { ["sparra"] = "true" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Du kan inte spärra dig själv.", (await WebFixture.ParseAsync(response)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_AndWithdraw_WaitsInTheListUntilThen()
    {
        var (maj, email) = (await MajAsync(), $"{Unique()}@region.example");

        var response = await maj.SubmitAsync("/redaktion/personer", new() { ["Input.Email"] = email, ["Input.Role"] = "skribent", ["Input.Body"] = "kulturforum" });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await maj.PageAsync("/redaktion/personer");
        Assert.Contains("portalen skickar inget mejl", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("#sida-inbjudna + ul li"), item => item.TextContent.Contains($"{email} skribent för Kulturforum", StringComparison.Ordinal));

        await maj.SubmitAsync("/redaktion/personer", new() { ["email"] = email, ["roll"] = "skribent", ["organ"] = "kulturforum" }, "form[action*='handler=Withdraw']");
        page = await maj.PageAsync("/redaktion/personer");
        Assert.Equal($"Inbjudan till {email} är återtagen.", page.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.DoesNotContain(page.QuerySelectorAll("#sida-inbjudna + ul li"), item => item.TextContent.Contains(email, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "skribent", "", "Input_Email", "Skriv personens e-postadress.")]
    [InlineData("bo", "skribent", "", "Input_Email", "Skriv en e-postadress, till exempel namn@region.example.")]
    [InlineData("bo@region.example", "administratör", "kulturforum", "Input_Body", "Välj ett organ som finns. En administratör är det för alla organ.")]
    [InlineData("bo@region.example", "skribent", "Finns inte", "Input_Body", "Välj ett organ som finns. En administratör är det för alla organ.")]
    public async Task Invite_FaultyForm_SaysSoAtTheField(string email, string role, string body, string field, string message)
    {
        var response = await (await MajAsync()).SubmitAsync("/redaktion/personer", new() { ["Input.Email"] = email, ["Input.Role"] = role, ["Input.Body"] = body });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, (await WebFixture.ParseAsync(response)).QuerySelector($"#{field}-error")?.TextContent);
    }

    [Theory]
    [InlineData("/redaktion/logg?person=x")]
    [InlineData("/redaktion/logg?fran=0001-01-01")]
    [InlineData("/redaktion/logg?till=9999-12-31")]
    [InlineData("/redaktion/logg?organ=%00")]
    [InlineData("/redaktion/logg?fore=x")]
    [InlineData("/redaktion/personer/00000000-0000-0000-0000-000000000001")]
    [InlineData("/redaktion/personer/00000000-0000-0000-0000-000000000001/sparr")]
    public async Task Get_WhatCannotBe_IsNotFound(string path) => Assert.Equal(HttpStatusCode.NotFound, (await (await MajAsync()).GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/redaktion/logg?organ=kulturforum&handelse=start&fran=2026-11-01&till=2026-12-31")]
    [InlineData("/redaktion/logg?handelse=%00&person=&organ=&fore=1")]
    public async Task Log_Narrowed_IsShown(string path) => Assert.Equal(HttpStatusCode.OK, (await (await MajAsync()).GetAsync(path)).StatusCode);

    private static string Unique() => $"prov-{Guid.CreateVersion7():N}";

    private static string Row(AngleSharp.Html.Dom.IHtmlDocument page, string name) =>
        page.QuerySelectorAll("main tr").Single(row => row.TextContent.Contains(name, StringComparison.Ordinal)).TextContent;

    private Task<StaffClient> MajAsync() => StaffClient.WithRightsAsync(portal, "Maj", new Grant(StaffRole.Administrator, null));

    private async Task<(StaffClient Client, Guid Id)> PersonAsync(params Grant[] grants)
    {
        var client = await StaffClient.WithRightsAsync(portal, "Bo", grants);
        return (client, await IdAsync(client));
    }

    private Task<Guid> IdAsync(StaffClient client) =>
        portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT person_id FROM staff_sessions WHERE id = @Session", new { client.Session }, Ct);
}
