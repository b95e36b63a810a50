using System.Net;
using System.Text;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>From a text that was written elsewhere to a draft.</summary>
public sealed class PastePageTests(WebFixture portal)
{
    private const string Path = "/redaktion/klistra-in";

    private const string Text =
        """
        Noterat från Kulturforum {0}

        Forumet gick igenom vårens program och ett nytt stöd till biblioteken.

        Vårens program

        Programmet är bestämt. Förslag till höstens program väntas vara klart i juni nästa år.

        Stöd till biblioteken

        Biblioteken kan söka pengar för läsfrämjande arbete. Ansökan ska vara inne den 15 mars.

        Nästa möte

        Nästa möte med Kulturforum är den 2 december.
        """;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paste_PlainText_BecomesADraftWithItemsAndTheFollowUpsThatWereAccepted()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var read = await ReadAsync(alva, "12 oktober 2025");
        Assert.Equal("kulturforum", read.Single("Input.Body"));
        Assert.Equal("2025-10-12", read.Single("Input.HeldOn"));
        var suggestions = read.Where(field => field.Name.EndsWith("].Text", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, suggestions.Count);

        // Only the first is accepted.
        var response = await alva.PostAsync($"{Path}?handler=Create", [.. read, ("Input.Suggestions[0].IsAccepted", "true")]);

        var draft = await FindAsync(response);
        Assert.Equal(["Vårens program", "Stöd till biblioteken"], draft.Content.Items.Select(item => item.Heading));
        Assert.StartsWith("Forumet gick igenom", draft.Content.Lead, StringComparison.Ordinal);
        Assert.Equal("", draft.Content.Title);
        Assert.Equal(new DateOnly(2025, 12, 2), draft.Content.NextMeetingOn);
        Assert.Equal("juni nästa år", Assert.Single(draft.Content.Items[0].FollowUps).Due);
        Assert.Empty(draft.Content.Items[1].FollowUps);
        Assert.StartsWith("p2: ", Assert.Single(draft.Content.Declined), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_MeetingHasADraft_AsksAndThenAppends()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var read = await ReadAsync(alva, "13 oktober 2025");
        var first = await FindAsync(await alva.PostAsync($"{Path}?handler=Create", read));

        var asked = await alva.PostAsync($"{Path}?handler=Create", read);

        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.NotNull((await WebFixture.ParseAsync(asked)).QuerySelector("#Input_Append"));
        var second = await FindAsync(await alva.PostAsync($"{Path}?handler=Create", [.. read, ("Input.Append", "true")]));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(["p1", "p2", "p3", "p4"], second.Content.Items.Select(item => item.Key));
    }

    [Fact]
    public async Task Upload_HtmlFile_IsReadWithItsHeadings()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync(Path, [],
            file: new("Input.File", "mote.html", Encoding.UTF8.GetBytes("<html><body><h1>Kulturforum</h1><p>Ingress om mötet.</p><h2>Museerna</h2><p>Museerna får <b>nya</b> öppettider.</p></body></html>")));

        var page = await WebFixture.ParseAsync(response);
        Assert.Equal("Museerna", page.QuerySelector(".pasted-items h3")?.TextContent);
    }

    [Theory]
    [InlineData("bild.png", "\u0089PNG\r\n\u001a\n00000000000000000000")]
    [InlineData("rapport.pdf", "%PDF-1.7 000000000000000000")]
    [InlineData("tom.docx", "PK\u0003\u0004 inget som går att packa upp")]
    public async Task Upload_OtherKindOfFile_IsRefusedWithAMessageAtTheField(string name, string content)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync(Path, [], file: new("Input.File", name, Encoding.Latin1.GetBytes(content)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(string.IsNullOrWhiteSpace((await WebFixture.ParseAsync(response)).QuerySelector("#Input_File-error")?.TextContent));
    }

    [Fact]
    public async Task Read_TextAndFile_AsksForOneAndKeepsTheText()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync(Path, new() { ["Input.Text"] = "En text som någon har klistrat in." }, file: new("Input.File", "mote.txt", Encoding.UTF8.GetBytes("En annan text.")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.StartsWith("Du har både klistrat in en text och valt en fil.", page.QuerySelector("#Input_File-error")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("En text som någon har klistrat in.", (page.QuerySelector("#Input_Text") as AngleSharp.Html.Dom.IHtmlTextAreaElement)?.Value);
    }

    [Fact]
    public async Task Read_Nothing_SaysSoAtTheField()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.SubmitAsync(Path, new() { ["Input.Text"] = "  " });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(string.IsNullOrWhiteSpace((await WebFixture.ParseAsync(response)).QuerySelector("#Input_Text-error")?.TextContent));
    }

    [Theory]
    [InlineData("0018-04-11")]
    [InlineData("9999-12-31")]
    public async Task Create_YearThatCannotBe_IsToldAtItsField(string day)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var read = await ReadAsync(alva, "15 oktober 2025");

        var response = await alva.PostAsync($"{Path}?handler=Create", [.. read.Where(field => field.Name != "Input.HeldOn"), ("Input.HeldOn", day)]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("Skriv en dag mellan", (await WebFixture.ParseAsync(response)).QuerySelector("#Input_HeldOn-error")?.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"items\":[{\"heading\":\"Utan nyckel\"}]}")]
    [InlineData("{\"items\":null}")]
    [InlineData("{\"items\":[null]}")]
    [InlineData("")]
    public async Task Create_ContentThatNoPageGave_IsRefused(string content)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var read = await ReadAsync(alva, "14 oktober 2025");

        var response = await alva.PostAsync($"{Path}?handler=Create", [.. read.Where(field => field.Name != "Input.Content"), ("Input.Content", content)]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>Pastes the text, and gives the fields of the form that asks whether it was understood, no suggestion accepted.</summary>
    private static async Task<IReadOnlyList<(string Name, string Value)>> ReadAsync(StaffClient client, string day)
    {
        var response = await client.SubmitAsync(Path, new() { ["Input.Text"] = Text.Replace("{0}", day, StringComparison.Ordinal) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        return
        [
            .. page.QuerySelectorAll("main form input, main form select")
                .Where(field => field.GetAttribute("name") is { Length: > 0 } && field.GetAttribute("type") is not ("checkbox" or "submit"))
                .Select(field => (field.GetAttribute("name")!, field is AngleSharp.Html.Dom.IHtmlSelectElement choice ? choice.Value ?? "" : field.GetAttribute("value") ?? "")),
        ];
    }

    private async Task<Draft> FindAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var id = Guid.Parse(response.Headers.Location!.ToString().Split('/')[^1]);
        var person = new StaffPerson { Id = Guid.CreateVersion7(), Name = "", Grants = [new Grant(StaffRole.Writer, null)] };
        return (await portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, person, Ct))!;
    }
}

file static class Fields
{
    public static string Single(this IEnumerable<(string Name, string Value)> fields, string name) => fields.Single(field => field.Name == name).Value;
}
