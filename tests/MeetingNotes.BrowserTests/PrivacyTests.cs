using System.Collections.Concurrent;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests;

/// <summary>A public page leaves nothing behind, asks nobody else and runs nothing but the search box.</summary>
public sealed class PrivacyTests(PortalFixture portal) : BrowserTest(portal)
{
    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_Opened_StoresNothingAndAsksNobodyElse(string path)
    {
        var page = await NewPageAsync();
        var (requests, complaints) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) =>
        {
            // A warning only tells that this Chromium lacks a feature that the policy turns off.
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        var response = await page.GotoAsync(path);

        Assert.All(requests, url => Assert.StartsWith(Portal.Origin + "/", url, StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, text => !IsItsOwnStatus(text, response!.Status));
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        Assert.Equal(0, await page.Locator("script:not([type='application/ld+json'], [src^='/js/search-box.js?']), iframe, [style], style").CountAsync());
    }

    [Theory]
    [MemberData(nameof(PublicPages.Answered200), MemberType = typeof(PublicPages))]
    public async Task Page_WithoutJavaScript_SaysTheSame(string path)
    {
        var without = await NewPageAsync(javaScript: false);
        await without.GotoAsync(path);

        var with = await LookAtAsync(path);

        Assert.Equal(await with.Locator("body").InnerTextAsync(), await without.Locator("body").InnerTextAsync());
    }

    [Fact]
    public async Task Search_WithoutJavaScript_Finds()
    {
        var page = await NewPageAsync(javaScript: false);
        await page.GotoAsync("/");
        var field = page.Locator("main input[name=q]");
        await field.FillAsync("färdtjänst");
        await field.PressAsync("Enter");
        await page.Locator("h1", new() { HasText = "träffar på ”färdtjänst”" }).WaitForAsync();

        Assert.NotEqual(0, await page.Locator(".search-result mark").CountAsync());
    }

    /// <summary>Chromium says in the console that a page was refused; that is what these pages are for.</summary>
    private static bool IsItsOwnStatus(string text, int status) =>
        status >= 400 && text.Contains($"the server responded with a status of {status}", StringComparison.Ordinal);
}
