using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>What goes on between whoever writes and whoever reviews.</summary>
public sealed class ReviewPageTests(WebFixture portal)
{
    [Fact]
    public async Task Submit_ByWriter_WaitsForAnEditor()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);
        var before = await writer.PageAsync(Path(id));
        Assert.Contains("Planen är ute på remiss.", before.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(before.QuerySelector("#sida-godkann, #sida-tillbaka, a[href$='/publicera']"));

        var response = await writer.SubmitAsync(Path(id), [], "#sida-skicka");

        Assert.Equal("/redaktion", response.Headers.Location!.ToString());
        Assert.Contains("skickad till granskning", (await writer.PageAsync("/redaktion")).QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        var waiting = await writer.PageAsync(Path(id));
        Assert.Contains("väntar på att en redaktör granskar", waiting.QuerySelector(".decision")!.TextContent, StringComparison.Ordinal);
        Assert.Null(waiting.QuerySelector("#sida-skicka"));
    }

    [Fact]
    public async Task Submit_ChangedMeanwhileOrApproved_SaysWhatToDo()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer);
        List<(string, string)> fields = [("_token", (await writer.PageAsync(Path(id))).QuerySelector("#sida-skicka [name=_token]")!.GetAttribute("value")!)];
        var submit = $"{Path(id)}?handler=Submit";
        await desk.SaveAsync(id, writer, DecisionDesk.Text("Planen är antagen."));

        var changed = await writer.PostAsync(submit, [.. fields, ("revision", "1")]);
        await editor.SubmitAsync(Path(id), new() { ["Input.IsAttested"] = "true" }, "#sida-godkann");
        var approved = await writer.PostAsync(submit, [.. fields, ("revision", "2")]);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (changed.StatusCode, approved.StatusCode));
        Assert.Contains("Någon har ändrat texten", await SummaryAsync(changed), StringComparison.Ordinal);
        Assert.Contains("ett annat läge", await SummaryAsync(approved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_WithComment_IsWithTheWriterAgain()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (writer, editor) = (await desk.WriterAsync(), await desk.EditorAsync());
        var id = await desk.DraftAsync(writer);
        await writer.SubmitAsync(Path(id), [], "#sida-skicka");

        var tooLong = await editor.SubmitAsync(Path(id), new() { ["Comment"] = new string('x', DraftReview.CommentMaxLength + 1) }, "#sida-tillbaka");
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.NotNull((await WebFixture.ParseAsync(tooLong)).QuerySelector("#Comment-error"));
        await editor.SubmitAsync(Path(id), new() { ["Comment"] = "Är dagen säker?" }, "#sida-tillbaka");

        Assert.NotNull((await desk.FindAsync(id))!.ReturnedAt);
        var page = await writer.PageAsync(Path(id));
        Assert.Contains("Är dagen säker?", page.QuerySelector(".comments")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Signe Redaktör", page.QuerySelector(".comments")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#sida-skicka"));
    }

    [Fact]
    public async Task Return_ByWriter_IsAsForNoDraft()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);
        var page = await writer.PageAsync(Path(id));
        await writer.SubmitAsync(Path(id), [], "#sida-skicka");

        var response = await writer.PostAsync($"{Path(id)}?handler=Return", [("_token", page.QuerySelector("#sida-skicka [name=_token]")!.GetAttribute("value")!), ("revision", "1")]);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(DraftState.Submitted, (await desk.FindAsync(id))!.State);
    }

    [Fact]
    public async Task Comment_AtAnItem_IsThereOnceAndCanBeDealtWith()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);
        var form = await writer.PageAsync($"/redaktion/utkast/{id}/kommentera?punkt=p1");
        Assert.Equal("p1", ((IHtmlSelectElement)form.QuerySelector("#Input_ItemKey")!).Value);
        List<(string, string)> fields =
        [
            ("_token", form.QuerySelector("main form [name=_token]")!.GetAttribute("value")!), ("Input.Id", form.QuerySelector("[name='Input.Id']")!.GetAttribute("value")!),
            ("Input.ItemKey", "p1"), ("Input.Text", "Stämmer det?"),
        ];

        var first = await writer.PostAsync($"/redaktion/utkast/{id}/kommentera", fields);
        await writer.PostAsync($"/redaktion/utkast/{id}/kommentera", fields);

        Assert.Equal($"{Path(id)}#sida-samtal", first.Headers.Location!.ToString());
        var comment = Assert.Single((await writer.PageAsync(Path(id))).QuerySelectorAll(".comments li"));
        Assert.Contains("Punkt 1, Kulturplanen", comment.TextContent, StringComparison.Ordinal);
        await writer.SubmitAsync(Path(id), [], ".comments form");
        comment = Assert.Single((await writer.PageAsync(Path(id))).QuerySelectorAll(".comments li"));
        Assert.Contains("Klar", comment.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Öppna igen", comment.QuerySelector("button")!.FirstChild!.TextContent);
    }

    [Fact]
    public async Task Comment_Empty_AsksForText()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var writer = await desk.WriterAsync();
        var id = await desk.DraftAsync(writer);

        var response = await writer.SubmitAsync($"/redaktion/utkast/{id}/kommentera", new() { ["Input.Text"] = " " });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("Skriv en kommentar.", (await WebFixture.ParseAsync(response)).QuerySelector("#Input_Text-error")!.TextContent);
    }

    [Fact]
    public async Task Review_OfACorrection_ShowsWhatIsChanged()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var editor = await desk.EditorAsync();
        var path = await desk.PublishedAsync(editor);
        var id = Guid.Parse((await editor.SubmitAsync(path, [], "#sida-ratta")).Headers.Location!.ToString().Split('/')[^1]);
        var content = (await desk.FindAsync(id))!.Content;
        Assert.StartsWith("Ingen ändring", (await editor.PageAsync(Path(id))).QuerySelector("#sida-andrat")!.TextContent, StringComparison.Ordinal);
        await desk.SaveAsync(id, editor, content with { Items = [content.Items[0] with { Text = "Planen är ute på samråd." }] });

        var page = await editor.PageAsync(Path(id));

        Assert.Equal("1 ändring sedan version 1", page.QuerySelector("#sida-andrat")!.TextContent);
        Assert.Equal("Punkt 1, Kulturplanen: text", page.QuerySelector(".change h3")!.TextContent);
        Assert.Contains("remiss", page.QuerySelector(".change del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("samråd", page.QuerySelector(".change ins")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_InTheText_AreLetThroughBySomebodyElseWithAReason()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        var (first, second) = (await desk.EditorAsync("Rut Redaktör"), await desk.EditorAsync("Siv Redaktör"));
        var id = await desk.DraftAsync(first, DecisionDesk.Text("Provnumret är 19811218-9876."));
        var numbers = $"/redaktion/utkast/{id}/personnummer";
        var publish = $"/redaktion/utkast/{id}/publicera";

        var stopped = await first.SubmitAsync(publish, new() { ["Input.IsAttested"] = "true" }, "#sida-form");
        Assert.Contains("personnummer", await SummaryAsync(stopped), StringComparison.Ordinal);
        Assert.Contains("Be någon annan", (await first.PageAsync(numbers)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var own = await first.PostAsync(numbers, [("_token", (await first.PageAsync(publish)).QuerySelector("[name=_token]")!.GetAttribute("value")!), ("revision", "1"), ("Reason", "Påhittat.")]);
        Assert.Contains("Be någon annan", await SummaryAsync(own), StringComparison.Ordinal);
        Assert.Contains("Skriv varför", await SummaryAsync(await second.SubmitAsync(numbers, new() { ["Reason"] = "" }, "main .form")), StringComparison.Ordinal);
        Assert.Contains("Skriv inte numret", await SummaryAsync(await second.SubmitAsync(numbers, new() { ["Reason"] = "19811218-9876 är påhittat" }, "main .form")), StringComparison.Ordinal);

        var done = await second.SubmitAsync(numbers, new() { ["Reason"] = "Skatteverkets eget exempel." }, "main .form");

        Assert.Equal(Path(id), done.Headers.Location!.ToString());
        var review = await first.PageAsync(Path(id));
        Assert.Contains("Siv Redaktör har låtit numret stå kvar: Skatteverkets eget exempel.", review.QuerySelector(".checks")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("9876", review.QuerySelector(".checks")!.TextContent, StringComparison.Ordinal);
        var published = await first.SubmitAsync(publish, new() { ["Input.IsAttested"] = "true" }, "#sida-form");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        Assert.Contains("Siv Redaktör lät ett personnummer stå kvar", (await first.PageAsync(published.Headers.Location!.ToString())).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnotherBody_IsNotThere()
    {
        var (desk, other) = (await DecisionDesk.OpenAsync(portal), await DecisionDesk.OpenAsync(portal));
        var id = await desk.DraftAsync(await desk.WriterAsync());
        var stranger = await other.EditorAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Path(id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/redaktion/utkast/{id}/kommentera")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await desk.AdministratorAsync()).GetAsync(Path(id))).StatusCode);
    }

    private static async Task<string> SummaryAsync(HttpResponseMessage response) => (await WebFixture.ParseAsync(response)).QuerySelector("#sida-fel ul")?.TextContent ?? "";

    private static string Path(Guid id) => $"/redaktion/utkast/{id}/granska";
}
