using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>The note arrives fast on a bad connection too.</summary>
public sealed class TransferTests(PortalFixture portal) : BrowserTest(portal)
{
    private const int MostBytes = 40_000;

    [Fact]
    public async Task Note_WithEverythingItLoads_FitsInFortyKilobytes()
    {
        var page = await NewPageAsync();
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        var (bytes, files) = (0.0, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, loaded) =>
        {
            bytes += loaded!.Value.GetProperty("encodedDataLength").GetDouble();
            files++;
        };

        await page.GotoAsync(PublicPages.Note, new() { WaitUntil = WaitUntilState.NetworkIdle });
        using var icon = await Portal.GetAsync("/favicon.svg");

        Assert.True(files >= 3, $"Only {files} files were loaded.");
        Assert.InRange(bytes + (await icon.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 5_000, MostBytes);
    }
}
