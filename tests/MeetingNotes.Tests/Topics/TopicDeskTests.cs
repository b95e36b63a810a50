using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Topics;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Topics;

public sealed class TopicDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private TopicDesk _desk = null!;
    private StaffPerson _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<TopicDesk>();
        _administrator = await _portal.PersonAsync(StaffRole.Administrator);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Create_WithSynonyms_KeepsEachOnceAndCountsOnce()
    {
        Assert.Equal(TopicOutcome.Done, await _desk.CreateAsync("Trafik", ["buss", " Buss ", "trafik", "tåg", ""], _administrator, Ct));
        Assert.Equal(TopicOutcome.Done, await _desk.CreateAsync("Trafik", ["buss", "tåg"], _administrator, Ct));
        Assert.Equal(TopicOutcome.NameTaken, await _desk.CreateAsync("TRAFIK", [], _administrator, Ct));

        var topic = (await _desk.FindAsync("trafik", Ct))!;
        Assert.Equal(["buss", "tåg"], topic.Synonyms);
        Assert.False(topic.IsUsed);
        Assert.Equal(1, await AuditCountAsync("create-topic"));
    }

    [Fact]
    public async Task Change_Name_KeepsTheAddressAndOldTextsMeanTheTopic()
    {
        await NoteAsync("2026-11-10", "Trafik");

        Assert.Equal(TopicOutcome.Done, await _desk.ChangeAsync("trafik", "Resor", ["trafik"], _administrator, Ct));
        Assert.Equal(TopicOutcome.Done, await _desk.ChangeAsync("trafik", "Resor", ["trafik"], _administrator, Ct));
        await NoteAsync("2026-11-12", "Trafik");

        var topic = (await _portal.Get<TopicReader>().FindAsync("trafik", Ct))!;
        Assert.Equal(("resor", "Resor", 2), (topic.Slug, topic.Name, topic.Items));
        Assert.Equal(1, await AuditCountAsync("rename-topic"));
        Assert.Equal(TopicOutcome.NameTaken, await _desk.CreateAsync("Trafik", [], _administrator, Ct));

        Assert.Equal(TopicOutcome.Done, await _desk.ChangeAsync("resor", "Trafik", [], _administrator, Ct));
        Assert.Equal("trafik", (await _desk.FindAsync("resor", Ct))!.Slug);
    }

    [Fact]
    public async Task Merge_TopicsOnOneItem_LeavesOneWithEveryItemAddressAndWord()
    {
        await NoteAsync("2026-11-10", "Trafik, Resor");
        await NoteAsync("2026-11-12", "Trafik");
        await _desk.ChangeAsync("trafik", "Kollektivtrafik", ["buss"], _administrator, Ct);

        Assert.Equal(TopicOutcome.Done, await _desk.MergeAsync("kollektivtrafik", "resor", _administrator, Ct));
        Assert.Equal(TopicOutcome.Done, await _desk.MergeAsync("kollektivtrafik", "resor", _administrator, Ct));

        foreach (var slug in (string[])["resor", "kollektivtrafik", "trafik"])
        {
            var topic = (await _portal.Get<TopicReader>().FindAsync(slug, Ct))!;
            Assert.Equal(("resor", 2), (topic.Slug, topic.Items));
            Assert.Equal(["Kollektivtrafik", "buss"], topic.Synonyms);
        }

        Assert.Equal(1, await AuditCountAsync("merge-topics"));
        Assert.Equal(TopicOutcome.NotFound, await _desk.MergeAsync("resor", "finns-inte", _administrator, Ct));
    }

    [Fact]
    public async Task Remove_TopicThatSomethingHas_IsRefused()
    {
        await NoteAsync("2026-11-10", "Trafik");
        await _desk.CreateAsync("Bredband", [], _administrator, Ct);
        await _desk.CreateAsync("Kultur", [], _administrator, Ct);
        await _desk.CreateAsync("Skog", [], _administrator, Ct);
        await _portal.Get<NotePublishing>().WithdrawAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM notes"), "Fel.", Actor.Operator, Ct);
        await _portal.Get<DraftDesk>().StartAsync(
            _administrator, "radet", new DateOnly(2026, 11, 20), 1, new DraftContent { Items = [new DraftItem { Key = "p1", Topics = ["bredband"], Text = "Kultur" }] }, Ct);
        await _portal.ImportAsync("2026-11-23-radet.md", "---\norgan: Rådet\nmöte: 2026-11-23\n---\n\nRådet möttes.\n\n## A\n\nÄmne: Skog\n\nText.\n");

        Assert.Equal(TopicOutcome.InUse, await _desk.RemoveAsync("trafik", _administrator, Ct));
        Assert.Equal(TopicOutcome.InUse, await _desk.RemoveAsync("bredband", _administrator, Ct));
        Assert.Equal(TopicOutcome.InUse, await _desk.RemoveAsync("skog", _administrator, Ct));
        Assert.Equal(TopicOutcome.Done, await _desk.RemoveAsync("kultur", _administrator, Ct));
        Assert.Equal(TopicOutcome.NotFound, await _desk.RemoveAsync("kultur", _administrator, Ct));
        Assert.Equal(["Bredband", "Skog", "Trafik"], (await _desk.ListAsync(Ct)).Select(topic => topic.Name));
    }

    [Fact]
    public async Task Acts_OfAnEditor_ChangeNothing()
    {
        await _desk.CreateAsync("Trafik", [], _administrator, Ct);
        await _desk.CreateAsync("Resor", [], _administrator, Ct);
        var editor = await _portal.PersonAsync(StaffRole.Editor);
        var before = await _portal.FingerprintAsync();

        Assert.Equal(TopicOutcome.NotFound, await _desk.CreateAsync("Nytt", [], editor, Ct));
        Assert.Equal(TopicOutcome.NotFound, await _desk.ChangeAsync("trafik", "Nytt", [], editor, Ct));
        Assert.Equal(TopicOutcome.NotFound, await _desk.MergeAsync("trafik", "resor", editor, Ct));
        Assert.Equal(TopicOutcome.NotFound, await _desk.RemoveAsync("trafik", editor, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    private Task<int> AuditCountAsync(string action) => _portal.ScalarAsync<int>($"SELECT count(*)::int FROM audit_events WHERE action = '{action}'");

    private async Task NoteAsync(string day, string topics) => Assert.Empty((await _portal.ImportAsync(
        $"{day}-radet.md", $"---\norgan: Rådet\nmöte: {day}\npublicerad: 2026-11-13 10:00\n---\n\nRådet möttes.\n\n## A\n\nÄmne: {topics}\n\nText.\n")).Problems);
}
