using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>Published notes at the desk: found, compared, corrected, taken back, destroyed.</summary>
public sealed class NoteDeskPageTests(WebFixture portal)
{
    [Fact]
    public async Task List_ByBodyYearAndWords_ShowsDraftsAndNotes()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor, DecisionDesk.Text() with { Title = "Kulturplanen Ärla" });
        var draft = await desk.DraftAsync(editor, DecisionDesk.Text() with { Title = "Badplatsen" });

        async Task<string> ShownAsync(string query) => string.Join(' ', (await editor.PageAsync($"/redaktion/noteringar{query}")).QuerySelectorAll("td:first-child a").Select(link => link.GetAttribute("href")));

        Assert.Equal($"/redaktion/utkast/{draft} {path}", await ShownAsync(""));
        Assert.Equal($"/redaktion/utkast/{draft} {path}", await ShownAsync($"?organ={desk.Slug}&ar=2026&q="));
        Assert.Equal(path, await ShownAsync("?q=%C3%A4rla+KULTUR"));
        Assert.Equal($"/redaktion/utkast/{draft}", await ShownAsync("?q=badplats"));
        Assert.Equal("", await ShownAsync("?q=25%25_"));
        Assert.Equal("", await ShownAsync("?ar=2025"));
        foreach (var odd in (string[])["?organ=regionstyrelsen", "?organ=Ö", "?ar=x", "?sida=0", "?sida=2"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/redaktion/noteringar{odd}")).StatusCode);
        }
    }

    [Fact]
    public async Task List_ManyNotes_IsPaged()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var first = await alva.PageAsync("/redaktion/noteringar");
        var next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var second = await alva.PageAsync(next);

        Assert.Equal(DeskNoteList.PageSize, first.QuerySelectorAll("[aria-labelledby=sida-noteringar] tbody tr").Length);
        Assert.NotEmpty(second.QuerySelectorAll("[aria-labelledby=sida-noteringar] tbody tr"));
        Assert.Null(second.QuerySelector("#sida-utkast"));
    }

    [Fact]
    public async Task Versions_OfACorrectedNote_StandSideBySideAndTheOldOneComesBackAsADraft()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await CorrectedAsync(desk, editor);

        var page = await editor.PageAsync(path);
        Assert.Equal(["2", "1"], page.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!.Split('/')[^1]));
        var comparison = await editor.PageAsync($"{path}/versioner/2");
        Assert.Contains("remiss", comparison.QuerySelector(".change--beside div:first-child del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("samråd", comparison.QuerySelector(".change--beside div:last-child ins")!.TextContent, StringComparison.Ordinal);
        Assert.Null(comparison.QuerySelector("#sida-ta-fram"));
        Assert.Equal("2", ((IHtmlSelectElement)(await editor.PageAsync($"{path}/versioner/1")).QuerySelector("#sida-mot")!).Value);

        var response = await editor.SubmitAsync($"{path}/versioner/1", [], "#sida-ta-fram");
        var id = Guid.Parse(response.Headers.Location!.ToString().Split('/')[^1]);
        var draft = (await desk.FindAsync(id))!;
        Assert.Equal(("Planen är ute på remiss.", 2), (draft.Content.Items[0].Text, draft.BaseVersion));

        Assert.Equal(response.Headers.Location, (await editor.SubmitAsync($"{path}/versioner/1", [], "#sida-ta-fram")).Headers.Location);
        Assert.Contains("redan påbörjad", (await editor.PageAsync(response.Headers.Location.ToString())).QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        foreach (var unknown in (string[])["versioner/3", "versioner/0", "versioner/1?mot=7", "versioner/1?mot=x"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"{path}/{unknown}")).StatusCode);
        }
    }

    [Fact]
    public async Task Withdraw_WithReason_IsGoneForThePublicUntilReinstated()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var publicPath = Public(path);

        Assert.Contains("Skriv varför", await SummaryAsync(await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "" })), StringComparison.Ordinal);
        Assert.Contains("personnummer", await SummaryAsync(await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Om 19811218-9876." })), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync(publicPath)).StatusCode);
        var withdrawn = await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Fel möte." });

        Assert.Equal(path, withdrawn.Headers.Location!.ToString());
        var gone = await portal.GetAsync(publicPath);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("Fel möte.", await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var page = await editor.PageAsync(path);
        Assert.Contains("Fel möte.", page.QuerySelector(".notice:not([role])")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#sida-ratta"));
        Assert.Equal("Indragen", page.QuerySelector(".tag")!.TextContent);

        await editor.SubmitAsync(path, [], "#sida-aterinfor");
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync(publicPath)).StatusCode);
    }

    [Fact]
    public async Task Correct_WithdrawnMeanwhile_SaysWhatToDo()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var token = (await editor.PageAsync(path)).QuerySelector("#sida-ratta [name=_token]")!.GetAttribute("value")!;
        await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Fel möte." });

        var response = await editor.PostAsync($"{path}?handler=Correct", [("_token", token)]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Återinför den innan", await SummaryAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithdrawnByAdministrator_IsGoneForGoodAndSaysByWhichDecision()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (editor, administrator) = (await desk.EditorAsync(), await desk.AdministratorAsync());
        var path = await desk.PublishedAsync(editor);
        var token = (await administrator.PageAsync(path)).QuerySelector("[name=_token]")!.GetAttribute("value")!;
        Assert.Null((await administrator.PageAsync($"{path}/gallra")).QuerySelector("#Decision"));
        var early = await administrator.PostAsync($"{path}/gallra", [("_token", token), ("Decision", "G 1"), ("Reason", "Prov")]);
        Assert.Contains("Dra in noteringen", await SummaryAsync(early), StringComparison.Ordinal);
        await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Fel möte." });

        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync($"{path}/gallra")).StatusCode);
        var empty = await SummaryAsync(await administrator.SubmitAsync($"{path}/gallra", new() { ["Decision"] = "", ["Reason"] = "" }));
        Assert.Contains("Skriv numret", empty, StringComparison.Ordinal);
        Assert.Contains("Skriv varför", empty, StringComparison.Ordinal);
        var removed = await administrator.SubmitAsync($"{path}/gallra", new() { ["Decision"] = "RS 2026:17", ["Reason"] = "Dubblett." });

        Assert.Equal("/redaktion/noteringar", removed.Headers.Location!.ToString());
        Assert.Contains("gallrad enligt beslut RS 2026:17", (await administrator.PageAsync("/redaktion/noteringar")).QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(path)).StatusCode);
        var gone = await portal.GetAsync(Public(path));
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("RS 2026:17", await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ByWriterOrStranger_ShowsOnlyWhatIsTheirs()
    {
        var (desk, other) = (await DecisionDesk.OpenAsync(portal), await DecisionDesk.OpenAsync(portal));
        var (editor, writer, stranger) = (await desk.EditorAsync(), await desk.WriterAsync(), await other.EditorAsync());
        var path = await desk.PublishedAsync(editor);

        var page = await writer.PageAsync(path);
        Assert.NotNull(page.QuerySelector("#sida-ratta"));
        Assert.Null(page.QuerySelector("a[href$='/dra-in'], a[href$='/gallra']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync($"{path}/dra-in")).StatusCode);
        foreach (var part in (string[])["", "/versioner/1", "/dra-in"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path + part)).StatusCode);
        }

        await editor.SubmitAsync($"{path}/dra-in", new() { ["Reason"] = "Fel möte." });
        var token = (await writer.PageAsync(path)).QuerySelector("[name=_token]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await writer.PostAsync($"{path}?handler=Reinstate", [("_token", token)])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await writer.GetAsync("/redaktion/noteringar/finns-inte/2026-01-01")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await writer.GetAsync($"/redaktion/noteringar/{desk.Slug}/i-dag")).StatusCode);
    }

    private static async Task<string> CorrectedAsync(DecisionDesk desk, StaffClient editor)
    {
        var path = await desk.PublishedAsync(editor);
        var id = Guid.Parse((await editor.SubmitAsync(path, [], "#sida-ratta")).Headers.Location!.ToString().Split('/')[^1]);
        var content = (await desk.FindAsync(id))!.Content;
        await desk.SaveAsync(id, editor, content with { Items = [content.Items[0] with { Text = "Planen är ute på samråd." }] });
        await editor.SubmitAsync($"/redaktion/utkast/{id}/publicera", new() { ["Input.Kind"] = "mindre", ["Input.IsAttested"] = "true" }, "#sida-form");
        return path;
    }

    private static async Task<string> SummaryAsync(HttpResponseMessage response) => (await WebFixture.ParseAsync(response)).QuerySelector("#sida-fel ul")?.TextContent ?? "";

    private static string Public(string path) => path.Replace("/redaktion/noteringar/", "/noterat/", StringComparison.Ordinal);
}
