using System.ComponentModel;
using System.Diagnostics;

namespace MeetingNotes.Tests.Testing;

/// <summary>Programs that somebody else has written, and that judge what we write.</summary>
internal static class ExternalProgram
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="name">Of the program.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="arguments">One by one.</param>
    public static async Task<(int Status, string Output)> RunAsync(string name, string input, params string[] arguments)
    {
        using var program = Start(name, arguments);
        var output = program.StandardOutput.ReadToEndAsync(Ct);
        var faults = program.StandardError.ReadToEndAsync(Ct);
        await program.StandardInput.WriteAsync(input);
        program.StandardInput.Close();
        await program.WaitForExitAsync(Ct);
        return (program.ExitCode, program.ExitCode == 0 ? await output : await output + await faults);
    }

    /// <summary>The folder of an npm package that the tests use.</summary>
    public static string NpmPackage(string name)
    {
        var folder = Repository.Folder(Path.Combine("tests", "MeetingNotes.BrowserTests", "node_modules", name));
        return Directory.Exists(folder) ? folder : throw new InvalidOperationException($"The package {name} is missing. Run eng/test, which installs it.");
    }

    private static Process Start(string name, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"The program {name} is missing. Run eng/test, which installs it.", exception);
        }
    }
}
