using System.Net;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>What the buttons of the editor do besides saving, when somebody has regretted something.</summary>
public sealed class EditorActTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly DraftContent Two = new()
    {
        Items =
        [
            new DraftItem { Key = "p1", Heading = "Kulturplan", Text = "Planen är klar.\n\n---\n\nMer.", Topics = ["Kultur"] },
            new DraftItem { Key = "p2", Heading = "Bibliotek", Text = "Nya öppettider.", Matter = "Öppettider", FollowUps = [new FollowUpLine { Text = "Nya skyltar", Due = "våren 2027" }] },
        ],
    };

    [Theory]
    [InlineData("merge:p1", "Ångra hopslagningen", 1)]
    [InlineData("split:p1", "Ångra uppdelningen", 2)]
    public async Task Undo_MergeOrSplit_GivesBackTheItems(string act, string button, int day)
    {
        var (alva, path) = await DraftAsync(new DateOnly(2024, 2, day), Two);
        await alva.SubmitAsync(path, new() { ["act"] = act }, "#sida-form");

        var undo = (await alva.PageAsync(path)).QuerySelector("button[value='undo:p1']")!;
        Assert.Equal(button, undo.TextContent);
        await alva.SubmitAsync(path, new() { ["act"] = "undo:p1" }, "#sida-form");

        Assert.Equal(Two.Write(), (await FindAsync(path)).Content.Write());
        Assert.Null((await alva.PageAsync(path)).QuerySelector("button[value^='undo:']"));
    }

    [Fact]
    public async Task Undo_TextWrittenSince_KeepsItAndSaysSo()
    {
        var (alva, path) = await DraftAsync(new DateOnly(2024, 2, 3), Two);
        await alva.SubmitAsync(path, new() { ["act"] = "merge:p1" }, "#sida-form");

        await alva.SubmitAsync(path, new() { ["act"] = "undo:p1", ["Items[0].Text"] = "Nyss skrivet." }, "#sida-form");

        Assert.Equal("Nyss skrivet.", Assert.Single((await FindAsync(path)).Content.Items).Text);
        Assert.Contains("Det går inte att ångra längre", (await alva.PageAsync(path)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CarryForward_DraftWithoutItems_GetsOneForTheAnswer()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        var path = await StartAsync("regionstyrelsen", new DateOnly(2026, 12, 21), new DraftContent());
        var name = (await alva.PageAsync(path)).QuerySelector(".carried li input[name$='.Answers']")!.GetAttribute("name")!;

        await alva.SubmitAsync(path, new()
        {
            [name.Replace("Answers", "Outcome", StringComparison.Ordinal)] = "Ongoing",
            [name.Replace("Answers", "Text", StringComparison.Ordinal)] = "Arbetet fortsätter.",
            ["act"] = "save",
        }, "#sida-form");

        Assert.Equal("Arbetet fortsätter.", Assert.Single(Assert.Single((await FindAsync(path)).Content.Items).FollowUps).Text);
    }

    [Fact]
    public async Task Save_MoreItemsThanANoteCanHave_IsNoFault()
    {
        var (alva, path) = await DraftAsync(new DateOnly(2024, 2, 4), Two);
        var (action, fields) = await alva.FillInAsync(path, new() { ["act"] = "save" }, "#sida-form");

        var response = await alva.PostAsync(action, [.. fields, .. Enumerable.Range(2, 1_500).Select(index => ($"Items[{index}].Key", $"p{index + 1}"))]);

        Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{(int)response.StatusCode}");
    }

    private async Task<(StaffClient Alva, string Path)> DraftAsync(DateOnly heldOn, DraftContent content)
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");
        return (alva, await StartAsync("kulturforum", heldOn, content));
    }

    private async Task<string> StartAsync(string body, DateOnly heldOn, DraftContent content) =>
        $"/redaktion/utkast/{(await portal.Services.GetRequiredService<DraftDesk>().StartAsync(await AlvaAsync(), body, heldOn, 1, content, Ct))!.Value.Id}";

    private async Task<Draft> FindAsync(string path) =>
        (await portal.Services.GetRequiredService<DraftDesk>().FindAsync(Guid.Parse(path.Split('/')[^1]), await AlvaAsync(), Ct))!;

    private async Task<StaffPerson> AlvaAsync() => new()
    {
        Id = await portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT id FROM people WHERE subject = 'alva'", null, Ct),
        Name = "Alva",
        Grants = [new Grant(StaffRole.Writer, null)],
    };
}
