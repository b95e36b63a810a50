using System.Collections.Concurrent;
using System.Diagnostics;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Testing;

/// <summary>The portal as an operator runs it: a process of its own on a port of its own, to be stopped or killed.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string?> _output = [];

    private PortalProcess(Process process, string folder, int port)
    {
        (_process, _folder, Port) = (process, folder, port);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Port { get; }

    /// <summary>Started on a database with the sample notes, and ready.</summary>
    public static async Task<PortalProcess> StartAsync(string connectionString, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-portal-").FullName;
        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Verbs).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Folder(Path.Combine("src", "MeetingNotes.Web")),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ConnectionStrings__MeetingNotes"] = connectionString,
                ["Portal__DataFolder"] = folder,
                ["Portal__SampleNotes"] = Repository.Seeds,
                ["Portal__LinkChecks__IsOn"] = "false",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var portal = new PortalProcess(Process.Start(start)!, folder, port);
        portal._process.OutputDataReceived += (_, line) => portal._output.Enqueue(line.Data);
        portal._process.ErrorDataReceived += (_, line) => portal._output.Enqueue(line.Data);
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        await portal.UntilReadyAsync();
        return portal;
    }

    /// <summary>As systemd stops it: what has been asked is answered first.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task UntilReadyAsync()
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                if ((await _http.GetAsync("/readyz", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
            }

            Assert.True(!_process.HasExited && patience.Elapsed < TimeSpan.FromMinutes(3), $"The portal did not start.\n{string.Join('\n', _output)}");
        }
    }
}
