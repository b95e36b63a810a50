using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>The checker behind validator.w3.org.</summary>
internal static class NuChecker
{
    private const string RunEngTest = "Kör eng/test, som installerar det som saknas.";

    private static readonly string Checker =
        Path.Combine(PortalFixture.Root, "tests", "MeetingNotes.BrowserTests", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");

    /// <summary>Started once: reading its own specifications takes it seconds, a page a fraction of one.</summary>
    private static readonly Lazy<Task<HttpClient>> Server = new(StartAsync);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One line for each error.</summary>
    /// <param name="files">HTML or, when the name ends so, CSS; by a name to tell them by.</param>
    public static async Task<List<string>> FaultsAsync(Dictionary<string, string> files)
    {
        var faults = new List<string>();
        foreach (var (name, text) in files)
        {
            faults.AddRange(await FaultsAsync(name, text));
        }

        return faults;
    }

    /// <inheritdoc cref="FaultsAsync(Dictionary{string, string})"/>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string name, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/html");
        using var response = await (await Server.Value).PostAsync("/?out=json&level=error", content, Ct);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        return [.. json.RootElement.GetProperty("messages").EnumerateArray().Select(message => string.Create(CultureInfo.InvariantCulture,
            $"{name} line {(message.TryGetProperty("lastLine", out var line) ? line.GetInt32() : 0)}: {message.GetProperty("message").GetString()}"))];
    }

    private static async Task<HttpClient> StartAsync()
    {
        Assert.True(File.Exists(Checker), $"Kontrollprogrammet vnu.jar finns inte. {RunEngTest}");
        var port = FreePort();
        var java = Start("-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", Checker, "nu.validator.servlet.Main", port.ToString(CultureInfo.InvariantCulture));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => java.Kill();
        java.OutputDataReceived += (_, _) => { };
        java.ErrorDataReceived += (_, _) => { };
        java.BeginOutputReadLine();
        java.BeginErrorReadLine();

        var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");    // it answers nobody without a name
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200, CancellationToken.None))
        {
            Assert.False(java.HasExited, "Kontrollprogrammet vnu.jar startade inte.");
            try
            {
                using var answer = await client.GetAsync("/", CancellationToken.None);
                return client;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(2))
            {
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("java", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"Java finns inte på den här datorn. {RunEngTest}", exception);
        }
    }
}
