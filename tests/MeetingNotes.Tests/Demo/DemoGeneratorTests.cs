using System.Globalization;
using System.Text;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.Drafting;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Search;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Demo;

public sealed class DemoGeneratorTests(PostgresFixture postgres, DemoGeneratorTests.FilledPortal filled) : IClassFixture<DemoGeneratorTests.FilledPortal>
{
    private const int Items = 2_003;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fill_SameSeedAndDay_GivesTheSameFiles()
    {
        await using var same = await Portal.StartAsync(postgres);
        await using var other = await Portal.StartAsync(postgres);

        await FillAsync(same, FilledPortal.Seed);
        await FillAsync(other, FilledPortal.Seed + 1);

        var first = await TextsAsync(filled.Portal);
        Assert.Equal(first, await TextsAsync(same));
        Assert.NotEqual(first, await TextsAsync(other));
    }

    [Fact]
    public async Task Fill_ThenExport_GivesFilesThatAnEmptyPortalImports()
    {
        var exported = await TextsAsync(filled.Portal);

        await using var other = await Portal.StartAsync(postgres);
        var folder = "";
        foreach (var (name, text) in exported)
        {
            folder = Path.GetDirectoryName(other.Write(Path.Combine("demo", name), text))!;
        }

        var results = await other.ImportFolderAsync(folder);

        Assert.DoesNotContain(results, result => result.Outcome == ImportOutcome.Refused);
        Assert.Equal(exported, await TextsAsync(other));
        Assert.Equal(await CountsAsync(filled.Portal), await CountsAsync(other));
    }

