using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Tests.Security;

[CollectionDefinition(Name)]
public sealed class WithSignInService : ICollectionFixture<SignInFixture>
{
    public const string Name = "Sign-in service";
}

/// <summary>Two instances of the portal as outside Development, on a database of their own, and the service that signs people in.</summary>
public sealed class SignInFixture(WebFixture portal, PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    internal SignInServer Server { get; private set; } = null!;

    internal WebApplicationFactory<Program> Portal { get; private set; } = null!;

    internal WebApplicationFactory<Program> Other { get; private set; } = null!;

    internal LogLines Log { get; } = new();

    internal Database Db => Portal.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateMigratedDatabaseAsync();
        Server = await SignInServer.StartAsync();
        Portal = Start(Server.Address);
        _ = Portal.Server;
        Other = Start(Server.Address);
    }

    internal WebApplicationFactory<Program> Start(string authority) => portal.InProduction().WithWebHostBuilder(host =>
    {
        host.UseSetting("ConnectionStrings:MeetingNotes", _database!.ConnectionString);
        host.UseSetting("Portal:SignIn:Authority", authority);
        host.UseSetting("Portal:SignIn:ClientId", SignInServer.ClientId);
        host.UseSetting("Portal:SignIn:ClientSecret", SignInServer.Secret);
        host.UseSetting("Portal:SignIn:Editors:0", "NOTERAT-REDAKTÖR");
        host.UseSetting("Portal:SignIn:Writers:0", "NOTERAT-SKRIBENT");
        host.UseSetting("Portal:SignIn:FirstAdministrators:0", "forst@region.example");
        host.ConfigureTestServices(services =>
        {
            // Tokens and cookies go by the real time, in the service and in the browser.
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.AddSingleton<ILogger<SignInService>>(_ => Log.CreateLogger<SignInService>());
            services.Configure<OpenIdConnectOptions>(SignInService.Scheme, options =>
            {
                options.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
                options.BackchannelTimeout = TimeSpan.FromSeconds(30);
            });
        });
    });

    /// <summary>Claims of somebody whom nobody has seen before.</summary>
    internal static Dictionary<string, object> Somebody(params (string Name, object Value)[] claims)
    {
        var person = new Dictionary<string, object> { ["sub"] = $"{Guid.CreateVersion7():N}", ["name"] = "Siv Prov" };
        foreach (var (name, value) in claims)
        {
            person[name] = value;
        }

        return person;
    }

    internal SignInBrowser Browser(WebApplicationFactory<Program>? instance = null) => new(this, instance ?? Portal);

    /// <summary>The answer leads to the page about that fault.</summary>
    internal async Task AssertFaultAsync(HttpResponseMessage response, string fault, HttpStatusCode status)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/redaktion/logga-in/fel/{fault}", response.Headers.Location!.ToString());
        var page = await Browser().GetAsync(response.Headers.Location.ToString());
        Assert.Equal(status, page.StatusCode);
        Assert.Contains("Det gick inte att logga in", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    internal async Task<StaffPerson> AdministratorAsync()
    {
        var sessions = Portal.Services.GetRequiredService<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("prov", "admin", "Admin", null, false, [StaffRole.Administrator]), TestContext.Current.CancellationToken);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), TestContext.Current.CancellationToken))!;
    }

    internal Task<Guid?> PersonAsync(string subject) =>
        Db.ExecuteScalarAsync<Guid?>("SELECT id FROM people WHERE subject = @subject", new { subject }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await Portal.DisposeAsync();
        await Server.DisposeAsync();
        await _database!.DisposeAsync();
    }
}

/// <summary>A browser on its way through the sign-in; knows the portal and the service, follows each redirect by itself.</summary>
internal sealed class SignInBrowser(SignInFixture fixture, WebApplicationFactory<Program> instance)
{
    public static readonly Uri PublicAddress = new("https://noterat.region.example");

    public CookieContainer Cookies { get; } = new();

    /// <summary>The value of the session's cookie.</summary>
    public string? Session
    {
        get => Cookies.GetCookies(PublicAddress)["__Host-noterat"]?.Value;
        set => Cookies.Add(PublicAddress, new Cookie("__Host-noterat", value) { Secure = true, Path = "/" });
    }

    public async Task<HttpResponseMessage> GetAsync(string path, WebApplicationFactory<Program>? on = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, on);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, WebApplicationFactory<Program>? on)
    {
        if (Cookies.GetCookieHeader(PublicAddress) is { Length: > 0 } header)
        {
            request.Headers.Add("Cookie", header);
        }

        var client = (on ?? instance).CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = PublicAddress });
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            Cookies.SetCookies(PublicAddress, cookie);
        }

        return response;
    }

    /// <summary>Sends a form as the page gives it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string formSelector)
    {
        var page = await WebFixture.ParseAsync(await GetAsync(path));
        var form = (IHtmlFormElement)page.QuerySelector(formSelector)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))),
        };
        return await SendAsync(request, null);
    }

    /// <summary>From the page to the service: what the portal asks it.</summary>
    public async Task<Uri> AskAsync(string page = "/redaktion/logga-in") => (await GetAsync(page)).Headers.Location!;

    /// <summary>Through the service: the address that it sends the browser back to.</summary>
    public static async Task<Uri> AnswerAsync(Uri question)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        var response = await client.GetAsync(question, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.Location is not null, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return response.Headers.Location!;
    }

    /// <summary>The whole way; the answer of the portal to what came back.</summary>
    public async Task<HttpResponseMessage> SignInAsync(Dictionary<string, object>? person, string page = "/redaktion/logga-in")
    {
        fixture.Server.Person = person;
        return await GetAsync((await AnswerAsync(await AskAsync(page))).PathAndQuery);
    }

    public static IReadOnlyDictionary<string, string> Query(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
