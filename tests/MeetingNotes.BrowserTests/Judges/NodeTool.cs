using System.ComponentModel;
using System.Diagnostics;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>Programs of npm packages.</summary>
internal static class NodeTool
{
    private const string RunEngTest = "Kör eng/test, som installerar det som saknas.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A folder of these tests in the source.</summary>
    public static string Folder(params string[] names) => Path.Combine([PortalFixture.Root, "tests", "MeetingNotes.BrowserTests", .. names]);

    /// <summary>What the program writes, and whether it was content.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="arguments">The script first.</param>
    public static async Task<(string Output, int ExitCode)> RunAsync(string input, params string[] arguments)
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, fault) = (node.StandardOutput.ReadToEndAsync(Ct), node.StandardError.ReadToEndAsync(Ct));
            await node.StandardInput.WriteAsync(input);
            node.StandardInput.Close();
            await node.WaitForExitAsync(Ct);
            return (await output + await fault, node.ExitCode);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"Node finns inte på den här datorn. {RunEngTest}", exception);
        }
    }
}
