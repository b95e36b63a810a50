using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Api;

namespace MeetingNotes.Tests.Web.OParl;

/// <summary>OParl 1.1 (D6): whoever begins at the System and follows links has what our own API gives, in the words of the specification.</summary>
public sealed class OParlTests(WebFixture web)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly string[] BodyLists =
        ["organization", "person", "meeting", "paper", "agendaItem", "consultation", "file", "locationList", "legislativeTermList", "membership"];

    private readonly OParlClient _client = new(web);

    public static TheoryData<string> Lists =>
    [
        "bodies", "organizations", "meetings", "agenda-items", "locations", "people", "papers", "legislative-terms", "memberships", "consultations", "files",
    ];

    [Fact]
    public async Task System_FollowedByLinks_HasEveryMeetingAndItemOfTheApi()
    {
        var body = await _client.BodyAsync();
        var meetings = (await _client.AllAsync(body.Text("meeting")! + "?limit=50")).ToDictionary(IdOf);
        var items = (await _client.AllAsync(body.Text("agendaItem")! + "?limit=100")).ToDictionary(IdOf);
        var organizations = (await _client.AllAsync(body.Text("organization")!)).ToDictionary(IdOf);

        // The sample notes: other tests publish and withdraw in the same portal, but not there.
        foreach (var note in (await web.AllAsync("/api/v1/notes?limit=100&year=2018")).Where(note => note.GetProperty("body").Text("slug") is "regionala-samverkansradet" or "regionstyrelsen"))
        {
            var meeting = meetings[note.GetProperty("meeting").GetProperty("id").GetGuid()];
            Assert.Equal(note.Text("url"), meeting.Text("web"));
            Assert.Equal("durchgeführt", meeting.Text("meetingState"));
            Assert.StartsWith(note.Text("meetingDate")!, meeting.Text("start")!, StringComparison.Ordinal);
            Assert.Equal(note.TryGetProperty("startsAt", out _), meeting.GetProperty("noterat:isStartTimeKnown").GetBoolean());
            Assert.Equal(note.Text("place"), meeting.TryGetProperty("location", out var location) ? location.Text("description") : null);
            Assert.Equal(note.GetProperty("documents").GetArrayLength(), meeting.TryGetProperty("noterat:documents", out var documents) ? documents.GetArrayLength() : 0);
            Assert.Equal(note.GetProperty("body").Text("name"), organizations[IdOf(meeting.GetProperty("organization")[0].GetString()!)].Text("name"));
            var inside = meeting.GetProperty("agendaItem").EnumerateArray().ToList();
            Assert.Equal(note.GetProperty("items").GetArrayLength(), inside.Count);
            foreach (var (ours, theirs) in note.GetProperty("items").EnumerateArray().Zip(inside))
            {
                Assert.Equal(ours.GetProperty("id").GetGuid(), IdOf(theirs));
                Assert.Equal(Flat(theirs), Flat(items[IdOf(theirs)]));
                Assert.Equal(ours.Text("heading"), theirs.Text("name"));
                Assert.Equal(ours.GetProperty("position").GetInt32(), theirs.GetProperty("order").GetInt32());
                Assert.Equal(ours.Text("text"), theirs.Text("noterat:text"));
                Assert.Equal(ours.Text("url"), theirs.Text("web"));
                Assert.Equal(meeting.Text("id"), theirs.Text("meeting"));
                Assert.False(theirs.TryGetProperty("public", out _));
                Assert.Equal(ours.GetProperty("topics").EnumerateArray().Select(topic => topic.Text("name")), Texts(theirs, "keyword"));
                Assert.Equal(Flat(ours.GetProperty("followUps")), theirs.TryGetProperty("noterat:followUps", out var followUps) ? Flat(followUps) : "[]");
                Assert.Equal(Flat(ours.GetProperty("answers")), theirs.TryGetProperty("noterat:answers", out var answers) ? Flat(answers) : "[]");
            }
        }

        Assert.True(items.Count > 20);
        Assert.All(meetings.Values.Concat(items.Values), thing => Assert.False(OParlClient.IsDeleted(thing)));
    }

    [Fact]
    public async Task Body_ItsLists_AllAnswer()
    {
        var body = await _client.BodyAsync();
        var system = await _client.ReadAsync(OParlClient.System);

        Assert.Equal(system.Text("id"), body.Text("system"));
        Assert.Equal(Flat(body), Flat(await _client.ReadAsync(body.Text("id")!)));
        Assert.Equal("https://creativecommons.org/publicdomain/zero/1.0/", system.Text("license"));
        Assert.Equal(0, body.GetProperty("legislativeTerm").GetArrayLength());
        foreach (var name in BodyLists)
        {
            var page = await _client.ReadAsync(body.Text(name)!);
            Assert.Equal(name is "organization" or "meeting" or "agendaItem" or "locationList", page.GetProperty("data").GetArrayLength() > 0);
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task List_FollowedInSmallPages_HasEveryThingOnceAndEachIsItself(string list)
    {
        var all = await _client.AllAsync($"/oparl/v1/{list}?limit=7");
        var ids = all.Select(thing => thing.Text("id")!).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(all.OrderBy(thing => thing.GetProperty("created").GetDateTimeOffset()).Select(thing => thing.Text("created")), all.Select(thing => thing.Text("created")));
        foreach (var thing in all.Take(20))
        {
            Assert.Equal(thing.Text("id"), (await _client.ReadAsync(thing.Text("id")!)).Text("id"));
            Assert.True(thing.GetProperty("created").GetDateTimeOffset() <= thing.GetProperty("modified").GetDateTimeOffset());
            if (thing.Text("web") is { } page)
            {
                Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(ApiClient.PathOf(page))).StatusCode);
            }
        }
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("meetings")]
    [InlineData("agenda-items")]
    [InlineData("locations")]
    public async Task List_Filtered_HasWhatIsInThatTime(string list)
    {
        var all = await _client.AllAsync($"/oparl/v1/{list}?limit=100");
        foreach (var name in new[] { "created", "modified" })
        {
            var times = all.Select(thing => thing.GetProperty(name).GetDateTimeOffset()).Order().ToList();
            var (since, until) = (times[times.Count / 3], times[2 * times.Count / 3]);
            var address = OParlClient.With(OParlClient.With($"/oparl/v1/{list}?limit=9", $"{name}_since", Written(since)), $"{name}_until", Written(until));
            var limited = (await _client.AllAsync(address)).Where(thing => !OParlClient.IsDeleted(thing)).ToList();

            Assert.NotEmpty(limited);
            Assert.All(limited, thing => Assert.InRange(thing.GetProperty(name).GetDateTimeOffset(), since, until));

            // What has been changed since it was read is told of otherwise.
            var now = (await _client.AllAsync($"/oparl/v1/{list}?limit=100")).ToDictionary(thing => thing.Text("id")!);
            var expected = all.Where(thing => thing.GetProperty(name).GetDateTimeOffset() >= since && thing.GetProperty(name).GetDateTimeOffset() <= until)
                .Where(thing => now.TryGetValue(thing.Text("id")!, out var same) && Flat(same) == Flat(thing));
            Assert.Empty(expected.Select(thing => thing.Text("id")).Except(limited.Select(thing => thing.Text("id"))));
            Assert.Empty((await _client.AllAsync(OParlClient.With($"/oparl/v1/{list}", $"{name}_since", "2999-01-01T00:00:00+01:00"))).Select(thing => thing.Text("id")));
        }
    }

    [Fact]
    public async Task Meetings_OfAnOrganization_AreItsOwn()
    {
        var organization = (await _client.AllAsync((await _client.BodyAsync()).Text("organization")!)).First(one => one.Text("web")!.EndsWith("/regionala-samverkansradet", StringComparison.Ordinal));
        var own = await _client.AllAsync(organization.Text("meeting")! + "?limit=3");

        Assert.NotEmpty(own);
        Assert.All(own, meeting => Assert.Equal([organization.Text("id")], Texts(meeting, "organization")));
        Assert.Equal(
            (await _client.AllAsync("/oparl/v1/meetings?limit=100")).Where(meeting => Texts(meeting, "organization").Contains(organization.Text("id"))).Select(meeting => meeting.Text("id")),
            own.Select(meeting => meeting.Text("id")));
    }

    [Fact]
    public async Task Meetings_WithoutInternalObjects_AreShort()
    {
        var meetings = await _client.AllAsync("/oparl/v1/meetings?omit_internal=true&limit=100");

        Assert.NotEmpty(meetings);
        Assert.All(meetings, meeting => Assert.False(meeting.TryGetProperty("agendaItem", out _) || meeting.TryGetProperty("location", out _)));
        Assert.Contains(meetings, meeting => meeting.Text("meetingState") == "durchgeführt");
    }

    [Fact]
    public async Task Page_ItsLinks_KeepTheFilters()
    {
        var page = await _client.ReadAsync("/oparl/v1/agenda-items?limit=2&omit_internal=true&created_since=2001-01-01T00:00:00%2B01:00");

        Assert.Equal(ApiClient.Origin + "/oparl/v1/agenda-items?created_since=2000-12-31T23%3A00%3A00Z&omit_internal=true&limit=2", page.Link("first"));
        Assert.Equal(page.Link("first"), page.Link("self"));
        Assert.StartsWith(page.Link("first")! + "&after=", page.Link("next"), StringComparison.Ordinal);
        Assert.Equal(2, page.GetProperty("pagination").GetProperty("elementsPerPage").GetInt32());
        Assert.Equal(100, (await _client.ReadAsync("/oparl/v1/meetings?limit=100000")).GetProperty("pagination").GetProperty("elementsPerPage").GetInt32());
    }

    [Theory]
    [InlineData("/oparl/v1/meetings?limit=0", 400, "limit")]
    [InlineData("/oparl/v1/meetings?limit=mycket", 400, "limit")]
    [InlineData("/oparl/v1/meetings?modified_since=2018-04-11", 400, "modified_since")]
    [InlineData("/oparl/v1/meetings?modified_since=2018-04-11T10:00:00", 400, "modified_since")]
    [InlineData("/oparl/v1/agenda-items?created_until=%00", 400, "created_until")]
    [InlineData("/oparl/v1/people?created_since=igår", 400, "created_since")]
    [InlineData("/oparl/v1/bodies?omit_internal=ja", 400, "omit_internal")]
    [InlineData("/oparl/v1/meetings?after=hej%20du", 400, "after")]
    [InlineData("/oparl/v1/meetings?after=e30", 400, "after")]
    [InlineData("/oparl/v1/meetings/0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a", 404, "")]
    [InlineData("/oparl/v1/agenda-items/0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a", 404, "")]
    [InlineData("/oparl/v1/organizations/finns-inte", 404, "")]
    [InlineData("/oparl/v1/organizations/finns-inte/meetings", 404, "")]
    [InlineData("/oparl/v1/locations/finns-inte", 404, "")]
    [InlineData("/oparl/v1/finns-inte", 404, "")]
    public async Task OParl_AskedWrongly_AnswersWithItsErrorObject(string path, int status, string about)
    {
        var response = await web.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(Ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        OParlClient.AssertValid(text, path);
        Assert.Contains(about, JsonDocument.Parse(text).RootElement.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/oparl/v1/meetings?modified_since=2018-04-11T10:00:00+02:00")]
    [InlineData("/oparl/v1/meetings?modified_since=2018-04-11T10:00:00.5Z&modified_until=2018-04-11T10:00:01.25-03:00")]
    public async Task Times_OfOtherForms_AreRead(string address) => await _client.ReadAsync(address);

    [Theory]
    [InlineData("/oparl/v1")]
    [InlineData("/oparl/v1/bodies")]
    [InlineData("/oparl/v1/body")]
    [InlineData("/oparl/v1/agenda-items?limit=3")]
    public async Task OParl_AskedForAgain_IsNotModified(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            var first = await web.GetAsync(path);
            var again = await web.SendAsync(HttpMethod.Get, path, ("If-None-Match", first.Headers.ETag!.ToString()));
            Assert.Equal("*", Assert.Single(again.Headers.GetValues("Access-Control-Allow-Origin")));

            // Other tests publish in the same portal.
            if (again.StatusCode == HttpStatusCode.NotModified || attempt == 5)
            {
                Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
                return;
            }
        }
    }

    /// <summary>The oracle sees what is wrong.</summary>
    [Fact]
    public async Task Meeting_ThatWereOtherwise_WouldBeRefused()
    {
        var address = (await _client.AllAsync("/oparl/v1/meetings?limit=100")).First(one => one.TryGetProperty("agendaItem", out _)).Text("id")!;
        var text = (await _client.ReadAsync(address)).GetRawText();
        Action<JsonObject>[] faults =
        [
            meeting => meeting.Remove("modified"),
            meeting => meeting["created"] = "2018-04-11T10:00:00",
            meeting => meeting["start"] = "2018-04-11",
            meeting => meeting["type"] = "https://schema.oparl.org/1.0/Meeting/",
            meeting => meeting["cancelled"] = "nej",
            meeting => meeting["title"] = "Ett möte",
            meeting => meeting["organization"] = new JsonArray(),
            meeting => meeting["agendaItem"]![0]!.AsObject().Remove("created"),
            meeting => meeting["agendaItem"]![0]!["order"] = "1",
            meeting => meeting["deleted"] = true,
        ];

        Assert.All(faults, fault =>
        {
            var meeting = JsonNode.Parse(text)!.AsObject();
            Assert.Empty(OParlClient.Faults(meeting));
            fault(meeting);
            Assert.NotEmpty(OParlClient.Faults(meeting));
        });
    }

    private static Guid IdOf(JsonElement thing) => IdOf(thing.Text("id")!);

    private static Guid IdOf(string address) => Guid.Parse(address.Split('/')[^1]);

    private static IEnumerable<string?> Texts(JsonElement thing, string name) => thing.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()) : [];

    /// <summary>Without regard to how deep it stands.</summary>
    private static string Flat(JsonElement element) => JsonSerializer.Serialize(element);

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("O");
}
