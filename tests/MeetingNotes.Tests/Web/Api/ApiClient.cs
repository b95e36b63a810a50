using System.Net;
using System.Text.Json;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>Reads the API as a client does that only follows links.</summary>
internal static class ApiClient
{
    /// <summary>The public address of the test portal.</summary>
    public const string Origin = "http://localhost:5080";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static async Task<JsonElement> JsonAsync(this WebFixture web, string address)
    {
        var response = await web.GetAsync(PathOf(address));
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Everything in a list, by its links.</summary>
    public static async Task<List<JsonElement>> AllAsync(this WebFixture web, string address)
    {
        var all = new List<JsonElement>();
        for (string? next = address; next is not null;)
        {
            var answer = await web.JsonAsync(next);
            all.AddRange(answer.GetProperty("items").EnumerateArray());
            next = answer.Link("next");
        }

        return all;
    }

    public static string? Link(this JsonElement answer, string name) => answer.GetProperty("links").Text(name);

    public static string? Text(this JsonElement answer, string name) => answer.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static string PathOf(string address) => address.StartsWith(Origin, StringComparison.Ordinal) ? address[Origin.Length..] : address;
}
