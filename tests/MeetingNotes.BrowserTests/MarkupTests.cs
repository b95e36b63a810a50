using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests;

/// <summary>The Nu checker, the one behind validator.w3.org, finds no error in any page or in the style sheet.</summary>
public sealed class MarkupTests(PortalFixture portal) : BrowserTest(portal)
{
    private const string RunEngTest = "Kör eng/test, som installerar det som saknas.";

    private static readonly string Checker =
        Path.Combine(PortalFixture.Root, "tests", "MeetingNotes.BrowserTests", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");

    [Fact]
    public async Task NuChecker_AllPagesAndStyles_FindsNoError()
    {
        var folder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
        try
        {
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            var style = "";
            foreach (var (path, number) in PublicPages.All.Select((row, index) => (row.Data, index)))
            {
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.html"));
                using var response = await Portal.GetAsync(path);
                var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                style = html.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
                await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
                names[file] = path;
            }

            using var styles = await Portal.GetAsync(style);
            var styleFile = Path.Combine(folder, "style.css");
            await File.WriteAllTextAsync(styleFile, await styles.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            names[styleFile] = style;

            Assert.Empty(await CheckAsync(folder, names));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task NuChecker_FaultyPage_FindsIt()
    {
        var folder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "faulty.html");
            await File.WriteAllTextAsync(file, "<!doctype html><html lang=sv><title>x</title><p id=a><p id=a>", TestContext.Current.CancellationToken);

            Assert.Contains("Duplicate ID", Assert.Single(await CheckAsync(folder, new() { [file] = "/" })), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> CheckAsync(string folder, Dictionary<string, string> names)
    {
        Assert.True(File.Exists(Checker), $"Kontrollprogrammet vnu.jar finns inte. {RunEngTest}");
        using var java = Start("-jar", Checker, "--errors-only", "--format", "json", "--stdout", "--also-check-css", folder);
        var report = await java.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await java.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(report);
        string NameOf(JsonElement message) => names[message.GetProperty("url").GetString()!.Replace("file:", "", StringComparison.Ordinal)];
        return [.. json.RootElement.GetProperty("messages").EnumerateArray().Select(message => string.Create(CultureInfo.InvariantCulture,
            $"{NameOf(message)} line {(message.TryGetProperty("lastLine", out var line) ? line.GetInt32() : 0)}: {message.GetProperty("message").GetString()}"))];
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("java", arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"Java finns inte på den här datorn. {RunEngTest}", exception);
        }
    }
}
