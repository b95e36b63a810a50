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
