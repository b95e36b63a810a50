using System.Collections.Concurrent;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Promise 7: what is published was approved, whoever saves, approves and publishes at the same time.</summary>
public sealed class ApprovalRaceTests(PostgresFixture postgres)
{
    private const int AtOnce = 8;

    private static readonly int Races = TestRun.IsFull ? 500 : 40;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise07_SaveApproveAndPublishAtOnce_PublishesOnlyWhatWasApproved()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var other = await portal.AnotherInstanceAsync();
        var desk = new DeskData(portal);
        var body = await desk.BodyAsync();
        var writer = await portal.PersonAsync(StaffRole.Writer, body);
        StaffPerson[] editors = [await portal.PersonAsync(StaffRole.Editor, body), await portal.PersonAsync(StaffRole.Editor, body), await portal.PersonAsync(StaffRole.Editor, body)];

        var races = new List<Race>();
        foreach (var some in Enumerable.Range(0, Races).Chunk(AtOnce))
        {
            var started = new List<Race>();
            foreach (var number in some)
            {
                var heldOn = DeskData.Day.AddDays(-number);
                started.Add(new Race(heldOn, await desk.DraftAsync(writer, body, DeskData.Content($"Text {number}."), heldOn)));
            }

            await Task.WhenAll(started.SelectMany(race => (Task[])
            [
                WriteAsync(race, portal, writer),
                DecideAsync(race, other, editors[0], DecisionKind.Approve, isAttested: true),
                DecideAsync(race, portal, editors[1], DecisionKind.Publish, isAttested: false),
                DecideAsync(race, other, editors[2], DecisionKind.Publish, isAttested: true, after: 4),
            ]));
            races.AddRange(started);
        }

        var published = 0;
        foreach (var race in races)
        {
            var document = await portal.ScalarAsync<string?>(
                $"SELECT v.document FROM note_versions v JOIN notes n ON n.id = v.note_id JOIN meetings m ON m.id = n.meeting_id WHERE m.held_on = '{race.HeldOn:yyyy-MM-dd}'");
            var draft = await desk.ReadAsync(race.Draft, writer);
            Assert.True((document is null) == (draft is not null), "A draft is there, or its note.");
            Assert.Null(Fault(race, document ?? draft!.Content.Write(), document is not null));
            published += document is null ? 0 : 1;
        }

        Assert.InRange(published, Races / 4, Races);
        Assert.Equal(published, await portal.ScalarAsync<int>("SELECT count(*)::int FROM note_versions WHERE number = 1 AND approved_by IS NOT NULL"));
        Assert.Equal(published, await desk.AuditAsync("publish"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{published} of {Races} published, {races.Sum(race => race.Saved.Count)} saves, {races.Sum(race => race.Refused)} refused");

        // The judge itself can say no.
        Assert.Equal("never approved", Fault(races[0], DeskData.Content("Något annat.").Write(), isPublished: true));
    }

    private static async Task WriteAsync(Race race, Portal portal, StaffPerson writer)
    {
        var drafts = portal.Get<DraftDesk>();
        for (var turn = 1; turn <= 4 && await drafts.FindAsync(race.Draft.Id, writer, Ct) is { } seen; turn++)
        {
            var content = DeskData.Content($"Text {race.HeldOn}, {turn}.");
            if (await drafts.SaveAsync(seen.Id, seen.Revision, content, writer, Ct) is SaveResult.Saved saved)
            {
                race.Saved[saved.Revision] = content.Write();
            }

            await Task.Delay(Random.Shared.Next(10), Ct);
        }
    }

    private static async Task DecideAsync(Race race, Portal portal, StaffPerson editor, DecisionKind kind, bool isAttested, int after = 0)
    {
        for (var turn = 1; turn <= 8 && await portal.Get<DraftDesk>().FindAsync(race.Draft.Id, editor, Ct) is { } seen; turn++)
        {
            if (turn > after)
            {
                var result = await portal.Get<DraftPublishing>().DecideAsync(
                    seen.Id, new DraftDecision { Kind = kind, Revision = seen.Revision, IsAttested = isAttested }, editor, Ct);
                if (isAttested && result.Outcome is DecisionOutcome.Approved or DecisionOutcome.Published)
                {
                    race.Approved.Add(seen.Content.Write());
                }
                else if (result.Outcome is not DecisionOutcome.Published)
                {
                    Interlocked.Increment(ref race.Refused);
                }
            }

            await Task.Delay(Random.Shared.Next(10), Ct);
        }
    }

    /// <summary>Compares what stands there with the ledgers that writers and editors kept themselves.</summary>
    private static string? Fault(Race race, string document, bool isPublished)
    {
        var content = isPublished && !document.StartsWith('{') ? DraftContent.Of(NoteFileReader.Read(document)).Write() : document;
        return isPublished && !race.Approved.Contains(content) ? "never approved"
            : content != race.Saved.MaxBy(saved => saved.Key).Value ? "not what was saved last"
            : null;
    }

    private sealed class Race(DateOnly heldOn, Draft draft)
    {
        public int Refused;

        public DateOnly HeldOn => heldOn;

        public Draft Draft => draft;

        /// <summary>What the portal said was kept, by revision.</summary>
        public ConcurrentDictionary<int, string> Saved { get; } = new() { [draft.Revision] = draft.Content.Write() };

        /// <summary>What an editor had on the screen when approving it.</summary>
        public ConcurrentBag<string> Approved { get; } = [];
    }
}
