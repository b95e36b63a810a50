using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests;

/// <summary>The Nu checker finds no error in any page or in the style sheet.</summary>
public sealed class MarkupTests(PortalFixture portal) : BrowserTest(portal)
{
    [Fact]
    public async Task NuChecker_AllPagesAndStyles_FindsNoError()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var style = "";
        foreach (var path in PublicPages.All.Select(row => row.Data))
        {
            files[path] = await ReadAsync(path);
            style = files[path].Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        }

        files[style] = await ReadAsync(style);

        Assert.Empty(await NuChecker.FaultsAsync(files));
    }

    [Fact]
    public async Task NuChecker_FaultyPage_FindsIt() =>
        Assert.Contains(
            "Duplicate ID",
            Assert.Single(await NuChecker.FaultsAsync(new() { ["/"] = "<!doctype html><html lang=sv><title>x</title><p id=a><p id=a>" })),
            StringComparison.Ordinal);

    private async Task<string> ReadAsync(string path)
    {
        using var response = await Portal.GetAsync(path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
