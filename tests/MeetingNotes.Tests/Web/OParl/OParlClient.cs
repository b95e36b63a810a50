using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Api;
using Microsoft.AspNetCore.Mvc.Testing;

namespace MeetingNotes.Tests.Web.OParl;

/// <summary>
/// Reads OParl as a client does that knows one address and the specification. Everything it reads is judged by the schemas beside it, which are written
/// from the specification and know of no property but its own and ours.
/// </summary>
internal sealed class OParlClient(WebApplicationFactory<Program> portal)
{
    public const string System = "/oparl/v1";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, JsonSchema> Schemas = ReadSchemas();

    private static readonly EvaluationOptions Options = MakeOptions();

    public async Task<JsonElement> ReadAsync(string address)
    {
        var response = await WebFixture.SendAsync(portal, HttpMethod.Get, ApiClient.PathOf(address));
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode} {text}");
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        AssertValid(text, address);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Everything in a list, by its links.</summary>
    public async Task<List<JsonElement>> AllAsync(string address)
    {
        var all = new List<JsonElement>();
        for (string? next = address; next is not null;)
        {
            var page = await ReadAsync(next);
            all.AddRange(page.GetProperty("data").EnumerateArray());
            Assert.Equal(next, next == address ? next : page.Link("self"));
            Assert.NotEqual(next, page.Link("next"));
            next = page.Link("next");
        }

        return all;
    }

    /// <summary>The one body, found from the System.</summary>
    public async Task<JsonElement> BodyAsync() => Assert.Single(await AllAsync((await ReadAsync(System)).Text("body")!));

    public static bool IsDeleted(JsonElement thing) => thing.TryGetProperty("deleted", out var deleted) && deleted.GetBoolean();

    /// <summary>The address with a filter more.</summary>
    public static string With(string address, string name, string value) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    public static void AssertValid(string text, string about)
    {
        var faults = Faults(JsonNode.Parse(text)!);
        Assert.True(faults.Count == 0, $"{about}: {string.Join("; ", faults.Take(5))}");
    }

    /// <summary>What is wrong with an object, or with a page of a list and each object on it.</summary>
    public static List<string> Faults(JsonNode thing)
    {
        if (thing["data"] is JsonArray data)
        {
            return [.. Judge("List", thing), .. data.SelectMany(one => Faults(one!))];
        }

        var name = thing["deleted"] is JsonValue deleted && deleted.GetValueKind() == JsonValueKind.True ? "Deleted" : thing["type"]?.GetValue<string>().Split('/')[^1] ?? "";
        return Schemas.ContainsKey(name) ? Judge(name, thing) : [$"no such type: {name}"];
    }

    private static List<string> Judge(string name, JsonNode thing)
    {
        var result = Schemas[name].Evaluate(thing, Options);
        return result.IsValid ? [] :
        [
            name + " refuses",
            .. result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(fault => $"{detail.InstanceLocation} {fault.Key}: {fault.Value}")),
        ];
    }

    private static Dictionary<string, JsonSchema> ReadSchemas() =>
        Directory.GetFiles(Path.Combine(Repository.Folder("tests"), "MeetingNotes.Tests", "Web", "OParl", "Schemas"), "*.json")
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonSchema.FromText(File.ReadAllText(path)));

    private static EvaluationOptions MakeOptions()
    {
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
        foreach (var schema in Schemas.Values)
        {
            options.SchemaRegistry.Register(schema);
        }

        return options;
    }
}
