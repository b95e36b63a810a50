using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>Publishing from the page that shows what happens: now, later, once, and every way that it is refused.</summary>
public sealed class PublishPageTests(WebFixture portal)
{
    private const string Form = "#sida-form";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_TickAndClick_IsPublicAndLeadsToTheNote()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);

        var response = await editor.SubmitAsync(Path(id), new() { ["Input.IsAttested"] = "true" }, Form);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await editor.PageAsync(response.Headers.Location!.ToString());
        Assert.Equal("Noteringen är publicerad.", page.QuerySelector("main [role=status]")!.TextContent.Trim());
        var address = page.QuerySelectorAll("main a").Single(link => link.TextContent.Contains("/noterat/", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Contains("Planen är ute på remiss.", (await portal.PageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var version = page.QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("Skriven av Signe Redaktör, godkänd av Signe Redaktör och kontrollerad av Signe Redaktör", version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_SentTwice_SaysThatItIsPublicAlready()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);
        var page = await editor.PageAsync(Path(id));
        var fields = Fields(page, ("Input.IsAttested", "true"));

        var both = await Task.WhenAll(editor.PostAsync(Path(id), fields), editor.PostAsync(Path(id), fields));
        await editor.GetAsync(both[0].Headers.Location!.ToString());    // tells what one of the two did
        var third = await editor.PostAsync(Path(id), fields);

        Assert.All([.. both, third], response => Assert.Equal(HttpStatusCode.Redirect, response.StatusCode));
        var addresses = both.Append(third).Select(response => response.Headers.Location!.ToString()).Distinct().ToList();
        Assert.StartsWith("/redaktion/noteringar/", Assert.Single(addresses), StringComparison.Ordinal);
        Assert.Equal("Noteringen är redan publicerad.", (await editor.PageAsync(addresses[0])).QuerySelector("main [role=status]")!.TextContent.Trim());
        Assert.Equal(1, await desk.Db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM note_versions v JOIN notes n ON n.id = v.note_id JOIN meetings m ON m.id = n.meeting_id WHERE m.body_id = @BodyId", new { desk.BodyId }, Ct));
        Assert.Equal(addresses[0], (await editor.GetAsync($"/redaktion/utkast/{id}/granska")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Get_DraftWithEverything_TellsWhatHappens()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var unique = desk.Slug[^6..];
        var content = DecisionDesk.Text() with { NextMeetingOn = new DateOnly(2027, 2, 3) };
        var id = await desk.DraftAsync(editor, content with { Items = [content.Items[0] with { Matter = $"Kulturhuset {unique}", Topics = [$"Ämne {unique}"] }] });

        var text = Flat((await editor.PageAsync(Path(id))).QuerySelector("main")!.TextContent);

        Assert.Contains($"/noterat/{desk.Slug}/2026-09-02", text, StringComparison.Ordinal);
        Assert.Contains($"hos {desk.Name}", text, StringComparison.Ordinal);
        Assert.Contains("Planen antas", text, StringComparison.Ordinal);
        Assert.Contains("Onsdag 3 februari 2027. Läggs in i kalendern.", text, StringComparison.Ordinal);
        Assert.Contains($"”Kulturhuset {unique}”. Stämmer det", text, StringComparison.Ordinal);
        Assert.Contains($"Ämne {unique}. Stämmer det?", text, StringComparison.Ordinal);
        Assert.Contains("Ingen följer det här.", text, StringComparison.Ordinal);
        Assert.Contains("Jag, Signe Redaktör, har kontrollerat personuppgifter, sekretess, bilder, länkar och språk.", text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM meetings WHERE body_id = @BodyId", new { desk.BodyId }, Ct));
    }

    [Fact]
    public async Task Publish_NotTicked_AsksAtTheBox()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);

        var page = await RefusedAsync(await editor.SubmitAsync(Path(id), [], Form));

        Assert.Contains("kryssa i rutan", page.QuerySelector("#Input_IsAttested-error")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(await desk.FindAsync(id));
    }

    [Fact]
    public async Task Publish_ChangedMeanwhile_IsRefusedAndMustBeTickedAnew()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);
        var fields = Fields(await editor.PageAsync(Path(id)), ("Input.IsAttested", "true"));
        await desk.SaveAsync(id, editor, DecisionDesk.Text("Planen är antagen."));

        var page = await RefusedAsync(await editor.PostAsync(Path(id), fields));

        Assert.Contains("Någon har ändrat texten", Summary(page), StringComparison.Ordinal);
        Assert.False(((IHtmlInputElement)page.QuerySelector("#Input_IsAttested")!).IsChecked);
        Assert.Equal("2", page.QuerySelector("[name='Input.Revision']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Publish_StopInTheText_IsToldAndNothingIsPublic()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor, DecisionDesk.Text() with { Items = [DecisionDesk.Text().Items[0] with { Heading = "" }] });

        var page = await RefusedAsync(await editor.SubmitAsync(Path(id), new() { ["Input.IsAttested"] = "true" }, Form));

        Assert.NotEqual("", Summary(page));
        Assert.NotNull(await desk.FindAsync(id));
    }

    [Fact]
    public async Task Publish_MeetingNotHeld_SaysFromWhen()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor, on: new DateOnly(2027, 5, 4));

        var page = await RefusedAsync(await editor.SubmitAsync(Path(id), new() { ["Input.IsAttested"] = "true" }, Form));

        Assert.Contains("tidigast den dagen", Summary(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", null, "#Input_Day-error", "vilken dag")]
    [InlineData("2027-01-05", "", null, "#Input_Time-error", "vilket klockslag")]
    [InlineData("2026-11-20", "10:00", null, "#Input_Time-error", "har redan varit")]
    [InlineData("0001-01-01", "00:00", null, "#Input_Day-error", "Skriv en dag mellan")]
    [InlineData("9999-12-31", "23:59", null, "#Input_Day-error", "Skriv en dag mellan")]
    [InlineData("2027-03-28", "02:30", null, "#Input_Time-error", "Klockan blir aldrig 02.30 den 28 mars 2027")]
    [InlineData("2027-10-31", "02:30", null, "#Input_Turn-error", "Klockan blir 02.30 två gånger den 31 oktober 2027")]
    [InlineData("2027-10-31", "02:30", "tredje", "#Input_Turn-error", "två gånger")]
    public async Task Schedule_TimeThatCannotBe_IsToldAtItsField(string day, string time, string? turn, string at, string message)
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);

        var page = await RefusedAsync(await ScheduleAsync(editor, id, day, time, turn));

        Assert.Contains(message, page.QuerySelector(at)!.TextContent, StringComparison.Ordinal);
        Assert.True(((IHtmlInputElement)page.QuerySelector("#Input_IsAttested")!).IsChecked);
        Assert.Equal(day, page.QuerySelector("#Input_Day")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("2027-01-05", "08:15", null, "2027-01-05T07:15:00Z")]
    [InlineData("2027-10-31", "02:30", "forsta", "2027-10-31T00:30:00Z")]
    [InlineData("2027-10-31", "02:30", "andra", "2027-10-31T01:30:00Z")]
    public async Task Schedule_TimeThatIsClear_WaitsForItAndCanBeTakenBack(string day, string time, string? turn, string instant)
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);

        var response = await ScheduleAsync(editor, id, day, time, turn);

        Assert.Equal($"/redaktion/utkast/{id}/granska", response.Headers.Location!.ToString());
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), (await desk.FindAsync(id))!.PublishAt);
        var again = await editor.PageAsync(Path(id));
        Assert.Equal((day, time), (again.QuerySelector("#Input_Day")!.GetAttribute("value"), again.QuerySelector("#Input_Time")!.GetAttribute("value")));
        Assert.Equal(turn, again.QuerySelector("[name='Input.Turn'][checked]")?.GetAttribute("value"));

        await editor.SubmitAsync($"/redaktion/utkast/{id}/ta-bort-tiden", []);
        Assert.Equal(DraftState.Approved, (await desk.FindAsync(id))!.State);
        Assert.Equal($"{Path(id)}", (await editor.GetAsync($"/redaktion/utkast/{id}/ta-bort-tiden")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Approve_FourEyes_TakesSomebodyWhoHasNotWritten()
    {
        var desk = await DecisionDesk.OpenAsync(portal, needsSecondPerson: true);
        var (first, second) = (await desk.EditorAsync("Rut Redaktör"), await desk.EditorAsync("Siv Redaktör"));
        var id = await desk.DraftAsync(first);

        var own = await first.PageAsync(Path(id));
        Assert.Null(own.QuerySelector(Form));
        Assert.Contains("Be en kollega", own.QuerySelector(".decision")!.TextContent, StringComparison.Ordinal);
        var refused = await RefusedAsync(await first.PostAsync(Path(id), Fields(own, ("Input.Revision", "1"), ("Input.IsAttested", "true"))));
        Assert.Contains("Organet kräver", Summary(refused), StringComparison.Ordinal);

        var approved = await second.SubmitAsync($"/redaktion/utkast/{id}/granska", new() { ["Input.IsAttested"] = "true" }, "#sida-godkann");
        Assert.Equal($"/redaktion/utkast/{id}/granska", approved.Headers.Location!.ToString());
        Assert.Equal("Siv Redaktör", (await desk.FindAsync(id))!.ApprovedByName);

        // The text is approved: its writer may publish it, and there is nothing to tick.
        var published = await first.SubmitAsync(Path(id), [], Form);
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var version = (await first.PageAsync(published.Headers.Location!.ToString())).QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("Skriven av Rut Redaktör, godkänd av Siv Redaktör", version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_Minor_MovesNoStamp()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var id = await CorrectionAsync(desk, editor, path, "Planen är ute på remis.");

        var response = await editor.SubmitAsync(Path(id), new() { ["Input.Kind"] = "mindre", ["Input.IsAttested"] = "true" }, Form);

        Assert.Equal(path, response.Headers.Location!.ToString());
        var page = await editor.PageAsync(path);
        Assert.Equal("Rättelsen är publicerad.", page.QuerySelector("main [role=status]")!.TextContent.Trim());
        Assert.Equal("Publicerad", page.QuerySelector(".tag")!.TextContent);
        Assert.Contains("Mindre ändring", page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_Substantive_NeedsItsTextAndTellsIt()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var id = await CorrectionAsync(desk, editor, path, "Planen är antagen.");

        var empty = await RefusedAsync(await editor.SubmitAsync(Path(id), new() { ["Input.ChangeNote"] = " ", ["Input.IsAttested"] = "true" }, Form));
        Assert.Contains("Skriv vad som är rättat", empty.QuerySelector("#Input_ChangeNote-error")!.TextContent, StringComparison.Ordinal);
        var odd = await RefusedAsync(await editor.SubmitAsync(Path(id), new() { ["Input.Kind"] = "annat", ["Input.IsAttested"] = "true" }, Form));
        Assert.Contains("Välj vad det är", odd.QuerySelector("#Input_Kind-error")!.TextContent, StringComparison.Ordinal);
        var number = await RefusedAsync(await editor.SubmitAsync(Path(id), new() { ["Input.ChangeNote"] = "Fel om 19811218-9876.", ["Input.IsAttested"] = "true" }, Form));
        Assert.NotEqual("", Summary(number));

        await editor.SubmitAsync(Path(id), new() { ["Input.ChangeNote"] = "Det stod fel om planen.", ["Input.IsAttested"] = "true" }, Form);

        var page = await editor.PageAsync(path);
        Assert.Equal("Uppdaterad", page.QuerySelector(".tag")!.TextContent);
        Assert.Contains("Det stod fel om planen.", page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Det stod fel om planen.", (await portal.PageAsync(Public(path))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_StaleOrWithdrawn_IsToldAndNothingHappens()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var id = await CorrectionAsync(desk, editor, path, "Planen är antagen.");
        Dictionary<string, string> decision = new() { ["Input.Kind"] = "mindre", ["Input.IsAttested"] = "true" };

        await desk.Db.ExecuteAsync("UPDATE note_drafts SET base_version = 0 WHERE id = @id", new { id }, Ct);
        Assert.Contains("nyare version", Summary(await RefusedAsync(await editor.SubmitAsync(Path(id), decision, Form))), StringComparison.Ordinal);
        await desk.Db.ExecuteAsync("UPDATE note_drafts SET base_version = 1 WHERE id = @id", new { id }, Ct);
        await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Fel möte." });
        Assert.Contains("indragen", Summary(await RefusedAsync(await editor.SubmitAsync(Path(id), decision, Form))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnotherBodyOrRole_IsNotThere()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var other = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);

        foreach (var page in (string[])["publicera", "ta-bort-tiden", "personnummer"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync($"/redaktion/utkast/{id}/{page}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await (await other.EditorAsync()).GetAsync($"/redaktion/utkast/{id}/{page}")).StatusCode);
        }

        // Editor of another body, writer of this one.
        var both = await StaffClient.WithRightsAsync(portal, "Åke", new Grant(StaffRole.Writer, desk.BodyId), new Grant(StaffRole.Editor, other.BodyId));
        Assert.Equal(HttpStatusCode.NotFound, (await both.GetAsync(Path(id))).StatusCode);
        var fields = Fields(await both.PageAsync($"/redaktion/utkast/{id}/granska"), ("Input.Revision", "1"), ("Input.IsAttested", "true"));
        Assert.Equal(HttpStatusCode.NotFound, (await both.PostAsync(Path(id), fields)).StatusCode);
        Assert.NotNull(await desk.FindAsync(id));
    }

    private static async Task<Guid> CorrectionAsync(DecisionDesk desk, StaffClient editor, string path, string text)
    {
        var response = await editor.SubmitAsync(path, [], "#sida-ratta");
        var id = Guid.Parse(response.Headers.Location!.ToString().Split('/')[^1]);
        var content = (await desk.FindAsync(id))!.Content;
        await desk.SaveAsync(id, editor, content with { Items = [content.Items[0] with { Text = text }] });
        return id;
    }

    private static Task<HttpResponseMessage> ScheduleAsync(StaffClient editor, Guid id, string day, string time, string? turn)
    {
        Dictionary<string, string> fields = new() { ["Input.When"] = "sen", ["Input.Day"] = day, ["Input.Time"] = time, ["Input.IsAttested"] = "true" };
        if (turn is not null)
        {
            fields["Input.Turn"] = turn;
        }

        return editor.SubmitAsync(Path(id), fields, Form);
    }

    private static List<(string Name, string Value)> Fields(IHtmlDocument page, params (string Name, string Value)[] set) =>
    [
        ("_token", page.QuerySelector("[name=_token]")!.GetAttribute("value")!),
        .. page.QuerySelectorAll($"{Form} [name='Input.Revision']").Select(input => ("Input.Revision", input.GetAttribute("value")!)),
        .. set,
    ];

    private static async Task<IHtmlDocument> RefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return await WebFixture.ParseAsync(response);
    }

    private static string Summary(IHtmlDocument page) => page.QuerySelector("#sida-fel ul")?.TextContent ?? "";

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Public(string path) => path.Replace("/redaktion/noteringar/", "/noterat/", StringComparison.Ordinal);

    private static string Path(Guid id) => $"/redaktion/utkast/{id}/publicera";
}
