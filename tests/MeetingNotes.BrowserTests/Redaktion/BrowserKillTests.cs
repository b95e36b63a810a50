using System.Diagnostics;
using System.Globalization;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Tests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>Promise 15: autosave loses at most 5 s of typing, however the browser dies.</summary>
public sealed class BrowserKillTests(PortalFixture portal) : StaffTest(portal)
{
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(5);

    private static readonly int Kills = TestRun.IsFull ? 100 : 5;

    [Fact]
    public async Task Kill_BrowserWhileTyping_LosesAtMostFiveSeconds()
    {
        await SignInAsync("alva");    // the sample person has to exist
        var random = new Random(15);
        for (var kill = 0; kill < Kills; kill++)
        {
            var id = await BeginAsync(new DraftContent { Items = [new DraftItem { Key = "p1" }] });
            var typed = await TypeUntilKilledAsync(id, TimeSpan.FromMilliseconds(random.Next(5_500, 9_500)), random.Next(20, 90));

            var kept = (await FindAsync(id)).Content.Lead;
            Assert.Empty(Lost(typed, kept));
        }
    }

    [Fact]
    public void Lost_TextThatIsTooOld_IsFound()
    {
        var typed = new Typed([("a ", TimeSpan.FromSeconds(1)), ("b ", TimeSpan.FromSeconds(2)), ("c ", TimeSpan.FromSeconds(6))], TimeSpan.FromSeconds(7.5));

        Assert.Empty(Lost(typed, "a b "));
        Assert.Equal(["b "], Lost(typed, "a "));
    }

    /// <summary>Words that were typed more than five seconds before the end and are not kept.</summary>
    private static List<string> Lost(Typed typed, string kept) =>
        [.. typed.Words.Where(word => typed.KilledAt - word.At > MostLost && !kept.Contains(word.Text.Trim(), StringComparison.Ordinal)).Select(word => word.Text)];

    private async Task<Typed> TypeUntilKilledAsync(Guid id, TimeSpan duration, int pause)
    {
        var profile = Directory.CreateTempSubdirectory("noterat-browser-").FullName;
        using var chromium = StartChromium(profile);
        using var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.ConnectOverCDPAsync(await EndpointAsync(profile));
            var page = browser.Contexts[0].Pages[0];
            await SignInAsync(page, Portal.Origin, "alva");
            await page.GotoAsync(Portal.Origin + PathOf(id));
            await page.FocusAsync("#ingress");
            var words = new List<(string Text, TimeSpan At)>();
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < duration)
            {
                var word = string.Create(CultureInfo.InvariantCulture, $"ord{words.Count:0000} ");
                await page.Keyboard.InsertTextAsync(word);
                words.Add((word, clock.Elapsed));
                await Task.Delay(pause, Ct);
            }

            chromium.Kill(entireProcessTree: true);
            var killedAt = clock.Elapsed;
            await chromium.WaitForExitAsync(Ct);
            return new Typed(words, killedAt);
        }
        finally
        {
            if (!chromium.HasExited)
            {
                chromium.Kill(entireProcessTree: true);
                await chromium.WaitForExitAsync(Ct);
            }

            Directory.Delete(profile, recursive: true);
        }
    }

    private static Process StartChromium(string profile)
    {
        var start = new ProcessStartInfo(PortalFixture.Chromium) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Chromium writes the port that it chose into its profile.</summary>
    private static async Task<string> EndpointAsync(string profile)
    {
        var file = Path.Combine(profile, "DevToolsActivePort");
        for (var tries = 0; tries < 300; tries++)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file, Ct) is [var port, ..])
            {
                return $"http://127.0.0.1:{port}";
            }

            await Task.Delay(100, Ct);
        }

        throw new InvalidOperationException("Chromium did not start within 30 seconds.");
    }

    private sealed record Typed(IReadOnlyList<(string Text, TimeSpan At)> Words, TimeSpan KilledAt);
}
