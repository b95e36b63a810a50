using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace MeetingNotes.Tests.Data;

public sealed class BackgroundRoundsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_DatabaseAway_AreToldOnceAMinute()
    {
        using var log = new LogLines();
        var clock = new FakeTimeProvider();
        using var work = new EverySecond(clock, log.CreateLogger<EverySecond>(), new NpgsqlException("away", new IOException()));
        await work.StartAsync(Ct);

        await work.GoOnAsync(clock, rounds: 59);
        Assert.Equal("A round of work waits for the database: NpgsqlException", Assert.Single(log.Written));

        await work.GoOnAsync(clock, rounds: 2);
        Assert.Equal(2, log.Written.Count);
        await work.StopAsync(Ct);
    }

    [Fact]
    public async Task Rounds_ThatFail_AreToldEachTimeAndGoOn()
    {
        using var log = new LogLines();
        var clock = new FakeTimeProvider();
        using var work = new EverySecond(clock, log.CreateLogger<EverySecond>(), new InvalidOperationException());
        await work.StartAsync(Ct);

        await work.GoOnAsync(clock, rounds: 3);
        await work.StopAsync(Ct);

        Assert.Equal(Enumerable.Repeat("A round of work failed: InvalidOperationException", 4), log.Written);
    }

    private sealed class EverySecond(TimeProvider clock, ILogger logger, Exception fault) : BackgroundRounds(TimeSpan.FromSeconds(1), clock, logger)
    {
        private int _rounds;

        protected override string Work => "work";

        /// <summary>Waits for the first round, and then for so many, a second after each other.</summary>
        public async Task GoOnAsync(FakeTimeProvider time, int rounds)
        {
            await Until.TrueAsync(() => _rounds > 0);
            for (var goal = _rounds + rounds; _rounds < goal;)
            {
                var before = _rounds;
                time.Advance(TimeSpan.FromSeconds(1));
                await Until.TrueAsync(() => _rounds > before);
            }
        }

        protected override Task RoundAsync(CancellationToken ct)
        {
            _rounds++;
            throw fault;
        }
    }
}
