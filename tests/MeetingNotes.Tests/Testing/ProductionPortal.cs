using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Data;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Testing;

/// <summary>The executable itself, as it is run outside Development, on a test's database and a free port.</summary>
internal sealed partial class ProductionPortal : IAsyncDisposable
{
    public const string PublicHost = "noterat.region.example";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _folder;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    private ProductionPortal(Process process, string folder)
    {
        _process = process;
        _folder = folder;
        _reading = ReadAsync();
    }

    public Uri Address { get; private set; } = null!;

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

    public static async Task<ProductionPortal> StartAsync(TestDatabase database, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-portal-").FullName;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Verbs).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Repository.Folder(Path.Combine("src", "MeetingNotes.Web")),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__MeetingNotes"] = database.ConnectionString,
                ["Portal__PublicBaseUrl"] = $"https://{PublicHost}",
                ["Portal__DataFolder"] = folder,
                ["Portal__SampleNotes"] = "",
                ["Portal__LinkChecks__IsOn"] = "false",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var portal = new ProductionPortal(Process.Start(start)!, folder);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            if (Listening().Match(portal.Output) is { Success: true } match)
            {
                portal.Address = new Uri(match.Groups[1].Value);
                return portal;
            }

            if (portal._process.HasExited || waited.Elapsed > Patience)
            {
                var output = portal.Output;
                await portal.DisposeAsync();
                throw new InvalidOperationException($"The portal did not start: {output}");
            }
        }
    }

    /// <summary>Sends bytes as they are, and returns the status of the answer.</summary>
    public async Task<int> SendAsync(string head)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}\r\nHost: {PublicHost}\r\nConnection: close\r\n\r\n"), ct);
        using var answer = new StreamReader(stream, Encoding.UTF8);
        var status = await answer.ReadLineAsync(ct);
        await answer.ReadToEndAsync(ct);
        return int.Parse(status!.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    /// <summary>Asks it to end and waits until it has said and sent everything.</summary>
    public async Task StopAsync()
    {
        await ServerAccount.RunHereAsync(["kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadAsync()
    {
        var letters = new char[4096];
        while (await _process.StandardOutput.ReadAsync(letters) is > 0 and var count)
        {
            lock (_output)
            {
                _output.Append(letters, 0, count);
            }
        }
    }

    [GeneratedRegex("Now listening on.*?(http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.None, 1000)]
    private static partial Regex Listening();
}
