using System.Diagnostics;
using System.Text;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Testing;

/// <summary>A verb of the executable, run on a test's database.</summary>
internal static class VerbProcess
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(TestDatabase database, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        string[] command = [typeof(Verbs).Assembly.Location, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["ConnectionStrings__MeetingNotes"] = database.ConnectionString },
        })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output.Trim(), (await errors).Trim());
    }
}
