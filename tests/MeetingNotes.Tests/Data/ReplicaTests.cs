using System.Diagnostics;
using System.Net;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Data;

/// <summary>The public is answered by a streaming replica, unless it lacks what has been published; everybody else by the primary.</summary>
public sealed class ReplicaTests(WebFixture web)
{
    /// <summary>Of the primary, whoever asks.</summary>
    private const string Changes = "/api/v1/changes";

    /// <summary>One of each room that reads the database.</summary>
    private static readonly string[] Public =
    [
        "/", "/noterat", "/noterat/regionala-samverkansradet/2018-04-11", "/noterat/regionala-samverkansradet/2018-04-11.md", "/noterat/regionala-samverkansradet/2018-04-11.json",
        "/organ", "/organ/kulturforum", "/moten", "/amnen", "/amnen/kollektivtrafik", "/arenden", "/uppfoljningar", "/sok", "/sok?q=kollektivtrafik", "/sok?q=zebraost", "/webbkarta",
        "/noterat.atom", "/organ/kulturforum.rss", "/sok.atom?q=buss", "/moten.ics", "/uppfoljningar.ics", "/sitemap.xml", "/api/v1/notes", "/api/v1/agenda-items", "/api/v1/search?q=buss",
        "/api/v1/suggest?q=bu", Changes, "/api/v1/dead-links", "/api/v1/dump.jsonl.gz", "/api/v1/dump.csv", "/datasets/dcat", "/oparl/v1", "/oparl/v1/bodies",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_PrimaryAway_PublicIsAnsweredByTheReplicaAndStaffWhenItIsPromoted()
    {
        await using var two = await ReplicatedPostgres.StartAsync();
        await using var portal = Instance(two);
        var staff = await StaffClient.SignInAsync(portal, "maj");
        foreach (var path in Public)
        {
            await AnswersAsync(portal, path, HttpStatusCode.OK);
        }

        await two.KillAsync(two.Servers[0]);
        foreach (var path in Public.Where(path => path != Changes))
        {
            await AnswersAsync(portal, path, HttpStatusCode.OK);
        }

        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync("/organ?sida=1")).StatusCode);    // nobody looks at the cookie
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await staff.GetAsync("/redaktion/moten")).StatusCode);

        await two.PromoteAsync(two.Servers[1]);
        await Until.TrueAsync(async () => (await staff.GetAsync("/redaktion/moten")).StatusCode == HttpStatusCode.OK);
        var planned = await staff.SubmitAsync("/redaktion/moten/planera", new() { ["Input.Body"] = "kulturforum", ["Input.On"] = "2027-02-03" });
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);

        var file = Path.Combine(Path.GetTempPath(), $"noterat-{Guid.CreateVersion7():N}.dump");
        var (code, _, errors) = await VerbProcess.RunAsync(new TestDatabase(two.ConnectionString, () => Task.CompletedTask), "backup", file);
        Assert.True(code == 0, errors);
        File.Delete(file);
    }

    [Fact]
    public async Task Get_ReplicaBehind_NothingThatWasWithdrawnIsShown()
    {
        const string Note = "/noterat/kulturforum/2018-04-10";
        await using var two = await ReplicatedPostgres.StartAsync();
        await using var portal = Instance(two);
        await AnswersAsync(portal, Note, HttpStatusCode.OK);

        await ReplicatedPostgres.ExecuteAsync(two.Servers[1], "noterat", "SELECT pg_wal_replay_pause()");
        var id = await ReplicatedPostgres.ScalarAsync<Guid>(two.Servers[0], "SELECT id FROM published_notes WHERE body_slug = 'kulturforum' AND held_on = '2018-04-10'");
        await portal.Services.GetRequiredService<NotePublishing>().WithdrawAsync(id, "Noteringen hörde till ett annat möte.", Actor.Operator, Ct);

        await Until.TrueAsync(async () => (await GetAsync(portal, Note)).StatusCode == HttpStatusCode.Gone);
        for (var again = 0; again < 20; again++)
        {
            Assert.Equal(HttpStatusCode.Gone, (await GetAsync(portal, Note)).StatusCode);
            Assert.DoesNotContain(Note, await (await GetAsync(portal, "/organ/kulturforum")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        // The staging is right: the replica has the note still.
        Assert.True(await ReplicatedPostgres.ScalarAsync<bool>(two.Servers[1], $"SELECT EXISTS (SELECT 1 FROM published_notes WHERE id = '{id}')"));
    }

    /// <summary>As when its machine has lost its power: nobody answers, and nobody says so.</summary>
    [Fact]
    public async Task Get_ReplicaSilent_ThePrimaryAnswersAndFewWait()
    {
        await using var two = await ReplicatedPostgres.StartAsync();
        await using var portal = Instance(two);
        await AnswersAsync(portal, "/sok?q=kollektivtrafik", HttpStatusCode.OK);
        await two.SilenceAsync(two.Servers[1], isSilent: true);

        var slow = 0;
        for (var number = 0; number < 20; number++)
        {
            var started = Stopwatch.GetTimestamp();
            await AnswersAsync(portal, $"/sok?q=buss+{number}", HttpStatusCode.OK);
            slow += Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(1.5) ? 1 : 0;
        }

        await two.SilenceAsync(two.Servers[1], isSilent: false);
        Assert.InRange(slow, 1, 10);
    }

    private WebApplicationFactory<Program> Instance(ReplicatedPostgres two) => web.With(host => host
        .UseSetting("ConnectionStrings:MeetingNotes", two.ConnectionString)
        .UseSetting("Portal:PageCacheMegabytes", "16"));

    private static Task<HttpResponseMessage> GetAsync(WebApplicationFactory<Program> portal, string path) => WebFixture.SendAsync(portal, HttpMethod.Get, path);

    private static async Task AnswersAsync(WebApplicationFactory<Program> portal, string path, HttpStatusCode status)
    {
        var answer = await GetAsync(portal, path);
        Assert.True(answer.StatusCode == status, $"{path}: {answer.StatusCode}");
    }
}
