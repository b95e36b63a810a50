using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>The editor as a form, and what is around it.</summary>
public sealed partial class EditorPageTests(WebFixture portal)
{
    private const string Hostile = "\"'><img src=x onerror=alert(1)><script>alert(1)</script></textarea></title>&lt;";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly DraftContent Rich = new()
    {
        Title = "Noterat från kulturforum",
        Lead = "\nForumet möttes.\n\nTvå stycken.",
        NextMeetingOn = new DateOnly(2026, 12, 1),
        Contact = "kultur@region.example",
        StartsAt = new TimeOnly(9, 30),
        Place = "Härnösand",
        Documents = [new DocumentLink { Name = "Kallelse", Url = "https://www.example.se/kallelse", Status = DocumentStatus.Published, Date = new DateOnly(2026, 11, 1), RegistryNumber = "25KFN12" }],
        Minutes = [new DocumentLink { Status = DocumentStatus.Coming }],
        Items =
        [
            new DraftItem
            {
                Key = "p1", Heading = "Kulturplan", Anchor = "kulturplanen", Topics = ["Kultur", "eget-amne"], Matter = "Ny kulturplan", Text = "Planen är ute på remiss.",
                FollowUps = [new FollowUpLine { Text = "Planen antas", Slug = "planen-antas", Due = "våren 2027", Responsible = "Kulturnämnden" }, new FollowUpLine { Text = "Redan gjort", IsDone = true }],
            },
            new DraftItem
            {
                Key = "p3", Heading = "In English", Language = "en", Text = "Text.",
                FollowUps = [new FollowUpLine { Text = "Svar", Answers = new FollowUpReference("annat-organ", "nagot"), Outcome = FollowUpOutcome.Moved, Due = "juni 2027" }],
            },
        ],
        Declined = ["p1: Något"],
    };

