using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>The browser's Back button fills in fields as they were; the editor must not take that for what somebody types.</summary>
public sealed class BackTests(PortalFixture portal) : StaffTest(portal)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Back_AfterAPromiseWasAnswered_AnswersNoOther(bool hasScript)
    {
        var page = await SignInAsync("alva", javaScript: hasScript);
        var id = await BeginAsync(new DraftContent { Lead = "Forumet möttes.", Items = [new DraftItem { Key = "p1", Heading = "Kulturplan", Text = "Planen är klar." }] });
        await page.GotoAsync(PathOf(id));
        var promise = page.Locator("[data-name^='Carried']").First;
        var reference = await promise.Locator("input[name$='.Answers']").InputValueAsync();
        await promise.Locator("input[value=Done]").CheckAsync();
        await promise.Locator("input[name$='.Text']").FillAsync("Planen är klar");
        await page.ClickAsync("button:text('Förhandsvisa')");
        await page.WaitForURLAsync("**/forhandsvisning");

        await page.GoBackAsync();
        await page.FillAsync("#p1-rubrik", "Kulturplanen");
        await page.ClickAsync("button:text('Förhandsvisa')");
        await page.WaitForURLAsync("**/forhandsvisning");

        var item = (await FindAsync(id)).Content.Items.Single();
        Assert.Equal("Kulturplanen", item.Heading);
        Assert.Equal([reference], item.FollowUps.Select(line => NameOf(line.Answers)));
    }

    [Fact]
    public async Task Back_SomebodyElseHasSavedMeanwhile_ShowsTheirText()
    {
        var page = await SignInAsync("alva");
        var id = await BeginAsync(new DraftContent { Lead = "Forumet möttes.", Items = [new DraftItem { Key = "p1", Heading = "Kulturplan" }] });
        await page.GotoAsync(PathOf(id));
        await page.FillAsync("#ingress", "Alvas ingress.");
        await page.ClickAsync("button:text('Förhandsvisa')");
        await page.WaitForURLAsync("**/forhandsvisning");
        var signe = await SignInAsync("signe");
        await signe.GotoAsync(PathOf(id));
        await signe.FillAsync("#ingress", "Signes ingress.");
        await signe.ClickAsync("button:text('Förhandsvisa')");
        await signe.WaitForURLAsync("**/forhandsvisning");

        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("#ingress")).ToHaveValueAsync("Signes ingress.");
    }

    private static string? NameOf(FollowUpReference? reference) => reference is null ? null : reference.BodySlug is null ? reference.Slug : $"{reference.BodySlug}/{reference.Slug}";
}
