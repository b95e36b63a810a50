using System.Collections.Concurrent;
using System.Globalization;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Promise 14: no lost update.</summary>
public sealed class DraftSavesTests(PostgresFixture postgres)
{
    private const int Notes = 5;

    private static readonly (int Writers, int Saves) Size = TestRun.IsFull ? (50, 200) : (10, 20);

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_ManyWritersOnFewNotesOverTwoInstances_AcknowledgedSavesFormOneChain()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var other = await portal.AnotherInstanceAsync();
        var person = await TestPeople.AddAsync(portal, "Ada", new Grant(StaffRole.Writer, null));
        var ids = await BeginAsync(portal, person);
        DraftDesk[] desks = [portal.Get<DraftDesk>(), other.Get<DraftDesk>()];
        var acknowledged = new ConcurrentBag<Acknowledged>();

        await Parallel.ForAsync(0, Size.Writers, new ParallelOptions { MaxDegreeOfParallelism = Size.Writers, CancellationToken = Ct }, async (writer, ct) =>
        {
            var random = new Random(writer);
            for (var number = 0; number < Size.Saves; number++)
            {
                await SaveUntilKeptAsync(desks[random.Next(2)], ids[random.Next(Notes)], $"{writer}-{number}", person, acknowledged, ct);
            }
        });

        Assert.Equal(Size.Writers * Size.Saves, acknowledged.Count);
        foreach (var id in ids)
        {
            var draft = (await desks[0].FindAsync(id, person, Ct))!;
            Assert.Empty(Faults([.. acknowledged.Where(one => one.Draft == id)], draft.Revision, draft.Content.Lead));
        }
    }

    [Fact]
    public void Faults_LostOrDoubleSaves_AreFound()
    {
        var id = Guid.CreateVersion7();
        Acknowledged[] chain = [new(id, 2, "a"), new(id, 3, "b"), new(id, 4, "c")];

        Assert.Empty(Faults(chain, 4, "a b c"));
        Assert.NotEmpty(Faults(chain, 4, "a c"));
        Assert.NotEmpty(Faults(chain, 4, "b a c"));
        Assert.NotEmpty(Faults(chain, 5, "a b c"));
        Assert.NotEmpty(Faults([chain[0], chain[1], new(id, 3, "c")], 3, "a b c"));
    }

    [Fact]
    public async Task Save_SentTwiceOrLate_CountsOnceAndOverwritesNothing()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var person = await TestPeople.AddAsync(portal, "Ada", new Grant(StaffRole.Writer, null));
        var id = (await BeginAsync(portal, person))[0];
        var desk = portal.Get<DraftDesk>();
        var (first, second) = (new DraftContent { Lead = "Ett" }, new DraftContent { Lead = "Ett två" });

        var kept = Assert.IsType<SaveResult.Saved>(await desk.SaveAsync(id, 1, first, person, Ct));
        Assert.Equal(kept.Revision, Assert.IsType<SaveResult.Saved>(await desk.SaveAsync(id, 1, first, person, Ct)).Revision);
        Assert.IsType<SaveResult.Saved>(await desk.SaveAsync(id, kept.Revision, second, person, Ct));
        var late = Assert.IsType<SaveResult.Conflict>(await desk.SaveAsync(id, 1, first, person, Ct));

        Assert.Equal("Ett två", late.Theirs.Content.Lead);
        Assert.Equal("Ett två", (await desk.FindAsync(id, person, Ct))!.Content.Lead);
    }

    [Fact]
    public async Task Find_WriterOfAnotherBody_FindsNothingAndCannotSave()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var person = await TestPeople.AddAsync(portal, "Ada", new Grant(StaffRole.Writer, null));
        var id = (await BeginAsync(portal, person))[0];
        var stranger = await TestPeople.AddAsync(portal, "Bo", new Grant(StaffRole.Administrator, Guid.CreateVersion7()));
        var desk = portal.Get<DraftDesk>();

        Assert.Null(await desk.FindAsync(id, stranger, Ct));
        Assert.IsType<SaveResult.Missing>(await desk.SaveAsync(id, 1, new DraftContent { Lead = "Mitt" }, stranger, Ct));
        Assert.False(await desk.DiscardAsync(id, 1, stranger, Ct));
        Assert.False(await desk.HandOverAsync(id, person.Id, stranger, Ct));
    }

    private static async Task SaveUntilKeptAsync(
        DraftDesk desk, Guid id, string word, StaffPerson person, ConcurrentBag<Acknowledged> acknowledged, CancellationToken ct)
    {
        var draft = (await desk.FindAsync(id, person, ct))!;
        while (true)
        {
            switch (await desk.SaveAsync(id, draft.Revision, draft.Content with { Lead = $"{draft.Content.Lead} {word}".Trim() }, person, ct))
            {
                case SaveResult.Saved saved:
                    acknowledged.Add(new Acknowledged(id, saved.Revision, word));
                    return;
                case SaveResult.Conflict conflict:
                    draft = conflict.Theirs;
                    break;
                default:
                    Assert.Fail("The draft is gone.");
                    break;
            }
        }
    }

    /// <summary>Every acknowledged save is the next revision after another, and its word stands in the text at that place.</summary>
    private static List<string> Faults(IReadOnlyCollection<Acknowledged> acknowledged, int revision, string text)
    {
        var faults = new List<string>();
        var chain = acknowledged.OrderBy(one => one.Revision).ToList();
        if (!chain.Select(one => one.Revision).SequenceEqual(Enumerable.Range(2, chain.Count)) || revision != chain.Count + 1)
        {
            faults.Add($"revision {revision}, acknowledged {string.Join(' ', chain.Select(one => one.Revision.ToString(CultureInfo.InvariantCulture)))}");
        }

        if (text != string.Join(' ', chain.Select(one => one.Word)))
        {
            faults.Add($"text {text}");
        }

        return faults;
    }

    private static async Task<IReadOnlyList<Guid>> BeginAsync(Portal portal, StaffPerson person)
    {
        await portal.ImportAsync("2018-04-11-radet.md", "---\norgan: Rådet\nmöte: 2018-04-11\npublicerad: 2018-04-12 11:50\n---\n\nIngress.\n\n## Ett\n\nText.\n");
        var ids = new List<Guid>();
        for (var day = 1; day <= Notes; day++)
        {
            ids.Add((await portal.Get<DraftDesk>().StartAsync(person, "radet", new DateOnly(2026, 11, day), 1, new DraftContent(), Ct))!.Value.Id);
        }

        return ids;
    }

    private sealed record Acknowledged(Guid Draft, int Revision, string Word);
}
