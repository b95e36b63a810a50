using MeetingNotes.Core.Data;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MeetingNotes.Tests.Mail;

public sealed class MailWorkerTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_WaitingMails_ArriveOnceOverOneConnectionAndAreMarked()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett", "två");
        await test.AddAsync("två", "tre");

        Assert.Equal(3, await test.Worker().SendDueAsync(Ct));
        Assert.Equal(0, await test.Worker().SendDueAsync(Ct));

        Assert.Equal(
            ["Att granska: ett", "Att granska: tre", "Att granska: två"], test.Server.Received.Select(mail => mail.Message.Subject).Order(StringComparer.Ordinal));
        Assert.Single(test.Server.Lines, line => line == "EHLO noterat.region.example");
        Assert.Contains("QUIT", test.Server.Lines);
        Assert.Equal(new MailTest.OutboxRow { Id = (await test.RowAsync("tre")).Id, Attempts = 1, IsSent = true, IsWaiting = false }, await test.RowAsync("tre"));
    }

    [Fact]
    public async Task Send_ServerFailsInEveryPhaseAndWay_MailArrivesAtTheNextTryAndAtMostTwice()
    {
        await using var test = await MailTest.StartAsync(postgres);
        var failures = new List<string>();
        foreach (var phase in Enum.GetValues<SmtpPhase>())
        {
            foreach (var fault in Enum.GetValues<SmtpFault>())
            {
                var key = $"{phase} {fault}";
                test.Server.Received.Clear();
                test.Server.Next(phase, fault);
                await test.AddAsync(key);

                var first = await test.Worker(settings => fault == SmtpFault.Silence ? settings with { Patience = TimeSpan.FromSeconds(1) } : settings).SendDueAsync(Ct);
                var tooSoon = await test.Worker().SendDueAsync(Ct);
                test.Portal.Clock.Advance(Outbox.PauseAfter(1));
                var second = await test.Worker().SendDueAsync(Ct);

                var row = await test.RowAsync(key);
                var ids = test.Server.Received.Select(mail => mail.Message.MessageId).ToList();
                // A server that refuses EHLO is greeted in the old way, with HELO.
                var isHarmless = phase == SmtpPhase.Quit || (phase == SmtpPhase.Hello && fault is SmtpFault.RefuseForNow or SmtpFault.RefuseForGood);
                var expected = (First: isHarmless ? 1 : 0, Copies: phase == SmtpPhase.Receipt ? 2 : 1);
                if ((first, tooSoon, second) != (expected.First, 0, 1 - expected.First) || ids.Count != expected.Copies || ids.Distinct().Count() != 1
                    || row is not { IsSent: true, IsWaiting: false, Failure: null } || test.Server.IsUpToSomething)
                {
                    failures.Add($"{key}: {first} {tooSoon} {second}, {ids.Count} copies, {row}");
                }
            }
        }

        Assert.Empty(failures);
        Assert.DoesNotContain(test.Log.Written, line => line.Contains('@', StringComparison.Ordinal));
        Assert.Contains(test.Log.Written, line => line.EndsWith("SmtpCommandException 554", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ServerIsNeverThere_GivesUpAfterTenTriesAndKeepsWhy()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett");
        await test.Server.DisposeAsync();
        var pauses = new List<double>();
        for (var attempt = 1; attempt <= Outbox.MaxTries; attempt++)
        {
            Assert.True((await test.RowAsync("ett")).IsWaiting);
            Assert.Equal(0, await test.Worker().SendDueAsync(Ct));
            Assert.Equal(attempt, (await test.RowAsync("ett")).Attempts);

            test.Portal.Clock.Advance(Outbox.PauseAfter(attempt) - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await test.Worker().SendDueAsync(Ct));
            Assert.Equal(attempt, (await test.RowAsync("ett")).Attempts);
            test.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            pauses.Add(Outbox.PauseAfter(attempt).TotalMinutes);
        }

        test.Portal.Clock.Advance(TimeSpan.FromDays(30));
        await test.Worker().SendDueAsync(Ct);

        var row = await test.RowAsync("ett");
        Assert.Equal((10, false, false), (row.Attempts, row.IsSent, row.IsWaiting));
        Assert.StartsWith("SocketException: ", row.Failure, StringComparison.Ordinal);
        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 360, 360], pauses);
        Assert.Single(test.Log.Written, line => line.Contains("given up after 10 tries", StringComparison.Ordinal));
        Assert.DoesNotContain(test.Log.Written, line => line.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task GivenUp_AtTheDesk_SaysWhyWithoutTheReadersAddressAndGoesAgainWhenAsked()
    {
        await using var test = await MailTest.StartAsync(postgres);
        var mails = test.Portal.Get<GivenUpMails>();
        await test.AddAsync("kollega");
        await test.AddAsync(new OutgoingMail("läsare", "anna@exempel.se", "Ny notering", "Hej!") { IsForReader = true });
        await test.Portal.Db.ExecuteAsync("UPDATE outbox SET next_try_at = NULL, attempts = 10, failure = '550 <' || recipient || '> finns inte'", null, Ct);

        var listed = await mails.ListAsync(Ct);
        Assert.Equal(
            [("Att granska: kollega", "signe@region.example", "550 <signe@region.example> finns inte"), ("Ny notering", "en prenumerant", "550 <en prenumerant> finns inte")],
            listed.OrderBy(mail => mail.Subject, StringComparer.Ordinal).Select(mail => (mail.Subject, mail.Recipient, mail.Failure)));

        var administrator = await test.Portal.PersonAsync(StaffRole.Administrator);
        var again = listed.Single(mail => mail.Recipient == "en prenumerant").Id;
        Assert.False(await mails.RetryAsync(again, await test.Portal.PersonAsync(StaffRole.Editor), Ct));
        Assert.True(await mails.RetryAsync(again, administrator, Ct));
        Assert.False(await mails.RetryAsync(again, administrator, Ct));
        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));
        Assert.Equal(["anna@exempel.se"], Assert.Single(test.Server.Received).Recipients);

        Assert.True(await mails.RemoveAsync(listed.Single(mail => mail.Recipient != "en prenumerant").Id, administrator, Ct));
        Assert.Equal(0, await mails.CountAsync(Ct));
        Assert.Equal(2, await test.Portal.ScalarAsync<int>("SELECT count(*)::int FROM audit_events WHERE action IN ('retry-mail', 'remove-mail')"));
    }

    [Fact]
    public async Task Forget_SentAndGivenUp_AfterThirtyDays()
    {
        await using var test = await MailTest.StartAsync(postgres);
        var mails = test.Portal.Get<GivenUpMails>();
        test.Server.Next(SmtpPhase.To, SmtpFault.RefuseForGood);
        await test.AddAsync("ett", "två");
        await test.Worker().SendDueAsync(Ct);
        Assert.Equal(0, await mails.CountAsync(Ct));
        await test.Portal.Db.ExecuteAsync("UPDATE outbox SET next_try_at = NULL", null, Ct);
        Assert.Equal(1, await mails.CountAsync(Ct));
        var folder = Directory.CreateTempSubdirectory("noterat-mejl-").FullName;
        var now = test.Portal.Clock.GetUtcNow();
        foreach (var (name, days) in ((string, int)[])[("gammal.eml", 31), ("ny.eml", 29), ("annat.txt", 31)])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "x", Ct);
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), now.AddDays(1 - days).UtcDateTime);
        }

        test.Portal.Clock.Advance(TimeSpan.FromDays(1));
        await test.AddAsync("väntar");
        var worker = test.Worker(settings => settings with { Folder = folder });
        await worker.ForgetAsync(Ct);
        Assert.Equal(3, await test.Portal.ScalarAsync<int>("SELECT count(*)::int FROM outbox"));
        Assert.Equal(["annat.txt", "ny.eml"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        test.Portal.Clock.Advance(TimeSpan.FromDays(MailWorker.DaysKept));
        await worker.ForgetAsync(Ct);

        Assert.Equal("väntar", await test.Portal.ScalarAsync<string>("SELECT string_agg(key, ',') FROM outbox"));
        Assert.Equal(0, await mails.CountAsync(Ct));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Send_OneMailIsRefused_TheOthersGoOn()
    {
        await using var test = await MailTest.StartAsync(postgres);
        test.Server.Next(SmtpPhase.To, SmtpFault.RefuseForGood);
        await test.AddAsync("ett", "två");

        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));

        var arrived = Assert.Single(test.Server.Received).Message.Subject;
        var refused = await test.RowAsync(arrived == "Att granska: två" ? "ett" : "två");
        Assert.StartsWith("SmtpCommandException: No", refused.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ManyWorkersOnTwoInstances_EachMailOnce()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await using var other = await test.Portal.AnotherInstanceAsync();
        await test.AddAsync([.. Enumerable.Range(0, 200).Select(number => $"nr {number}")]);
        Database[] databases = [test.Portal.Db, other.Db];

        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => test.Worker(db: databases[number % 2]).SendDueAsync(Ct), Ct)));

        Assert.Equal(200, sent.Sum());
        Assert.Equal(200, test.Server.Received.Count);
        Assert.Equal(200, test.Server.Received.Select(mail => mail.Message.MessageId).Distinct().Count());

        // On a busy machine the last workers come when all is done.
        Assert.True(sent.Count(count => count > 0) > 1);
    }

    [Fact]
    public async Task Send_WorkerDiedWithAMail_AnotherSendsItAfterThePause()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett");
        Assert.NotNull(await new Outbox(test.Portal.Db, test.Portal.Clock).ClaimAsync(Ct));

        Assert.Equal(0, await test.Worker().SendDueAsync(Ct));
        test.Portal.Clock.Advance(Outbox.PauseAfter(1));

        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));
        Assert.Single(test.Server.Received);
        Assert.True(test.Settings.Patience < new MailSettings().Patience && new MailSettings().Patience < Outbox.PauseAfter(1) / 2);
    }

    [Fact]
    public async Task Send_StoppedWhileAMailIsOnItsWay_FinishesItAndTakesNoOther()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett", "två");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        test.Server.Arrived = stopping.CancelAsync;

        Assert.Equal(1, await test.Worker().SendDueAsync(stopping.Token));

        MailTest.OutboxRow[] rows = [await test.RowAsync("ett"), await test.RowAsync("två")];
        Assert.Single(rows, row => row is { IsSent: true, Attempts: 1 });
        Assert.Single(rows, row => row is { IsSent: false, Attempts: 0 });
    }

    [Fact]
    public async Task Send_DatabaseCutsEveryConnectionMeanwhile_MailIsMarkedAllTheSame()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett");
        test.Server.Arrived = () => CutAsync(test);

        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));

        Assert.True((await test.RowAsync("ett")).IsSent);
        Assert.Single(test.Server.Received);
    }

    [Fact]
    public async Task Run_RoundsFail_GoesOnWhenTheTableIsThereAgain()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync("ett");
        await test.Portal.Db.ExecuteAsync("ALTER TABLE outbox RENAME TO away", null, Ct);
        var worker = test.Worker();

        await worker.StartAsync(Ct);
        await Until.TrueAsync(() => test.Log.Written.ToArray().Any(line => line == "A round of mail failed: PostgresException"));
        await test.Portal.Db.ExecuteAsync("ALTER TABLE away RENAME TO outbox", null, Ct);
        await Until.TrueAsync(() =>
        {
            test.Portal.Clock.Advance(TimeSpan.FromSeconds(10));
            return !test.Server.Received.IsEmpty;
        });
        await worker.StopAsync(Ct);

        Assert.Single(test.Server.Received);
    }

    [Fact]
    public async Task Send_ServerAsksWhoItIs_TellsUserAndPassword()
    {
        await using var test = await MailTest.StartAsync(postgres, new SmtpServer { Extensions = ["AUTH PLAIN"] });
        await test.AddAsync("ett");
        var withUser = test.Settings with { Server = test.Settings.Server! with { User = "noterat", Password = "hemligt" } };

        Assert.Equal(1, await test.Worker(_ => withUser).SendDueAsync(Ct));

        Assert.Contains(test.Server.Lines, line => line == $"AUTH PLAIN {Convert.ToBase64String("\0noterat\0hemligt"u8)}");
        Assert.DoesNotContain("hemligt", withUser.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(MailSecurity.StartTls), InlineData(MailSecurity.Tls)]
    public async Task Send_ServerCannotEncrypt_SaysNothingToIt(MailSecurity security)
    {
        await using var test = await MailTest.StartAsync(postgres, new SmtpServer { Extensions = ["AUTH PLAIN"] });
        await test.AddAsync("ett");

        var worker = test.Worker(settings => settings with
        {
            Server = settings.Server! with { Security = security, User = "noterat", Password = "hemligt" },
            Patience = TimeSpan.FromSeconds(3),
        });

        Assert.Equal(0, await worker.SendDueAsync(Ct));
        Assert.Empty(test.Server.Received);
        Assert.DoesNotContain(test.Server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static async Task CutAsync(MailTest test)
    {
        try
        {
            await test.Portal.Db.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() ORDER BY pid = pg_backend_pid()", null, Ct);
        }
        catch (NpgsqlException)
        {
            // It cuts its own last.
        }
    }
}
