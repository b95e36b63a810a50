using System.Net;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Redaktion;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>
/// A name that a correction takes out of a follow-up leaves its address too, and everything that names the address; the old one leads on. In a portal
/// of its own: others count the follow-ups of the samples.
/// </summary>
public sealed class FormerSlugTests(WebFixture portal) : IClassFixture<WebFixture>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly DateOnly Asked = new(2026, 9, 2);
    private static readonly DateOnly Answered = new(2026, 10, 7);

    [Fact]
    public async Task Correct_NameTakenOut_LeavesItNowhereAndTheOldAddressLeadsOn()
    {
        var (desk, editor) = await OpenAsync();
        var name = UniqueName();
        var old = $"bygglov-for-{name.ToLowerInvariant()}-provas";
        var note = await PublishAsync(desk, editor, Asked, Line($"Bygglov för {name} prövas"));
        await PublishAsync(desk, editor, Answered, Answer(old));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/{old}")).StatusCode);
        var before = await HoldingAsync(desk, name);
        Assert.Contains("follow_ups", before);
        Assert.Contains("note_versions", before);
        Assert.NotEmpty(await PublicAsync(desk, old, name));

        await CorrectAsync(note, editor, Line("Bygglov på Storgatan prövas", old));

        Assert.Empty(await HoldingAsync(desk, name));
        var moved = await portal.GetAsync($"/uppfoljningar/{desk.Slug}/{old}");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal($"/uppfoljningar/{desk.Slug}/bygglov-pa-storgatan-provas", moved.Headers.Location!.ToString());
        var page = await portal.PageAsync(moved.Headers.Location!.ToString());
        Assert.Contains("Bygglovet är klart", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await PublicAsync(desk, old, name));
        Assert.Empty(await ExportedAsync(name));
    }

    [Fact]
    public async Task Correct_OtherwiseWritten_KeepsTheAddress()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Kulturplannen antas"));

        await CorrectAsync(note, editor, Line("Den nya kulturplanen antas", "kulturplannen-antas"));

        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/kulturplannen-antas")).StatusCode);
        Assert.Equal(0, await FormerAsync(desk));
    }

    [Fact]
    public async Task Correct_LineTakenAwayAndAnotherWritten_IsAnotherFollowUp()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));

        await CorrectAsync(note, editor, Line("Bron byggs"));

        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/bron-byggs")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).StatusCode);
    }

    [Fact]
    public async Task Publish_SameWordsAsAtAnEarlierMeeting_GetAnAddressOfTheirOwn()
    {
        var (desk, editor) = await OpenAsync();
        await PublishAsync(desk, editor, Asked, Line("Planen antas"));

        await PublishAsync(desk, editor, Answered, Line("Planen antas"));

        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/planen-antas-2")).StatusCode);
    }

    [Fact]
    public async Task Correct_Twice_BothOldAddressesLeadToTheLast()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));

        await CorrectAsync(note, editor, Line("Berit får svar", "anna-far-svar"));
        await CorrectAsync(note, editor, Line("Den sökande får svar", "berit-far-svar"));

        foreach (var old in new[] { "anna-far-svar", "berit-far-svar" })
        {
            Assert.Equal($"/uppfoljningar/{desk.Slug}/den-sokande-far-svar", (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/{old}")).Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task Correct_TwoThatChangeWords_GetFreeAddresses()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"), Line("Berit får svar"));

        await CorrectAsync(note, editor, Line("Berit får svar", "anna-far-svar"), Line("Anna får svar", "berit-far-svar"));

        Assert.Equal($"/uppfoljningar/{desk.Slug}/berit-far-svar-2", (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).Headers.Location?.ToString());
        Assert.Equal($"/uppfoljningar/{desk.Slug}/anna-far-svar-2", (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/berit-far-svar")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Correct_FromTheVersionWithTheName_KeepsTheNewAddress()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));
        await CorrectAsync(note, editor, Line("Den sökande får svar", "anna-far-svar"));

        await CorrectAsync(note, editor, Line("Den sökande får svar i tid", "anna-far-svar"));

        Assert.Equal(1, await FormerAsync(desk));
        Assert.Equal($"/uppfoljningar/{desk.Slug}/den-sokande-far-svar", (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Publish_OldAddressAgain_AnswersTheSameAndIsNeverGivenToAnother()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));
        await CorrectAsync(note, editor, Line("Den sökande får svar", "anna-far-svar"));

        await PublishAsync(desk, editor, Answered, Answer("anna-far-svar"), Line("Anna får svar"));

        Assert.Contains("Bygglovet är klart", (await portal.PageAsync($"/uppfoljningar/{desk.Slug}/den-sokande-far-svar")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("(svar på: den-sokande-far-svar", await TextAsync($"/noterat/{desk.Slug}/{Answered:yyyy-MM-dd}.md"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar-2")).StatusCode);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).StatusCode);
    }

    [Fact]
    public async Task Correct_AnswerThatSomebodyCorrects_LosesNoWorkAndNamesTheNewAddress()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));
        var answering = await PublishAsync(desk, editor, Answered, Answer("anna-far-svar"));
        var correction = await StartCorrectionAsync(answering, editor);

        await CorrectAsync(note, editor, Line("Den sökande får svar", "anna-far-svar"));
        await DecideAsync(correction, editor);

        Assert.Contains("(svar på: den-sokande-far-svar", await TextAsync($"/noterat/{desk.Slug}/{Answered:yyyy-MM-dd}.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_AfterANewAddress_TheOldOneSaysWhy()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));
        await CorrectAsync(note, editor, Line("Den sökande får svar", "anna-far-svar"));

        await Get<NotePublishing>().WithdrawAsync(note.Id, "Fel organ.", Actor.Operator, Ct);

        Assert.Equal(HttpStatusCode.Gone, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).StatusCode);
    }

    [Fact]
    public async Task Forecast_OfTheCorrection_CallsNothingNew()
    {
        var (desk, editor) = await OpenAsync();
        var note = await PublishAsync(desk, editor, Asked, Line("Anna får svar"));
        var correction = await StartCorrectionAsync(note, editor, Line("Den sökande får svar", "anna-far-svar"));

        var forecast = await Get<PublicationForecast>().ReadAsync(correction, Ct);

        Assert.Equal("den-sokande-far-svar", Assert.Single(forecast.Page!.Items.SelectMany(item => item.FollowUps)).Slug);
        Assert.Empty(forecast.NewFollowUps);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync($"/uppfoljningar/{desk.Slug}/anna-far-svar")).StatusCode);
    }

    private static string UniqueName() => "Kvastrup" + Guid.CreateVersion7().ToString("N")[^8..];

    private static FollowUpLine Line(string text, string? slug = null) => new() { Text = text, Slug = slug };

    private static FollowUpLine Answer(string slug) => new() { Text = "Bygglovet är klart", Answers = new FollowUpReference(null, slug), Outcome = FollowUpOutcome.Done };

    private T Get<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    private async Task<(DecisionDesk Desk, StaffPerson Editor)> OpenAsync()
    {
        var desk = await DecisionDesk.OpenAsync(portal);
        return (desk, await desk.PersonAsync(await desk.EditorAsync()));
    }

    private async Task<DeskNote> PublishAsync(DecisionDesk desk, StaffPerson editor, DateOnly on, params FollowUpLine[] lines)
    {
        var content = DecisionDesk.Text();
        var (id, _) = (await Get<DraftDesk>().StartAsync(editor, desk.Slug, on, 1, content with { Items = [content.Items[0] with { FollowUps = lines }] }, Ct))!.Value;
        await DecideAsync((await Get<DraftDesk>().FindAsync(id, editor, Ct))!, editor);
        return (await Get<NoteDesk>().FindAsync(desk.Slug, on, 1, editor, Ct))!;
    }

    private async Task CorrectAsync(DeskNote note, StaffPerson editor, params FollowUpLine[] lines) =>
        await DecideAsync(await StartCorrectionAsync(note, editor, lines), editor);

    /// <summary>A correction with other follow-ups, or with the same.</summary>
    private async Task<Draft> StartCorrectionAsync(DeskNote note, StaffPerson editor, params FollowUpLine[] lines)
    {
        var (id, _) = (await Get<NoteDesk>().StartCorrectionAsync(note, null, editor, Ct))!.Value;
        var draft = (await Get<DraftDesk>().FindAsync(id, editor, Ct))!;
        var item = draft.Content.Items[0];
        var content = draft.Content with { Items = [item with { Text = item.Text + " Rättad.", FollowUps = lines.Length > 0 ? lines : item.FollowUps }] };
        Assert.IsType<SaveResult.Saved>(await Get<DraftDesk>().SaveAsync(id, draft.Revision, content, editor, Ct));
        return (await Get<DraftDesk>().FindAsync(id, editor, Ct))!;
    }

    private async Task DecideAsync(Draft draft, StaffPerson editor)
    {
        var result = await Get<DraftPublishing>().DecideAsync(draft.Id, new DraftDecision { Kind = DecisionKind.Publish, Revision = draft.Revision, IsAttested = true }, editor, Ct);
        Assert.True(result.Outcome == DecisionOutcome.Published, $"{result.Outcome}: {string.Join(' ', result.Problems)}");
    }

    private static Task<int> FormerAsync(DecisionDesk desk) =>
        desk.Db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM follow_up_former_slugs WHERE body_id = @BodyId", new { desk.BodyId }, Ct);

    private async Task<string> TextAsync(string address) => await (await portal.GetAsync(address)).Content.ReadAsStringAsync(Ct);

    /// <summary>Every table with a row that says the word; of the versions of notes the present one, since what was public is kept for staff.</summary>
    private static async Task<List<string>> HoldingAsync(DecisionDesk desk, string word)
    {
        var tables = await desk.Db.QueryAsync<string>(
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1", null, Ct);
        var holding = new List<string>();
        foreach (var table in tables)
        {
            var rows = table == "note_versions" ? "note_versions t JOIN notes n ON n.id = t.note_id AND n.version = t.number" : $"{table} t";
            if (await desk.Db.ExecuteScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM {rows} WHERE t::text ILIKE '%' || @word || '%')", new { word }, Ct))
            {
                holding.Add(table);
            }
        }

        return holding;
    }

    /// <summary>Every public address about the follow-up whose whole answer, head and body, says the word; the answer of the old address too.</summary>
    private async Task<List<string>> PublicAsync(DecisionDesk desk, string old, string word)
    {
        var notes = new[] { Asked, Answered }.Select(on => $"/noterat/{desk.Slug}/{on:yyyy-MM-dd}").ToList();
        string[] addresses =
        [
            .. notes, .. notes.Select(note => note + ".md"), .. notes.Select(note => note + ".json"),
            $"/uppfoljningar?organ={desk.Slug}", $"/organ/{desk.Slug}", $"/noterat?organ={desk.Slug}", "/", "/uppfoljningar", "/sitemap.xml",
            $"/api/v1/search?q=bygglov&organ={desk.Slug}", $"/sok?q=bygglov&organ={desk.Slug}", $"/uppfoljningar/{desk.Slug}/{old}", $"/uppfoljningar/{desk.Slug}/bygglov-pa-storgatan-provas",
        ];
        var saying = new List<string>();
        foreach (var address in addresses)
        {
            var response = await portal.GetAsync(address);
            if ((response.ToString() + await response.Content.ReadAsStringAsync(Ct)).Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                saying.Add(address);
            }
        }

        return saying;
    }

    private async Task<List<string>> ExportedAsync(string word)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-export-").FullName;
        try
        {
            await Get<NoteExport>().ExportAsync(folder, () => { }, Ct);
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains(word, StringComparison.OrdinalIgnoreCase))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
