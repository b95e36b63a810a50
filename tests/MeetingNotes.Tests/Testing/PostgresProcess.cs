using System.Diagnostics;
using MeetingNotes.Core.Data;

namespace MeetingNotes.Tests.Testing;

/// <summary>Another process that uses a private cluster, to be killed or to leave in peace.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PostgresProcess(Process process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Starts it and waits until its cluster answers.</summary>
    /// <exception cref="DatabaseSetupException">It refused, with the same words.</exception>
    public static async Task<PostgresProcess> StartAsync(IReadOnlyList<string> verb, IReadOnlyList<string>? prefix = null)
    {
        string[] command = [.. prefix ?? [], "dotnet", typeof(TestProgram).Assembly.Location, .. verb];
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("Host=", StringComparison.Ordinal)
            ? new PostgresProcess(process, line)
            : throw new DatabaseSetupException(line + await process.StandardOutput.ReadToEndAsync());
    }

    /// <summary>The prefix that makes an ordinary user of a process started by root.</summary>
    public static async Task<string[]> AsNobodyAsync()
    {
        string[] nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        var mayRead = await ServerAccount.RunHereAsync([.. nobody, "cat", typeof(TestProgram).Assembly.Location]);
        return mayRead.Succeeded ? nobody : [.. nobody, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
    }

    /// <summary>kill -9: nothing of its own gets to run.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
