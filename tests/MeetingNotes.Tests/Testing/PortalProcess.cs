using System.Collections.Concurrent;
using System.Diagnostics;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Testing;

/// <summary>The portal as an operator runs it: a process of its own on a port of its own, to be stopped, killed and started again.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-portal-").FullName;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string?> _output = [];
    private readonly string _connectionString;
    private Process _process;

    private PortalProcess(string connectionString)
    {
        _connectionString = connectionString;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        _process = Start();
    }

    public int Port { get; } = LoopbackPort.Free();

    /// <summary>Started on a database with the sample notes, and ready.</summary>
    public static async Task<PortalProcess> StartAsync(string connectionString)
    {
        var portal = new PortalProcess(connectionString);
        await portal.UntilReadyAsync();
        return portal;
    }

    /// <summary>After <see cref="StopAsync"/> or <see cref="KillAsync"/>; returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Start();
        await UntilReadyAsync();
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

    private Process Start()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Verbs).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Folder(Path.Combine("src", "MeetingNotes.Web")),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["ConnectionStrings__MeetingNotes"] = _connectionString,
                ["Portal__DataFolder"] = _folder,
                ["Portal__SampleNotes"] = Repository.Seeds,
                ["Portal__LinkChecks__IsOn"] = "false",
            },
        })!;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
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
