using System.Diagnostics;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Watching;
using MeetingNotes.Tests.Following;
using MeetingNotes.Tests.Mail;
using MeetingNotes.Tests.Testing;
using Npgsql;

namespace MeetingNotes.Tests.Watching;

/// <summary>We would notice (promise 32): every alarm, provoked by what it is about, told once when it begins and once when it is over.</summary>
public sealed class PortalWatchTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise32_ScheduleIsNotPublished_AlarmUntilItIs()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var desk = new DeskData(portal);
        var body = await desk.BodyAsync();
        var editor = await portal.PersonAsync(StaffRole.Editor, body);
        var at = portal.Clock.GetUtcNow().AddHours(1);
        var scheduled = await desk.DecideAsync(await desk.DraftAsync(editor, body, DeskData.Content("Tio bussar.")), editor, DecisionKind.Schedule, publishAt: at);
        Assert.Equal(DecisionOutcome.Scheduled, scheduled.Outcome);
        using var watched = new Watch(portal);
        portal.Clock.SetUtcNow(at.AddSeconds(120));
        await watched.AssertQuietAsync();

        portal.Clock.SetUtcNow(at.AddSeconds(121));
        await watched.AssertBegunAsync(Watched.ScheduleDelay, 121);

        Assert.Equal(1, await portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        await watched.AssertOverAsync(Watched.ScheduleDelay);
    }

    [Fact]
    public async Task Promise32_MailIsNotSent_AlarmUntilItIs()
    {
        await using var test = await MailTest.StartAsync(postgres);
        using var watched = new Watch(test.Portal);
        await test.AddAsync("ett");
        test.Server.Next(SmtpPhase.Data, SmtpFault.RefuseForNow);
        Assert.Equal(0, await test.Worker().SendDueAsync(Ct));
        test.Portal.Clock.Advance(TimeSpan.FromMinutes(30));
        await watched.AssertQuietAsync();

        test.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await watched.AssertBegunAsync(Watched.MailAge, 1801);

        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));
        await watched.AssertOverAsync(Watched.MailAge);
    }

    [Fact]
    public async Task Promise32_MailIsGivenUp_AlarmUntilSomebodyTriesAgain()
    {
        await using var test = await MailTest.StartAsync(postgres);
        using var watched = new Watch(test.Portal);
        await test.AddAsync("ett");
        for (var attempt = 1; attempt <= Outbox.MaxTries; attempt++)
        {
            test.Server.Next(SmtpPhase.Data, SmtpFault.RefuseForGood);
            await test.Worker().SendDueAsync(Ct);
            test.Portal.Clock.Advance(Outbox.PauseAfter(attempt));
        }

        await watched.AssertBegunAsync(Watched.GivenUpMails, 1);

        // It is hours old, but waits since now.
        Assert.True(await test.Portal.Get<GivenUpMails>().RetryAsync((await test.RowAsync("ett")).Id, await test.Portal.PersonAsync(StaffRole.Administrator), Ct));
        await watched.AssertOverAsync(Watched.GivenUpMails);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Promise32_PublishedWithoutMail_AlarmUntilItIsMade(bool isSpread)
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true });
        using var watched = new Watch(test.Portal);
        await test.PublishAsync(FollowTest.Content("En buss."));
        if (isSpread)
        {
            Assert.Equal(1, await test.Portal.Get<NoticeSpreading>().SpreadAsync(Ct));
        }

        test.Portal.Clock.Advance(TimeSpan.FromMinutes(10));
        await watched.AssertQuietAsync();

        test.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await watched.AssertBegunAsync(Watched.NoticeDelay, 601);

        Assert.Equal(1, await test.Portal.Get<FollowingWork>().TellAsync(Ct));
        await watched.AssertOverAsync(Watched.NoticeDelay);
    }

    [Fact]
    public async Task Promise32_ReplicaFallsBehindAndGoesAway_AlarmsUntilItIsBack()
    {
        await using var two = await ReplicatedPostgres.StartOneAsync();
        var (primary, replica) = (two.Servers[0], two.Servers[1]);
        await using var portal = await Portal.OnAsync(new TestDatabase(primary.To("noterat"), () => Task.CompletedTask));
        var lag = Watched.ReplicaLag with { Limit = 1 };    // nobody has to wait for half a minute
        using var watched = new Watch(portal, lag, Watched.ReplicasAway);
        await watched.AssertQuietAsync();
        Assert.Null(watched.Latest!.ReplicaLag);

        await two.FollowAsync(replica, primary);
        await watched.UntilAsync(measures => measures.ReplicaLag is not null);
        Assert.Empty(watched.Standing);

        await ReplicatedPostgres.ExecuteAsync(replica, "noterat", "SELECT pg_wal_replay_pause()");
        await portal.Db.ExecuteAsync("CREATE TABLE written (number int)", null, Ct);
        await watched.UntilAsync(_ => watched.Standing.Count > 0);
        await watched.AssertBegunAsync(lag, null);
        await ReplicatedPostgres.ExecuteAsync(replica, "noterat", "SELECT pg_wal_replay_resume()");
        await watched.UntilAsync(measures => measures.ReplicaLag < 1);
        await watched.AssertOverAsync(lag);

        await two.StopServerAsync(replica);
        await watched.UntilAsync(measures => measures.ReplicasAway > 0);
        Assert.Null(watched.Latest.ReplicaLag);
        await watched.AssertBegunAsync(Watched.ReplicasAway, 1);
        await two.StartServerAsync(replica);
        await watched.UntilAsync(measures => measures.ReplicasAway == 0);
        await watched.AssertOverAsync(Watched.ReplicasAway);
    }

    [Fact]
    public async Task Look_WhenItCannotMeasure_KnowsNothingRatherThanWhatWas()
    {
        await using var portal = await Portal.StartAsync(postgres);
        using var watched = new Watch(portal);
        await watched.AssertQuietAsync();
        Assert.Equal(new Measures { ScheduleDelay = 0, MailAge = 0, GivenUpMails = 0, NoticeDelay = 0, ReplicasAway = 0 }, watched.Latest);

        await portal.Db.ExecuteAsync("ALTER TABLE outbox RENAME TO gone", null, Ct);
        await Assert.ThrowsAsync<PostgresException>(watched.LookAsync);

        Assert.Null(watched.Latest);
    }

    /// <summary>A watch, and what it has said.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly LogLines _log = new();
        private readonly PortalWatch _watch;

        public Watch(Portal portal, params Watched[] all) =>
            _watch = new PortalWatch(portal.Db, portal.Clock, _log.CreateLogger<PortalWatch>()) { All = all.Length > 0 ? all : Watched.All };

        public Measures? Latest => _watch.Latest;

        public IReadOnlyList<Watched> Standing => _watch.Alarms;

        public Task LookAsync() => _watch.LookAsync(Ct);

        public async Task AssertQuietAsync()
        {
            await LookAsync();
            Assert.Empty(Standing);
            Assert.Empty(_log.Written);
        }

        /// <summary>One alarm stands, and is told once however often one looks.</summary>
        public async Task AssertBegunAsync(Watched alarm, double? value)
        {
            await LookAsync();
            await LookAsync();
            Assert.Equal([alarm], Standing);
            var line = Assert.Single(_log.Written);
            Assert.StartsWith($"Larm {alarm.Name}: {alarm.Alarm} Uppmätt {value}", line, StringComparison.Ordinal);
            Assert.EndsWith($", gräns {alarm.Limit}.", line, StringComparison.Ordinal);
        }

        public async Task AssertOverAsync(Watched alarm)
        {
            await LookAsync();
            await LookAsync();
            Assert.Empty(Standing);
            Assert.Equal($"Larmet {alarm.Name} är över.", Assert.Single(_log.Written.Skip(1)));
            _log.Written.Clear();
        }

        public async Task UntilAsync(Func<Measures, bool> isSo)
        {
            for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100, Ct))
            {
                await LookAsync();
                if (isSo(Latest!))
                {
                    return;
                }

                Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), Latest!.ToString());
            }
        }

        public void Dispose()
        {
            _watch.Dispose();
            _log.Dispose();
        }
    }
}
