using System.Net;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Tests.Security;

/// <summary>Sign-in with a real OpenID Connect service, from the first page to the last (promise 8, U1).</summary>
[Collection(WithSignInService.Name)]
public sealed class SignInTests(SignInFixture fixture)
{
    private static readonly string[] Editor = ["ANNAT", "NOTERAT-REDAKTÖR"];

    [Fact]
    public async Task SignIn_RoleFromTheService_OpensTheDesk()
    {
        var browser = fixture.Browser();

        var response = await browser.SignInAsync(SignInFixture.Somebody(("roles", Editor)), "/redaktion/logga-in?till=%2Fredaktion%2Fny%3Forgan%3Dx");

        Assert.Equal("/redaktion/ny?organ=x", response.Headers.Location!.ToString());
        var page = await WebFixture.ParseAsync(await browser.GetAsync("/redaktion"));
        Assert.Contains("Siv Prov", page.QuerySelector(".signed-in")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/redaktion/arenden']"));
        Assert.Null(page.QuerySelector("a[href='/redaktion/personer']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/redaktion/personer")).StatusCode);
    }

    [Fact]
    public async Task Ask_OfTheService_IsACodeWithPkceStateAndNonceToThePublicAddress()
    {
        var query = SignInBrowser.Query(await fixture.Browser().AskAsync());

        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("query", query.GetValueOrDefault("response_mode", "query"));
        Assert.Equal("https://noterat.region.example/redaktion/inloggad", query["redirect_uri"]);
        Assert.All(["code_challenge", "state", "nonce"], name => Assert.True(query[name].Length >= 43, name));
        Assert.Equal("openid profile email", query["scope"]);
    }

    [Fact]
    public async Task Cookies_OnTheWay_AreTheHostsOwnSecureAndLax()
    {
        var browser = fixture.Browser();
        var before = await browser.GetAsync("/redaktion/logga-in");
        var after = await browser.SignInAsync(SignInFixture.Somebody());

        var cookies = before.Headers.GetValues("Set-Cookie").Concat(after.Headers.GetValues("Set-Cookie")).ToList();
        Assert.True(cookies.Count >= 3);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-noterat", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("; domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.All(
            (string[])["Siv Prov", "Siv%20Prov", Convert.ToBase64String("Siv Prov"u8)[..10]],
            name => Assert.DoesNotContain(name, browser.Session!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://annan.example/redaktion")]
    [InlineData("//annan.example")]
    [InlineData("/\\annan.example")]
    [InlineData("/\t/annan.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("redaktion")]
    [InlineData("")]
    public async Task ReturnAddress_OfAnotherSite_IsTheDeskInstead(string address)
    {
        var response = await fixture.Browser().SignInAsync(SignInFixture.Somebody(), $"/redaktion/logga-in?till={Uri.EscapeDataString(address)}");

        Assert.Equal("/redaktion", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/redaktion")]
    [InlineData("/redaktion/ny")]
    [InlineData("/redaktion/uppfoljningar")]
    [InlineData("/redaktion/logg")]
    public async Task SignIn_WithoutARole_IsForbiddenAtTheAddressItself(string path)
    {
        var browser = fixture.Browser();
        await browser.SignInAsync(SignInFixture.Somebody());

        var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Siv Prov", (await WebFixture.ParseAsync(response)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task SignIn_Denied_SaysSo() => await fixture.AssertFaultAsync(await fixture.Browser().SignInAsync(null), "nekad", HttpStatusCode.Forbidden);

    [Fact]
    public async Task SignIn_ServiceBreaksOnTheWay_SaysSoInOneEvent()
    {
        var browser = fixture.Browser();
        fixture.Log.Written.Clear();
        fixture.Server.IsBroken = true;
        try
        {
            var response = await browser.SignInAsync(SignInFixture.Somebody());
            Assert.StartsWith("/redaktion/logga-in/fel/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            fixture.Server.IsBroken = false;
        }

        Assert.Single(fixture.Log.Written);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task SignIn_ServiceAway_SaysSoInOneEventAndWorksWhenItIsBack()
    {
        using var away = fixture.Start("https://127.0.0.1:1");
        fixture.Log.Written.Clear();

        var response = await fixture.Browser(away).GetAsync("/redaktion/logga-in");

        await fixture.AssertFaultAsync(response, "tjansten", HttpStatusCode.ServiceUnavailable);
        Assert.Single(fixture.Log.Written);
    }

    [Theory]
    [InlineData("/redaktion/inloggad")]
    [InlineData("/redaktion/inloggad?code=abc")]
    [InlineData("/redaktion/inloggad?code=abc&state=abc")]
    [InlineData("/redaktion/inloggad?error=server_error&state=abc")]
    public async Task Callback_ThatNobodyAskedFor_SaysSo(string path)
    {
        var browser = fixture.Browser();
        await fixture.AssertFaultAsync(await browser.GetAsync(path), "avbruten", HttpStatusCode.BadRequest);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Callback_UsedTwice_SignsInOnce()
    {
        var browser = fixture.Browser();
        fixture.Server.Person = SignInFixture.Somebody();
        var back = (await SignInBrowser.AnswerAsync(await browser.AskAsync())).PathAndQuery;
        await browser.GetAsync(back);
        var session = browser.Session;

        await fixture.AssertFaultAsync(await browser.GetAsync(back), "avbruten", HttpStatusCode.BadRequest);
        Assert.Equal(session, browser.Session);
    }

    [Fact]
    public async Task Callback_OfAnotherBrowser_IsRefused()
    {
        var (victim, attacker) = (fixture.Browser(), fixture.Browser());
        fixture.Server.Person = SignInFixture.Somebody();
        var back = await SignInBrowser.AnswerAsync(await attacker.AskAsync());
        var own = SignInBrowser.Query(await victim.AskAsync());

        await fixture.AssertFaultAsync(await victim.GetAsync(back.PathAndQuery), "avbruten", HttpStatusCode.BadRequest);
        // The attacker's code with the victim's own state: PKCE and nonce do not fit.
        var mixed = $"/redaktion/inloggad?code={Uri.EscapeDataString(SignInBrowser.Query(back)["code"])}&state={Uri.EscapeDataString(own["state"])}";
        await fixture.AssertFaultAsync(await victim.GetAsync(mixed), "avbruten", HttpStatusCode.BadRequest);
        Assert.Null(victim.Session);
    }

    [Theory]
    [InlineData("Portal:SignIn:SamplePeople", "true", "släpper in vem som helst och får bara användas i Development")]
    [InlineData("Portal:SignIn:Authority", "http://inloggning.region.example", "börja med https://")]
    public void Start_OutsideDevelopmentWithAnUnsafeSignIn_IsRefused(string setting, string value, string reason)
    {
        using var faulty = fixture.Portal.WithWebHostBuilder(host => host.UseSetting(setting, value));

        var fault = Assert.Throws<OptionsValidationException>(() => faulty.Server);

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
