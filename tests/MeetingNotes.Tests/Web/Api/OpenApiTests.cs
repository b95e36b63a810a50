using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>
/// The rules of DIGG's REST API profile, each with its name in a test's, on the document and on real answers (D1). Rules that nothing can break here
/// have no test of their own: SAK.10, SAK.15, SAK.16 and SAK.18 are about APIs that need a key, RES.02 about personal numbers as parameters.
/// </summary>
public sealed partial class OpenApiTests(WebFixture web) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private JsonObject _document = null!;

    private JsonObject Info => _document["info"]!.AsObject();

    private IEnumerable<(string Path, JsonObject Get)> Operations => _document["paths"]!.AsObject().Select(path => (path.Key, path.Value!["get"]!.AsObject()));

    private IEnumerable<(string Path, string Status, JsonObject Response)> Responses =>
        Operations.SelectMany(operation => operation.Get["responses"]!.AsObject().Select(response => (operation.Path, response.Key, response.Value!.AsObject())));

    private IEnumerable<JsonObject> Parameters => Operations.SelectMany(operation => operation.Get["parameters"]!.AsArray().Select(parameter => parameter!.AsObject()));

    public async ValueTask InitializeAsync() => _document = JsonNode.Parse(await (await web.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync(Ct))!.AsObject();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Document_AgainstTheEndpoints_HasEveryOne()
    {
        // The files are no resources of the API: their names have dots, which RES.06 has not. The catalogue describes them.
        var there = web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.StartsWith("/api/v1", StringComparison.Ordinal) && !path.Contains("dump", StringComparison.Ordinal))
            .Select(path => path == "/api/v1" ? "/" : path["/api/v1".Length..]);

        Assert.Equal(there.Distinct().Order(), Operations.Select(operation => operation.Path).Order());
        Assert.Equal(Operations.Count(), Operations.Select(operation => Text(operation.Get, "operationId")).Distinct().Count());
    }

    [Fact]
    public void Dok01_ExternalDocs_HaveDescriptionAndAddress() => AssertTexts(_document["externalDocs"]!, "description", "url");

    [Fact]
    public void Dok03_Info_IsWhole()
    {
        AssertTexts(Info, "version", "title", "description");
        AssertTexts(Info["contact"]!, "name", "url", "email");
        AssertTexts(Info["license"]!, "name", "url");
    }

    [Fact]
    public void Dok06_Descriptions_AreInSwedishAndEnglish()
    {
        string[] described = [Text(Info, "description"), .. Operations.Select(operation => Text(operation.Get, "description")), .. Parameters.Select(parameter => Text(parameter, "description"))];
        Assert.All(described, text =>
        {
            var (swedish, english) = (text[..text.IndexOf("*In English:*", StringComparison.Ordinal)], text[text.IndexOf("*In English:*", StringComparison.Ordinal)..]);
            Assert.True(swedish.Trim().Length > 3 && english.Length > "*In English:*".Length + 3, text);
        });
    }

    [Fact]
    public void Dok07Dok11_Info_HasADescription() => Assert.True(Text(Info, "description").Length > 100);

    [Fact]
    public async Task Dok08_ServiceLevel_IsTold()
    {
        AssertTexts(Info["x-sla"]!, "availability", "responseTime", "support");
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(ApiClient.PathOf(Text(Info, "termsOfService")))).StatusCode);
    }

    [Fact]
    public void Dok09_KnownLimits_AreTold()
    {
        Assert.Contains("begränsning", Text(Info, "description"), StringComparison.Ordinal);
        Assert.NotEmpty(Text(Info, "x-limitations"));
    }

    [Fact]
    public void Dok15_EveryAnswer_HasAnExampleThatIsValid()
    {
        var content = Responses.Where(response => response.Response["content"] is not null).SelectMany(response => response.Response["content"]!.AsObject().Select(media => (response.Path, response.Status, Media: media.Value!))).ToList();

        Assert.True(content.Count > 60);
        Assert.All(content, answer =>
        {
            var examples = answer.Media["examples"]!.AsObject().ToList();
            Assert.NotEmpty(examples);
            Assert.All(examples, example => AssertValid(answer.Media["schema"]!, example.Value!["value"]!, $"{answer.Path} {answer.Status}"));
        });
    }

    [Fact]
    public void Dok17_Document_IsOpenApi3() => Assert.StartsWith("3.", Text(_document, "openapi"), StringComparison.Ordinal);

    [Fact]
    public void Dok19_EveryOperation_HasADescription() => Assert.All(Operations, operation => Assert.NotEmpty(Text(operation.Get, "description")));

    [Fact]
    public void Dok20_EveryResponse_HasADescription() => Assert.All(Responses, response => Assert.NotEmpty(Text(response.Response, "description")));

    [Fact]
    public async Task Dot01Dot04_DatesAndTimes_AreRfc3339InUtc()
    {
        var note = await web.JsonAsync("/api/v1/notes?body=regionala-samverkansradet&year=2018&limit=1");
        var times = DateTimes().Matches(note.GetRawText());

        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.Matches("^\"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z\"$", time.Value));
        Assert.Matches("^[0-9]{4}-[01][0-9]-[0-3][0-9]$", note.GetProperty("items")[0].Text("meetingDate"));
        Assert.Equal(
            (await web.JsonAsync("/api/v1/search?q=kommun&asOf=2026-11-24T09:00:00Z")).GetProperty("count").GetInt32(),
            (await web.JsonAsync("/api/v1/search?q=kommun&asOf=2026-11-24T10:00:00%2B01:00")).GetProperty("count").GetInt32());
    }

    [Fact]
    public void Res06Ufn07Ufn08Ufn09_Paths_HaveSmallLettersAndHyphens() =>
        Assert.All(Operations, operation => Assert.Matches("^(/|(/([a-z0-9]+(-[a-z0-9]+)*|\\{id\\}))+)$", operation.Path));

    [Fact]
    public async Task Ufn01Ufn02Ver05_Server_IsHttpsWithNameAndVersion()
    {
        Assert.Equal("https://localhost/api/v1", Text(Assert.Single(_document["servers"]!.AsArray())!, "url"));

        using var production = web.InProduction();
        var document = JsonNode.Parse(await (await WebFixture.SendAsync(production, HttpMethod.Get, "https://noterat.region.example/openapi/v1.json")).Content.ReadAsStringAsync(Ct))!;
        Assert.Equal("https://noterat.region.example/api/v1", Text(document["servers"]![0]!, "url"));
    }

    [Fact]
    public async Task Ufn05_Addresses_AreShort()
    {
        for (string? next = "/api/v1/agenda-items?limit=50"; next is not null; next = (await web.JsonAsync(next)).Link("next"))
        {
            Assert.True(next.Length <= 2048);
        }
    }

    [Fact]
    public async Task Ame01Arq01_Answers_AreJsonInUtf8()
    {
        Assert.All(Responses.Where(response => response.Status == "200"), response => Assert.Equal("application/json", Assert.Single(response.Response["content"]!.AsObject()).Key));
        Assert.Equal("application/json; charset=utf-8", (await web.GetAsync("/api/v1/bodies")).Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public void Ame04Ame05Ame07_Fields_AreCamelCase() =>
        Assert.All(
            PropertyNames(_document["components"]!["schemas"]!).Except(["schemas"]),
            name => Assert.Matches("^[a-z][a-zA-Z0-9]*$", name));

    [Fact]
    public void Arq03Arq05_Headers_AreStandardOnes() =>
        Assert.All(
            Responses.SelectMany(response => response.Response["headers"]?.AsObject().Select(header => header.Key) ?? []),
            header => Assert.Contains(header, (string[])["ETag", "Last-Modified", "traceparent"]));

    [Fact]
    public void Fel01Fel02_EveryRefusal_IsAProblem()
    {
        Assert.All(Operations, operation => Assert.NotNull(operation.Get["responses"]!["default"]));
        Assert.All(
            Responses.Where(response => response.Status == "default" || int.Parse(response.Status, CultureInfo.InvariantCulture) >= 400),
            response => Assert.Equal("application/problem+json", Assert.Single(response.Response["content"]!.AsObject()).Key));
        Assert.Equal(["type", "title", "status", "detail", "instance"], _document["components"]!["schemas"]!["Problem"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/api-info")]
    [InlineData("/api/v1/api-info")]
    public async Task Ver06_ApiInfo_SaysWhatItIs(string path)
    {
        var info = await web.JsonAsync(path);

        Assert.Equal("noterat", info.Text("apiName"));
        Assert.Equal(Text(Info, "version"), info.Text("apiVersion"));
        Assert.Matches("^20[0-9]{2}-[01][0-9]-[0-3][0-9]$", info.Text("apiReleased"));
        Assert.Equal("active", info.Text("apiStatus"));
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(ApiClient.PathOf(info.Text("apiDocumentation")!))).StatusCode);
    }

    [Fact]
    public void Fns01Fns03Fns06_Parameters_AreCamelCase() => Assert.All(Parameters, parameter => Assert.Matches("^[a-z][a-zA-Z0-9]*$", Text(parameter, "name")));

    [Fact]
    public async Task Fns02_Values_ArePercentEncodedUtf8() =>
        Assert.Equal("q=v%C3%A4gar%20%22%C3%A5r%22", new Uri((await web.JsonAsync("/api/v1/search?q=v%C3%A4gar%20%22%C3%A5r%22")).Link("self")!).Query[1..]);

    [Fact]
    public void Fns05_Filters_AreOptional() =>
        Assert.All(Parameters.Where(parameter => Text(parameter, "in") == "query"), parameter => Assert.Equal(Text(parameter, "name") == "q", parameter["required"]!.GetValue<bool>()));

    [Fact]
    public async Task Fns07Fns08Fns09_Paging_IsByLimitAndPageFromOne()
    {
        var lists = Operations.Where(operation => Text(operation.Get, "operationId").StartsWith("list", StringComparison.Ordinal)).ToList();
        Assert.All(lists, list => Assert.Equal(20, Schema(list.Get, "limit")["default"]!.GetValue<int>()));
        Assert.All(lists.Where(list => list.Path != "/changes"), list => Assert.Equal(1, Schema(list.Get, "page")["minimum"]!.GetValue<int>()));
        var first = await web.JsonAsync("/api/v1/agenda-items");
        Assert.Equal((1, 20, 20), (first.GetProperty("page").GetInt32(), first.GetProperty("limit").GetInt32(), first.GetProperty("items").GetArrayLength()));

        static JsonNode Schema(JsonObject operation, string name) => operation["parameters"]!.AsArray().Single(parameter => Text(parameter!, "name") == name)!["schema"]!;
    }

    [Fact]
    public void Sak09_Security_IsNone() => Assert.Empty(_document["security"]!.AsArray());

    [Fact]
    public void For02_Get_TakesNoBody() => Assert.All(Operations, operation => Assert.Null(operation.Get["requestBody"]));

    [Fact]
    public void Mog01_Paths_HaveKnownVerbs() => Assert.All(_document["paths"]!.AsObject(), path => Assert.Equal("get", Assert.Single(path.Value!.AsObject()).Key));

    [Fact]
    public async Task Mog02_Answers_LeadOn()
    {
        Assert.True((await web.JsonAsync("/api/v1")).GetProperty("links").EnumerateObject().Count() > 10);
        Assert.NotNull((await web.JsonAsync("/api/v1/notes")).Link("next"));
    }

    [Fact]
    public void Spa02Spa04_Operations_TakeAndGiveTraces()
    {
        Assert.All(Operations, operation => Assert.Equal("header", Text(operation.Get["parameters"]!.AsArray().Single(parameter => Text(parameter!, "name") == "traceparent")!, "in")));
        Assert.All(Responses, response => Assert.NotNull(response.Response["headers"]!["traceparent"]));
    }

    [Theory]
    [InlineData("/", "/api/v1")]
    [InlineData("/api-info", "/api/v1/api-info")]
    [InlineData("/bodies", "/api/v1/bodies")]
    [InlineData("/meetings", "/api/v1/meetings?limit=100")]
    [InlineData("/notes", "/api/v1/notes?limit=100")]
    [InlineData("/agenda-items", "/api/v1/agenda-items?limit=100")]
    [InlineData("/matters", "/api/v1/matters")]
    [InlineData("/topics", "/api/v1/topics")]
    [InlineData("/follow-ups", "/api/v1/follow-ups?limit=100")]
    [InlineData("/dead-links", "/api/v1/dead-links?limit=100")]
    [InlineData("/search", "/api/v1/search?q=kollektivtrafik&limit=50")]
    [InlineData("/search", "/api/v1/search?q=kolektivtrafik")]
    [InlineData("/suggest", "/api/v1/suggest?q=kol")]
    [InlineData("/changes", "/api/v1/changes?limit=100")]
    [InlineData("/topics/{id}", "/api/v1/topics/kollektivtrafik")]
    public async Task RealAnswers_AreAsTheDocumentSays(string path, string address)
    {
        var schema = _document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

        AssertValid(schema, JsonNode.Parse((await web.JsonAsync(address)).GetRawText())!, address);
    }

    /// <summary>The oracle sees what is wrong.</summary>
    [Fact]
    public async Task RealAnswers_ThatWereOtherwise_WouldBeRefused()
    {
        var schema = _document["paths"]!["/topics/{id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        var topic = JsonNode.Parse((await web.JsonAsync("/api/v1/topics/kollektivtrafik")).GetRawText())!.AsObject();

        topic["itemCount"] = "många";
        Assert.False(IsValid(schema, topic, out _));
        topic.Remove("itemCount");
        Assert.False(IsValid(schema, topic, out _));
    }

    private void AssertValid(JsonNode schema, JsonNode instance, string about) => Assert.True(IsValid(schema, instance, out var faults), $"{about}: {faults}");

    private bool IsValid(JsonNode schema, JsonNode instance, out string faults)
    {
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = _document["components"]!["schemas"]!.DeepClone() };
        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var result = JsonSchema.FromText(text).Evaluate(instance, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        faults = string.Join("; ", result.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation} {string.Join(", ", detail.Errors!.Values)}").Take(5));
        return result.IsValid;
    }

    private static IEnumerable<string> PropertyNames(JsonNode? node) => node switch
    {
        JsonObject thing => [
            .. thing["properties"] is JsonObject properties ? properties.Select(property => property.Key) : [],
            .. thing.Where(entry => entry.Key is not ("example" or "examples")).SelectMany(entry => PropertyNames(entry.Value)),
        ],
        JsonArray list => list.SelectMany(PropertyNames),
        _ => [],
    };

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";

    private static void AssertTexts(JsonNode node, params string[] names) => Assert.All(names, name => Assert.NotEmpty(Text(node, name)));

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTimes();
}
