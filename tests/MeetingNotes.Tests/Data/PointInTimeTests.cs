using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Data;

/// <summary>A server that keeps its log can be taken back to any moment, as operations.md tells.</summary>
public sealed class PointInTimeTests(WebFixture web)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise25_SomebodyDestroysEverything_TheMomentBeforeComesBack()
    {
        await using var servers = await ReplicatedPostgres.StartOneAsync();
        var (first, other) = (servers.Servers[0], servers.Servers[1]);
        await servers.ArchiveAsync(first);
        await using (var portal = Instance(first))
        {
            Assert.True((await WebFixture.SendAsync(portal, HttpMethod.Get, "/readyz")).IsSuccessStatusCode);
            var id = await ReplicatedPostgres.ScalarAsync<Guid>(first, "SELECT id FROM published_notes WHERE body_slug = 'kulturforum' AND held_on = '2018-04-10'");
            await portal.Services.GetRequiredService<NotePublishing>().WithdrawAsync(id, "Noteringen hörde till ett annat möte.", Actor.Operator, Ct);
        }

        const string Everything = "SELECT md5(string_agg(n::text, '' ORDER BY id)) FROM notes n";
        var before = await ReplicatedPostgres.ScalarAsync<string>(first, Everything);
        await Task.Delay(50, Ct);
        var at = await ReplicatedPostgres.ScalarAsync<DateTime>(first, "SELECT now()");
        await Task.Delay(50, Ct);
        await ReplicatedPostgres.ExecuteAsync(first, "noterat", "UPDATE notes SET title = 'Borta'");

        // A server that is stopped archives the last of its log first.
        await servers.StopServerAsync(first);
        await servers.RestoreAsync(other, at);

        Assert.Equal(before, await ReplicatedPostgres.ScalarAsync<string>(other, Everything));
        await using var restored = Instance(other);
        Assert.Equal(System.Net.HttpStatusCode.Gone, (await WebFixture.SendAsync(restored, HttpMethod.Get, "/noterat/kulturforum/2018-04-10")).StatusCode);
    }

    private WebApplicationFactory<Program> Instance(ReplicatedPostgres.Server server) =>
        web.With(host => host.UseSetting("ConnectionStrings:MeetingNotes", $"Host=127.0.0.1;Port={server.Port};Username=noterat;Database=noterat"));
}
