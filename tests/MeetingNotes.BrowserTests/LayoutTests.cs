using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests;

/// <summary>Nothing scrolls sideways and nothing is cut: on small screens, with large text and with wide spacing.</summary>
public sealed class LayoutTests(PortalFixture portal) : BrowserTest(portal)
{
    [Theory]
    [MemberData(nameof(PublicPages.All), MemberType = typeof(PublicPages))]
    public async Task Page_EveryWidthAndTextSize_CutsNothing(string path) => Assert.Empty(await LayoutJudge.FaultsAsync(await LookAtAsync(path)));

    [Fact]
    public async Task Judge_CutText_IsFound()
    {
        var page = await LookAtAsync("/om");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=\"a\">Alldeles avklippt</p><p class=\"b\">för bred</p>')");
        await LayoutJudge.StyleAsync(page, ".a { overflow: hidden; block-size: 0.5rem } .b { inline-size: 200vw }");

        var faults = string.Join("\n", await LayoutJudge.CutAsync(page));

        Assert.Contains("cut: P.a", faults, StringComparison.Ordinal);
        Assert.Contains("outside: P.b", faults, StringComparison.Ordinal);
        Assert.Contains("page ", faults, StringComparison.Ordinal);
    }
}
