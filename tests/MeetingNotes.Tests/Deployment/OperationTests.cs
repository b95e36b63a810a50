using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Deployment;

/// <summary>
/// The portal as it stands in operation: two PostgreSQL servers, two portals and nginx in front, all processes of their own, while one after another is
/// killed or replaced.
/// </summary>
public sealed class OperationTests
{
    /// <summary>Among other tests, on a busy machine, four times as long.</summary>
    private static readonly TimeSpan ReadsBack = TimeSpan.FromSeconds(TestRun.IsFull ? 5 : 20);
    private static readonly TimeSpan WritesBack = TimeSpan.FromSeconds(TestRun.IsFull ? 30 : 120);

    /// <summary>In each round PostgreSQL or one of the portals is killed as it is, and started again.</summary>
    [Fact]
    public async Task Promise22_ServersKilled_NothingAcknowledgedIsLost()
    {
        await using var operation = await Operation.StartAsync();
        await using var traffic = new Traffic(operation.Nginx, writers: TestRun.IsFull ? 20 : 3);
        for (var round = 0; round < (TestRun.IsFull ? 100 : 2); round++)
        {
            await traffic.WorkedAsync();
            if (round % 2 == 0)
            {
                await operation.Servers.KillAsync(operation.Servers.Servers[0]);
                await operation.Servers.StartServerAsync(operation.Servers.Servers[0]);
            }
            else
            {
                await operation.Portals[round / 2 % 2].KillAsync();
                await operation.Portals[round / 2 % 2].StartAgainAsync();
            }
        }

        await traffic.WorkedAsync();
        Assert.Empty(await traffic.LostAsync(operation.Servers.Servers[0]));
        Tell(traffic);
    }

    /// <summary>In each round the primary is killed, its replica promoted, and the killed one taken back as a replica of the other.</summary>
    [Fact]
    public async Task Promise23_PrimaryKilledAndReplicaPromoted_NothingAcknowledgedIsLostAndAllComesBack()
    {
        await using var operation = await Operation.StartAsync();
        var two = operation.Servers;
        await ReplicatedPostgres.RequireReplicaAsync(two.Servers[0], true);
        await using var traffic = new Traffic(operation.Nginx, writers: 3);
        var rounds = TestRun.IsFull ? 20 : 1;
        for (var round = 0; round < rounds; round++)
        {
            var (primary, replica) = (two.Servers[round % 2], two.Servers[(round + 1) % 2]);
            await traffic.WorkedAsync();
            await two.KillAsync(primary);
            await two.PromoteAsync(replica);
            await ReplicatedPostgres.RequireReplicaAsync(replica, false);    // as Patroni does, when none is left
            await traffic.WorkedAsync();
            await two.FollowAsync(primary, replica);
            await ReplicatedPostgres.RequireReplicaAsync(replica, true);
        }

        await traffic.WorkedAsync();
        Assert.Empty(await traffic.LostAsync(two.Servers[rounds % 2]));
        Tell(traffic);
        Assert.True(traffic.Reads.Longest <= ReadsBack, $"No page could be read for {traffic.Reads.Longest}.");
        Assert.True(traffic.Writes.Longest <= WritesBack, $"Nothing could be written for {traffic.Writes.Longest}.");
    }

    /// <summary>One portal at a time is stopped as systemd stops it and started again.</summary>
    [Fact]
    public async Task Promise26_PortalsRestartedOneAtATime_NoRequestFailsAndNobodyIsSignedOut()
    {
        await using var operation = await Operation.StartAsync();
        await using var traffic = new Traffic(operation.Nginx, writers: 3);
        for (var round = 0; round < (TestRun.IsFull ? 20 : 2); round++)
        {
            await traffic.WorkedAsync();
            await operation.Portals[round % 2].StopAsync();
            await operation.Portals[round % 2].StartAgainAsync();
        }

        await traffic.WorkedAsync();
        Assert.Empty(await traffic.LostAsync(operation.Servers.Servers[0]));
        Tell(traffic);
        Assert.True(traffic.Faults.Count == 0, string.Join("\n", traffic.Faults));
    }

    private static void Tell(Traffic traffic) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{traffic.Acknowledged} acknowledged, {traffic.Faults.Count} requests failed; longest without reads {traffic.Reads.Longest.TotalSeconds:0.0} s, without writes {traffic.Writes.Longest.TotalSeconds:0.0} s");

    private sealed record Operation(ReplicatedPostgres Servers, IReadOnlyList<PortalProcess> Portals, NginxProcess Nginx) : IAsyncDisposable
    {
        public static async Task<Operation> StartAsync()
        {
            var servers = await ReplicatedPostgres.StartAsync();
            PortalProcess[] portals = [await PortalProcess.StartAsync(servers.ConnectionString), await PortalProcess.StartAsync(servers.ConnectionString)];
            return new Operation(servers, portals, await NginxProcess.StartAsync(portals[0].Port, portals[1].Port));
        }

        public async ValueTask DisposeAsync()
        {
            await Nginx.DisposeAsync();
            foreach (var portal in Portals)
            {
                await portal.DisposeAsync();
            }

            await Servers.DisposeAsync();
        }
    }
}
