using System.Net;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Security;

/// <summary>Rights and sessions of people who have signed in with the service: they end at once, on every instance (promise 8).</summary>
[Collection(WithSignInService.Name)]
public sealed class SignInRightsTests(SignInFixture fixture)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string[] Writer = ["NOTERAT-SKRIBENT"];

    private PeopleDesk Desk => fixture.Portal.Services.GetRequiredService<PeopleDesk>();

    [Fact]
    public async Task SignIn_InABrowserWithASession_EndsItAndBeginsANewOne()
    {
        var browser = fixture.Browser();
        var person = SignInFixture.Somebody(("roles", Writer));
        await browser.SignInAsync(person);
        var planted = browser.Session!;

        await browser.SignInAsync(person);

        Assert.NotEqual(planted, browser.Session);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion")).StatusCode);
        var other = fixture.Browser();
        other.Session = planted;
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/redaktion")).StatusCode);
    }

    [Fact]
    public async Task TakeRole_GivenAtTheDesk_EndsTheRightOnEveryInstanceAtOnce()
    {
        var (browser, person) = (fixture.Browser(), SignInFixture.Somebody());
        await browser.SignInAsync(person);
        var id = (await fixture.PersonAsync((string)person["sub"]))!.Value;
        var admin = await fixture.AdministratorAsync();

        await Desk.GiveAsync(id, StaffRole.Writer, null, admin, Ct);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion", fixture.Other)).StatusCode);

        await Desk.TakeAsync(id, StaffRole.Writer, null, admin, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/redaktion")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/redaktion", fixture.Other)).StatusCode);
    }

    [Fact]
    public async Task Block_SomebodySignedIn_PutsThemOutOnEveryInstanceAndKeepsThemOut()
    {
        var (browser, person) = (fixture.Browser(), SignInFixture.Somebody(("roles", Writer)));
        await browser.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion", fixture.Other)).StatusCode);
        var admin = await fixture.AdministratorAsync();

        Assert.Equal(PeopleOutcome.Done, await Desk.BlockAsync((await fixture.PersonAsync((string)person["sub"]))!.Value, admin, Ct));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/redaktion", fixture.Other)).StatusCode);
        await fixture.AssertFaultAsync(await browser.SignInAsync(person), "sparrad", HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/redaktion")).StatusCode);

        await Desk.UnblockAsync((await fixture.PersonAsync((string)person["sub"]))!.Value, admin, Ct);
        await browser.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion")).StatusCode);
    }

    [Fact]
    public async Task SignOut_CookieSentAgain_IsOut()
    {
        var browser = fixture.Browser();
        await browser.SignInAsync(SignInFixture.Somebody(("roles", Writer)));
        var session = browser.Session!;
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/redaktion")).StatusCode);

        await browser.SubmitAsync("/redaktion", "form.signed-in");

        var thief = fixture.Browser();
        thief.Session = session;
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/redaktion")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/redaktion", fixture.Other)).StatusCode);
    }

    [Fact]
    public async Task SignOut_Everywhere_GoesByTheServiceAndBack()
    {
        var browser = fixture.Browser();
        var page = await WebFixture.ParseAsync(await browser.GetAsync("/redaktion/logga-ut"));
        var link = Assert.Single(page.QuerySelectorAll("main a"), a => a.TextContent.Contains("även därifrån", StringComparison.Ordinal)).GetAttribute("href")!;

        var question = (await browser.GetAsync(link)).Headers.Location!;

        Assert.StartsWith(fixture.Server.Address + "/logout?", question.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://noterat.region.example/redaktion/utloggad", SignInBrowser.Query(question)["post_logout_redirect_uri"]);
        Assert.Equal(SignInServer.ClientId, SignInBrowser.Query(question)["client_id"]);
        var back = await SignInBrowser.AnswerAsync(question);
        Assert.Equal("/redaktion/logga-ut", (await browser.GetAsync(back.PathAndQuery)).Headers.Location!.ToString());
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Invitation_ForAnAddress_IsRedeemedWhenTheServiceVouchesForIt(bool verified, HttpStatusCode expected)
    {
        var email = $"{Guid.CreateVersion7():N}@region.example";
        Assert.Equal(PeopleOutcome.Invited, await Desk.InviteAsync(email.ToUpperInvariant(), StaffRole.Writer, null, await fixture.AdministratorAsync(), Ct));
        var browser = fixture.Browser();

        await browser.SignInAsync(SignInFixture.Somebody(("email", email), ("email_verified", verified)));

        Assert.Equal(expected, (await browser.GetAsync("/redaktion")).StatusCode);
    }

    [Theory]
    [InlineData("FORST@region.example", true, HttpStatusCode.OK)]
    [InlineData("forst@region.example", false, HttpStatusCode.Forbidden)]
    public async Task FirstAdministrator_ByVerifiedAddress_IsAdministrator(string email, bool verified, HttpStatusCode expected)
    {
        var browser = fixture.Browser();
        await browser.SignInAsync(SignInFixture.Somebody(("email", email), ("email_verified", verified)));

        Assert.Equal(expected, (await browser.GetAsync("/redaktion/personer")).StatusCode);
    }
}
