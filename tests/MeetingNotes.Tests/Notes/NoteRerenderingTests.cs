using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

public sealed class NoteRerenderingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Import_ChangedAbbreviation_RendersTheNotesThatHoldItAndMakesNoVersion()
    {
        await _portal.ImportAsync("2018-04-11-rad.md", Note("2018-04-11", "Om RUS i dag.", "RUS gäller."));
        await _portal.ImportAsync("2018-05-30-rad.md", Note("2018-05-30", "Inget.", "Inget."));
        var others = await OthersAsync();

        await ImportAbbreviationAsync("RUS", "regional utvecklingsstrategi");
        Assert.Equal("<p>Om <abbr title=\"regional utvecklingsstrategi\">RUS</abbr> i dag.</p>\n", await LeadAsync());
        Assert.Equal("<p><abbr title=\"regional utvecklingsstrategi\">RUS</abbr> gäller.</p>\n", await ItemAsync());

        await ImportAbbreviationAsync("RUS", "regionens strategi");
        Assert.Equal("<p>Om <abbr title=\"regionens strategi\">RUS</abbr> i dag.</p>\n", await LeadAsync());

        Assert.Equal(others, await OthersAsync());
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM notes_to_render"));

        Task<string?> OthersAsync() => _portal.ScalarAsync<string>(
            """
            SELECT string_agg(concat_ws(' ', n.version, n.changed_at, v.number, v.document, CASE WHEN m.held_on = '2018-05-30' THEN n.xmin END), '|' ORDER BY m.held_on)
            FROM notes n JOIN meetings m ON m.id = n.meeting_id JOIN note_versions v ON v.note_id = n.id
            """);
    }

    [Fact]
    public async Task Run_NewerRenderer_RendersEveryNoteOnceInBatches()
    {
        for (var day = 1; day <= 28; day++)
        {
            _portal.Write($"in/2018-05-{day:00}-rad.md", Note($"2018-05-{day:00}", "Inledning.", $"Text {day}."));
            _portal.Write($"in/2018-06-{day:00}-rad.md", Note($"2018-06-{day:00}", "Inledning.", $"Text {day}."));
        }

        await _portal.ImportFolderAsync(Path.GetDirectoryName(_portal.Write("in/tom.txt", ""))!);
        var before = await HtmlAsync();
        var rerendering = _portal.Get<NoteRerendering>();
        await QueueIfRendererChangedAsync();
        await rerendering.RunAsync(Ct);
        await _portal.ScalarAsync<int>("UPDATE agenda_items SET html = 'gammalt', text = 'gammalt'; UPDATE notes SET lead_html = 'gammalt'; UPDATE derivations SET version = 0 WHERE name = 'html'");

        await QueueIfRendererChangedAsync();
        Assert.Equal(56, await rerendering.RunAsync(Ct));

        Assert.Equal(before, await HtmlAsync());
        await QueueIfRendererChangedAsync();
        Assert.Equal(0, await rerendering.RunAsync(Ct));
        Assert.Equal(MarkdownRenderer.Version, await _portal.ScalarAsync<int>("SELECT version FROM derivations WHERE name = 'html'"));

        Task<string?> HtmlAsync() => _portal.ScalarAsync<string>(
            "SELECT string_agg(n.lead_html || i.html || i.text, '|' ORDER BY i.id) FROM notes n JOIN agenda_items i ON i.note_id = n.id");
    }

    [Fact]
    public async Task Run_OlderRenderer_LeavesTheWorkOfANewerOne()
    {
        await _portal.ImportAsync("2018-04-11-rad.md", Note("2018-04-11", "Inledning.", "Text."));
        await _portal.ScalarAsync<int>("UPDATE derivations SET version = 1000 WHERE name = 'html'");

        await QueueIfRendererChangedAsync();

        Assert.Equal(0, await _portal.Get<NoteRerendering>().RunAsync(Ct));
        Assert.Equal(1000, await _portal.ScalarAsync<int>("SELECT version FROM derivations WHERE name = 'html'"));
    }

    [Fact]
    public async Task Run_NoteThatIsRefusedToday_KeepsItsHtmlAndTheOthersGoOn()
    {
        await _portal.ImportAsync("2018-04-11-rad.md", Note("2018-04-11", "Inledning.", "RUS."));
        await _portal.ImportAsync("2018-05-30-rad.md", Note("2018-05-30", "Inledning.", "RUS."));
        await _portal.ScalarAsync<int>(
            """
            INSERT INTO note_versions (note_id, number, kind, document, created_at)
            SELECT n.id, 2, 'minor', 'ingen notering', now() FROM notes n JOIN meetings m ON m.id = n.meeting_id WHERE m.held_on = '2018-04-11';
            UPDATE notes SET version = 2 FROM meetings m WHERE m.id = meeting_id AND m.held_on = '2018-04-11';
            """);

        await ImportAbbreviationAsync("RUS", "strategi");

        Assert.Equal("<p>RUS.</p>\n|<p><abbr title=\"strategi\">RUS</abbr>.</p>\n", await ItemAsync());
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM notes_to_render"));
    }

    private async Task QueueIfRendererChangedAsync()
    {
        await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
        await NoteRerendering.QueueIfRendererChangedAsync(connection, Ct);
    }

    private async Task ImportAbbreviationAsync(string word, string meaning) =>
        Assert.Equal(ImportOutcome.Changed, (await _portal.ImportAsync("portal.yaml", $"förkortningar:\n  {word}: {meaning}\n")).Outcome);

    private Task<string?> LeadAsync() => _portal.ScalarAsync<string>("SELECT lead_html FROM notes WHERE lead_text LIKE '%RUS%'");

    private Task<string?> ItemAsync() => _portal.ScalarAsync<string>(
        """
        SELECT string_agg(i.html, '|' ORDER BY m.held_on)
        FROM agenda_items i JOIN notes n ON n.id = i.note_id JOIN meetings m ON m.id = n.meeting_id
        WHERE i.text LIKE '%RUS%'
        """);

    private static string Note(string day, string lead, string text) =>
        $"---\norgan: Rådet\nmöte: {day}\npublicerad: {day} 18:00\n---\n\n{lead}\n\n## A\n\n{text}\n";
}
