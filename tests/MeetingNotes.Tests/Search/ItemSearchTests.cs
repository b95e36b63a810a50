using System.Globalization;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Search;

/// <summary>Searches through the real index.</summary>
public sealed class ItemSearchTests(PostgresFixture postgres, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    private int _notes;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("search-pairs.tsv", true, 57, 57)]
    [InlineData("search-pairs.tsv", false, 45, 57)]
    [InlineData("search-negatives.tsv", true, 1, 1)]
    [InlineData("search-negatives.tsv", false, 1, 1)]
    public async Task Search_WordOfAPair_FindsTheOtherWord(string file, bool hasDictionary, int atLeast, int atMost)
    {
        await using var portal = await Portal.StartAsync(postgres, false, hasDictionary ? [] : [new("Search:DictionaryPath", "/finns/inte")]);
        Assert.Equal(hasDictionary, portal.Get<SwedishAnalysis>().HasDictionary);
        var pairs = File.ReadLines(Repository.Folder($"tests/MeetingNotes.Tests/Search/{file}")).Select(line => line.Split('\t')).Select(row => (Query: row[0], Word: row[1])).ToList();
        await portal.ImportAsync("not.md", Note("2018-04-11", string.Concat(pairs.Select((pair, index) => $"## Punkt {Roman(index)}\n\n{pair.Word}\n\n"))));

        var found = new List<(string Query, string Word)>();
        foreach (var pair in pairs)
        {
            if ((await SearchAsync(portal, pair.Query)).Hits.Any(hit => hit.Text == pair.Word))
            {
                found.Add(pair);
            }
        }

        output.WriteLine($"{found.Count} of {pairs.Count} found; not: {string.Join(", ", pairs.Except(found))}");
        Assert.InRange(found.Count, atLeast, atMost);
        Assert.True(atMost > 1 || found is [("val", "valen")]);
    }

    [Theory]
    [InlineData("kollektivtrafik", true)]
    [InlineData("trafik", true)]
    [InlineData("myndighet", true)]
    [InlineData("trafikmyndighet", true)]
    [InlineData("kollektivtrafikmyndighetens", true)]
    [InlineData("kollektiv trafik", true)]
    [InlineData("kollektivtrafik avtal", false)]
    [InlineData("kollektivtrafik eller avtal", true)]
    [InlineData("\"nya styrdokument\"", true)]
    [InlineData("\"nya styrdokumentet\"", false)]
    [InlineData("\"styrdokument nya\"", false)]
    [InlineData("styrdokument -buss", true)]
    [InlineData("styrdokument -budget", false)]
    [InlineData("styr*", true)]
    [InlineData("2018-04-11", true)]
    [InlineData("11 april 2018", true)]
    [InlineData("april 2018", true)]
    [InlineData("maj 2018", false)]
    [InlineData("18RS12", true)]
    [InlineData("§ 26", true)]
    [InlineData("hälsovård", true)]
    [InlineData("RUS", true)]
    [InlineData("regional utvecklingsstrategi", true)]
    [InlineData("sökforum", true)]
    [InlineData("årsvärmen", true)]
    [InlineData("remissvar", true)]
    [InlineData("\"årsvärmen i dalen\"", true)]
    [InlineData("\"årsvärme i dalen\"", false)]
    [InlineData("\"dalen samverkansrådet\"", false)]
    [InlineData("rad", false)]
    public async Task Search_Item_IsFoundByWhatItSays(string query, bool isFound)
    {
        await _portal.ImportAsync("portal.yaml", "förkortningar:\n  RUS: regional utvecklingsstrategi\n");
        await PublishAsync(
            """
            ## Nya styrdokument för kollektivtrafikmyndigheten

            Ärende: Årsvärmen i dalen

            Rådet talade om RUS och budget, dnr 18RS12, § 26, samt hälso- och sjukvårdens behov.

            - [ ] Lämna remissvaret (senast: juni 2018)
            """, "2018-04-11");
        await PublishAsync("## Regional utvecklingsstrategi\n\nNågot annat.\n", "2017-01-01");

        Assert.Equal(isFound, (await SearchAsync(query)).Hits.Any(hit => hit.Heading.StartsWith("Nya styrdokument", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("kolektivtrafik", "kollektivtrafik")]
    [InlineData("kollektivtrafk avtal", "kollektivtrafik avtal")]
    [InlineData("exprotsamverkan", "exportsamverkan")]
    [InlineData("zebraost", null)]
    [InlineData("bud", null)]
    public async Task Search_Misspelt_OffersWhatThereIs(string query, string? meant)
    {
        await PublishAsync("## Kollektivtrafik och exportsamverkan\n\nEtt avtal.\n");

        var result = await SearchAsync(query);

        Assert.Equal((0, meant), (result.Count, result.Meant?.Text));
        Assert.Equal(meant is null ? null : 1, result.OfMeant?.Count);
    }

    [Fact]
    public async Task Search_SpeltAsOneNoteMisspeltIt_FindsThatAndOffersTheCommonWord()
    {
        await PublishAsync("## Punkt\n\nEn trafkplan.\n");
        await PublishAsync(string.Concat(Enumerable.Range(0, 12).Select(index => $"## Punkt {Roman(index)}\n\nEn trafikplan.\n\n")), "2018-05-01");

        var result = await SearchAsync("trafkplan");

        Assert.Equal((1, "trafikplan", 12), (result.Count, result.Meant?.Text, result.OfMeant?.Count));
        Assert.Null((await SearchAsync("trafikplan")).Meant);
    }

    [Fact]
    public async Task Search_ManyWordsThatBeginSo_LooksForTheMostCommonAndSaysSo()
    {
        await PublishAsync(string.Concat(Enumerable.Range(0, 45).Select(index => $"## Punkt {Roman(index)}\n\nEn zqx{(char)('a' + index / 20)}{(char)('a' + index % 20)}.\n\n")));

        var many = await SearchAsync("zqx*");
        var few = await SearchAsync("zqxa*");

        Assert.Equal((40, true), (many.Count, many.IsBeginningCut));
        Assert.Equal((20, false), (few.Count, few.IsBeginningCut));
    }

    [Fact]
    public async Task Search_BetterWay_StandsBeforeWeaker()
    {
        await _portal.ImportAsync("portal.yaml", "förkortningar:\n  TRF: trafik\n");
        // The weaker, the newer: only the way it meets the query can put it last.
        await PublishAsync("## Om trafik\n\nFöredragning.\n", "2018-01-01");
        await PublishAsync("## Föredragning\n\nRådet talade om trafik.\n", "2018-02-01");
        await PublishAsync("## Föredragning\n\nRådet talade om trafiken.\n", "2018-02-02");
        await PublishAsync("## Föredragning\n\nRådet talade om trafikplanen.\n", "2018-03-01");
        await PublishAsync("## Föredragning\n\nRådet talade om TRF.\n", "2018-04-01");
        await PublishAsync("## Föredragning\n\nRådet talade om trafak.\n", "2018-05-01");

        var hits = (await SearchAsync("trafik")).Hits;

        // The near word is no hit as long as there are others.
        Assert.Equal(["2018-01-01", "2018-02-01", "2018-02-02", "2018-03-01", "2018-04-01"], hits.Select(hit => hit.HeldOn.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Equal(["2018-04-01", "2018-03-01"], (await SearchAsync("trafik", order: SearchOrder.Newest)).Hits.Take(2).Select(hit => hit.HeldOn.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Search_PartOfAWord_StandsInTheHeadingBeforeTheTextAndBeforeAName()
    {
        // The weaker, the newer.
        await PublishAsync("## Kollektivtrafiken\n\nFöredragning.\n", "2018-01-01");
        await PublishAsync("## Föredragning\n\nRådet talade om kollektivtrafiken.\n", "2018-02-01");
        await PublishAsync("## Föredragning\n\nÄmne: Kollektivtrafik\n\nRådet talade om annat.\n", "2018-03-01");

        var hits = (await SearchAsync("kollektiv")).Hits;

        Assert.Equal(["2018-01-01", "2018-02-01", "2018-03-01"], hits.Select(hit => hit.HeldOn.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Search_Facets_AreWhatIsFoundWhenChosen()
    {
        for (var month = 1; month <= 9; month++)
        {
            await PublishAsync($"## Buss {Roman(month)}\n\nÄmne: {(month % 2 == 0 ? "Trafik" : "Ekonomi")}\n\nBussen går.\n\n- [ ] Löfte {Roman(month)} (senast: {(month < 5 ? "januari 2018" : "2030")})\n", $"201{month % 3 + 6}-0{month}-01");
        }

        var all = await SearchAsync("buss");

        Assert.Equal(9, all.Count);
        Assert.Equal(["body", "state", "topic", "year"], all.Facets.Select(facet => facet.Kind).Distinct().Order());
        foreach (var facet in all.Facets)
        {
            var chosen = await _portal.Get<ItemSearch>().SearchAsync(new SearchRequest(_portal.Get<ItemSearch>().Read("buss"))
            {
                BodySlug = facet.Kind == "body" ? facet.Value : null,
                Year = facet.Kind == "year" ? int.Parse(facet.Value, CultureInfo.InvariantCulture) : null,
                TopicSlug = facet.Kind == "topic" ? facet.Value : null,
                State = facet.Kind == "state" ? Enum.Parse<FollowUpState>(facet.Value, true) : null,
            }, Ct);
            Assert.Equal(facet.Items, chosen.Count);
            Assert.Equal(facet.Items, chosen.Hits.Count);
        }
    }

    [Fact]
    public async Task Search_State_IsWhatTheLatestNoteSaysAtOnce()
    {
        await PublishAsync("## Järvar\n\nOm järvar.\n\n- [ ] Järvarna räknas (id: rakning)\n- [ ] Järvarna matas (id: matning)\n");
        Assert.Equal([(FollowUpState.Open, 1)], await StatesAsync("järvar"));

        await PublishAsync("## Mätning\n\nOm annat.\n\n- [x] Räknade (svar på: rakning)\n", "2018-05-01");
        Assert.Equal([(FollowUpState.Open, 1), (FollowUpState.Done, 1)], await StatesAsync("järvar"));

        await PublishAsync("## Mätning\n\nOm annat.\n\n- [ ] Det blir inget (svar på: matning; status: avskriven)\n", "2018-06-01");
        Assert.Equal([(FollowUpState.Done, 1), (FollowUpState.Dropped, 1)], await StatesAsync("järvar"));

        var counts = await WordsAsync();
        await _portal.Get<SearchIndexing>().QueueAllAsync(Ct);
        await _portal.Get<SearchIndexing>().RunAsync(null, Ct);
        Assert.Equal(counts, await WordsAsync());

        await _portal.Get<NotePublishing>().WithdrawAsync(
            await _portal.ScalarAsync<Guid>("SELECT n.id FROM notes n JOIN meetings m ON m.id = n.meeting_id WHERE m.held_on = '2018-05-01'"), "Fel.", Actor.Operator, Ct);
        Assert.Equal([(FollowUpState.Open, 1), (FollowUpState.Dropped, 1)], await StatesAsync("järvar"));
    }

    [Fact]
    public async Task Search_LaterPage_RepeatsNothingThatWasPublishedMeanwhile()
    {
        await PublishAsync(string.Concat(Enumerable.Range(0, 30).Select(index => $"## Tåg {Roman(index)}\n\nTåget går.\n\n")), "2018-04-01");
        var first = await SearchAsync("tåg", order: SearchOrder.Newest);
        await _portal.ScalarAsync<int>("UPDATE search_items SET public_since = public_since - interval '1 hour' RETURNING 1");
        var asOf = _portal.Get<TimeProvider>().GetUtcNow().AddMinutes(-1);

        await PublishAsync(string.Concat(Enumerable.Range(30, 10).Select(index => $"## Tåg {Roman(index)}\n\nTåget går.\n\n")), "2018-05-01");
        var second = await SearchAsync("tåg", page: 2, asOf: asOf, order: SearchOrder.Newest);

        Assert.Equal(10, second.Hits.Count);
        Assert.Empty(second.Hits.Select(hit => hit.Id).Intersect(first.Hits.Select(hit => hit.Id)));
    }

    [Fact]
    public async Task Withdraw_Note_LeavesNoWordBehind()
    {
        await PublishAsync("## Vattenskoter\n\nEn vattenskoter.\n");
        var counts = await WordsAsync();
        await PublishAsync("## Lodjur\n\nLodjuren trivs vid vattenskotrar.\n", "2018-05-01");
        var note = (await SearchAsync("lodjur")).Hits.Single().Id;

        await _portal.Get<NotePublishing>().WithdrawAsync(await _portal.ScalarAsync<Guid>($"SELECT note_id FROM agenda_items WHERE id = '{note}'"), "Fel.", Actor.Operator, Ct);

        Assert.Equal(0, (await SearchAsync("lodjur")).Count);
        Assert.Equal(counts, await WordsAsync());
    }

    [Fact]
    public async Task Search_NearAWordOfAWithdrawnNoteOrOfNoWord_OffersNothing()
    {
        await PublishAsync("## Om Kvastpiplärka\n\nKvastpiplärkornas läge.\n");
        var note = (await SearchAsync("kvastpiplärka")).Hits.Single().Id;
        Assert.Equal("kvastpiplärka", (await SearchAsync("kvastpiplärca")).Meant?.Text);

        // What is left of an unknown word without its ending is found, but is nothing to offer.
        await PublishAsync("## Annat\n\nSnoilskarna kom.\n", "2018-06-01");
        Assert.Null((await SearchAsync("snoilskk")).Meant);

        await _portal.Get<NotePublishing>().WithdrawAsync(await _portal.ScalarAsync<Guid>($"SELECT note_id FROM agenda_items WHERE id = '{note}'"), "Fel.", Actor.Operator, Ct);

        Assert.Null((await SearchAsync("kvastpiplärca")).Meant);
    }

    /// <summary>The planner would read a small table whole, and unpack every item's words once for each way of meeting the query.</summary>
    [Fact]
    public async Task Search_BeginningInASmallArchive_AsksTheIndex()
    {
        string[] words = ["vårdcentral", "vårdplats", "vårdgaranti", "vårdköer", "vårdval", "vårdavtal", "vårdkedja", "vårdbehov", "vårdlag", "vårdtid", "vårdskada", "vårdform"];
        await PublishAsync(string.Concat(words.Select((word, index) => $"## Punkt {Roman(index)}\n\n{word}\n\n")));
        await _portal.Db.ExecuteAsync("ANALYZE search_items", null, Ct);
        Task<long> ReadsAsync() => _portal.ScalarAsync<long>("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'search_items_vector_idx'");
        var before = await ReadsAsync();

        Assert.Equal(words.Length, (await SearchAsync("vård*")).Count);

        _portal.Db.DataSource.Clear();    // a session tells what it has done when it ends
        await Until.TrueAsync(async () => await ReadsAsync() > before);
    }

    [Fact]
    public async Task Search_HostileQueries_AreAllAnswered()
    {
        await PublishAsync("## Kollektivtrafik\n\nBussen går.\n");
        var random = new Random(20180411);
        string[] pieces = ["\"", "-", "*", "eller", "|", "&", "!", "(", ")", ":", "<->", "'", "\\", "§", "buss", "å", "\u0301", "\u00AD", "\uD83D\uDE00", "11 april", "9999-99-99", "a-b-", "@", "www.", ":*", "\t", "kollektivtrafik*"];

        for (var count = 0; count < (TestRun.IsFull ? 2_000 : 300); count++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(1, count % 10 == 0 ? 5_000 : 60)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            var request = new SearchRequest(_portal.Get<ItemSearch>().Read(typed))
            {
                Page = random.Next(3) == 0 ? 1_000_000_000 : 1,
                BodySlug = random.Next(4) == 0 ? "finns-inte" : null,
                Year = random.Next(4) == 0 ? random.Next(1800, 2200) : null,
                Order = (SearchOrder)random.Next(2),
            };

            Assert.InRange((await _portal.Get<ItemSearch>().SearchAsync(request, Ct)).Count, 0, 1);
        }
    }

    [Fact]
    public async Task Rename_Topic_IsFoundByItsNewNameAfterAWhile()
    {
        await PublishAsync("## Punkt\n\nÄmne: Buss\n\nText.\n");
        await _portal.ScalarAsync<int>("UPDATE topics SET name = 'Spårvagn' RETURNING 1");

        Assert.Equal(1, await _portal.Get<SearchIndexing>().RunAsync(null, Ct));

        Assert.Equal(1, (await SearchAsync("spårvagnar")).Count);
        Assert.Equal(0, (await SearchAsync("buss")).Count);
    }

    [Fact]
    public async Task QueueIfChanged_OtherDictionary_IndexesEverythingAgainAndTheFirstTimeWhatIsMissing()
    {
        var indexing = _portal.Get<SearchIndexing>();
        await PublishAsync("## Buss\n\nText.\n", "2018-01-01");
        await PublishAsync("## Tåg\n\nText.\n", "2018-02-01");
        await _portal.ScalarAsync<int>("DELETE FROM search_items WHERE held_on = '2018-01-01' RETURNING 1");

        await indexing.QueueIfChangedAsync(Ct);
        Assert.Equal(1, await indexing.RunAsync(null, Ct));
        Assert.Equal(1, (await SearchAsync("buss")).Count);

        await indexing.QueueIfChangedAsync(Ct);
        Assert.Equal(0, await indexing.RunAsync(null, Ct));

        await _portal.ScalarAsync<int>("UPDATE search_source SET fingerprint = 'en annan' RETURNING 1");
        await indexing.QueueIfChangedAsync(Ct);
        Assert.Equal(2, await indexing.RunAsync(null, Ct));
    }

    [Fact]
    public async Task Recount_WholeIndex_ChangesNoCount()
    {
        await PublishAsync("## Kollektivtrafik i hela länet\n\nTrafiken, trafikens och kollektivtrafiken.\n\n## Annat\n\nTrafik.\n");
        var counts = await WordsAsync();

        await _portal.Get<SearchIndexing>().QueueAllAsync(Ct);
        await _portal.Get<SearchIndexing>().RunAsync(null, Ct);

        Assert.Equal(counts, await WordsAsync());
        Assert.Contains("trafik 2 1 0 0", counts, StringComparison.Ordinal);
    }

    /// <summary>The choices of states, which are what is found when they are chosen.</summary>
    private async Task<List<(FollowUpState State, int Items)>> StatesAsync(string text)
    {
        var states = (await SearchAsync(text)).Facets.Where(facet => facet.Kind == "state").Select(facet => (State: Enum.Parse<FollowUpState>(facet.Value, true), facet.Items)).Order().ToList();
        foreach (var state in Enum.GetValues<FollowUpState>())
        {
            var chosen = await _portal.Get<ItemSearch>().SearchAsync(new SearchRequest(_portal.Get<ItemSearch>().Read(text)) { State = state }, Ct);
            Assert.Equal(states.SingleOrDefault(one => one.State == state).Items, chosen.Count);
        }

        return states;
    }

    private Task<string?> WordsAsync() => _portal.ScalarAsync<string>(
        "SELECT string_agg(concat_ws(' ', word, whole, part, heading, context), '|' ORDER BY word) FROM search_words WHERE whole + part + heading + context > 0");

    private Task<SearchResult> SearchAsync(string text, int page = 1, DateTimeOffset? asOf = null, SearchOrder order = SearchOrder.Relevance) =>
        SearchAsync(_portal, text, page, asOf, order);

    private static Task<SearchResult> SearchAsync(Portal portal, string text, int page = 1, DateTimeOffset? asOf = null, SearchOrder order = SearchOrder.Relevance) =>
        portal.Get<ItemSearch>().SearchAsync(new SearchRequest(portal.Get<ItemSearch>().Read(text)) { Page = page, AsOf = asOf, Order = order }, Ct);

    private async Task PublishAsync(string items, string day = "2018-04-11") => await _portal.ImportAsync($"not-{++_notes}.md", Note(day, items));

    private static string Note(string day, string items) =>
        $"---\norgan: Sökforum\nmöte: {day}\nrubrik: Protokollsnotis\npublicerad: {day} 12:00\n---\n\nInledning.\n\n{items}";

    /// <summary>Headings need to differ, and no word of a pair may stand in one.</summary>
    private static string Roman(int number) => new('x', number + 1);
}
