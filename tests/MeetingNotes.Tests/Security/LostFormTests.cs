using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Security;

/// <summary>A session that ends keeps what was written (U3), and gives nothing back to another site.</summary>
public sealed class LostFormTests(WebFixture portal)
{
    private const string Form = "/redaktion/ny";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly List<(string Name, string Value)> Written =
    [
        ("Input.Body", "kulturforum"), ("Input.HeldOn", "2026-09-16"), ("Input.Number", "1"),
        ("Text", "Ett långt stycke\r\nmed \"citat\", <b>taggar</b> & åäö"), ("Rad", "ett"), ("Rad", "två"), ("Tom", ""), ("_token", "gammal"),
    ];

    [Fact]
    public async Task Post_SessionHasEnded_GivesTheFormBackAndSendsItAfterANewSignIn()
    {
        var alva = await AlvaAsync();
        await EndSessionsAsync(alva);

        var response = await SendAsync(alva, Form, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var page = await WebFixture.ParseAsync(response);
        Assert.Equal("Du har loggats ut. Det du skrev finns kvar här", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("_blank", page.QuerySelector("main a[href^='/redaktion/logga-in']")!.GetAttribute("target"));
        AssertKept(page);
        Assert.Null(page.QuerySelector("main form input[name=_token]"));

        // In a new tab; then the button. Now somebody is signed in, and sees what they are about to send.
        await alva.SubmitAsync("/redaktion/logga-in", new() { ["person"] = "alva" });
        response = await SendAsync(alva, Form, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        page = await WebFixture.ParseAsync(response);
        AssertKept(page);
        Assert.Contains("Du är nu inloggad som Alva", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var fields = Fields(page);
        Assert.NotEqual("gammal", fields.Single(field => field.Name == "_token").Value);

        response = await alva.PostAsync(page.QuerySelector("main form")!.GetAttribute("action")!, fields);
        Assert.StartsWith("/redaktion/utkast/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_LargeNoteFromTheEditor_IsSavedWholeAfterANewSignIn()
    {
        var alva = await AlvaAsync();
        var person = (await portal.Services.GetRequiredService<StaffSessions>().FindAsync(alva.Session, TimeSpan.FromHours(1), Ct))!;
        var drafts = portal.Services.GetRequiredService<DraftDesk>();
        var large = new DraftContent
        {
            Lead = "Forumet möttes.",
            Items =
            [
                .. Enumerable.Range(1, 150).Select(number => new DraftItem
                {
                    Key = $"p{number}",
                    Heading = $"Punkt {number}",
                    Text = string.Concat(Enumerable.Repeat("Forumet talade om \"bussar\" & <tåg>.\n\n", 40)).TrimEnd(),
                    FollowUps = [new FollowUpLine { Text = "Planen antas", Due = "våren 2027" }, new FollowUpLine { Text = "Svar lämnas", Responsible = "Kulturnämnden" }],
                }),
            ],
        };
        var (id, _) = (await drafts.StartAsync(person, "kulturforum", new DateOnly(2026, 9, 17), 1, large, Ct))!.Value;
        var (action, fields) = await alva.FillInAsync($"/redaktion/utkast/{id}", new() { ["Lead"] = "Skrivet efter att tiden gått ut.", ["act"] = "save" }, "#sida-form");
        await EndSessionsAsync(alva);

        var kept = await SendAsync(alva, action, Multipart(fields), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.Unauthorized, kept.StatusCode);
        fields = Fields(await WebFixture.ParseAsync(kept));
        await alva.SubmitAsync("/redaktion/logga-in", new() { ["person"] = "alva" });
        var again = await WebFixture.ParseAsync(await SendAsync(alva, action, Multipart(fields), ("Sec-Fetch-Site", "same-origin")));
        var saved = await SendAsync(alva, again.QuerySelector("main form")!.GetAttribute("action")!, Multipart(Fields(again)), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal((large with { Lead = "Skrivet efter att tiden gått ut." }).Write(), (await drafts.FindAsync(id, person, Ct))!.Content.Write());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://annan.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Ingenting", "x")]
    public async Task Post_FromAnotherSite_GivesNothingBack(string header, string value)
    {
        var alva = await AlvaAsync();
        var signedIn = await SendAsync(alva, Form, (header, value));
        await EndSessionsAsync(alva);
        var signedOut = await SendAsync(alva, Form, (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.DoesNotContain("långt stycke", await signedIn.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("långt stycke", await signedOut.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OriginOfThePortalWithoutSecFetch_GivesTheFormBack()
    {
        var alva = await AlvaAsync();

        AssertKept(await WebFixture.ParseAsync(await SendAsync(alva, Form, ("Origin", "http://localhost"))));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    [InlineData(false, HttpStatusCode.BadRequest)]
    public async Task Post_ByAScript_GetsAStatusAndASentence(bool isOut, HttpStatusCode expected)
    {
        var alva = await AlvaAsync();
        if (isOut)
        {
            await EndSessionsAsync(alva);
        }

        var response = await SendAsync(alva, Form, ("Sec-Fetch-Site", "same-origin"), ("X-Requested-With", "fetch"));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task Post_WithAFile_NamesWhatIsNotKept()
    {
        var alva = await AlvaAsync();
        await EndSessionsAsync(alva);
        using var content = new MultipartFormDataContent { { new StringContent("Karta över linje 4"), "Input.Alt" }, { new ByteArrayContent([1, 2, 3]), "Input.File", "karta.png" } };

        var page = await WebFixture.ParseAsync(await SendAsync(alva, "/redaktion/klistra-in?organ=x", content, ("Sec-Fetch-Site", "same-origin")));

        Assert.Equal("/redaktion/klistra-in?organ=x", page.QuerySelector("main form")!.GetAttribute("action"));
        Assert.Contains("Filen karta.png följer inte med", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Input.Alt", "Karta över linje 4"), Assert.Single(Fields(page)));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "inget")]
    [InlineData("application/x-www-form-urlencoded", "a=%00%ff%")]
    public async Task Post_ThatCannotBeRead_IsNoFaultOfOurs(string type, string body)
    {
        var alva = await AlvaAsync();
        await EndSessionsAsync(alva);
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(alva, Form, content, ("Sec-Fetch-Site", "same-origin"))).StatusCode);
    }

    [Fact]
    public async Task Post_TooLargeToGiveBack_SaysWhereTheTextIs()
    {
        var alva = await AlvaAsync();
        await EndSessionsAsync(alva);
        using var content = new StringContent("Text=" + new string('x', 1_600_000));
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");

        var response = await SendAsync(alva, Form, content, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.True((await response.Content.ReadAsByteArrayAsync(Ct)).Length < 20_000);
    }

    [Fact]
    public async Task Post_ThatCannotBeReadBySomebodySignedIn_DoesNotSayThatTheyAreOut()
    {
        var alva = await AlvaAsync();
        using var content = new StringContent("Text=" + new string('x', 5_000_000));    // more than one field may hold
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");

        var response = await SendAsync(alva, Form, content, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var main = (await WebFixture.ParseAsync(response)).QuerySelector("main")!.TextContent;
        Assert.Contains("var för stort", main, StringComparison.Ordinal);
        Assert.DoesNotContain("loggats ut", main, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed to read", main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_WhenAlreadyOut_IsNoFault()
    {
        var alva = await AlvaAsync();
        await EndSessionsAsync(alva);

        Assert.Equal("/redaktion/logga-ut", (await SendAsync(alva, "/redaktion/logga-ut", ("Sec-Fetch-Site", "same-origin"))).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Get_ThePageItself_DoesNotExist() => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/redaktion/avbruten")).StatusCode);

    private static void AssertKept(IHtmlDocument page) =>
        Assert.Equal(
            Written.Where(field => field.Name != "_token").Select(field => (field.Name, field.Value.ReplaceLineEndings("\n"))),
            Fields(page).Where(field => field.Name != "_token").Select(field => (field.Name, field.Value.ReplaceLineEndings("\n"))));

    private static List<(string Name, string Value)> Fields(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("main form input[name]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))];

    private static Task<HttpResponseMessage> SendAsync(StaffClient client, string path, params (string Name, string Value)[] headers) =>
        SendAsync(client, path, new FormUrlEncodedContent(Written.Select(field => KeyValuePair.Create(field.Name, field.Value))), headers);

    private static async Task<HttpResponseMessage> SendAsync(StaffClient client, string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    private static MultipartFormDataContent Multipart(IEnumerable<(string Name, string Value)> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        return content;
    }

    private Task<StaffClient> AlvaAsync() => StaffClient.WithRightsAsync(portal, "Alva", new Grant(StaffRole.Writer, null));

    private Task EndSessionsAsync(StaffClient client) => portal.Services.GetRequiredService<StaffSessions>().EndAsync(client.Session, Ct);
}