    [Fact]
    public async Task Fill_Counts_AreThoseOfTheRows()
    {
        Assert.Equal(Items, filled.Reported);
        Assert.Equal(Items, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM agenda_items"));
        Assert.Equal(Items, await filled.Portal.ScalarAsync<int>("SELECT sum(items)::int FROM counts"));
        Assert.Equal(
            await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM follow_up_standings WHERE settled_on IS NOT NULL"),
            await filled.Portal.ScalarAsync<int>("SELECT sum(settled)::int FROM counts"));
        Assert.Equal(
            await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM item_topics"),
            await filled.Portal.ScalarAsync<int>("SELECT sum(items)::int FROM topics"));
        Assert.Equal(
            await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM agenda_items WHERE matter_id IS NOT NULL"),
            await filled.Portal.ScalarAsync<int>("SELECT sum(items)::int FROM matters"));
    }

    [Fact]
    public async Task Fill_FollowUps_AreAnsweredAtLaterMeetingsOfTheBody()
    {
        Assert.True(await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM follow_up_answers") > 100);
        Assert.Equal(4, await filled.Portal.ScalarAsync<int>("SELECT count(DISTINCT outcome)::int FROM follow_up_answers"));
        Assert.Equal(0, await filled.Portal.ScalarAsync<int>(
            """
            SELECT count(*)::int
            FROM follow_up_answers a
            JOIN follow_ups f ON f.id = a.follow_up_id
            JOIN agenda_items said ON said.id = f.item_id
            JOIN agenda_items answering ON answering.id = a.item_id
            JOIN published_notes before ON before.id = said.note_id
            JOIN published_notes after ON after.id = answering.note_id
            WHERE after.held_on <= before.held_on OR after.body_id <> before.body_id
            """));
    }

    [Fact]
    public async Task Fill_HasEverythingThatPagesShow()
    {
        Assert.Equal(0, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM published_notes WHERE published_at > '2026-11-24T08:00Z'"));
        Assert.True(await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM calendar WHERE held_on > '2026-11-24' AND NOT has_note") >= 20);
        Assert.NotEqual(0, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM calendar WHERE is_cancelled"));
        Assert.NotEqual(0, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM calendar WHERE moved_from IS NOT NULL"));
        Assert.NotEqual(0, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM note_corrections"));
        Assert.NotEqual(0, await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM matters WHERE meetings > 5"));
        Assert.True(await filled.Portal.ScalarAsync<int>("SELECT count(*)::int FROM topics WHERE items > 0") >= 20);
    }

    [Fact]
    public async Task Fill_Texts_AreEightyWordsInAVocabularyWithManyRareWords()
    {
        var perItem = await filled.Portal.ScalarAsync<double>("SELECT avg(cardinality(string_to_array(heading || ' ' || text, ' '))) FROM agenda_items");
        Assert.InRange(perItem, 70, 95);
        var words = (await TextsAsync(filled.Portal)).Values
            .SelectMany(text => text.Split([' ', '\n', '.', ',', '?', ':', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries))
            .CountBy(word => word.ToLower(CultureInfo.InvariantCulture))
            .Select(entry => entry.Value)
            .ToList();
        Assert.True(words.Count > 10_000, $"{words.Count} different words");
        Assert.True(words.Count(count => count == 1) > words.Count / 4, "Rare words are many");
        Assert.True(words.Max() > words.Sum() / 50, "A few words are common");
    }

    [Fact]
    public async Task Fill_Texts_HaveNoPersonalIdentityNumbers()
    {
        Assert.All(await TextsAsync(filled.Portal), file => Assert.Empty(PersonalIdentityNumbers.Find(file.Value)));
    }

    [Fact]
    public async Task Fill_NotEmpty_WritesNothing()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.ImportAsync("portal.yaml", "ämnen:\n  - namn: Kultur\n");
        var before = await portal.FingerprintAsync();

        var outcome = await portal.Get<DemoGenerator>().FillAsync(Items, 1, _ => { }, Ct);

        Assert.Equal(DemoOutcome.NotEmpty, outcome);
        Assert.Equal(before, await portal.FingerprintAsync());
    }

    [Fact]
    public async Task Fill_AfterAnInterruptedOne_IsRefused()
    {
        await using var portal = await Portal.StartAsync(postgres);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => portal.Get<DemoGenerator>().FillAsync(Items * 10, 1, _ => stop.Cancel(), stop.Token));

        Assert.Equal(DemoOutcome.NotEmpty, await portal.Get<DemoGenerator>().FillAsync(Items, 1, _ => { }, Ct));

        // What it wrote is found all the same, before long.
        await portal.Get<SearchIndexing>().RunAsync(null, Ct);
        var items = await portal.ScalarAsync<long>("SELECT count(*) FROM agenda_items");
        Assert.NotEqual(0, items);
        Assert.Equal(items, await portal.ScalarAsync<long>("SELECT count(*) FROM search_items"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task Fill_Few_GivesExactlyThatMany(int items)
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.Get<DemoGenerator>().FillAsync(items, 1, _ => { }, Ct);

        Assert.Equal(items, await portal.ScalarAsync<int>("SELECT count(*)::int FROM agenda_items"));
    }

    private static async Task<long> FillAsync(Portal portal, int seed)
    {
        var written = 0L;
        Assert.Equal(DemoOutcome.Filled, await portal.Get<DemoGenerator>().FillAsync(Items, seed, items => written += items, Ct));
        return written;
    }

    private static async Task<SortedDictionary<string, string>> TextsAsync(Portal portal) => new(
        (await portal.ExportAsync())
            .Where(file => file.Key.EndsWith(".md", StringComparison.Ordinal) || file.Key == PortalFile.FileName)
            .ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)),
        StringComparer.Ordinal);

    private static Task<string?> CountsAsync(Portal portal) => portal.ScalarAsync<string>(
        """
        SELECT string_agg(concat_ws(' ', b.slug, c.year, c.notes, c.items, c.follow_ups, c.settled), ',' ORDER BY b.slug, c.year)
        FROM counts c
        JOIN bodies b ON b.id = c.body_id
        """);

    /// <summary>A demo that many tests look at and none changes.</summary>
    public sealed class FilledPortal(PostgresFixture postgres) : IAsyncLifetime
    {
        public const int Seed = 7;

        public Portal Portal { get; private set; } = null!;

        public long Reported { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Portal = await Portal.StartAsync(postgres);
            Reported = await FillAsync(Portal, Seed);
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
