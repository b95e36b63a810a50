using System.Diagnostics;
using System.Text.RegularExpressions;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Following;

/// <summary>The whole conversation of somebody who follows a search, in Chromium and with a real mail server.</summary>
public sealed partial class FollowByMailTests(PortalFixture browser, MailedPortal portal) : BrowserTest(browser), IClassFixture<MailedPortal>
{
    private const string Address = "anna.andersson@exempel.se";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reader_AsksConfirmsReadsAndLeaves_GetsExactlyOneMailOfWhatIsPublished()
    {
        var page = await NewPageAsync(width: 360, javaScript: false, origin: portal.Origin);
        await page.GotoAsync("/sok?q=folkbibliotek+i+%C3%85nge");
        await page.ClickAsync("main a[href^='/prenumerera?']");
        await page.FillAsync("#epost", Address);
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        Assert.EndsWith("/prenumerera/skickat", page.Url, StringComparison.Ordinal);

        var asked = await ArrivedAsync(1);
        await page.GotoAsync(Confirm().Match(asked.Message.TextBody!).Value);
        await Assertions.Expect(page.Locator("main ul")).ToContainTextAsync("folkbibliotek i Ånge");
        await page.ClickAsync("main button.button--primary");
        await page.WaitForURLAsync("**/prenumerera/mina/*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("folkbibliotek i Ånge");

        await PublishAsync(new DateOnly(2024, 2, 7), "Alla var där. Folkbiblioteket i Ånge håller öppet till kl. 20. Mötet tog en timme.");
        var told = await ArrivedAsync(2);
        Assert.Equal([Address], told.Recipients);
        Assert.Contains("Folkbiblioteket i Ånge håller öppet till kl. 20.", told.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains("<mark", told.Message.HtmlBody, StringComparison.Ordinal);
        await page.GotoAsync(Note().Match(told.Message.TextBody!).Value);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("7 februari");

        // As a mail program does it, without a page being opened.
        var leave = Leave().Match(told.Message.Headers["List-Unsubscribe"]!).Groups[1].Value;
        var left = await page.APIRequest.PostAsync(leave, new() { Headers = [new("Content-Type", "application/x-www-form-urlencoded")], DataString = "List-Unsubscribe=One-Click" });
        Assert.Equal(200, left.Status);
        Assert.Empty(await page.Context.CookiesAsync());

        // Whoever follows still is told of the next note, and by then the one who left has not been.
        await FollowAsync("bo@exempel.se");
        await PublishAsync(new DateOnly(2024, 2, 8), "Musikskolan får ett hus till.");
        var last = await ArrivedAsync(4);
        Assert.Equal(["bo@exempel.se"], last.Recipients);
        Assert.Equal(2, portal.Mail.Received.Count(mail => mail.Recipients.Contains(Address)));
    }

    private async Task FollowAsync(string address)
    {
        var page = await NewPageAsync(origin: portal.Origin);
        await page.GotoAsync("/prenumerera?organ=kulturforum");
        await page.FillAsync("#epost", address);
        await page.ClickAsync("main button[type=submit]");
        await page.GotoAsync(Confirm().Match((await ArrivedAsync(3)).Message.TextBody!).Value);
        await page.ClickAsync("main button.button--primary");
        await page.WaitForURLAsync("**/prenumerera/mina/*");
    }

    private async Task PublishAsync(DateOnly heldOn, string text)
    {
        var sessions = portal.Services.GetRequiredService<StaffSessions>();
        var session = await sessions.StartAsync(SamplePeople.SignedInAs(SamplePeople.All.Single(person => person.Key == "signe")), Ct);
        var signe = (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))!;
        var content = new DraftContent { Lead = "Forumet möttes.", Items = [new DraftItem { Key = "p1", Heading = "Öppettider", Text = text }] };
        var (id, _) = (await portal.Services.GetRequiredService<DraftDesk>().StartAsync(signe, "kulturforum", heldOn, 1, content, Ct))!.Value;
        var draft = (await portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, signe, Ct))!;
        var decided = await portal.Services.GetRequiredService<DraftPublishing>().DecideAsync(
            id, new DraftDecision { Kind = DecisionKind.Publish, Revision = draft.Revision, IsAttested = true }, signe, Ct);
        Assert.Equal(DecisionOutcome.Published, decided.Outcome);
    }

    /// <summary>Waits for so many mails in all; returns the latest.</summary>
    private async Task<ReceivedMail> ArrivedAsync(int count)
    {
        for (var patience = Stopwatch.StartNew(); portal.Mail.Received.Count < count; await Task.Delay(100, Ct))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"{portal.Mail.Received.Count} mails of {count} have arrived.");
        }

        Assert.Equal(count, portal.Mail.Received.Count);
        return portal.Mail.Received.Last();
    }

    [GeneratedRegex(@"http://\S+/prenumerera/bekrafta/[0-9a-f]{48}", RegexOptions.None, 1000)]
    private static partial Regex Confirm();

    [GeneratedRegex(@"http://\S+/noterat/kulturforum/[0-9-]+", RegexOptions.None, 1000)]
    private static partial Regex Note();

    [GeneratedRegex("<(http[^>]+)>", RegexOptions.None, 1000)]
    private static partial Regex Leave();
}
