using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace MeetingNotes.Tests.FollowUps;

/// <summary>From what was said to the answer: what each change of a note, a meeting or the day does to a follow-up.</summary>
public sealed class FollowUpLoopTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Said = "- [ ] Rapporten lämnas (id: rapport; senast: i december)";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    // The clock stands at 24 November 2026.
    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task State_WhenTheLastDayEndsInStockholm_GoesFromOpenToWaitingAndNotBefore()
    {
        await PublishAsync("2026-11-10", Said);

        _portal.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 22, 59, 59, TimeSpan.Zero));
        Assert.Equal(FollowUpState.Open, (await FindAsync("rapport")).State);

        _portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FollowUpState.Waiting, (await FindAsync("rapport")).State);
        Assert.Equal(new DateOnly(2026, 12, 31), (await FindAsync("rapport")).Due!.Until);
    }

    [Fact]
    public async Task State_LaterNoteWithoutAnswer_IsMissingOnlyWhenHeldOnTheLastDayOrAfter()
    {
        await PublishAsync("2026-11-10", Said);
        _portal.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await PublishAsync("2026-12-30", "Inget om rapporten.");
        Assert.Equal(FollowUpState.Waiting, (await FindAsync("rapport")).State);

        await PublishAsync("2026-12-31", "Inget om rapporten.");
        Assert.Equal(FollowUpState.Missing, (await FindAsync("rapport")).State);
    }

    [Fact]
    public async Task State_NoteOfAnotherBody_SaysNothing()
    {
        await PublishAsync("2026-11-10", Said);
        _portal.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));

        await PublishAsync("2027-01-20", "Inget om rapporten.", body: "Nämnden");

        Assert.Equal(FollowUpState.Waiting, (await FindAsync("rapport")).State);
    }

    [Theory]
    [InlineData("- [x] Den kom (svar på: rapport)", FollowUpState.Done)]
    [InlineData("- [ ] Den kom (svar på: rapport; status: klar)", FollowUpState.Done)]
    [InlineData("- [ ] Den behövs inte (svar på: rapport; status: avskriven)", FollowUpState.Dropped)]
    [InlineData("- [ ] Den dröjer (svar på: rapport; status: pågår; senast: i mars)", FollowUpState.Open)]
    [InlineData("- [ ] Den dröjer (svar på: rapport; status: pågår)", FollowUpState.Open)]
    [InlineData("- [ ] Den flyttas (svar på: rapport; status: flyttad; senast: nästa möte)", FollowUpState.Open)]
    [InlineData("- [ ] Den flyttas (svar på: rapport; status: flyttad; senast: den 25 januari)", FollowUpState.Waiting)]
    public async Task State_Answered_IsWhatTheAnswerSays(string answer, FollowUpState expected)
    {
        await PublishAsync("2026-11-10", Said);
        _portal.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));

        await PublishAsync("2027-01-20", answer);

        var followUp = await FindAsync("rapport");
        Assert.Equal(expected, followUp.State);
        Assert.Equal(expected is FollowUpState.Done or FollowUpState.Dropped ? new DateOnly(2027, 1, 20) : null, followUp.SettledOn);
        Assert.Equal("i december", followUp.FirstDue!.Written);
        Assert.Equal("december 2026", followUp.FirstDue.Reading);
    }

    [Fact]
    public async Task State_AnsweredAndThenOpenedAgain_FollowsTheLatestAnswer()
    {
        await PublishAsync("2026-09-10", "- [ ] Rapporten lämnas (id: rapport; senast: i oktober)");
        await PublishAsync("2026-10-10", "- [x] Den kom (svar på: rapport)");
        await PublishAsync("2026-11-10", "- [ ] Den görs om (svar på: rapport; status: pågår; senast: i vår)");

        var followUp = await FindAsync("rapport");
        Assert.Equal(FollowUpState.Open, followUp.State);
        Assert.Equal("i vår", followUp.Due!.Written);
        Assert.Equal("våren 2027", followUp.Due.Reading);
    }

    [Fact]
    public async Task NextMeeting_IsTheRealOneAndFollowsItsMovesAndCancellations()
    {
        await PublishAsync("2026-11-10", "- [ ] Frågan kommer upp (id: fragan; senast: nästa möte)");
        Assert.Null((await FindAsync("fragan")).Due!.MeetingOn);
        Assert.Equal("nästa möte", (await FindAsync("fragan")).Due!.ToString());

        await PortalYamlAsync("  - organ: radet\n    tid: 2026-12-09\n  - organ: radet\n    tid: 2027-01-20\n");
        Assert.Equal("nästa möte (9 december 2026)", (await FindAsync("fragan")).Due!.ToString());

        await PortalYamlAsync("  - organ: radet\n    tid: 2026-12-09\n    flyttat till: 2026-12-16\n    skäl: Ordföranden är sjuk.\n");
        Assert.Equal("nästa möte (16 december 2026)", (await FindAsync("fragan")).Due!.ToString());

        await PortalYamlAsync("  - organ: radet\n    tid: 2026-12-16\n    inställt: ja\n    skäl: För få frågor.\n");
        Assert.Equal("nästa möte (20 januari 2027)", (await FindAsync("fragan")).Due!.ToString());

        _portal.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 20, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(FollowUpState.Open, (await FindAsync("fragan")).State);
        _portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(FollowUpState.Waiting, (await FindAsync("fragan")).State);
        await PublishAsync("2027-01-20", "Inget om frågan.");
        Assert.Equal(FollowUpState.Missing, (await FindAsync("fragan")).State);
    }

    [Fact]
    public async Task NextMeeting_ExtraMeetingBeforeThePlanned_IsTheNext()
    {
        await PublishAsync("2026-10-07", "- [ ] Frågan kommer upp (id: fragan; senast: nästa möte)", next: "2026-11-18");
        Assert.Equal(new DateOnly(2026, 11, 18), (await FindAsync("fragan")).Due!.MeetingOn);

        await PublishAsync("2026-10-21", "Ett extra möte.");

        Assert.Equal(new DateOnly(2026, 10, 21), (await FindAsync("fragan")).Due!.MeetingOn);
        Assert.Equal(FollowUpState.Missing, (await FindAsync("fragan")).State);
    }

    [Fact]
    public async Task NextMeeting_OfAnotherBody_IsThatBodysMeeting()
    {
        await PublishAsync("2026-09-10", "Inget.", body: "Regionfullmäktige", next: "2026-12-02");
        await PublishAsync("2026-11-10", "- [ ] Fullmäktige beslutar (id: beslut; senast: till nästa fullmäktige)", next: "2026-11-30");

        var due = (await FindAsync("beslut")).Due!;
        Assert.Equal("Regionfullmäktige", due.BodyName);
        Assert.Equal(new DateOnly(2026, 12, 2), due.MeetingOn);
    }

    [Fact]
    public async Task NextMeeting_OfABodyThatIsNamedLater_IsFoundThen()
    {
        await PublishAsync("2026-09-10", "- [ ] Fullmäktige beslutar (id: beslut; senast: till nästa fullmäktige)");
        Assert.Null((await FindAsync("beslut")).Due!.MeetingOn);

        await PublishAsync("2026-09-20", "Inget.", body: "Regionfullmäktige", next: "2026-12-02");

        Assert.Equal(new DateOnly(2026, 9, 20), (await FindAsync("beslut")).Due!.MeetingOn);
    }

    [Fact]
    public async Task NextMeeting_OfABodyWhoseNameBeginsAnothers_IsNotTheOthers()
    {
        await PublishAsync("2026-09-01", "Inget.", body: "Regionstyrelsen", next: "2026-12-01");
        await PublishAsync("2026-09-02", "Inget.", body: "Regionstyrelsens arbetsutskott", next: "2026-11-30");
        await PublishAsync("2026-10-10", "- [ ] Styrelsen beslutar (id: beslut; senast: nästa möte i regionstyrelsen)");

        Assert.Equal(("Regionstyrelsen", new DateOnly(2026, 12, 1)), ((await FindAsync("beslut")).Due!.BodyName, (await FindAsync("beslut")).Due!.MeetingOn));
    }

    [Fact]
    public async Task Meeting_NamedByItsMonth_IsFollowedWhenItMoves()
    {
        await PortalYamlAsync("  - organ: radet\n    tid: 2026-11-20\n", "organ:\n  - slug: radet\n    namn: Rådet\n");
        await PublishAsync("2026-10-10", "- [ ] Frågan kommer upp (id: fragan; senast: vid sammanträdet i november)");
        Assert.Equal("mötet i november 2026 (20 november 2026)", (await FindAsync("fragan")).Due!.ToString());

        await PortalYamlAsync("  - organ: radet\n    tid: 2026-11-20\n    flyttat till: 2026-12-11\n    skäl: Salen är upptagen.\n");

        Assert.Equal("mötet i november 2026 (11 december 2026)", (await FindAsync("fragan")).Due!.ToString());
        Assert.Equal(new DateOnly(2026, 12, 11), (await FindAsync("fragan")).Due!.Until);
    }

    [Fact]
    public async Task Successors_SpeakForADissolvedBodyOnlyAfterIt()
    {
        const string Bodies = "organ:\n  - slug: radet\n    namn: Rådet\n    upplöst: 2026-06-30\n    efterträdare: namnden\n  - slug: namnden\n    namn: Nämnden\n    upplöst: 2026-09-30\n    efterträdare: styrelsen\n  - slug: styrelsen\n    namn: Styrelsen\n";
        await PublishAsync("2026-04-10", """
            - [ ] Frågan kommer upp (id: fragan; senast: nästa möte)
            - [ ] Rapporten lämnas (id: rapport; senast: i april)
            - [ ] Planen är klar (id: plan; senast: i september)
            """, next: "2026-05-30");
        await PublishAsync("2026-05-10", "Inget.", body: "Nämnden");
        await PortalYamlAsync("  - organ: radet\n    tid: 2026-05-30\n", Bodies);
        Assert.Equal(new DateOnly(2026, 5, 30), (await FindAsync("fragan")).Due!.MeetingOn);
        Assert.Equal(FollowUpState.Waiting, (await FindAsync("rapport")).State);

        await PublishAsync("2026-05-30", "- [x] Den kom (svar på: rapport)");
        Assert.Equal(0, (await Reader.NumbersAsync("radet", Ct)).ByYear().Single().Later);
        Assert.Equal(FollowUpState.Missing, (await FindAsync("fragan")).State);

        await PublishAsync("2026-09-20", "Inget.", body: "Nämnden");
        Assert.Equal(FollowUpState.Waiting, (await FindAsync("plan")).State);
        await PublishAsync("2026-10-20", "Inget.", body: "Styrelsen");
        Assert.Equal(FollowUpState.Missing, (await FindAsync("plan")).State);
    }

    [Fact]
    public async Task Answers_OfTwoBodiesTheSameDay_CountTheSameWhicheverIsCorrectedLast()
    {
        await PublishAsync("2026-02-01", "- [ ] Rapporten lämnas (id: rapport)");
        await PublishAsync("2026-03-01", "- [ ] Den dröjer (svar på: radet/rapport; status: pågår; senast: i maj)", body: "Alfanämnden");
        await PublishAsync("2026-03-01", "- [x] Den kom (svar på: radet/rapport)", body: "Betanämnden");
        Assert.Equal(FollowUpState.Done, (await FindAsync("rapport")).State);

        await PublishAsync("2026-03-01", "- [ ] Den dröjer än (svar på: radet/rapport; status: pågår; senast: i maj)", body: "Alfanämnden");

        Assert.Equal(FollowUpState.Done, (await FindAsync("rapport")).State);
        Assert.Equal(FollowUpOutcome.Done, (await Reader.AnswersAsync("radet", "rapport", Ct))[^1].Outcome);
    }

    [Fact]
    public async Task Correction_OfTheSource_KeepsAnswersAndReadsTheDueAnew()
    {
        await PublishAsync("2026-09-10", "- [ ] Rapporten lämnas (id: rapport; senast: i oktober)");
        await PublishAsync("2026-10-10", "- [ ] Den dröjer (svar på: rapport; status: pågår)");

        await PublishAsync("2026-09-10", "- [ ] Rapporten lämnas (id: rapport; senast: i november)");

        var followUp = await FindAsync("rapport");
        Assert.Equal("november 2026", followUp.FirstDue!.Reading);
        Assert.Equal(FollowUpOutcome.Ongoing, followUp.AnswerOutcome);
        Assert.Null(followUp.Due);
    }

    [Fact]
    public async Task Withdraw_OfTheAnswer_TakesItBack()
    {
        await PublishAsync("2026-09-10", "- [ ] Rapporten lämnas (id: rapport; senast: i september)");
        await PublishAsync("2026-10-10", "- [x] Den kom (svar på: rapport)");

        await WithdrawAsync("2026-10-10");

        var followUp = await FindAsync("rapport");
        Assert.Equal(FollowUpState.Waiting, followUp.State);
        Assert.Null(followUp.AnswerPath);
        Assert.Empty(await Reader.AnswersAsync("radet", "rapport", Ct));
    }

    [Fact]
    public async Task Withdraw_OfTheSource_TakesFollowUpAndQuestionOutOfThePublicView()
    {
        await PublishAsync("2026-09-10", "- [ ] Rapporten lämnas (id: rapport; senast: i september)");
        await PublishAsync("2026-10-10", "- [x] Den kom (svar på: rapport)");

        await WithdrawAsync("2026-09-10");

        Assert.Null(await Reader.FindAsync("radet", "rapport", Ct));
        Assert.Equal("Fel möte.", await Reader.WithdrawnReasonAsync("radet", "rapport", Ct));
        Assert.Equal(0, (await Reader.NumbersAsync(null, Ct)).Count());
        Assert.Null(Assert.Single((await NoteAsync("2026-10-10")).Items.SelectMany(item => item.Answers)).Question);
    }

    [Fact]
    public async Task Numbers_ByYear_TellInTimeFromLaterAndWaiting()
    {
        await PublishAsync("2026-01-10", """
            - [ ] A (id: i-tid; senast: i februari)
            - [ ] B (id: fore-tiden; senast: i juni)
            - [ ] C (id: senare; senast: i februari)
            - [ ] D (id: vantar; senast: i oktober)
            - [ ] E (id: utan-datum)
            - [ ] F (id: utan-datum-klar)
            """);
        await PublishAsync("2026-03-10", """
            - [x] A (svar på: i-tid)
            - [x] B (svar på: fore-tiden)
            """);
        await PublishAsync("2026-04-10", """
            - [ ] C (svar på: senare; status: avskriven)
            - [x] F (svar på: utan-datum-klar)
            """);

        var numbers = await Reader.NumbersAsync("radet", Ct);

        Assert.Equal(new FollowUpYear(2026, OnTime: 3, Later: 1, Waiting: 1, Open: 1), Assert.Single(numbers.ByYear()));
        Assert.Equal([2026, FollowUpFilter.Undated], numbers.DueYears);
        Assert.Equal(2, numbers.Count(dueYear: FollowUpFilter.Undated));
        Assert.Equal(1, numbers.Count(FollowUpState.Dropped));
        Assert.Equal(0, (await Reader.NumbersAsync("finns-inte", Ct)).Count());
    }

    [Fact]
    public async Task Numbers_AfterEveryChange_AreNew()
    {
        Assert.Equal(0, (await Reader.NumbersAsync(null, Ct)).Count());
        await PublishAsync("2026-11-10", Said);
        Assert.Equal(1, (await Reader.NumbersAsync(null, Ct)).Count(FollowUpState.Open));

        _portal.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, (await Reader.NumbersAsync(null, Ct)).Count(FollowUpState.Waiting));
        await PublishAsync("2027-01-20", "Inget om rapporten.");
        Assert.Equal(1, (await Reader.NumbersAsync(null, Ct)).Count(FollowUpState.Missing));
        await PublishAsync("2027-01-25", "- [x] Den kom (svar på: rapport)");
        Assert.Equal(1, (await Reader.NumbersAsync(null, Ct)).Count(FollowUpState.Done));
        await WithdrawAsync("2026-11-10");
        Assert.Equal(0, (await Reader.NumbersAsync(null, Ct)).Count());
    }

    [Fact]
    public async Task Numbers_OnAnyDay_AreThoseOfTheLists()
    {
        await _portal.ImportFolderAsync(Repository.Seeds);

        foreach (var day in (DateOnly[])[new(2017, 1, 1), new(2018, 4, 11), new(2018, 6, 30), new(2018, 7, 1), new(2019, 12, 31), new(2026, 11, 10), new(2027, 6, 30)])
        {
            var reader = new FollowUpReader(_portal.Db, new FakeTimeProvider(day.ToDateTime(new TimeOnly(10, 0), DateTimeKind.Utc)));
            foreach (var body in (string?[])[null, "regionstyrelsen", "hallbarhetsradet"])
            {
                var numbers = await reader.NumbersAsync(body, Ct);
                foreach (var state in Enum.GetValues<FollowUpState>())
                {
                    var listed = new List<FollowUp>();
                    var (page, hasMore) = (0, true);
                    while (hasMore)
                    {
                        (var some, hasMore) = await reader.ListAsync(new FollowUpFilter { BodySlug = body, State = state }, ++page, Ct);
                        listed.AddRange(some);
                    }

                    Assert.All(listed, followUp => Assert.Equal(state, followUp.State));
                    Assert.Equal((day, body, state, listed.Count), (day, body, state, numbers.Count(state)));
                }
            }
        }
    }

    [Fact]
    public async Task List_WhatWaitsLongestIsFirstAndUndatedComeByAge()
    {
        await PublishAsync("2026-01-10", """
            - [ ] Äldst utan datum (id: utan-1)
            - [ ] Snart (id: snart; senast: i december)
            - [ ] Länge sedan (id: lange; senast: i februari)
            - [ ] Klar (id: klar; senast: i februari)
            """);
        await PublishAsync("2026-03-10", """
            - [ ] Nyss (id: nyss; senast: i oktober)
            - [ ] Yngre utan datum (id: utan-2; senast: löpande)
            - [x] Klar (svar på: klar)
            """);

        var (all, _) = await Reader.ListAsync(new FollowUpFilter(), 1, Ct);
        var first = await Reader.FirstOfEachAsync(new FollowUpFilter(), 1, Ct);

        Assert.Equal(["lange", "nyss", "snart", "utan-1", "utan-2", "klar"], all.Select(followUp => followUp.Slug));
        Assert.Equal(["lange", "snart", "klar"], first.Select(followUp => followUp.Slug));
        Assert.Equal(["lange", "nyss", "snart", "utan-1", "utan-2"], (await Reader.UnsettledOfAsync("radet", 5, Ct)).Select(followUp => followUp.Slug));
        foreach (var state in Enum.GetValues<FollowUpState>())
        {
            var (listed, _) = await Reader.ListAsync(new FollowUpFilter { State = state }, 1, Ct);
            Assert.Equal(all.Where(followUp => followUp.State == state).Select(followUp => followUp.Slug), listed.Select(followUp => followUp.Slug));
        }

        Assert.Equal(["utan-1", "utan-2"], (await Reader.ListAsync(new FollowUpFilter { DueYear = FollowUpFilter.Undated }, 1, Ct)).FollowUps.Select(followUp => followUp.Slug));
        Assert.Equal(4, (await Reader.ListAsync(new FollowUpFilter { DueYear = 2026, BodySlug = "radet" }, 1, Ct)).FollowUps.Count);
        Assert.Empty((await Reader.ListAsync(new FollowUpFilter { DueYear = 2026, BodySlug = "finns-inte" }, 1, Ct)).FollowUps);
    }

    /// <summary>The bookkeeping is kept change by change; deriving everything anew is the judge.</summary>
    [Fact]
    public async Task Standings_AfterManyChanges_AreWhatAFullDerivationGives()
    {
        await _portal.ImportFolderAsync(Repository.Seeds);
        await WithdrawAsync("2018-05-30", "regionala-samverkansradet");
        await WithdrawAsync("2018-02-14", "regionala-samverkansradet");
        await WithdrawAsync("2018-09-25", "regionstyrelsen");
        await PublishAsync("2018-06-20", "- [x] Det kom (svar på: regionala-samverkansradet/styrdokument-klart)\n- [ ] Nytt (id: nytt; senast: nästa möte)", body: "Regionstyrelsen");
        const string May = "2018-05-30-regionala-samverkansradet.md";
        var withOneAnswerLess = File.ReadAllLines(Path.Combine(Repository.Seeds, May)).ToList();
        withOneAnswerLess.RemoveAt(withOneAnswerLess.FindIndex(line => line.StartsWith("- [x]", StringComparison.Ordinal)));
        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync(May, string.Join('\n', withOneAnswerLess), replace: true)).Outcome);
        await PortalYamlAsync("  - organ: regionala-samverkansradet\n    tid: 2026-12-09\n    inställt: ja\n    skäl: För få frågor.\n");

        await PortalYamlAsync("  - organ: regionstyrelsen\n    tid: 2019-03-26\n    flyttat till: 2019-03-27\n    skäl: Salen var upptagen.\n");

        // An older note after the answers, and a settled "nästa möte" that moves.
        await PublishAsync("2026-02-10", "- [ ] Frågan kommer upp (id: fragan; senast: nästa möte)");
        await PublishAsync("2026-05-30", "- [x] Den kom upp (svar på: fragan)");
        await PublishAsync("2026-05-02", "Ett extra möte.");
        await PublishAsync("2026-06-01", "- [ ] Frågan kommer upp (id: fragan-2; senast: nästa möte)", next: "2026-06-07");
        await PublishAsync("2026-08-01", "- [x] Den kom upp (svar på: fragan-2)");
        await PortalYamlAsync("  - organ: radet\n    tid: 2026-06-07\n    flyttat till: 2026-06-14\n    skäl: Salen var upptagen.\n");

        var kept = await DerivedAsync();
        await DeriveAnewAsync();

        Assert.Equal(await DerivedAsync(), kept);

        // The judge can tell: a standing that is wrong is seen.
        await _portal.ScalarAsync<int>("UPDATE follow_up_standings SET due_until = due_until + 1 WHERE follow_up_id = (SELECT follow_up_id FROM follow_up_standings WHERE isfinite(due_until) LIMIT 1)");
        Assert.NotEqual(kept, await DerivedAsync());
    }

    [Fact]
    public async Task Start_OnADatabaseOfAnOlderReader_ReadsEveryDueAnew()
    {
        await _portal.ImportFolderAsync(Repository.Seeds);
        var right = await DerivedAsync() + await ReadingsAsync();
        await _portal.ScalarAsync<int>(
            """
            UPDATE follow_ups SET due_kind = CASE WHEN due IS NULL THEN 'none' ELSE 'unread' END, due_reading = due, due_edtf = NULL, due_first = NULL, due_last = NULL, due_body_id = NULL;
            UPDATE follow_up_answers SET due_kind = CASE WHEN due IS NULL THEN 'none' ELSE 'unread' END, due_reading = due, due_edtf = NULL, due_first = NULL, due_last = NULL, due_body_id = NULL;
            DELETE FROM follow_up_standings;
            """);
        await RereadAsync();
        Assert.NotEqual(right, await DerivedAsync() + await ReadingsAsync());

        await _portal.ScalarAsync<int>("UPDATE derivations SET version = version - 1 WHERE name = 'due dates'");
        await RereadAsync();

        Assert.Equal(right, await DerivedAsync() + await ReadingsAsync());
    }

    [Fact]
    public async Task Matters_Joined_KeepItemsAndOldAddresses()
    {
        await PublishAsync("2026-09-10", "Ett.", matter: "Bredband i byar");
        await PublishAsync("2026-10-10", "Två.", matter: "Fiber på landet");
        var reader = _portal.Get<Core.Matters.MatterReader>();
        Assert.Equal(1, (await reader.FindAsync("fiber-pa-landet", Ct))!.Items);

        var result = await _portal.ImportAsync("portal.yaml", "ärenden:\n  - slug: fiber-pa-landet\n    namn: Fiber i hela länet\n    tidigare slugar: [bredband-i-byar]\n");
        Assert.NotEqual(ImportOutcome.Refused, result.Outcome);

        var joined = (await reader.FindAsync("bredband-i-byar", Ct))!;
        Assert.Equal(("fiber-pa-landet", "Fiber i hela länet", 2, 2), (joined.Slug, joined.Name, joined.Items, joined.Meetings));
        Assert.Equal(["2026-10-10", "2026-09-10"], (await reader.ItemsAsync(joined.Id, 1, Ct)).Select(item => item.HeldOn.ToString("O", null)));
        Assert.Single((await reader.ListAsync(1, Ct)).Matters);

        await PublishAsync("2026-11-10", "Tre.", matter: "Bredband i byar");
        Assert.Equal(3, (await reader.FindAsync("fiber-pa-landet", Ct))!.Items);
        Assert.Equal(ImportOutcome.Unchanged, (await _portal.ImportAsync("portal.yaml", "ärenden:\n  - slug: fiber-pa-landet\n    namn: Fiber i hela länet\n    tidigare slugar: [bredband-i-byar]\n")).Outcome);
    }

    private FollowUpReader Reader => _portal.Get<FollowUpReader>();

    private async Task<FollowUp> FindAsync(string slug) => Assert.IsType<FollowUp>(await Reader.FindAsync("radet", slug, Ct));

    private async Task<NotePage> NoteAsync(string day, string body = "radet") => Assert.IsType<NoteLookup.Found>(
        await _portal.Get<NoteReader>().FindAsync(body, DateOnly.ParseExact(day, "yyyy-MM-dd", null), 1, Ct)).Note;

    private async Task PublishAsync(string day, string text, string body = "Rådet", string? next = null, string? matter = null)
    {
        var result = await _portal.ImportAsync(
            $"{day}-{Core.Text.Slug.From(body)}.md",
            $"---\norgan: {body}\nmöte: {day}\npublicerad: {day} 16:00\n{(next is null ? "" : $"nästa möte: {next}\n")}---\n\nInledning.\n\n## Punkten\n\n{(matter is null ? "" : $"Ärende: {matter}\n\n")}{text}\n");
        Assert.True(result.Outcome is ImportOutcome.Published or ImportOutcome.Changed, string.Join(' ', result.Problems));
    }

    private async Task PortalYamlAsync(string meetings, string bodies = "")
    {
        var result = await _portal.ImportAsync("portal.yaml", $"{bodies}möten:\n{meetings}");
        Assert.True(result.Outcome != ImportOutcome.Refused, string.Join(' ', result.Problems));
    }

    private async Task WithdrawAsync(string day, string body = "radet") =>
        Assert.True(await _portal.Get<NotePublishing>().WithdrawAsync((await NoteAsync(day, body)).Id, "Fel möte.", Actor.Operator, Ct));

    private async Task RereadAsync()
    {
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await DueRereading.RunAsync(connection, Ct);
    }

    private async Task DeriveAnewAsync()
    {
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await FollowUpStandings.RefreshLatestNotesAsync(connection, transaction, null, Ct);
        await FollowUpStandings.RefreshAsync(connection, transaction, null, Ct);
        await PublicCounts.RecountAsync(connection, transaction, null, Ct);
        await PublicCounts.RecountMissingAsync(connection, transaction, null, Ct);
        await transaction.CommitAsync(Ct);
    }

    private Task<string?> DerivedAsync() => _portal.ScalarAsync<string>(
        """
        SELECT (SELECT string_agg((to_jsonb(s) - '{revision,changed_at}'::text[])::text, E'\n' ORDER BY s.follow_up_id) FROM follow_up_standings s)
            || (SELECT string_agg(t::text, E'\n' ORDER BY t::text) FROM follow_up_tallies t)
            || (SELECT string_agg(c::text, E'\n' ORDER BY c::text) FROM counts c WHERE c.notes > 0)
            || (SELECT string_agg(b.slug || coalesce(b.latest_note_on::text, ''), E'\n' ORDER BY b.slug) FROM bodies b)
        """);

    private Task<string?> ReadingsAsync() => _portal.ScalarAsync<string>(
        """
        SELECT (SELECT string_agg(f::text, E'\n' ORDER BY f.id) FROM follow_ups f) || (SELECT string_agg(a::text, E'\n' ORDER BY a.id) FROM follow_up_answers a)
        """);
}
