using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MeetingNotes.Core.Data;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Testing;

/// <summary>The portal as an operator runs it: a process of its own on a port of its own, to be stopped, killed and started again.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    public const string PublicHost = "noterat.region.example";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-portal-").FullName;
    private readonly StringBuilder _output = new();
    private readonly HttpClient _http;
    private readonly string _connectionString;
    private readonly (string Name, string Value)[] _settings;
    private Process _process;
    private Task _reading;

    private PortalProcess(string connectionString, (string Name, string Value)[] settings)
    {
        (_connectionString, _settings) = (connectionString, settings);
        _http = new HttpClient { BaseAddress = Address };
        (_process, _reading) = Start();
    }

    public int Port { get; } = LoopbackPort.Free();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Everything it has written, letter by letter.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Started on a database with the sample notes, and ready.</summary>
    public static async Task<PortalProcess> StartAsync(string connectionString, params (string Name, string Value)[] settings)
    {
        var portal = new PortalProcess(connectionString, settings);
        try
        {
            await portal.UntilReadyAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>As outside Development, on a database as it is.</summary>
    public static Task<PortalProcess> InProductionAsync(string connectionString, params (string Name, string Value)[] settings) => StartAsync(
        connectionString, [("ASPNETCORE_ENVIRONMENT", "Production"), ("Portal__PublicBaseUrl", $"https://{PublicHost}"), ("Portal__SampleNotes", ""), .. settings]);

    /// <summary>After <see cref="StopAsync"/> or <see cref="KillAsync"/>; returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        (_process, _reading) = Start();
        await UntilReadyAsync();
    }

    /// <summary>Sends bytes as they are, and returns the status of the answer.</summary>
    public async Task<int> SendAsync(string head)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Port, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}\r\nHost: {PublicHost}\r\nConnection: close\r\n\r\n"), ct);
        using var answer = new StreamReader(stream, Encoding.UTF8);
        var status = await answer.ReadLineAsync(ct);
        await answer.ReadToEndAsync(ct);
        return int.Parse(status!.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    /// <summary>As systemd stops it: what has been asked is answered first, and everything is said.</summary>
    public async Task StopAsync()
    {
        await ServerAccount.RunHereAsync(["kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
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

    private (Process Process, Task Reading) Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Verbs).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Repository.Folder(Path.Combine("src", "MeetingNotes.Web")),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = Address.ToString(),
                ["ConnectionStrings__MeetingNotes"] = _connectionString,
                ["Portal__DataFolder"] = _folder,
                ["Portal__SampleNotes"] = Repository.Seeds,
                ["Portal__LinkChecks__IsOn"] = "false",
                ["Portal__RequestsPerMinute"] = "0",
            },
        };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        return (process, Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError)));
    }

    private async Task ReadAsync(StreamReader from)
    {
        var letters = new char[4096];
        while (await from.ReadAsync(letters) is > 0 and var count)
        {
            lock (_output)
            {
                _output.Append(letters, 0, count);
            }
        }
    }

    private async Task UntilReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
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

            Assert.True(!_process.HasExited && waited.Elapsed < Patience, $"The portal did not start.\n{Output}");
        }
    }
}
