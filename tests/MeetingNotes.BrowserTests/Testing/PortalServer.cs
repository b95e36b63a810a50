using System.Net;
using System.Net.Sockets;
using MeetingNotes.Core.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeetingNotes.BrowserTests.Testing;

/// <summary>The real portal on a port of its own with a PostgreSQL of its own.</summary>
public abstract class PortalServer : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("noterat-test-").FullName;
    private ThrowAwayPostgres _postgres = null!;

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The folder with the notes that it starts with.</summary>
    protected abstract string SampleNotes { get; }

    public virtual async ValueTask InitializeAsync()
    {
        _postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, TestContext.Current.CancellationToken);
        UseKestrel(new Uri(Origin).Port);
        StartServer();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_dataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", Origin);
        builder.UseSetting("ConnectionStrings:MeetingNotes", _postgres.ConnectionString);
        builder.UseSetting("Portal:DataFolder", _dataFolder);
        builder.UseSetting("Portal:SampleNotes", SampleNotes);
        builder.UseSetting("Portal:LinkChecks:IsOn", "false");
        builder.UseSetting("Portal:RequestsPerMinute", "0");    // all tests ask from one address
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");
    }

    /// <summary>The server must know its own address before it starts, because the pages print it.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
