using MeetingNotes.Core.Following;
using MeetingNotes.Core.Mail;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Following;

/// <summary>Promise 19: each reader gets each notice once, whatever happens to the mail server and to those who work.</summary>
public sealed class FollowStormTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ServerCutInEveryPhaseAndWorkersKilled_NobodyMissesAnything()
    {
        var readers = TestRun.IsFull ? 10_000 : 120;
        await using var test = await FollowTest.StartAsync(postgres);
        await test.Portal.Db.ExecuteAsync(
            """
            INSERT INTO readers (id, address, secret, confirmed_at)
            SELECT gen_random_uuid(), 'lasare' || n || '@exempel.se', lpad(to_hex(n), 48, '0'), @now FROM generate_series(1, @readers) AS n;
            INSERT INTO follows (id, reader_id, since) SELECT gen_random_uuid(), id, @now FROM readers;
            """,
            new { readers, now = test.Portal.Clock.GetUtcNow() }, Ct);
        for (var day = 1; day <= 3; day++)
        {
            await test.PublishAsync(FollowTest.Content($"Bussar {day}."), new DateOnly(2026, 11, day));
        }

        await TellThoughKilledAsync(test);
        Assert.Equal(readers * 3, await test.Portal.ScalarAsync<int>("SELECT count(*)::int FROM outbox"));

        var random = new Random(1);
        var kinds = Enum.GetValues<SmtpFault>().Where(fault => fault is not (SmtpFault.Silence or SmtpFault.RefuseForGood)).ToArray();
        var lostReceipts = 0;
        for (var round = 0; round < 200 && await WaitingAsync(test) > 0; round++)
        {
            if (round < 8)    // a mail that fails ten times is given up
            {
                foreach (var phase in Enum.GetValues<SmtpPhase>())
                {
                    var faults = random.GetItems(kinds, TestRun.IsFull ? 40 : 3);
                    test.Mail.Server.Next(phase, faults);
                    lostReceipts += phase == SmtpPhase.Receipt ? faults.Length : 0;
                }

                // Whoever took these died before sending them.
                var outbox = new Outbox(test.Portal.Db, test.Portal.Clock);
                await outbox.ClaimAsync(Ct);
                await outbox.ClaimAsync(Ct);
            }

            await test.Mail.Worker().SendDueAsync(Ct);
            test.Portal.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var received = test.Mail.Server.Received.Select(mail => (Assert.Single(mail.Recipients), Id: mail.Message.MessageId, mail.Message.Subject)).ToList();
        Assert.Equal(0, await WaitingAsync(test));
        Assert.Equal(readers * 3, received.Distinct().Count());
        Assert.All(received.Distinct().GroupBy(mail => mail.Item1), one => Assert.Equal(3, one.Select(mail => mail.Subject).Distinct().Count()));
        Assert.InRange(received.Count, readers * 3, readers * 3 + lostReceipts);
    }

    /// <summary>Two instances at once, stopped over and over while they are at it.</summary>
    private static async Task TellThoughKilledAsync(FollowTest test)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var killed = new CancellationTokenSource();
            killed.CancelAfter(attempt < 20 ? TimeSpan.FromMilliseconds(5 + attempt * 4) : TimeSpan.FromMinutes(5));
            try
            {
                await Task.WhenAll(test.Portal.Get<FollowingWork>().TellAsync(killed.Token), test.Portal.Get<FollowingWork>().TellAsync(killed.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException && attempt < 20)
            {
                continue;
            }

            if (await test.Portal.ScalarAsync<int>("SELECT ((SELECT count(*) FROM notices) + (SELECT count(*) FROM follow_events WHERE spread_at IS NULL))::int") == 0)
            {
                return;
            }
        }
    }

    private static Task<int> WaitingAsync(FollowTest test) => test.Portal.ScalarAsync<int>("SELECT count(*)::int FROM outbox WHERE next_try_at IS NOT NULL");
}
