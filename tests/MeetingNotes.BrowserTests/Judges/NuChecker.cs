using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>The checker behind validator.w3.org.</summary>
internal static class NuChecker
{
    private const string RunEngTest = "Kör eng/test, som installerar det som saknas.";

    private static readonly string Checker =
        Path.Combine(PortalFixture.Root, "tests", "MeetingNotes.BrowserTests", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One line for each error.</summary>
    /// <param name="files">HTML or, when the name ends so, CSS; by a name to tell them by.</param>
    public static async Task<List<string>> FaultsAsync(Dictionary<string, string> files)
    {
        Assert.True(File.Exists(Checker), $"Kontrollprogrammet vnu.jar finns inte. {RunEngTest}");
        var folder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
        try
        {
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, text) in files)
            {
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{names.Count}{(name.EndsWith(".css", StringComparison.Ordinal) ? ".css" : ".html")}"));
                await File.WriteAllTextAsync(file, text, Ct);
                names[file] = name;
            }

            return await CheckAsync(folder, names);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> CheckAsync(string folder, Dictionary<string, string> names)
    {
        using var java = Start("-jar", Checker, "--errors-only", "--format", "json", "--stdout", "--also-check-css", folder);
        var report = await java.StandardOutput.ReadToEndAsync(Ct);
        await java.WaitForExitAsync(Ct);

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
