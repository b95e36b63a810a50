using System.Diagnostics;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(WebFixture))]

namespace MeetingNotes.Tests.Testing;

/// <summary>The whole portal over HTTP, started once. Only the clock is replaced; <see cref="StagedFilter"/> stages faults on request.</summary>
public sealed class WebFixture : WebApplicationFactory<Program>
{
    private static readonly WebApplicationFactoryClientOptions AsABrowserWithout = new() { AllowAutoRedirect = false, HandleCookies = false };

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("noterat-test-").FullName;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    /// <summary>The same portal with other settings or services.</summary>
    public WebApplicationFactory<Program> With(Action<IWebHostBuilder> change) => WithWebHostBuilder(change);

    /// <summary>As outside Development, at <paramref name="publicBaseUrl"/>.</summary>
    public WebApplicationFactory<Program> InProduction(string publicBaseUrl = "https://noterat.region.example") => With(host =>
        host.UseSetting("environment", "Production").UseSetting("Portal:PublicBaseUrl", publicBaseUrl));

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        SendAsync(this, method, path, headers);

    public static Task<HttpResponseMessage> SendAsync(
        WebApplicationFactory<Program> portal, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return portal.CreateClient(AsABrowserWithout).SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<IHtmlDocument> PageAsync(string path) => await ParseAsync(await GetAsync(path));

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Portal:DataFolder", _dataFolder);
        builder.UseSetting("Portal:SampleNotes", Repository.Seeds);
        builder.UseSetting("Portal:LinkChecks:IsOn", "false");
        builder.UseSetting("Portal:RequestsPerMinute", "0");    // all tests ask from one address; FloodTests are of the rest
        builder.UseSetting("Portal:PageCacheMegabytes", "0");    // what a test changes it sees at once; KeptPagesTests are of the rest
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");

        // The test server bounds no request and warns of it each time; Kestrel's bounds have tests of their own.
        builder.UseSetting("Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Mvc.Filters", "Error");
        builder.UseSetting("Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Routing", "Error");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Configure<MvcOptions>(options => options.Filters.Add(new StagedFilter()));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();

        // Program itself also lets go of its host, and may be stopping PostgreSQL still.
        var server = Path.Combine(_dataFolder, "postgres", "data", "postmaster.pid");
        for (var patience = Stopwatch.StartNew(); File.Exists(server) && patience.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
        }

        // A server that is going writes its last files after it has given up its pid.
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                Directory.Delete(_dataFolder, recursive: true);
                return;
            }
            catch (IOException) when (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
            }
        }
    }
}