    [Fact]
    public async Task Get_UnknownOrWithoutRole_IsAsIfThereWereNone()
    {
        var (alva, id) = await DraftAsync("2026-10-01", Rich);
        var ture = await StaffClient.SignInAsync(portal, "ture");

        foreach (var page in (string[])["", "/forhandsvisning", "/lamna-over", "/slang"])
        {
            Assert.Equal(HttpStatusCode.OK, (await alva.GetAsync($"/redaktion/utkast/{id}{page}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync($"/redaktion/utkast/{Guid.CreateVersion7()}{page}")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await ture.GetAsync($"/redaktion/utkast/{id}{page}")).StatusCode);
            Assert.Equal("/redaktion/logga-in", (await portal.GetAsync($"/redaktion/utkast/{id}{page}")).Headers.Location!.AbsolutePath);
        }
    }

    [Fact]
    public async Task Save_NothingChanged_ChangesNothing()
    {
        var (alva, id) = await DraftAsync("2026-10-02", Rich);

        var response = await alva.SubmitAsync(Path(id), new() { ["act"] = "save" }, "#sida-form");

        Assert.Equal($"/redaktion/utkast/{id}", response.Headers.Location!.ToString());
        var draft = await FindAsync(id);
        Assert.Equal(Rich.Write(), draft.Content.Write());
        Assert.Equal(1, draft.Revision);
    }

    [Theory]
    [InlineData("add", "p1 p3 p4", "?punkt=p4#punkt-p4")]
    [InlineData("down:p1", "p3 p1", "?punkt=p1#punkt-p1")]
    [InlineData("up:p3", "p3 p1", "?punkt=p3#punkt-p3")]
    [InlineData("move:p3:0", "p3 p1", "?punkt=p3#punkt-p3")]
    [InlineData("split:p1", "p1 p4 p3", "?punkt=p1#punkt-p1")]
    [InlineData("merge:p1", "p1", "?punkt=p1#punkt-p1")]
    [InlineData("remove:p1", "p3", "")]
    [InlineData("add-follow-up:p3", "p1 p3", "?punkt=p3#punkt-p3")]
    [InlineData("add-document", "p1 p3", "#sida-handlingar")]
    [InlineData("finns-inte:p1:<script>", "p1 p3", "")]
    public async Task Act_ButtonInTheForm_SavesWhatIsTypedAndActs(string act, string keys, string address)
    {
        var (alva, id) = await DraftAsync($"2026-{1 + Days.IndexOf(act) / 28:00}-{1 + Days.IndexOf(act) % 28:00}", Rich);

        var response = await alva.SubmitAsync(Path(id), new() { ["act"] = act, ["Items[0].Text"] = "Nyss skrivet.\r\n\r\n---\r\nMer.", ["Title"] = "Ny rubrik" }, "#sida-form");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(Path(id) + address, response.Headers.Location!.ToString());
        var draft = await FindAsync(id);
        Assert.Equal(keys, string.Join(' ', draft.Content.Items.Select(item => item.Key)));
        Assert.Equal("Ny rubrik", draft.Content.Title);
        Assert.Contains("Nyss skrivet.", draft.Content.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Item_CanBeUndoneByTheButtonOnThePage()
    {
        var (alva, id) = await DraftAsync("2026-10-03", Rich);
        await alva.SubmitAsync(Path(id), new() { ["act"] = "remove:p1" }, "#sida-form");

        var undo = (await alva.PageAsync(Path(id))).QuerySelector("button[value^='restore:']")!;
        await alva.SubmitAsync(Path(id), new() { ["act"] = undo.GetAttribute("value")! }, "#sida-form");

        Assert.Equal(Rich.Write(), (await FindAsync(id)).Content.Write());
    }

    [Fact]
    public async Task Suggestion_AcceptedAndDeclined_IsAskedOnce()
    {
        var (alva, id) = await DraftAsync("2026-10-05", new DraftContent
        {
            Items = [new DraftItem { Key = "p1", Heading = "Plan", Text = "Förslaget väntas bli klart i juni 2027. Nämnden ska besluta i augusti 2027." }],
        });
        var acts = (await alva.PageAsync(Path(id))).QuerySelectorAll("#p1-forslag button").Select(button => button.GetAttribute("value")!).ToList();
        Assert.Equal(4, acts.Count);

        await alva.SubmitAsync(Path(id), new() { ["act"] = acts[0] }, "#sida-form");
        await alva.SubmitAsync(Path(id), new() { ["act"] = acts[3] }, "#sida-form");

        var page = await alva.PageAsync(Path(id));
        Assert.Empty(page.QuerySelectorAll("#p1-forslag button"));
        Assert.Equal("Vi läser det som juni 2027, till och med 30 juni 2027", page.QuerySelector("#p1-u1-tolkning")!.TextContent);
        Assert.Equal("Förslaget väntas bli klart i juni 2027", Assert.Single((await FindAsync(id)).Content.Items[0].FollowUps).Text);
    }

    [Fact]
    public async Task Save_SomebodyElseFirst_ShowsBothTextsAndEitherCanBeKept()
    {
        var (alva, id) = await DraftAsync("2026-10-06", Rich);
        var signe = await StaffClient.SignInAsync(portal, "signe");
        var opened = await alva.PageAsync(Path(id));
        await signe.SubmitAsync(Path(id), new() { ["Lead"] = "Signes ingress.", ["act"] = "save" }, "#sida-form");

        var response = await alva.PostAsync(Path(id), Fields(opened, ("Lead", "Alvas ingress."), ("act", "save")));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await WebFixture.ParseAsync(response);
        Assert.Contains("Signe, kansliet", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Alvas", page.QuerySelector(".difference ins")!.TextContent);
        Assert.Equal("Signes", page.QuerySelector(".difference del")!.TextContent);
        Assert.Contains("Alvas ingress.", ((IHtmlTextAreaElement)page.QuerySelector("textarea")!).Value, StringComparison.Ordinal);
        Assert.Equal("Signes ingress.", (await FindAsync(id)).Content.Lead);

        var kept = await alva.PostAsync(Path(id), Fields(page, ("act", "save")));
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal(Rich.Write(), ((await FindAsync(id)).Content with { Lead = Rich.Lead }).Write());
        Assert.Equal("Alvas ingress.", (await FindAsync(id)).Content.Lead);
    }

    [Fact]
    public async Task SaveByScript_SavedConflictAndMissing_AnswersInJson()
    {
        var (alva, id) = await DraftAsync("2026-10-07", Rich);
        var opened = await alva.PageAsync(Path(id));

        var saved = await alva.PostAsync($"{Path(id)}?handler=Save", Fields(opened, ("Lead", "Ny.")));
        Assert.Equal(2, (await JsonAsync(saved)).GetProperty("revision").GetInt32());
        Assert.Matches(@"^\d{1,2}\.\d\d$", (await JsonAsync(saved)).GetProperty("savedAt").GetString());

        var again = await alva.PostAsync($"{Path(id)}?handler=Save", Fields(opened, ("Lead", "Ny.")));
        Assert.Equal(2, (await JsonAsync(again)).GetProperty("revision").GetInt32());

        var conflict = await alva.PostAsync($"{Path(id)}?handler=Save", Fields(opened, ("Lead", "Annan.")));
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal("Alva, kommunikation", (await JsonAsync(conflict)).GetProperty("by").GetString());

        await alva.SubmitAsync($"{Path(id)}/slang", []);
        Assert.Equal(HttpStatusCode.NotFound, (await alva.PostAsync($"{Path(id)}?handler=Save", Fields(opened, ("Lead", "Ny.")))).StatusCode);
    }

    [Fact]
    public async Task Save_WithoutToken_IsRefused()
    {
        var (alva, id) = await DraftAsync("2026-10-08", Rich);

        var response = await alva.PostAsync(Path(id), [("Revision", "1"), ("Lead", "Ny.")]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(Rich.Lead, (await FindAsync(id)).Content.Lead);
    }

    [Fact]
    public async Task Show_HostileTextInEveryField_IsText()
    {
        var hostile = Rich with
        {
            Title = Hostile,
            Lead = Hostile,
            Contact = Hostile,
            Place = Hostile,
            Language = Hostile,
            Documents = [new DocumentLink { Name = Hostile, Url = Hostile, RegistryNumber = Hostile }],
            Items =
            [
                new DraftItem
                {
                    Key = "p1", Heading = Hostile, Anchor = Hostile, Topics = [Hostile], Matter = Hostile, Language = Hostile, Text = Hostile,
                    FollowUps = [new FollowUpLine { Text = Hostile, Due = Hostile, Responsible = Hostile, Slug = Hostile }, new FollowUpLine { Text = Hostile, Answers = new FollowUpReference(Hostile, Hostile), Outcome = FollowUpOutcome.Done }],
                },
            ],
            Removed = [new RemovedItem(new DraftItem { Key = "p2", Heading = Hostile }, 0)],
            Declined = [Hostile],
        };
        var (alva, id) = await DraftAsync("2026-10-09", hostile);

        foreach (var page in (string[])["", "/forhandsvisning", "/slang"])
        {
            AssertNothingForeign(await alva.PageAsync(Path(id) + page));
        }

        var opened = await alva.PageAsync(Path(id));
        Assert.Equal(Hostile, ((IHtmlTextAreaElement)opened.QuerySelector("#p1-text")!).Value);
        Assert.Equal(Hostile, ((IHtmlInputElement)opened.QuerySelector("#p1-u1-vad")!).Value);
        AssertNothingForeign(await WebFixture.ParseAsync(await alva.PostAsync(Path(id), Fields(opened, ("Revision", "99"), ("Lead", Hostile + "!")))));
    }

    [Fact]
    public async Task Show_Approved_WarnsAndAnyChangeMakesItADraft()
    {
        var (alva, id) = await DraftAsync("2026-10-12", Rich);
        var draft = await FindAsync(id);
        await portal.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE note_drafts SET submitted_at = now(), approved_at = now(), approved_hash = sha256(convert_to(document, 'UTF8')) WHERE id = @Id", new { draft.Id }, Ct);

        Assert.Contains("Ändrar du den blir den ett utkast igen.", (await alva.PageAsync(Path(id))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await alva.SubmitAsync(Path(id), new() { ["act"] = "save" }, "#sida-form");
        Assert.Equal(DraftState.Approved, (await FindAsync(id)).State);
        await alva.SubmitAsync(Path(id), new() { ["act"] = "save", ["Lead"] = "Ny." }, "#sida-form");
        Assert.Equal(DraftState.Writing, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task Submit_ByItsWriter_WaitsForReview()
    {
        var (alva, id) = await DraftAsync("2026-10-13", Rich);

        var response = await alva.SubmitAsync(Path(id), new() { ["act"] = "submit", ["Lead"] = "Sist skrivet." }, "#sida-form");

        Assert.Equal("/redaktion", response.Headers.Location!.ToString());
        Assert.Equal((DraftState.Submitted, "Sist skrivet."), ((await FindAsync(id)).State, (await FindAsync(id)).Content.Lead));
    }

    [Fact]
    public async Task Preview_Draft_IsThePublishedPageButForItsStamp()
    {
        var content = Rich with { Items = [Rich.Items[0] with { Topics = ["Kultur"] }], Documents = [Rich.Documents[0]] };
        var (_, id) = await DraftAsync("2026-10-14", content);
        var signe = await StaffClient.SignInAsync(portal, "signe");
        var preview = await signe.PageAsync($"{Path(id)}/forhandsvisning");

        var decided = await portal.Services.GetRequiredService<DraftPublishing>().DecideAsync(
            id, new DraftDecision { Kind = DecisionKind.Publish, Revision = 1, IsAttested = true }, await PersonAsync("signe", StaffRole.Editor), Ct);
        Assert.Equal(DecisionOutcome.Published, decided.Outcome);
        var published = await portal.PageAsync("/noterat/kulturforum/2026-10-14");

        Assert.Equal(WithoutStamp(published), WithoutStamp(preview));
        Assert.Contains("Planen antas", WithoutStamp(preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_NoteThatCannotBeShown_SaysWhy()
    {
        var (alva, id) = await DraftAsync("2026-10-15", Rich with { Items = [Rich.Items[0] with { Heading = new string('x', 400) }] });

        var page = await alva.PageAsync($"{Path(id)}/forhandsvisning");

        Assert.Contains(page.QuerySelectorAll("main li"), line => line.TextContent.Length > 10);
        Assert.NotNull(page.QuerySelector($"main a.button[href='{Path(id)}']"));
    }

    [Fact]
    public async Task Headers_EditorAndPreview_AllowTheOneInsideTheOther()
    {
        var (alva, id) = await DraftAsync("2026-10-16", Rich);

        var editor = Policy(await alva.GetAsync(Path(id)));
        var preview = Policy(await alva.GetAsync($"{Path(id)}/forhandsvisning"));

        Assert.Contains("frame-src 'self'", editor, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", editor, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presence_TwoWithTheSameDraft_KnowOfEachOther()
    {
        var (alva, id) = await DraftAsync("2026-10-19", Rich);
        var opened = await alva.PageAsync(Path(id));
        Assert.Equal("Ingen annan redigerar just nu.", opened.QuerySelector("#sida-narvaro")!.TextContent);
        var signe = await StaffClient.SignInAsync(portal, "signe");

        Assert.StartsWith("Alva, kommunikation har redigerat sedan kl.", (await signe.PageAsync(Path(id))).QuerySelector("#sida-narvaro")!.TextContent, StringComparison.Ordinal);
        var told = await JsonAsync(await alva.PostAsync($"{Path(id)}/narvaro", Fields(opened)));
        Assert.StartsWith("Signe, kansliet har redigerat", told.GetProperty("others").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await alva.PostAsync($"{Path(id)}/narvaro?handler=Leave", Fields(opened))).StatusCode);
        Assert.Equal("Ingen annan redigerar just nu.", (await signe.PageAsync(Path(id))).QuerySelector("#sida-narvaro")!.TextContent);
    }

    [Fact]
    public async Task HandOver_ToAColleague_PutsItOnTheirDesk()
    {
        var (alva, id) = await DraftAsync("2026-10-20", Rich);
        await StaffClient.SignInAsync(portal, "signe");
        var signe = await PersonAsync("signe", StaffRole.Editor);

        var refused = await alva.SubmitAsync($"{Path(id)}/lamna-over", new() { ["To"] = Guid.CreateVersion7().ToString() });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var response = await alva.SubmitAsync($"{Path(id)}/lamna-over", new() { ["To"] = signe.Id.ToString() });

        Assert.Equal("/redaktion", response.Headers.Location!.ToString());
        Assert.Equal(signe.Id, (await FindAsync(id)).OwnerId);
    }

    [Fact]
    public async Task Discard_ChangedMeanwhile_AsksAgain()
    {
        var (alva, id) = await DraftAsync("2026-10-21", Rich);
        var question = await alva.PageAsync($"{Path(id)}/slang");
        await alva.SubmitAsync(Path(id), new() { ["Lead"] = "Ny.", ["act"] = "save" }, "#sida-form");

        Assert.Equal(HttpStatusCode.BadRequest, (await alva.PostAsync($"{Path(id)}/slang", Fields(question, form: "main form"))).StatusCode);
        Assert.Equal("/redaktion", (await alva.SubmitAsync($"{Path(id)}/slang", [])).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync(Path(id))).StatusCode);
    }

    [Fact]
    public async Task CarryForward_PromiseOfTheBody_IsAnsweredInTheItem()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var start = (await portal.Services.GetRequiredService<DraftDesk>().StartAsync(
            await PersonAsync("alva", StaffRole.Writer), "regionstyrelsen", new DateOnly(2026, 12, 20), 1, new DraftContent { Items = [new DraftItem { Key = "p1", Heading = "Svar" }] }, Ct))!;
        var page = await alva.PageAsync(Path(start.Value.Id));
        var first = page.QuerySelector(".carried li")!;
        var name = first.QuerySelector("input[name$='.Answers']")!.GetAttribute("name")!;
        var reference = first.QuerySelector("input[name$='.Answers']")!.GetAttribute("value")!;

        await alva.SubmitAsync(Path(start.Value.Id), new()
        {
            [name.Replace("Answers", "Outcome", StringComparison.Ordinal)] = "Ongoing",
            [name.Replace("Answers", "Item", StringComparison.Ordinal)] = "p1",
            [name.Replace("Answers", "Text", StringComparison.Ordinal)] = "Arbetet fortsätter.",
            [name.Replace("Answers", "Due", StringComparison.Ordinal)] = "hösten 2027",
            ["act"] = "save",
        }, "#sida-form");

        var line = Assert.Single((await FindAsync(start.Value.Id)).Content.Items[0].FollowUps);
        Assert.Equal(("Arbetet fortsätter.", "hösten 2027", reference, FollowUpOutcome.Ongoing), (line.Text, line.Due, line.Answers!.Slug, line.Outcome));
        Assert.Contains("Besvarat i punkt 1: pågår.", (await alva.PageAsync(Path(start.Value.Id))).QuerySelector(".carried")!.TextContent, StringComparison.Ordinal);
    }

    private static readonly List<string> Days = ["add", "down:p1", "up:p3", "move:p3:0", "split:p1", "merge:p1", "remove:p1", "add-follow-up:p3", "add-document", "finns-inte:p1:<script>"];

    private static string Path(Guid id) => $"/redaktion/utkast/{id}";

    private static string Policy(HttpResponseMessage response) => response.Headers.GetValues("Content-Security-Policy").Single();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;

    private static void AssertNothingForeign(IHtmlDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("img[src=x], [onerror]"));
        Assert.All(page.QuerySelectorAll("script:not([type='application/ld+json'])"), script => Assert.StartsWith("/js/", script.GetAttribute("src"), StringComparison.Ordinal));
    }

    private static string WithoutStamp(IHtmlDocument page)
    {
        var main = page.QuerySelector("main")!;
        Assert.NotEmpty(main.QuerySelectorAll(".note__stamp time"));
        return Stamps().Replace(main.InnerHtml, "");
    }

    [GeneratedRegex("<p class=\"note__stamp[\\s\\S]*?</p>", RegexOptions.None, 1000)]
    private static partial Regex Stamps();

    /// <summary>What a browser would send of a page that was opened earlier.</summary>
    private static List<(string Name, string Value)> Fields(IHtmlDocument page, params (string Name, string Value)[] changed) => Fields(page, "#sida-form, main form", changed);

    private static List<(string Name, string Value)> Fields(IHtmlDocument page, string form, params (string Name, string Value)[] changed) =>
    [
        .. ((IHtmlFormElement)page.QuerySelector(form)!).Elements
            .Where(element => element.GetAttribute("name") is { } name && changed.All(field => field.Name != name) && element is not (IHtmlButtonElement or IHtmlInputElement { Type: "radio", IsChecked: false }))
            .Select(element => (element.GetAttribute("name")!, element switch
            {
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement choice => choice.Value ?? "",
                IHtmlInputElement input => input.Value,
                _ => "",
            })),
        .. changed,
    ];

    private async Task<(StaffClient Alva, Guid Id)> DraftAsync(string day, DraftContent content)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var draft = await portal.Services.GetRequiredService<DraftDesk>().StartAsync(
            await PersonAsync("alva", StaffRole.Writer), "kulturforum", DateOnly.Parse(day, CultureInfo.InvariantCulture), 1, content, Ct);
        Assert.True(draft!.Value.IsNew, day);
        return (alva, draft.Value.Id);
    }

    private async Task<StaffPerson> PersonAsync(string subject, StaffRole role) => new()
    {
        Id = await portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT id FROM people WHERE subject = @subject", new { subject }, Ct),
        Name = subject,
        Grants = [new Grant(role, null)],
    };

    private async Task<Draft> FindAsync(Guid id) => (await portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, await PersonAsync("alva", StaffRole.Writer), Ct))!;
}
