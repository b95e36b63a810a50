using MeetingNotes.Core.Following;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Topics;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Following;

/// <summary>What is followed is told, to whom it may concern, once (promises 19 and 31).</summary>
public sealed class FollowingTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_FollowedInManyWays_IsOneMailThatSaysWhyAndQuotes()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.TopicAsync("kollektivtrafik", "Kollektivtrafik");
        await test.PublishAsync(FollowTest.Content("Inget nytt.", topic: "Kollektivtrafik", matter: "Nya linjer"), new DateOnly(2026, 10, 1));
        var secret = await test.FollowAsync("anna@exempel.se", new FollowChoice
        {
            Bodies = [FollowTest.Body],
            Topics = ["kollektivtrafik"],
            Matter = "nya-linjer",
            Search = new SearchChoice("busslinjer"),
            SearchPath = "/sok?q=busslinjer",
        });

        await test.PublishAsync(FollowTest.Content("Rådet talade länge. Busslinjen till Sundsvall får nya turer. Sedan åt de.", topic: "Kollektivtrafik", matter: "Nya linjer"));
        var mail = Assert.Single(await test.SendAsync());

        Assert.Equal("anna@exempel.se", mail.To);
        Assert.Contains("”Busslinjen till Sundsvall får nya turer.”", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<blockquote>”<mark>Busslinjen</mark> till Sundsvall får nya turer.”</blockquote>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("och du följer Prov radet", mail.Text, StringComparison.Ordinal);
        Assert.Contains("ämnet Kollektivtrafik", mail.Text, StringComparison.Ordinal);
        Assert.Contains("ärendet ”Nya linjer”", mail.Text, StringComparison.Ordinal);
        Assert.Contains("sökningen ”busslinjer”", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/noterat/{FollowTest.Body}/2026-11-23#bussarna", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/prenumerera/mina/{secret}", mail.Text, StringComparison.Ordinal);
        Assert.EndsWith($"/prenumerera/sluta/{secret}>", mail.Leave, StringComparison.Ordinal);
        Assert.Empty(await test.SendAsync());
    }

    [Theory]
    [InlineData("\"nya turer\"", true)]
    [InlineData("buss*", true)]
    [InlineData("kollektivtrafik eller sundsvall", true)]
    [InlineData("turer -sundsvall", false)]
    [InlineData("linje", true)]
    [InlineData("tåglinje", false)]
    [InlineData("2026-11-23 turer", true)]
    public async Task Publish_FollowedSearch_FindsWhatTheSearchFinds(string typed, bool isTold)
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Search = new SearchChoice(typed), SearchPath = "/sok" });

        await test.PublishAsync(FollowTest.Content("Busslinjen till Sundsvall får nya turer."));

        Assert.Equal(isTold ? 1 : 0, (await test.SendAsync()).Count);
        var search = test.Portal.Get<ItemSearch>();
        Assert.Equal(isTold, (await search.SearchAsync(new SearchRequest(search.Read(typed)), Ct)).Count > 0);
    }

    [Fact]
    public async Task Follow_SearchInOneBody_IsNotToldOfAnother()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.Desk.BodyAsync("namnden");
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Search = new SearchChoice("buss") { BodySlug = "namnden" }, SearchPath = "/sok" });

        await test.PublishAsync(FollowTest.Content("En buss."));
        Assert.Empty(await test.SendAsync());
        await test.Desk.PublishedAsync(test.Editor, "namnden", FollowTest.Content("En buss."));
        Assert.Single(await test.SendAsync());
    }

    [Fact]
    public async Task Refresh_NewSynonym_IsFollowedToo()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Search = new SearchChoice("spårvagn"), SearchPath = "/sok" });
        await test.Portal.Db.ExecuteAsync("INSERT INTO synonyms (word, other) VALUES ('spårvagn', 'ringlinje')", null, Ct);
        Assert.Empty(await test.SendAsync());    // the round in which it is read again

        await test.PublishAsync(FollowTest.Content("En ringlinje byggs."));

        Assert.Single(await test.SendAsync());
    }

    [Fact]
    public async Task Correct_MinorAndSubstantive_OnlyTheLatterIsTold()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var note = await test.PublishAsync(FollowTest.Content("Bussar."));
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true });

        await test.Desk.DecideAsync(await test.Desk.CorrectionAsync(note, test.Editor, "Bussarna."), test.Editor);
        Assert.Empty(await test.SendAsync());

        note = await test.Desk.NoteAsync(test.Editor, FollowTest.Body);
        await test.Desk.DecideAsync(await test.Desk.CorrectionAsync(note, test.Editor, "Tio bussar."), test.Editor, changeNote: "Antalet bussar är tio.");
        var mail = Assert.Single(await test.SendAsync());
        Assert.StartsWith("Uppdaterad: ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Antalet bussar är tio.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_TimeRunsOutThenAnswered_IsToldOnceEach()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var content = FollowTest.Content("Bussar.");
        var promise = new FollowUpLine { Text = "Köp tio bussar", Slug = "kop-tio-bussar", Due = "den 30 november 2026" };
        await test.PublishAsync(content with { Items = [content.Items[0] with { FollowUps = [promise] }] });
        await test.FollowAsync("anna@exempel.se", new FollowChoice { FollowUp = (FollowTest.Body, "kop-tio-bussar") });
        Assert.Empty(await test.SendAsync());

        test.Portal.Clock.Advance(TimeSpan.FromDays(10));
        var waiting = Assert.Single(await test.SendAsync());
        Assert.Equal("Väntar på besked: Köp tio bussar", waiting.Subject);
        Assert.Empty(await test.SendAsync());

        var answer = new FollowUpLine { Text = "De är köpta.", Answers = new FollowUpReference(null, "kop-tio-bussar"), Outcome = FollowUpOutcome.Done };
        await test.PublishAsync(content with { Items = [content.Items[0] with { FollowUps = [answer] }] }, new DateOnly(2026, 12, 3));
        var answered = Assert.Single(await test.SendAsync());
        Assert.Contains("Besked om ”Köp tio bussar”: klart.", answered.Text, StringComparison.Ordinal);
        Assert.Contains("”De är köpta.”", answered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meeting_CancelledAndMoved_IsToldToWhoFollowsTheBody()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var desk = test.Portal.Get<MeetingDesk>();
        var first = (await desk.PlanAsync(test.Editor, FollowTest.Body, new MeetingPlan(new DateOnly(2026, 12, 10), 1, null, null), Ct)).Id;
        var second = (await desk.PlanAsync(test.Editor, FollowTest.Body, new MeetingPlan(new DateOnly(2026, 12, 17), 1, null, null), Ct)).Id;
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Bodies = [FollowTest.Body] });

        await desk.CancelAsync(first, "För få ärenden", test.Editor, Ct);
        await desk.MoveAsync(second, new DateOnly(2026, 12, 18), new TimeOnly(9, 0), "Salen var upptagen", test.Editor, Ct);
        var mails = await test.SendAsync();

        Assert.Equal(["Flyttat möte: Prov radet 17 december 2026", "Inställt möte: Prov radet 10 december 2026"], mails.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        Assert.Contains(mails, mail => mail.Text.Contains("Skälet: För få ärenden", StringComparison.Ordinal));
        Assert.Contains(mails, mail => mail.Text.Contains("flyttat till fredag 18 december 2026 kl. 9.00", StringComparison.Ordinal));
        await desk.CancelAsync(first, "Ett annat skäl", test.Editor, Ct);
        Assert.Empty(await test.SendAsync());
    }

    [Fact]
    public async Task Weekly_TwoNotes_AreOneMailOnFriday()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true }, isWeekly: true);
        await test.PublishAsync(FollowTest.Content("En buss."));
        await test.PublishAsync(FollowTest.Content("Två bussar."), new DateOnly(2026, 11, 20));
        Assert.Empty(await test.SendAsync());

        test.Portal.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 27, 5, 59, 0, TimeSpan.Zero));
        Assert.Empty(await test.SendAsync());
        test.Portal.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 27, 6, 0, 0, TimeSpan.Zero));
        Assert.Equal("Veckan som gick: 2 nyheter", Assert.Single(await test.SendAsync()).Subject);
        Assert.Empty(await test.SendAsync());
    }

    [Fact]
    public async Task Withdraw_BeforeTheMailIsSent_TakesItBack()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true });
        var note = await test.PublishAsync(FollowTest.Content("En buss."));
        await test.Portal.Get<FollowingWork>().TellAsync(Ct);

        await test.Portal.Get<NotePublishing>().WithdrawAsync(note.Id, "Fel text", test.Editor.Actor, Ct);
        Assert.Empty(await test.SendAsync());

        var other = await test.PublishAsync(FollowTest.Content("Två bussar."), new DateOnly(2026, 11, 20));
        await test.Portal.Get<NotePublishing>().WithdrawAsync(other.Id, "Fel text", test.Editor.Actor, Ct);
        await test.Portal.Get<NotePublishing>().ReinstateAsync(other.Id, test.Editor.Actor, Ct);
        Assert.Empty(await test.SendAsync());
    }

    [Fact]
    public async Task Join_FollowedMatterAndTopic_AreFollowedUnderTheirNewNames()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.TopicAsync("kollektivtrafik", "Kollektivtrafik");
        await test.TopicAsync("buss", "Buss");
        await test.PublishAsync(FollowTest.Content("Ett.", topic: "Buss", matter: "Gamla ärendet"), new DateOnly(2026, 10, 1));
        await test.PublishAsync(FollowTest.Content("Två.", topic: "Kollektivtrafik", matter: "Nya ärendet"), new DateOnly(2026, 10, 2));
        await test.FollowAsync("anna@exempel.se", new FollowChoice { Topics = ["buss"] });
        await test.FollowAsync("bo@exempel.se", new FollowChoice { Matter = "gamla-arendet" });

        await test.Portal.Get<TopicDesk>().MergeAsync("buss", "kollektivtrafik", test.Editor, Ct);
        await test.Portal.Get<MatterDesk>().JoinAsync("gamla-arendet", "nya-arendet", test.Editor, Ct);
        await test.PublishAsync(FollowTest.Content("Tre.", topic: "Kollektivtrafik", matter: "Nya ärendet"));

        Assert.Equal(["anna@exempel.se", "bo@exempel.se"], (await test.SendAsync()).Select(mail => mail.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pause_WhileItLasts_NothingIsToldThenOrLater()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var readers = test.Portal.Get<Readers>();
        var secret = await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true });
        await readers.PauseAsync((await readers.FindAsync(secret, Ct))!, true, Ct);

        await test.PublishAsync(FollowTest.Content("En buss."));
        Assert.Empty(await test.SendAsync());
        await readers.PauseAsync((await readers.FindAsync(secret, Ct))!, false, Ct);
        Assert.Empty(await test.SendAsync());
        await test.PublishAsync(FollowTest.Content("Två bussar."), new DateOnly(2026, 11, 20));
        Assert.Single(await test.SendAsync());
    }

    [Fact]
    public async Task Leave_Always_LeavesNothingOfTheAddressBehind()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var readers = test.Portal.Get<Readers>();
        var secret = await test.FollowAsync("Anna@exempel.se", new FollowChoice { Everything = true, Search = new SearchChoice("buss"), SearchPath = "/sok?q=buss" });
        await test.PublishAsync(FollowTest.Content("En buss."));
        await test.Portal.Get<FollowingWork>().TellAsync(Ct);

        Assert.True(await readers.LeaveAsync(secret, Ct));
        Assert.False(await readers.LeaveAsync(secret, Ct));

        Assert.Empty(await test.SendAsync());
        Assert.Null(await readers.FindAsync(secret, Ct));
        Assert.Equal(0, await test.Portal.ScalarAsync<int>(
            """
            SELECT ((SELECT count(*) FROM readers) + (SELECT count(*) FROM follows) + (SELECT count(*) FROM notices) + (SELECT count(*) FROM follow_requests)
                   + (SELECT count(*) FROM followed_searches) + (SELECT count(*) FROM outbox WHERE recipient ILIKE '%anna%'))::int
            """));
        Assert.DoesNotContain(test.Mail.Log.Written, line => line.Contains('@', StringComparison.Ordinal) || line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_NeverConfirmed_IsForgottenInTwoDays()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        await test.Portal.Get<FollowRequests>().AskAsync("anna@exempel.se", await test.Portal.Get<FollowTargets>().FindAsync(new FollowChoice { Everything = true }, Ct), false, Ct);
        Assert.Single(await test.SendAsync());

        test.Portal.Clock.Advance(TimeSpan.FromHours(49));
        await test.SendAsync();
        await test.Mail.Worker().ForgetAsync(Ct);

        Assert.Equal(0, await test.Portal.ScalarAsync<int>("SELECT ((SELECT count(*) FROM follow_requests) + (SELECT count(*) FROM outbox))::int"));
    }

    [Fact]
    public async Task Ask_SixTimesInAnHour_SendsFiveMails()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var targets = await test.Portal.Get<FollowTargets>().FindAsync(new FollowChoice { Everything = true }, Ct);
        foreach (var address in (string[])["anna@exempel.se", "ANNA@exempel.se", "anna@exempel.se", "anna@exempel.se", "anna@exempel.se", "anna@exempel.se", "bo@exempel.se"])
        {
            await test.Portal.Get<FollowRequests>().AskAsync(address, targets, false, Ct);
            test.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(6, (await test.SendAsync()).Count);
    }

    [Fact]
    public async Task Confirm_Twice_IsOneReaderAndBeginsNothingAgain()
    {
        await using var test = await FollowTest.StartAsync(postgres);
        var readers = test.Portal.Get<Readers>();
        var first = await test.FollowAsync("anna@exempel.se", new FollowChoice { Everything = true });
        var second = await test.FollowAsync("Anna@Exempel.se", new FollowChoice { Everything = true, Bodies = [FollowTest.Body] });

        Assert.Equal(first, second);
        Assert.Equal(2, (await readers.FollowsAsync((await readers.FindAsync(first, Ct))!.Id, Ct)).Count);
    }
}
