using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>What is counted step by step is what the rows come to.</summary>
public sealed class PublicCountsTests(PostgresFixture postgres)
{
    private const string Wrong =
        """
        SELECT coalesce(string_agg(t.slug || ' ' || t.items, ', '), '')
        FROM topics t
        WHERE t.items <> (SELECT count(*) FROM item_topics x JOIN agenda_items i ON i.id = x.item_id JOIN notes n ON n.id = i.note_id
                          WHERE x.topic_id = t.id AND n.withdrawn_at IS NULL)
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topics_PublishedCorrectedWithdrawnAndBack_HaveAsManyItemsAsThereAre()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await ImportAsync("Kultur, Musik", "Kultur");
        Assert.Equal("2 1", await CountsAsync());

        await ImportAsync("Musik", "Musik");
        Assert.Equal("0 2", await CountsAsync());

        var publishing = portal.Get<NotePublishing>();
        var id = await portal.ScalarAsync<Guid>("SELECT id FROM published_notes");
        Assert.True(await publishing.WithdrawAsync(id, "Fel möte.", Actor.Operator, Ct));
        Assert.Equal("0 0", await CountsAsync());

        Assert.True(await publishing.ReinstateAsync(id, Actor.Operator, Ct));
        Assert.Equal("0 2", await CountsAsync());

        async Task ImportAsync(string first, string second)
        {
            var result = await portal.ImportAsync(
                "a.md",
                $"""
                ---
                organ: Kulturforum
                möte: 2018-04-11 09:00
                publicerad: 2018-04-12 11:50
                ---

                Inledning.

                ## Första

                Ämne: {first}

                Text.

                ## Andra

                Ämne: {second}

                Text.
                """,
                replace: true);
            Assert.True(result.Outcome != ImportOutcome.Refused, string.Join(", ", result.Problems));
        }

        async Task<string?> CountsAsync()
        {
            Assert.Equal("", await portal.ScalarAsync<string>(Wrong));
            return await portal.ScalarAsync<string>("SELECT string_agg(items::text, ' ' ORDER BY slug) FROM topics");
        }
    }
}
