using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>Everything can be reached and seen with the keyboard alone, and hit with a finger.</summary>
public sealed class KeyboardTests(PortalFixture portal) : BrowserTest(portal)
{
    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Tab_FirstPress_LeadsToTheText(string path)
    {
        var page = await LookAtAsync(path, width: 360);

        await page.Keyboard.PressAsync("Tab");
        var link = page.Locator(":focus");
        Assert.Equal("Gå direkt till textinnehållet", await link.TextContentAsync());
        Assert.Equal("none", await link.EvaluateAsync<string>("e => getComputedStyle(e).clipPath"));

        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("innehall", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Tab_ThroughThePage_ShowsEveryStopInOrder(string path)
    {
        var page = await LookAtAsync(path);
        Assert.Empty(await KeyboardJudge.TabFaultsAsync(page));
    }

    [Theory]
    [InlineData(ColorScheme.Dark, ForcedColors.None, 360)]
    [InlineData(ColorScheme.Light, ForcedColors.Active, 1280)]
    public async Task Tab_ThroughTheNote_ShowsFocusInOtherColours(ColorScheme scheme, ForcedColors forced, int width)
    {
        var page = await LookAtAsync(PublicPages.Note, width);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
        Assert.Empty(await KeyboardJudge.TabFaultsAsync(page));
    }

    [Theory]
    [InlineData("document.querySelector('.site-footer a').tabIndex = 1", "came to")]
    [InlineData("document.querySelector('main a').style.outline = 'none'", "no outline")]
    [InlineData("document.querySelector('main a').style.outlineColor = '#fefefe'", "faint outline")]
    [InlineData("document.querySelector('main a').style.cssText = 'position: absolute; left: -99px'", "outside")]
    [InlineData("document.querySelector('main a').addEventListener('keydown', event => event.preventDefault())", "Tab does not get past")]
    public async Task Tab_PageWithAFault_FindsIt(string fault, string complaint)
    {
        var page = await LookAtAsync("/om");
        await page.EvaluateAsync(fault);
        Assert.Contains(complaint, string.Join("\n", await KeyboardJudge.TabFaultsAsync(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_OnCitation_OpensIt()
    {
        var page = await LookAtAsync(PublicPages.Note);
        var details = page.Locator("details.citation").First;

        await details.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await details.Locator(".citation__text").IsVisibleAsync());
    }

    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Targets_EveryWidth_AreLargeEnough(string path)
    {
        var page = await LookAtAsync(path);
        Assert.Empty(await KeyboardJudge.TargetFaultsAsync(page, 320, 1280));
    }
}
