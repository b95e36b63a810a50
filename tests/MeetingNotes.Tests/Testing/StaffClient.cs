using System.Net;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Tests.Testing;

/// <summary>A browser of somebody who has signed in as a sample person: keeps its cookies, and sends a form as the page gave it.</summary>
internal sealed class StaffClient
{
    private readonly HttpClient _http;

    private StaffClient(HttpClient http) => _http = http;

    /// <param name="portal">The portal, or one of its instances.</param>
    /// <param name="person">Key of one of <c>SamplePeople</c>: alva, signe, maj, ture.</param>
    public static Task<StaffClient> SignInAsync(WebApplicationFactory<Program> portal, string person) =>
        SignInAsync(portal.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }), person);

    /// <param name="http">Keeps cookies and follows no redirects.</param>
    /// <param name="person">As above.</param>
    public static async Task<StaffClient> SignInAsync(HttpClient http, string person)
    {
        var client = new StaffClient(http);
        var response = await client.SubmitAsync("/redaktion/logga-in", new() { ["person"] = person });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    private StaffClient(WebApplicationFactory<Program> portal, Guid session)
    {
        var options = portal.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(StaffSignIn.Scheme);
        var ticket = new AuthenticationTicket(StaffSignIn.PrincipalOf(session), StaffSignIn.Scheme);
        ticket.Properties.ExpiresUtc = portal.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(30);
        var cookies = new CookieContainer();
        cookies.Add(new Uri("http://localhost"), new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket)));
        _http = portal.CreateDefaultClient(new CookieContainerHandler(cookies));
        Session = session;
    }

    /// <summary>Of somebody made by <see cref="WithRightsAsync"/>.</summary>
    public Guid Session { get; }

    /// <summary>Somebody new with these roles: whole bodies (null) or one.</summary>
    public static async Task<StaffClient> WithRightsAsync(WebApplicationFactory<Program> portal, string name, params Grant[] grants)
    {
        var ct = TestContext.Current.CancellationToken;
        var session = (await portal.Services.GetRequiredService<StaffSessions>()
            .StartAsync(new SignedIn("prov", $"{Guid.CreateVersion7():N}", name, null, false, [.. grants.Where(grant => grant.BodyId is null).Select(grant => grant.Role)]), ct))!.Value;
        foreach (var grant in grants.Where(grant => grant.BodyId is not null))
        {
            await portal.Services.GetRequiredService<Database>().ExecuteAsync(
                "INSERT INTO person_roles (person_id, role, body_id) SELECT person_id, @role, @BodyId FROM staff_sessions WHERE id = @session",
                new { role = grant.Role.Column(), grant.BodyId, session }, ct);
        }

        return new StaffClient(portal, session);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<IHtmlDocument> PageAsync(string path) => await WebFixture.ParseAsync(await GetAsync(path));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>
    /// Opens the page, fills in its form (the first that posts and has every field named, unless a selector chooses) and sends it with everything that the
    /// form itself holds, its token too.
    /// </summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, Dictionary<string, string> fields, string? formSelector = null, FileField? file = null)
    {
        var (action, values) = await FillInAsync(path, fields, formSelector);
        return await PostAsync(action, values, file);
    }

    /// <summary>What <see cref="SubmitAsync"/> would send, and where.</summary>
    public async Task<(string Action, List<(string Name, string Value)> Fields)> FillInAsync(string path, Dictionary<string, string> fields, string? formSelector = null)
    {
        var response = await GetAsync(path);
        var page = await WebFixture.ParseAsync(response);
        var forms = page.QuerySelectorAll(formSelector ?? "main form[method=post]").OfType<IHtmlFormElement>().ToList();
        var form = forms.FirstOrDefault(one => fields.Keys.All(name => one.Elements.Any(element => element.GetAttribute("name") == name))) ?? forms.FirstOrDefault();
        Assert.True(form is not null, $"No form on {path} ({(int)response.StatusCode}).");

        return (form.GetAttribute("action") is { Length: > 0 } action ? action : path, FormFields.FilledIn(form, fields));
    }

    /// <summary>Sends fields as they are, to see what becomes of a form that no page gave.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IReadOnlyList<(string Name, string Value)> fields, FileField? file = null)
    {
        if (file is null)
        {
            return _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);
        }

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Where(field => field.Name != file.Name))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file.Bytes), file.Name, file.FileName);
        return _http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}

/// <summary>A file in a form.</summary>
internal sealed record FileField(string Name, string FileName, byte[] Bytes);
