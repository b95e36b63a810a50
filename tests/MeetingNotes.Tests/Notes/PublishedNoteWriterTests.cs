using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

public sealed class PublishedNoteWriterTests(PostgresFixture postgres)
{
    private const string Before =
        """
        rättad:
          - tid: 2018-05-31 09:40
            text: Fel dag stod i punkt 1.
          - tid: 2018-05-31 10:10
            text: Fel plats stod i punkt 2.
        ---

        Inledning.

        ## Bussarna

        Ämne: Kollektivtrafik, Skola

        - [ ] Nya turer börjar (id: turer; senast: hösten 2018)
        - [ ] Avtalet ses över (id: avtalet)
        - [ ] Enkäten fortsätter (svar på: enkaten; status: pågår; senast: nästa möte)

        ## Biblioteken

        Ämne: Kultur
        Ärende: Biblioteksplanen

        - [ ] Planen skickas ut (id: planen)
        """;

    private const string After =
        """
        rättad:
          - tid: 2018-05-31 09:40
            text: Fel dag stod i punkt 1.
        ---

        Inledning.

        ## Skolskjutsen {#skjutsen}

        Ämne: Skola

        - [ ] Skjutsarna ses över (id: skjutsarna)

        ## Bussarna

        Ämne: Skola

        - [ ] Nya turer börjar (id: turer; senast: juni 2019)
        """;

    [Fact]
    public async Task Write_NewVersionWithLess_LeavesTheRowsOfANoteThatWasAlwaysSo()
    {
        await using var changed = await StartAsync();
        await using var always = await StartAsync();

        Assert.Equal(ImportOutcome.Published, (await changed.ImportAsync("2018-05-30-rad.md", Note(Before))).Outcome);
        var before = await RowsAsync(changed);
        Assert.Equal(ImportOutcome.Changed, (await changed.ImportAsync("2018-05-30-rad.md", Note(After))).Outcome);
        await always.ImportAsync("2018-05-30-rad.md", Note(After));

        Assert.NotEqual(await RowsAsync(always), before);
        Assert.Equal(await RowsAsync(always), await RowsAsync(changed));
    }

    /// <summary>A portal with an earlier note, which none of it may touch.</summary>
    private async Task<Portal> StartAsync()
    {
        var portal = await Portal.StartAsync(postgres);
        await portal.ImportAsync(
            "2018-04-11-rad.md",
            "---\norgan: Rådet\nmöte: 2018-04-11\npublicerad: 2018-04-12 09:00\n---\n\nInledning.\n\n## Enkäten\n\nÄmne: Skola\n\n- [ ] Enkäten görs (id: enkaten)\n");
        return portal;
    }

    private static string Note(string rest) => $"---\norgan: Rådet\nmöte: 2018-05-30\npublicerad: 2018-05-31 09:00\n{rest}\n";

    /// <summary>What the writer wrote, without ids.</summary>
    private static Task<string?> RowsAsync(Portal portal) => portal.ScalarAsync<string>(
        """
        SELECT string_agg(row, E'\n' ORDER BY row)
        FROM (
            SELECT concat_ws(' ', m.held_on, 'item', i.position, i.anchor, i.heading, matter.slug, i.html) AS row
            FROM agenda_items i JOIN notes n ON n.id = i.note_id JOIN meetings m ON m.id = n.meeting_id LEFT JOIN matters matter ON matter.id = i.matter_id
            UNION ALL
            SELECT concat_ws(' ', 'topic', i.anchor, t.position, topic.name)
            FROM item_topics t JOIN topics topic ON topic.id = t.topic_id JOIN agenda_items i ON i.id = t.item_id
            UNION ALL
            SELECT concat_ws(' ', 'follow-up', i.anchor, f.position, f.slug, f.text, f.due, f.due_first, f.due_last)
            FROM follow_ups f JOIN agenda_items i ON i.id = f.item_id
            UNION ALL
            SELECT concat_ws(' ', 'answer', i.anchor, a.position, f.slug, a.text, a.outcome, a.due)
            FROM follow_up_answers a JOIN follow_ups f ON f.id = a.follow_up_id JOIN agenda_items i ON i.id = a.item_id
            UNION ALL
            SELECT concat_ws(' ', 'correction', c.position, c.text)
            FROM note_corrections c
        ) written
        """);
}
