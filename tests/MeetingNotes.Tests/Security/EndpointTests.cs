using System.Net;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Security;

/// <summary>Every endpoint × persona × verb (promise 5); GET changes nothing, nor does a form without its token (promise 10).</summary>
[Collection(WholePortal.Name)]
public sealed class EndpointTests(EndpointFixture fixture)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed];

    private static readonly Persona[] Personas = Enum.GetValues<Persona>();

    public static TheoryData<string> Keys => [.. EndpointTable.Rows.Select(row => row.Key)];

    [Fact]
    public async Task Table_AgainstThePortal_HasEveryEndpointOnce()
    {
        var there = await EndpointsAsync();
        var listed = EndpointTable.Rows.Select(row => row.Key).ToList();

        Assert.Empty(there.Except(listed));
        Assert.Empty(listed.Except(there));
        Assert.Empty(listed.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.True(there.Count > 50);
    }

    [Theory, MemberData(nameof(Keys))]
    public async Task Endpoint_AskedByEachPersona_AnswersAsTheTableSays(string key)
    {
        var row = Find(key);
        foreach (var persona in Personas)
        {
            var address = await fixture.AddressAsync(row);
            var client = await fixture.SignInAsync(persona);
            var response = row.Verb == "GET" ? await GetAsync(client, address) : await PostAsync(client, address, await TokenAsync(client));
            AssertAnswer(row, persona, response);
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public async Task Endpoint_AskedForAnotherVerb_IsRefused(string key)
    {
        var row = Find(key);
        var address = await fixture.AddressAsync(row);
        var client = (await fixture.SignInAsync(Persona.Administrator))!;
        foreach (var verb in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            using var request = new HttpRequestMessage(verb, address);
            Assert.Contains((await client.SendAsync(request)).StatusCode, Refusals);
        }
    }

    [Fact]
    public async Task Forms_WithoutAToken_ChangeNothing()
    {
        var clients = await SignInAllAsync();
        var rows = EndpointTable.Rows.Where(row => row.Verb == "POST" && row.IsStaffs).ToList();    // no cookie, no token: FollowFormTests
        var addresses = new List<string>();
        foreach (var row in rows)
        {
            addresses.Add(await fixture.AddressAsync(row));
        }

        var before = await fixture.WritesAsync();
        foreach (var (row, address) in rows.Zip(addresses))
        {
            foreach (var persona in Personas)
            {
                var response = await PostAsync(clients[persona], address, token: null);
                var isGiven = EndpointTable.Expected(row, persona) is Answer.Given or Answer.Missing;
                Assert.True(
                    isGiven ? response.StatusCode == HttpStatusCode.BadRequest || (persona == Persona.Visitor && response.Headers.Location?.OriginalString == "/redaktion/logga-ut")
                        : response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Forbidden,
                    $"{row.Key} {persona}: {(int)response.StatusCode}");
            }
        }

        Assert.Equal(before, await fixture.WritesAsync());
    }

    [Fact]
    public async Task Get_OfEveryAddressByEverybody_ChangesNothing()
    {
        var clients = await SignInAllAsync();
        var addresses = new List<string>();
        foreach (var row in EndpointTable.Rows.Where(row => !row.Rehearses))
        {
            addresses.Add(await fixture.AddressAsync(row));
        }

        var before = await fixture.WritesAsync();
        await VisitAsync(clients, addresses);

        Assert.Equal(before, await fixture.WritesAsync());
    }

    /// <summary>The server counts also what is undone, so that here the rows themselves are compared.</summary>
    [Fact]
    public async Task Get_OfWhatIsPublishedForTrial_LeavesEveryRowAsItWas()
    {
        var clients = await SignInAllAsync();
        var addresses = new List<string>();
        foreach (var row in EndpointTable.Rows.Where(row => row.Rehearses))
        {
            addresses.Add(await fixture.AddressAsync(row));
        }

        Assert.NotEmpty(addresses);
        var before = await fixture.FingerprintAsync();
        await VisitAsync(clients, addresses);

        Assert.Equal(before, await fixture.FingerprintAsync());
    }

    /// <summary>The oracle sees a write.</summary>
    [Fact]
    public async Task Writes_AfterOne_AreOthers()
    {
        var before = (await fixture.WritesAsync(), await fixture.FingerprintAsync());
        await fixture.SignInAsync(Persona.WithoutRole);
        var after = (await fixture.WritesAsync(), await fixture.FingerprintAsync());

        Assert.NotEqual(before.Item1, after.Item1);
        Assert.NotEqual(before.Item2, after.Item2);
    }

    private async Task VisitAsync(Dictionary<Persona, StaffClient?> clients, List<string> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var persona in Personas)
            {
                Assert.True((int)(await GetAsync(clients[persona], address)).StatusCode < 500, $"{address} {persona}");
            }
        }
    }

    private static void AssertAnswer(Row row, Persona persona, HttpResponseMessage response)
    {
        var (status, location) = ((int)response.StatusCode, response.Headers.Location?.OriginalString ?? "");
        var isRightAnswer = EndpointTable.Expected(row, persona) switch
        {
            Answer.SignIn => status == 302 && location.Contains("/redaktion/logga-in?till=", StringComparison.Ordinal),
            Answer.Forbidden => status == 403,
            Answer.Missing => status == 404,
            _ when row.Verb == "POST" && row.IsStaffs && persona == Persona.Visitor => status == 400 || location == "/redaktion/logga-ut",    // has no token
            _ when row.Status is { } given => status == given,
            _ when row.Verb == "GET" => status == 200,
            _ => status is 200 or 204 or 302 or 400 or 409 && !location.Contains("/redaktion/logga-in", StringComparison.Ordinal),
        };
        Assert.True(isRightAnswer, $"{row.Key} {persona}: {status} {location}");
        var isCookieFree = !response.Headers.Contains("Set-Cookie");
        Assert.True(row.IsStaffs ? response.Headers.CacheControl!.NoStore : isCookieFree, $"{row.Key} {persona}: cookie or cache");
    }

    private static Row Find(string key) => EndpointTable.Rows.Single(row => row.Key == key);

    private async Task<Dictionary<Persona, StaffClient?>> SignInAllAsync()
    {
        var clients = new Dictionary<Persona, StaffClient?>();
        foreach (var persona in Personas)
        {
            clients[persona] = await fixture.SignInAsync(persona);
        }

        return clients;
    }

    private Task<HttpResponseMessage> GetAsync(StaffClient? client, string address) =>
        client?.GetAsync(address) ?? WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address);

    private Task<HttpResponseMessage> PostAsync(StaffClient? client, string address, string? token)
    {
        var fields = token is null ? [] : new List<(string, string)> { ("_token", token) };
        return client is not null ? client.PostAsync(address, fields) : WebFixture.SendAsync(fixture.Portal, HttpMethod.Post, address);
    }

    /// <summary>Of a page that everybody who is signed in has.</summary>
    private static async Task<string?> TokenAsync(StaffClient? client) =>
        client is null ? null : (await client.PageAsync("/redaktion/obehorig")).QuerySelector("input[name=_token]")?.GetAttribute("value");

    /// <summary>Verb and name of everything that the portal answers.</summary>
    private async Task<List<string>> EndpointsAsync()
    {
        var services = fixture.Portal.Services;
        var keys = new List<string>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                var verbs = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
                keys.AddRange(verbs.Except(["HEAD"]).Select(verb => $"{verb} {endpoint.RoutePattern.RawText}"));
                continue;
            }

            var compiled = await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
            keys.Add($"GET {page.ViewEnginePath}");
            keys.AddRange(compiled.HandlerMethods.Select(handler => $"{handler.HttpMethod.ToUpperInvariant()} {page.ViewEnginePath}{(handler.Name is { } name ? $"?{name}" : "")}"));
        }

        return [.. keys.Distinct()];
    }
}
