using System.Net;
using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>Lists and single things (D1): the same as the pages show, for whoever follows the links.</summary>
public sealed class ResourceApiTests(WebFixture web)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Lists => ["bodies", "meetings", "notes", "agenda-items", "matters", "topics", "follow-ups"];

    [Fact]
    public async Task Root_Links_AllLead()
    {
        var root = await web.JsonAsync("/api/v1");

        foreach (var link in root.GetProperty("links").EnumerateObject())
        {
            Assert.StartsWith(ApiClient.Origin, link.Value.GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(ApiClient.PathOf(link.Value.GetString()!))).StatusCode);
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task List_FollowedToItsEnd_HasEveryThingOnceAndEachIsItself(string list)
    {
        var all = await web.AllAsync($"/api/v1/{list}?limit=7");
        var ids = all.Select(thing => thing.GetProperty("id").GetGuid()).ToList();

        Assert.NotEmpty(all);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Order(), (await web.AllAsync($"/api/v1/{list}?limit=100")).Select(thing => thing.GetProperty("id").GetGuid()).Order());
        foreach (var thing in all.Take(30))
        {
            var self = thing.Text("self")!;
            Assert.Equal($"{ApiClient.Origin}/api/v1/{list}/{thing.Text("id")}", self);
            Assert.Equal(thing.GetRawText(), (await web.JsonAsync(self)).GetRawText().Replace("\n", "\n    ", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(ApiClient.PathOf(thing.Text("url")!))).StatusCode);
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task List_PagesByNumber_AreTheOnesThatLinksLeadTo(string list)
    {
        var first = await web.JsonAsync($"/api/v1/{list}?limit=2");
        var second = await web.JsonAsync(first.Link("next")!);
        var numbered = await web.JsonAsync($"/api/v1/{list}?limit=2&page=2");

        Assert.Equal(1, first.GetProperty("page").GetInt32());
        Assert.Equal(2, second.GetProperty("page").GetInt32());
        Assert.Equal(2, second.GetProperty("limit").GetInt32());
        Assert.Equal(second.GetProperty("items").GetRawText(), numbered.GetProperty("items").GetRawText());
        Assert.Equal(first.GetRawText(), (await web.JsonAsync(second.Link("prev")!)).GetRawText());
        Assert.Equal(first.GetRawText(), (await web.JsonAsync(second.Link("first")!)).GetRawText());
        Assert.Equal(second.GetRawText(), (await web.JsonAsync(second.Link("self")!)).GetRawText());
        Assert.Null(first.Link("prev"));
    }

    [Fact]
    public async Task Links_FollowedFromTheRoot_GiveWhatThePagesShow()
    {
        var root = await web.JsonAsync("/api/v1");
        var notes = (await web.AllAsync(root.Link("notes")!)).ToDictionary(note => note.Text("url")!);
        var reader = web.Services.GetRequiredService<NoteReader>();
        var cards = await web.Services.GetRequiredService<NoteArchive>().LatestAsync(1000, Ct);

        Assert.Empty(cards.Select(card => ApiClient.Origin + card.Path).Except(notes.Keys));
        foreach (var card in cards)
        {
            var page = Assert.IsType<NoteLookup.Found>(await reader.FindAsync(card.BodySlug, card.HeldOn, card.Number, Ct)).Note;
            var note = notes[ApiClient.Origin + page.Path];
            Assert.Equal(page.Title, note.Text("title"));
            Assert.Equal(page.LeadText, note.Text("leadText"));
            Assert.Equal(page.Corrections.Select(correction => correction.Text), note.GetProperty("corrections").EnumerateArray().Select(correction => correction.Text("text")));
            Assert.Equal(page.Documents.Count + page.Minutes.Count, note.GetProperty("documents").GetArrayLength() + note.GetProperty("minutes").GetArrayLength());
            var items = note.GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(page.Items.Select(item => (item.Heading, item.Text, item.MatterName)), items.Select(item => (item.Text("heading")!, item.Text("text")!, item.TryGetProperty("matter", out var matter) ? matter.Text("name") : null)));
            foreach (var (shown, item) in page.Items.Zip(items))
            {
                Assert.Equal(shown.Topics.Select(topic => topic.Name), item.GetProperty("topics").EnumerateArray().Select(topic => topic.Text("name")));
                Assert.Equal(shown.Answers.Select(answer => answer.Text), item.GetProperty("answers").EnumerateArray().Select(answer => answer.Text("text")));
                Assert.Equal(shown.FollowUps.Select(followUp => followUp.Text), item.GetProperty("followUps").EnumerateArray().Select(followUp => followUp.Text("text")));
                foreach (var (followUp, said) in shown.FollowUps.Zip(item.GetProperty("followUps").EnumerateArray()))
                {
                    var state = await web.JsonAsync(said.Text("self")!);
                    Assert.Equal(followUp.State.ToString(), state.Text("state"), ignoreCase: true);
                    Assert.Equal(followUp.AnswerText, state.GetProperty("answers").EnumerateArray().Select(answer => answer.Text("text")).LastOrDefault());
                }
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/notes?body=regionala-samverkansradet&year=2018", "/noterat/regionala-samverkansradet/2018-")]
    [InlineData("/api/v1/agenda-items?body=regionala-samverkansradet&year=2018&topic=kollektivtrafik", "/noterat/regionala-samverkansradet/2018-")]
    [InlineData("/api/v1/meetings?body=regionstyrelsen&year=2018", "regionstyrelsen")]
    [InlineData("/api/v1/agenda-items?matter=ny-regional-utvecklingsstrategi", "/noterat/")]
    [InlineData("/api/v1/follow-ups?body=regionstyrelsen&status=done", "/uppfoljningar/regionstyrelsen/")]
    public async Task List_Limited_HasOnlyThat(string list, string part)
    {
        var all = await web.AllAsync(list + "&limit=3");

        Assert.NotEmpty(all);
        Assert.All(all, thing => Assert.Contains(part, thing.Text("url"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_BySlug_IsTheSameAsById()
    {
        var bySlug = await web.JsonAsync("/api/v1/bodies/regionala-samverkansradet");

        Assert.Equal(bySlug.GetRawText(), (await web.JsonAsync(bySlug.Text("self")!)).GetRawText());
        foreach (var link in bySlug.GetProperty("links").EnumerateObject())
        {
            Assert.NotEmpty((await web.JsonAsync(link.Value.GetString()!)).GetProperty("items").EnumerateArray());
        }
    }

    [Theory]
    [InlineData("/api/v1/notes?limit=0", 400, "limit")]
    [InlineData("/api/v1/notes?limit=101", 400, "limit")]
    [InlineData("/api/v1/notes?page=0", 400, "page")]
    [InlineData("/api/v1/notes?page=9000", 400, "links.next")]
    [InlineData("/api/v1/notes?page=90", 404, "sidor")]
    [InlineData("/api/v1/notes?body=A", 400, "body")]
    [InlineData("/api/v1/notes?body=a&body=b", 400, "body")]
    [InlineData("/api/v1/notes?year=0", 400, "year")]
    [InlineData("/api/v1/notes?after=hej%20du", 400, "after")]
    [InlineData("/api/v1/notes?after=e30", 400, "after")]
    [InlineData("/api/v1/notes?after=bnVsbA", 400, "after")]
    [InlineData("/api/v1/matters?after=eyJJZCI6IjAxOTNmMmI4LTdjMmUtN2QzNC04ZjUxLTRiNmM5ZDBlMWYyYSIsIkxhdGVzdE9uIjoiMjAxOC0wMS0wMSIsIlNsdWciOiJcdTAwMDAifQ", 400, "after")]
    [InlineData("/api/v1/follow-ups?status=klar", 400, "status")]
    [InlineData("/api/v1/dead-links?after=e30", 400, "after")]
    [InlineData("/api/v1/agenda-items?topic=%00", 400, "topic")]
    [InlineData("/api/v1/notes/0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a", 404, "id")]
    [InlineData("/api/v1/notes/finns-inte", 404, "")]
    [InlineData("/api/v1/bodies/finns-inte", 404, "")]
    [InlineData("/api/v1/changes?since=hej", 400, "since")]
    [InlineData("/api/v1/changes?limit=1000", 400, "limit")]
    [InlineData("/api/v1/finns-inte", 404, "")]
    public async Task Api_AskedWrongly_TellsWhatIsWrong(string path, int status, string about)
    {
        var response = await web.GetAsync(path);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("about:blank", problem.Text("type"));
        Assert.NotEmpty(problem.Text("title")!);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(about, problem.Text("detail"), StringComparison.Ordinal);
        Assert.NotEmpty(problem.Text("instance")!);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Single(response.Headers.GetValues("traceparent"));
    }

    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api-info")]
    [InlineData("/api/v1/bodies")]
    [InlineData("/api/v1/notes?limit=3")]
    [InlineData("/api/v1/bodies/regionala-samverkansradet")]
    [InlineData("/api/v1/changes")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/datasets/dcat")]
    [InlineData("/api/v1/dump.csv")]
    [InlineData("/api/v1/dump.jsonl.gz")]
    public async Task OpenData_AskedForAgain_IsNotModifiedAndForAnySite(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            var first = await web.GetAsync(path);
            var again = await web.SendAsync(HttpMethod.Get, path, ("If-None-Match", first.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal("*", Assert.Single(again.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal("public, must-revalidate, max-age=0", first.Headers.CacheControl!.ToString());
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Ct));

            // Other tests publish in the same portal.
            if (again.StatusCode == HttpStatusCode.NotModified || attempt == 5)
            {
                Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
                return;
            }
        }
    }

    [Fact]
    public async Task Thing_WithItsDate_IsNotModifiedSince()
    {
        var first = await web.GetAsync("/api/v1/topics/kollektivtrafik");
        var modified = first.Content.Headers.LastModified!.Value;

        Assert.Equal(HttpStatusCode.NotModified, (await web.SendAsync(HttpMethod.Get, "/api/v1/topics/kollektivtrafik", ("If-Modified-Since", modified.ToString("R")))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await web.SendAsync(HttpMethod.Get, "/api/v1/topics/kollektivtrafik", ("If-Modified-Since", modified.AddSeconds(-1).ToString("R")))).StatusCode);
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-")]
    [InlineData("hej", "00-")]
    [InlineData(null, "00-")]
    public async Task Answer_ToATrace_IsPartOfIt(string? given, string begins)
    {
        var response = await web.SendAsync(HttpMethod.Get, "/api/v1/topics", given is null ? [] : [("traceparent", given)]);
        var trace = Assert.Single(response.Headers.GetValues("traceparent"));

        Assert.StartsWith(begins, trace, StringComparison.Ordinal);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", trace);
        Assert.NotEqual(given, trace);
    }
}
