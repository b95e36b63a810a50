using System.Collections.Concurrent;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Promise 14: no update is lost. <c>NOTERAT_TEST_FULL=1</c> runs the whole.</summary>
public sealed class SaveRaceTests(PostgresFixture postgres)
{
    private const int Drafts = 5;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NOTERAT_TEST_FULL") == "1";
    private static readonly int Writers = IsFull ? 50 : 10;
    private static readonly int Saves = IsFull ? 200 : 20;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise14_ManyWritersOnFewDrafts_AcknowledgedSavesAreOneChainAndNoTextIsLost()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var other = await portal.AnotherInstanceAsync();
        var desk = new DeskData(portal);
        var body = await desk.BodyAsync();
        var people = new List<StaffPerson>();
        for (var number = 0; number < Writers; number++)
        {
            people.Add(await portal.PersonAsync(StaffRole.Writer, body));
        }

        var drafts = new List<Draft>();
        for (var number = 0; number < Drafts; number++)
        {
            drafts.Add(await desk.DraftAsync(people[0], body, new DraftContent(), DeskData.Day.AddDays(-number)));
        }

        var kept = new ConcurrentBag<(Guid Draft, int From, int To, string Text)>();
        var refused = new ConcurrentBag<(Guid Draft, string Text, Draft Theirs)>();
        await Task.WhenAll(people.Select((person, number) => WriteAsync((number % 2 == 0 ? portal : other).Get<DraftDesk>(), person, number)));

        Assert.Equal(Writers * Saves, kept.Count + refused.Count);
        foreach (var draft in drafts)
        {
            var chain = kept.Where(save => save.Draft == draft.Id).OrderBy(save => save.To).ToList();
            Assert.Null(Fault(draft.Revision, chain.Select(save => (save.From, save.To, save.Text)), (await desk.ReadAsync(draft, people[0])).Content.Lead));
        }

        // Whoever was refused is told what stands there instead, and it is not their text.
        Assert.All(refused, save => Assert.DoesNotContain(save.Text, save.Theirs.Content.Lead.Split('\n')));
        Assert.NotEmpty(refused);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kept.Count} kept, {refused.Count} refused");

        // The judge itself can say no.
        Assert.Equal("broken chain", Fault(1, [(1, 2, "a"), (1, 2, "b")], "a\nb"));
        Assert.Equal("lost text", Fault(1, [(1, 2, "a"), (2, 3, "b")], "b"));

        async Task WriteAsync(DraftDesk instance, StaffPerson person, int number)
        {
            for (var turn = 0; turn < Saves; turn++)
            {
                var seen = (await instance.FindAsync(drafts[Random.Shared.Next(Drafts)].Id, person, Ct))!;
                var text = $"{number}.{turn}";
                switch (await instance.SaveAsync(seen.Id, seen.Revision, seen.Content with { Lead = (seen.Content.Lead + "\n" + text).Trim() }, person, Ct))
                {
                    case SaveResult.Saved saved:
                        kept.Add((seen.Id, seen.Revision, saved.Revision, text));
                        break;
                    case SaveResult.Conflict conflict:
                        refused.Add((seen.Id, text, conflict.Theirs));
                        break;
                    case var answer:
                        Assert.Fail($"{answer}");
                        break;
                }
            }
        }
    }

    /// <summary>Every save goes on from the one before it, and the text holds them all in that order.</summary>
    private static string? Fault(int first, IEnumerable<(int From, int To, string Text)> chain, string text)
    {
        var saves = chain.ToList();
        return !saves.Select(save => (save.From, save.To)).SequenceEqual(saves.Select((_, index) => (first + index, first + index + 1))) ? "broken chain"
            : text != string.Join('\n', saves.Select(save => save.Text)) ? "lost text"
            : null;
    }
}
