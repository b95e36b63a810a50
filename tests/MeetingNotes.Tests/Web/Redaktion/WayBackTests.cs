using System.Net;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>No page of the desk is a dead end: what was sent, returned, published or thrown away leads on.</summary>
public sealed class WayBackTests(WebFixture portal)
{
    [Fact]
    public async Task Overview_SubmittedDraft_WaitsForTheWriterAndIsToReviewForTheEditor()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer);
        await writer.SubmitAsync(Path(id, "/granska"), new() { ["revision"] = "1" }, "#sida-skicka");

        var writers = await writer.PageAsync("/redaktion");
        Assert.Equal(Path(id, "/granska"), writers.QuerySelector("#sida-skickade ~ table .button")!.GetAttribute("href"));
        Assert.Null(writers.QuerySelector("#sida-granska"));
        Assert.DoesNotContain("granskning.", writers.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        var editors = await editor.PageAsync("/redaktion");
        Assert.Equal(Path(id, "/granska"), editors.QuerySelector("#sida-granska ~ table .button")!.GetAttribute("href"));
        Assert.Null(editors.QuerySelector("#sida-skickade"));
    }

    [Fact]
    public async Task Editor_ReturnedDraft_LeadsToTheComments()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer);
        Assert.DoesNotContain("kom tillbaka", (await writer.PageAsync(Path(id))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await writer.SubmitAsync(Path(id, "/granska"), new() { ["revision"] = "1" }, "#sida-skicka");
        await editor.SubmitAsync(Path(id, "/granska"), new() { ["Comment"] = "Är dagen säker?" }, "#sida-tillbaka");

        var page = await writer.PageAsync(Path(id));

        Assert.Contains(page.QuerySelectorAll(".notice"), notice => notice.TextContent.Contains("Noteringen kom tillbaka från granskningen", StringComparison.Ordinal)
            && notice.QuerySelector("a")?.GetAttribute("href") == Path(id, "/granska#sida-samtal"));
    }

    [Fact]
    public async Task Editor_PublishedDraft_LeadsToTheNote()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var id = await desk.DraftAsync(editor);
        var published = await editor.SubmitAsync(Path(id, "/publicera"), new() { ["Input.IsAttested"] = "true" }, "#sida-form");

        var response = await editor.GetAsync(Path(id));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(published.Headers.Location, response.Headers.Location);
    }

    [Fact]
    public async Task Preview_OfADraft_LeadsBackToItOutsideTheNote()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);

        var page = await writer.PageAsync(Path(id, "/forhandsvisning"));

        Assert.Equal(Path(id), page.QuerySelector("aside a")!.GetAttribute("href"));
        Assert.Null(page.QuerySelector($"main a[href='{Path(id)}']"));
    }

    [Fact]
    public async Task Get_DraftThatIsGone_LeadsToTheOverview()
    {
        var writer = await (await DecisionDesk.OpenAsync(portal)).WriterAsync();

        var response = await writer.GetAsync(Path(Guid.CreateVersion7()));
        var page = await WebFixture.ParseAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("slängt eller publicerat", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='/redaktion']"));
        Assert.Null((await portal.PageAsync("/finns-inte")).QuerySelector("main a[href='/redaktion']"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Save_DraftIsGoneMeanwhile_SaysWhatHappenedAndKeepsTheText(bool isPublished)
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer);
        var typed = new Dictionary<string, string> { ["Lead"] = "Skrivet \"medan\" <b>någon</b> & åäö.", ["Items[0].Heading"] = "Ny", ["Contact"] = "Kansliet", ["act"] = "save" };
        var (action, fields) = await writer.FillInAsync(Path(id), typed, "#sida-form");
        var gone = isPublished
            ? await editor.SubmitAsync(Path(id, "/publicera"), new() { ["Input.IsAttested"] = "true" }, "#sida-form")
            : await editor.SubmitAsync(Path(id, "/slang"), []);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);

        var response = await writer.PostAsync(action, fields);
        var page = await WebFixture.ParseAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(isPublished ? "Noteringen är redan publicerad" : "Utkastet finns inte längre", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector($"main a[href='{(isPublished ? gone.Headers.Location!.ToString() : "/redaktion/klistra-in")}']"));
        var kept = page.QuerySelector("main textarea[readonly]")!.TextContent;
        Assert.All(typed.Where(field => field.Key != "act"), field => Assert.Contains(field.Value, kept, StringComparison.Ordinal));
        Assert.Contains("Planen antas (våren 2027)", kept, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form[method=post]"));
    }

    [Fact]
    public async Task Comment_DraftIsGoneMeanwhile_KeepsTheText()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var (first, second) = (await desk.DraftAsync(writer), await desk.DraftAsync(writer));
        await writer.SubmitAsync(Path(second, "/granska"), new() { ["revision"] = "1" }, "#sida-skicka");
        var comment = await writer.FillInAsync(Path(first, "/kommentera"), new() { ["Input.Text"] = "Är dagen säker?" });
        var back = await editor.FillInAsync(Path(second, "/granska"), new() { ["Comment"] = "Skriv vem som gör det." }, "#sida-tillbaka");
        await editor.SubmitAsync(Path(first, "/publicera"), new() { ["Input.IsAttested"] = "true" }, "#sida-form");
        await editor.SubmitAsync(Path(second, "/slang"), []);

        Assert.Equal("Är dagen säker?", await KeptAsync(await writer.PostAsync(comment.Action, comment.Fields)));
        Assert.Equal("Skriv vem som gör det.", await KeptAsync(await editor.PostAsync(back.Action, back.Fields)));
    }

    [Fact]
    public async Task Save_DraftIsGoneMeanwhile_ScriptGetsAStatusAndNoPage()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);
        var (action, fields) = await writer.FillInAsync(Path(id), new() { ["Lead"] = "Ny.", ["act"] = "save" }, "#sida-form");
        await writer.SubmitAsync(Path(id, "/slang"), []);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("X-Requested-With", "fetch");

        var response = await writer.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null((await WebFixture.ParseAsync(response)).QuerySelector("textarea"));
    }

    private static async Task<string> KeptAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        return (await WebFixture.ParseAsync(response)).QuerySelector("main textarea[readonly]")!.TextContent.Trim();
    }

    [Fact]
    public async Task Number_InAnItem_IsToldOnce()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer, DecisionDesk.Text("Ring 811218-9876."));

        var page = await editor.PageAsync(Path(id, "/personnummer"));

        Assert.StartsWith("Punkt 1 innehåller", page.QuerySelector("main .ruled li")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    private static string Path(Guid id, string page = "") => $"/redaktion/utkast/{id}{page}";
}
