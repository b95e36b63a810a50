using System.Security.Cryptography;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using SkiaSharp;

namespace MeetingNotes.Tests.Notes;

public sealed class NoteImportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string April = "2018-04-11-rad.md";
    private const string May = "2018-05-30-rad.md";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Import_SeedsTwice_ChangesNothing()
    {
        var first = await _portal.ImportFolderAsync(Repository.Seeds);
        var before = await _portal.FingerprintAsync();

        var second = await _portal.ImportFolderAsync(Repository.Seeds);

        Assert.DoesNotContain(first, result => result.Outcome == ImportOutcome.Refused);
        Assert.True(first.Count(result => result.Outcome == ImportOutcome.Published) >= 30);
        Assert.All(second, result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Export_ThenImportElsewhere_ExportsTheSameBytes()
    {
        await _portal.ImportFolderAsync(Repository.Seeds);
        var first = await _portal.ExportAsync();

        await using var other = await Portal.StartAsync(postgres);
        var results = await other.ImportExportAsync(first);
        var second = await other.ExportAsync();

        Assert.DoesNotContain(results, result => result.Outcome == ImportOutcome.Refused);
        Assert.Equal(first.Keys.Order(), second.Keys.Order());
        Assert.All(first, file => Assert.Equal(Convert.ToHexString(SHA256.HashData(file.Value)), Convert.ToHexString(SHA256.HashData(second[file.Key]))));
        Assert.Contains(first.Keys, name => name.StartsWith("bilder/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_BadFileAmongGood_RefusesOnlyThatAndLeavesNothingOfIt()
    {
        _portal.Write("f/2018-04-11-rad.md", Note("2018-04-11", "## A\n\n- [ ] Lova (id: lova)"));
        _portal.Write("f/2018-05-30-rad.md", Note("2018-05-30", "## Nytt ämne\n\nÄmne: Rymdfart\n\n- [x] Svar (svar på: finns-inte)"));
        var folder = Path.GetDirectoryName(_portal.Write("f/2018-06-30-rad.md", Note("2018-06-30", "## C\n\nText.")))!;

        var results = await _portal.ImportFolderAsync(folder);

        Assert.Equal(2, results.Count(result => result.Outcome == ImportOutcome.Published));
        var refused = Assert.Single(results, result => result.Outcome == ImportOutcome.Refused);
        Assert.EndsWith("2018-05-30-rad.md", refused.Path, StringComparison.Ordinal);
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(13, problem.Line);
        Assert.Contains("finns-inte", problem.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM topics WHERE name = 'Rymdfart'"));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meetings WHERE held_on = '2018-05-30'"));
    }

    [Fact]
    public async Task Import_NotUtf8_IsRefusedWithReason()
    {
        var path = _portal.Write(April, "");
        await File.WriteAllBytesAsync(path, "---\norgan: R\u00e5det\n---\n"u8.ToArray().Select(b => b == 0xC3 ? (byte)0xE5 : b).ToArray(), Ct);

        var result = Assert.Single(await _portal.ImportFolderAsync(path));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("UTF-8", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MissingFile_IsRefusedWithReason() =>
        Assert.Equal(ImportOutcome.Refused, Assert.Single(await _portal.ImportFolderAsync("/finns/inte.md")).Outcome);

    [Fact]
    public async Task Import_OtherDayInFileName_IsRefused() =>
        Assert.Contains("2018-04-11", Assert.Single((await _portal.ImportAsync("2018-04-12-rad.md", Note("2018-04-11", "## A"))).Problems).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Import_PersonalIdentityNumber_IsRefusedAtItsLineWithoutRepeatingIt()
    {
        var number = InventedNumber();

        var result = await _portal.ImportAsync(April, Note("2018-04-11", $"## A\n\nHej.\n\nDet var {number}."));
        var hidden = await _portal.ImportAsync(May, Note("2018-05-30", $"## A\n\nDet var {number.Replace("-", "&#45;", StringComparison.Ordinal)}."));

        Assert.Contains("personnummer", Assert.Single(hidden.Problems).Reason, StringComparison.Ordinal);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(13, problem.Line);
        Assert.DoesNotContain(number, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ChangedFile_MakesANewMinorVersionAndKeepsAnswersAndAnchors()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## Första rubriken\n\nText.\n\n- [ ] Lova något (senast: juni)"));
        await _portal.ImportAsync(May, Note("2018-05-30", "## Svaret\n\n- [x] Det blev klart (svar på: lova-nagot)"));

        var changed = await _portal.ImportAsync(April, Note("2018-04-11", "## Omskriven rubrik\n\nAnnan text.\n\n- [ ] Lova något (senast: juni i år)"));

        Assert.Equal(ImportOutcome.Changed, changed.Outcome);
        var note = await ReadAsync("2018-04-11");
        var item = Assert.Single(note.Items);
        Assert.Equal("forsta-rubriken", item.Anchor);
        Assert.Equal("Omskriven rubrik", item.Heading);
        Assert.Equal("Det blev klart", Assert.Single(item.FollowUps).AnswerText);
        Assert.Equal("first,minor", await _portal.ScalarAsync<string>("SELECT string_agg(v.kind, ',' ORDER BY v.number) FROM note_versions v JOIN notes n ON n.id = v.note_id JOIN meetings m ON m.id = n.meeting_id WHERE m.held_on = '2018-04-11'"));
    }

    [Fact]
    public async Task Import_NewCorrection_IsASubstantiveVersion()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));

        await _portal.ImportAsync(April, Note("2018-04-11", "## A", "rättad:\n  - tid: 2018-04-13 09:40\n    text: Fel dag stod i punkt 1.\n"));

        Assert.Equal("substantive", await _portal.ScalarAsync<string>("SELECT kind FROM note_versions WHERE number = 2"));
        Assert.Equal(new DateTimeOffset(2018, 4, 13, 7, 40, 0, TimeSpan.Zero), (await ReadAsync("2018-04-11")).UpdatedAt);
    }

    [Fact]
    public async Task Import_AnsweredFollowUpRemoved_IsRefused()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [ ] Lova (id: lova)"));
        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\n- [x] Klart (svar på: lova)"));

        var result = await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nIngen lovar något."));

        Assert.Contains("lova", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
        Assert.Single((await ReadAsync("2018-04-11")).Items[0].FollowUps);
    }

    [Fact]
    public async Task Import_AnswerAtTheSameOrAnEarlierMeeting_IsRefused()
    {
        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\n- [ ] Lova (id: lova)"));

        var earlier = await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [x] Klart (svar på: lova)"));

        Assert.Contains("tidigare möte", Assert.Single(earlier.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SlugTakenByAnotherNote_GetsANumberOrIsRefusedWhenWritten()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [ ] Lova något"));

        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\n- [ ] Lova något\n- [ ] Lova något"));
        var written = await _portal.ImportAsync("2018-06-30-rad.md", Note("2018-06-30", "## C\n\n- [ ] Lova något (id: lova-nagot)"));

        Assert.Equal(["lova-nagot-2", "lova-nagot-3"], (await ReadAsync("2018-05-30")).Items[0].FollowUps.Select(followUp => followUp.Slug));
        Assert.Contains("används redan", Assert.Single(written.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithdrawnNote_IsRefusedUnlessReplacing()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));
        await _portal.Get<NotePublishing>().WithdrawAsync((await ReadAsync("2018-04-11")).Id, "Fel möte.", Actor.Operator, Ct);

        var again = await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nMer."));
        var replaced = await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nMer."), replace: true);

        Assert.Contains("--ersatt", Assert.Single(again.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(ImportOutcome.Changed, replaced.Outcome);
        Assert.NotNull(await ReadAsync("2018-04-11"));
    }

    [Fact]
    public async Task Import_SameFileOfWithdrawnNote_ChangesNothing()
    {
        var file = Note("2018-04-11", "## A");
        await _portal.ImportAsync(April, file);
        await _portal.Get<NotePublishing>().WithdrawAsync((await ReadAsync("2018-04-11")).Id, "Fel möte.", Actor.Operator, Ct);

        Assert.Equal(ImportOutcome.Unchanged, (await _portal.ImportAsync(April, file)).Outcome);
        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync(April, file, replace: true)).Outcome);
    }

    [Fact]
    public async Task Import_OtherNextMeeting_ForgetsTheOneThatNobodyAnnouncesAnyMore()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A", "nästa möte: 2018-05-29\n"));

        await _portal.ImportAsync(April, Note("2018-04-11", "## A", "nästa möte: 2018-05-30\n"));

        Assert.Equal("2018-04-11,2018-05-30", await _portal.ScalarAsync<string>("SELECT string_agg(held_on::text, ',' ORDER BY held_on) FROM meetings"));
        Assert.Equal(2, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM meeting_days"));
    }

    [Fact]
    public async Task Import_MeetingMovedTwice_ComesBackTheSameFromAnExport()
    {
        const string Moves = "organ:\n  - slug: rad\n    namn: Rådet\nmöten:\n  - organ: rad\n    tid: 2018-05-10 09:00\n    flyttat till: 2018-05-03\n    skäl: Helg.\n  - organ: rad\n    tid: 2018-05-03\n    flyttat till: 2018-05-20 10:00\n    skäl: Krock.\n";
        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync("portal.yaml", Moves)).Outcome);
        Assert.Equal(ImportOutcome.Unchanged, (await _portal.ImportAsync("portal.yaml", Moves)).Outcome);
        var export = await _portal.ExportAsync();

        await using var other = await Portal.StartAsync(postgres);
        Assert.Equal(ImportOutcome.Changed, (await other.ImportAsync("portal.yaml", System.Text.Encoding.UTF8.GetString(export["portal.yaml"]))).Outcome);

        Assert.Equal(export["portal.yaml"], (await other.ExportAsync())["portal.yaml"]);
        Assert.Equal("2018-05-20", await other.ScalarAsync<string>("SELECT held_on::text FROM calendar"));
    }

    [Fact]
    public async Task Import_SecondNoteOfADay_HasATitleAndAddressOfItsOwn()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));
        await _portal.ImportAsync("2018-04-11-rad-2.md", Note("2018-04-11", "## B", "nummer: 2\n"));

        var second = Assert.IsType<NoteLookup.Found>(await _portal.Get<NoteReader>().FindAsync("radet", new DateOnly(2018, 4, 11), 2, Ct)).Note;
        Assert.Equal("Noterat från Rådet 11 april (möte 2)", second.Title);
        Assert.Equal("/noterat/radet/2018-04-11-2", second.Path);
    }

    [Theory]
    [InlineData("publicerad: 0001-01-01 00:00\n", "## A")]
    [InlineData("publicerad: 2018-04-11 18:00\nrubrik: \"a\\uFFFEb\"\n", "## A", true)]
    [InlineData("publicerad: 2018-04-11 18:00\n", "## A\n\nU+FFFE: \uFFFE", true)]
    [InlineData("publicerad: 2018-04-11 18:00\n", "## Sida\n\n## Sida", true)]
    [InlineData("publicerad: 2018-04-11 18:00\nhandlingar: LISTOR\n", "## A")]
    [InlineData("publicerad: 2018-04-11 18:00\n", "## a MELLANSLAG b")]
    public async Task Import_OddFile_LeavesTheOthersAlone(string head, string body, bool isGood = false)
    {
        head = head.Replace("LISTOR", new string('[', 100_000), StringComparison.Ordinal);
        body = body.Replace("MELLANSLAG", new string(' ', 100_000), StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(_portal.Write("f/" + April, $"---\norgan: Rådet\nmöte: 2018-04-11\n{head}---\n\n{body}\n"))!;
        _portal.Write("f/" + May, Note("2018-05-30", "## B"));

        var results = await _portal.ImportFolderAsync(folder);

        Assert.Equal([isGood ? ImportOutcome.Published : ImportOutcome.Refused, ImportOutcome.Published], results.Select(result => result.Outcome));
        Assert.DoesNotContain(results.SelectMany(result => result.Problems), problem => problem.Reason.Contains("felet är vårt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_PortalFileWithDoubleSlug_IsRefusedWithReason() =>
        Assert.Contains("två gånger", Assert.Single((await _portal.ImportAsync("portal.yaml", "ämnen:\n  - namn: Trafik\n  - namn: trafik\n")).Problems).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Import_ReferenceStyleImage_IsStored()
    {
        WriteImage("a/bilder/karta.png", SKColors.Blue);

        var result = Assert.Single(await _portal.ImportFolderAsync(_portal.Write("a/" + April, Note("2018-04-11", "## A\n\n![Karta][k]\n\n[k]: bilder/karta.png"))));

        Assert.Equal(ImportOutcome.Published, result.Outcome);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_images"));
    }

    [Fact]
    public async Task Import_RewordedAndAdded_KeepsAnchorAndSlug()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## Budget\n\nText.\n\n- [ ] Ta fram bugdet"));

        await _portal.ImportAsync(April, Note("2018-04-11", "## Budgeten i korthet\n\nText.\n\n- [ ] Ta fram budget\n\n## Ny punkt\n\nText."));

        var note = await ReadAsync("2018-04-11");
        Assert.Equal(["budget", "ny-punkt"], note.Items.Select(item => item.Anchor));
        Assert.Equal("ta-fram-bugdet", Assert.Single(note.Items[0].FollowUps).Slug);
    }

    [Fact]
    public async Task Import_AnswersOutOfOrder_AreReadWhenTheirFollowUpIsThere()
    {
        _portal.Write("f/forst.md", Note("2018-04-12", "## A\n\n- [x] Klart (svar på: obrad/lova)"));
        var folder = Path.GetDirectoryName(_portal.Write("f/sedan.md", Note("2018-04-11", "## B\n\n- [ ] Lova (id: lova)").Replace("Rådet", "Obråd", StringComparison.Ordinal)))!;

        var results = await _portal.ImportFolderAsync(folder);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Published, result.Outcome));
    }

    [Fact]
    public async Task Import_ScheduledAnswerToNothing_IsRefusedToday() =>
        Assert.Contains("finns-inte", Assert.Single((await _portal.ImportAsync("2026-11-23-rad.md",
            "---\norgan: Rådet\nmöte: 2026-11-23\npublicerad: 2026-12-24 10:00\n---\n\n## A\n\n- [x] Klart (svar på: finns-inte)\n")).Problems).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Import_ScheduledBeforeItsBodyHadASlug_IsPublishedOnce()
    {
        await _portal.ImportAsync("2026-11-23-rad.md", "---\norgan: Rådet\nmöte: 2026-11-23\npublicerad: 2026-11-24 10:00\n---\n\n## A\n");
        await _portal.ImportAsync("portal.yaml", "organ:\n  - slug: r\n    namn: Rådet\n");
        _portal.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(1, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.Equal(0, await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_drafts"));
    }

    [Fact]
    public async Task Import_MattersWithTheSameBeginning_AreTwo()
    {
        var name = $"Remiss om {new string('x', 80)}";

        await _portal.ImportAsync(April, Note("2018-04-11", $"## A\n\nÄrende: {name} ett\n\n## B\n\nÄrende: {name} två"));

        Assert.Equal(2, await _portal.ScalarAsync<int>("SELECT count(DISTINCT matter_id)::int FROM agenda_items"));
    }

    [Fact]
    public async Task Import_RenamedBody_KeepsItsNotesAndRedirects()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nÄrende: Gamla ärendet"));

        await _portal.ImportAsync("portal.yaml", "organ:\n  - slug: namnden\n    namn: Nämnden\n    tidigare namn: [Rådet]\närenden:\n  - slug: nya-arendet\n    namn: Nya ärendet\n    tidigare slugar: [gamla-arendet]\n");
        await _portal.ImportAsync("portal.yaml", "organ:\n  - slug: namnden\n    namn: Nya nämnden\n");

        Assert.Equal(new NoteLookup.Moved("/noterat/namnden/2018-04-11"), await _portal.Get<NoteReader>().FindAsync("radet", new DateOnly(2018, 4, 11), 1, Ct));
        Assert.Equal("nya-arendet", await _portal.ScalarAsync<string>("SELECT slug::text FROM matters"));

        // The document says Rådet for ever; an export brings all its names.
        var export = await _portal.ExportAsync();
        await using var other = await Portal.StartAsync(postgres);
        await other.ImportExportAsync(export);
        Assert.Equal(1, await other.ScalarAsync<int>("SELECT count(*)::int FROM bodies"));
        Assert.Equal(1, await other.ScalarAsync<int>("SELECT count(*)::int FROM matters"));
        Assert.Equal(export.Keys.Order(), (await other.ExportAsync()).Keys.Order());
    }

    [Fact]
    public async Task Export_NotesWithTheSameFileName_KeepsBoth()
    {
        await _portal.ImportAsync("2018-06-01-a.md", Note("2018-06-01", "## A", "nummer: 2\n").Replace("Rådet", "Utskott", StringComparison.Ordinal));
        await _portal.ImportAsync("2018-06-01-b.md", Note("2018-06-01", "## B").Replace("Rådet", "Utskott 2", StringComparison.Ordinal));

        Assert.Equal(2, (await _portal.ExportAsync()).Keys.Count(name => name.EndsWith(".md", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Withdraw_SourceOfAnAnswer_LeavesTheAnswerItsWords()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [ ] Lova (id: lova)"));
        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\n- [x] Det blev klart (svar på: lova)"));

        await _portal.Get<NotePublishing>().WithdrawAsync((await ReadAsync("2018-04-11")).Id, "Fel möte.", Actor.Operator, Ct);

        var answer = Assert.Single((await ReadAsync("2018-05-30")).Items[0].Answers);
        Assert.Equal("Det blev klart", answer.Text);
        Assert.Null(answer.Question);
        Assert.Equal("Fel möte.", await _portal.Get<MeetingNotes.Core.FollowUps.FollowUpReader>().WithdrawnReasonAsync("radet", "lova", Ct));
    }

    [Fact]
    public async Task Import_LinkDefinedInAnotherItem_IsALinkAndTheFileStaysTheSame()
    {
        var file = Note("2018-04-11", "## A\n\nSe [planen][plan] och [bilagan].\n\n## B\n\nText.\n\n[plan]: https://a.example/plan\n[bilagan]: /bilaga");

        await _portal.ImportAsync(April, file);

        Assert.Equal(
            "<p>Se <a href=\"https://a.example/plan\">planen</a> och <a href=\"/bilaga\">bilagan</a>.</p>\n",
            await _portal.ScalarAsync<string>("SELECT html FROM agenda_items WHERE anchor = 'a'"));
        Assert.Equal(file, System.Text.Encoding.UTF8.GetString((await _portal.ExportAsync())["2018-04-11-radet.md"]));
    }

    [Fact]
    public async Task Export_AnswerToAWithdrawnNote_CanBeImportedAndExportsTheSame()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\n- [ ] Lova (id: lova)"));
        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\nText.\n\n- [ ] Nytt (id: nytt)\n- [x] Det *blev* klart [1] (svar på: lova)\n\n## C\n\n- [x] 1. Klart (svar på: lova)"));
        await _portal.ImportAsync("2018-06-30-rad.md", Note("2018-06-30", "## D\n\n- [x] Klart (svar på: nytt)"));
        await _portal.Get<NotePublishing>().WithdrawAsync((await ReadAsync("2018-04-11")).Id, "Fel möte.", Actor.Operator, Ct);

        var export = await _portal.ExportAsync();
        await using var other = await Portal.StartAsync(postgres);
        var results = await other.ImportExportAsync(export);

        Assert.DoesNotContain(results, result => result.Outcome == ImportOutcome.Refused);
        Assert.Equal(export, await other.ExportAsync());
        Assert.Equal(1, await other.ScalarAsync<int>("SELECT count(*)::int FROM follow_up_answers"));
        Assert.Equal("Text.\nDet *blev* klart [1]|1. Klart", await other.ScalarAsync<string>("SELECT string_agg(text, '|' ORDER BY anchor) FROM agenda_items WHERE anchor IN ('b', 'c')"));
    }

    [Fact]
    public async Task Import_WithoutPublished_IsADraftThatNoPublicTableKnows()
    {
        var result = await _portal.ImportAsync(April, "---\norgan: Kanarierådet\nmöte: 2018-04-11\nplats: Kanariehuset\nnästa möte: 2027-01-01\n---\n\nKanariefågel.\n\n## Kanariepunkt\n\nÄmne: Kanarieämne\n");

        Assert.Equal(ImportOutcome.Draft, result.Outcome);
        Assert.IsType<NoteLookup.Missing>(await _portal.Get<NoteReader>().FindAsync("kanarieradet", new DateOnly(2018, 4, 11), 1, Ct));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT (SELECT count(*) FROM bodies)::int + (SELECT count(*) FROM meetings)::int + (SELECT count(*) FROM topics)::int"));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_drafts"));

        Assert.Equal(ImportOutcome.Published, (await _portal.ImportAsync(April, Note("2018-04-11", "## Kanariepunkt").Replace("Rådet", "Kanarierådet", StringComparison.Ordinal))).Outcome);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_drafts"));
    }

    [Fact]
    public async Task Import_PublishedAhead_IsPublishedWhenItsTimeComesAndNotBefore()
    {
        var scheduled = await _portal.ImportAsync("2026-11-23-rad.md", "---\norgan: Rådet\nmöte: 2026-11-23\npublicerad: 2026-11-24 10:00\n---\n\nInledning.\n\n## A\n");
        var publisher = _portal.Get<ScheduledPublishing>();

        Assert.Equal(ImportOutcome.Scheduled, scheduled.Outcome);
        _portal.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 8, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await publisher.PublishDueAsync(Ct));
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM notes"));

        _portal.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var published = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => publisher.PublishDueAsync(Ct)));
        Assert.Equal(1, published.Sum());
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), (await ReadAsync("2026-11-23")).PublishedAt);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_versions"));
    }

    [Fact]
    public async Task Import_PublishedNoteWithoutPublished_IsRefused()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));

        var result = await _portal.ImportAsync(April, "---\norgan: Rådet\nmöte: 2018-04-11\n---\n\n## A\n");

        Assert.Contains("redan publicerad", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Image_IsStoredAndMissingOrClashingOnesAreRefused()
    {
        WriteImage("a/bilder/karta.png", SKColors.Blue);
        WriteImage("b/bilder/karta.png", SKColors.Red);

        var first = Assert.Single(await _portal.ImportFolderAsync(_portal.Write("a/" + April, Note("2018-04-11", "## A\n\n![Karta](bilder/karta.png)"))));
        var clash = Assert.Single(await _portal.ImportFolderAsync(_portal.Write("b/" + May, Note("2018-05-30", "## B\n\n![Karta](bilder/karta.png)"))));
        var missing = await _portal.ImportAsync("2018-06-30-rad.md", Note("2018-06-30", "## C\n\n![Karta](bilder/saknas.png)"));
        var remote = await _portal.ImportAsync("2018-07-30-rad.md", Note("2018-07-30", "## D\n\n![Karta](https://www.example.se/karta.png)"));
        var mute = Assert.Single(await _portal.ImportFolderAsync(_portal.Write("a/2018-08-30-rad.md", Note("2018-08-30", "## E\n\n![](bilder/karta.png)"))));

        Assert.Equal(ImportOutcome.Published, first.Outcome);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_images"));
        Assert.Contains("karta.png", Assert.Single(clash.Problems).Reason, StringComparison.Ordinal);
        Assert.All([missing, remote, mute], result => Assert.Equal(ImportOutcome.Refused, result.Outcome));
    }

    [Fact]
    public async Task Import_PortalFile_MovesAndCancelsMeetings()
    {
        const string Bodies = "organ:\n  - slug: rad\n    namn: Rådet\n    tidigare namn: [Gamla rådet]\nmöten:\n";
        await _portal.ImportAsync("portal.yaml", Bodies + "  - organ: rad\n    tid: 2018-05-03 09:00\n    flyttat till: 2018-05-08 10:00\n    skäl: Krock.\n  - organ: rad\n    tid: 2018-06-03\n    inställt: ja\n    skäl: För få ärenden.\n");

        var onOldDay = await _portal.ImportAsync("2018-05-03-rad.md", Note("2018-05-03", "## A"));
        var cancelled = await _portal.ImportAsync("2018-06-03-rad.md", Note("2018-06-03", "## A"));
        var onNewDay = await _portal.ImportAsync("2018-05-08-rad.md", Note("2018-05-08", "## A").Replace("organ: Rådet", "organ: Gamla rådet", StringComparison.Ordinal));
        var taken = await _portal.ImportAsync("portal.yaml", Bodies + "  - organ: rad\n    tid: 2018-07-03\n    flyttat till: 2018-05-08\n    skäl: Krock.\n");

        Assert.Contains("flyttat till 8 maj 2018", Assert.Single(onOldDay.Problems).Reason, StringComparison.Ordinal);
        Assert.Contains("inställt", Assert.Single(cancelled.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(ImportOutcome.Published, onNewDay.Outcome);
        Assert.Contains("redan ett möte", Assert.Single(taken.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(new NoteLookup.Moved("/noterat/rad/2018-05-08"), await _portal.Get<NoteReader>().FindAsync("rad", new DateOnly(2018, 5, 3), 1, Ct));
        Assert.Equal(new NoteLookup.Moved("/noterat/rad/2018-05-08"), await _portal.Get<NoteReader>().FindAsync("gamla-radet", new DateOnly(2018, 5, 8), 1, Ct));
    }

    [Fact]
    public async Task Published_Versions_CannotBeChanged()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A"));

        foreach (var sql in (string[])["UPDATE note_versions SET document = ''", "DELETE FROM note_versions", "TRUNCATE note_versions", "DELETE FROM audit_events"])
        {
            var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _portal.ScalarAsync<int>(sql));
            Assert.Equal(Npgsql.PostgresErrorCodes.RestrictViolation, refusal.SqlState);
        }
    }

    [Fact]
    public async Task Withdraw_PublishedNote_TakesItOutOfListsCountsAndAnswers()
    {
        await _portal.ImportAsync(April, Note("2018-04-11", "## A\n\nÄmne: Trafik\nÄrende: Bron\n\n- [ ] Lova (id: lova)"));
        await _portal.ImportAsync(May, Note("2018-05-30", "## B\n\nÄrende: Bron\n\n- [x] Klart (svar på: lova)"));
        var may = await ReadAsync("2018-05-30");

        Assert.True(await _portal.Get<NotePublishing>().WithdrawAsync(may.Id, "Fel uppgifter.", Actor.Operator, Ct));
        Assert.False(await _portal.Get<NotePublishing>().WithdrawAsync(may.Id, "Igen.", Actor.Operator, Ct));

        Assert.IsType<NoteLookup.Withdrawn>(await _portal.Get<NoteReader>().FindAsync("radet", new DateOnly(2018, 5, 30), 1, Ct));
        Assert.Null(Assert.Single((await ReadAsync("2018-04-11")).Items[0].FollowUps).AnswerText);
        var coverage = await _portal.Get<CoverageReader>().ReadAsync(Ct);
        Assert.Equal((1, 1, 1, 0), (coverage.Notes, coverage.Items, coverage.FollowUps, coverage.Settled));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT items FROM matters"));
    }

    /// <summary>A number that looks real, made here so that none stands in the repository.</summary>
    private static string InventedNumber()
    {
        var digits = "900101239".Select(digit => digit - '0').ToArray();
        var sum = digits.Select((digit, index) => index % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit).Sum();
        return $"900101-239{(10 - (sum % 10)) % 10}";
    }

    private static string Note(string day, string body, string head = "") =>
        $"---\norgan: Rådet\nmöte: {day}\npublicerad: {day} 18:00\n{head}---\n\nInledning.\n\n{body}\n";

    private async Task<NotePage> ReadAsync(string day) =>
        Assert.IsType<NoteLookup.Found>(await _portal.Get<NoteReader>().FindAsync("radet", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 1, Ct)).Note;

    private void WriteImage(string name, SKColor color)
    {
        using var bitmap = new SKBitmap(20, 10);
        bitmap.Erase(color);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(_portal.Write(name, ""), data.ToArray());
    }
}
