using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MeetingNotes.Benchmarks;

/// <summary>The whole portal in this process on Kestrel, asked over a socket; it ends with this process.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly DirectoryInfo _dataFolder = Directory.CreateTempSubdirectory("noterat-benchmark-");

    private PortalProcess()
    {
    }

    public HttpClient Client { get; } = new() { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}") };

    public static async Task<PortalProcess> StartAsync(string connectionString)
    {
        var portal = new PortalProcess();
        portal.Start(connectionString);
        await portal.WaitAsync();
        return portal;
    }

    public void Dispose()
    {
        Client.Dispose();
        _dataFolder.Delete(recursive: true);
    }

    /// <summary>Runs the portal's own Main, as it is.</summary>
    private void Start(string connectionString)
    {
        string[] arguments =
        [
            // The name says in which assembly the pages are.
            "--applicationName=MeetingNotes.Web", $"--urls={Client.BaseAddress}", $"--contentRoot={Path.Combine(Repository.Folder, "src", "MeetingNotes.Web")}",
            $"--ConnectionStrings:MeetingNotes={connectionString}", $"--Portal:DataFolder={_dataFolder.FullName}", "--environment=Development", "--Portal:LinkChecks:IsOn=false", "--Portal:RequestsPerMinute=0",
            "--Serilog:MinimumLevel:Default=Error", "--Serilog:MinimumLevel:Override:Microsoft=Error",
        ];
        new Thread(() => typeof(Web.Commands.Verbs).Assembly.EntryPoint!.Invoke(null, [arguments])) { IsBackground = true }.Start();
    }

    private async Task WaitAsync()
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                using var response = await Client.GetAsync("/readyz");
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(1))
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
}
