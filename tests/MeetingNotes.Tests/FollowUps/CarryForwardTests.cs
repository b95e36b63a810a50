using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.FollowUps;

/// <summary>What earlier meetings promised, laid before whoever writes about the next.</summary>
public sealed class CarryForwardTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        await PublishAsync("2026-02-10",
            """
            - [ ] Sent (id: sent; senast: den 1 mars 2026)
            - [ ] Nära (id: nara; senast: den 20 juni 2026)
            - [ ] Långt bort (id: langt-bort; senast: hösten 2027)
            - [ ] Nästa gång (id: nasta-gang; senast: nästa möte)
            - [ ] Utan tid (id: utan-tid)
            - [x] Redan klart (id: redan-klart)
            - [ ] Besvarat (id: besvarat)
            """);
        await PublishAsync("2026-03-10", "- [x] Klart nu (svar på: besvarat)\n- [ ] Nyare (id: nyare)");
        await PublishAsync("2026-05-10", "- [ ] Efter mötet (id: efter)");
        await PublishAsync("2026-02-11", "- [ ] Någon annans (id: annan)", "Nämnden");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task List_BeforeAMeeting_IsWhatIsNearThenUndatedThenLater()
    {
        var carried = await ListAsync(new DraftContent());

        Assert.Equal(
            ["sent Near", "nasta-gang Near", "nara Near", "utan-tid Undated", "nyare Undated", "langt-bort Later"],
            carried.Select(one => $"{one.FollowUp.Slug} {one.Nearness}"));
    }

    [Fact]
    public async Task List_DraftThatAnswersOne_HasItToo()
    {
        var line = new FollowUpLine { Text = "Mer", Answers = new FollowUpReference(null, "besvarat"), Outcome = FollowUpOutcome.Ongoing };
        var other = new FollowUpLine { Text = "Mer", Answers = new FollowUpReference("namnden", "annan"), Outcome = FollowUpOutcome.Ongoing };

        var carried = await ListAsync(new DraftContent { Items = [new DraftItem { Key = "p1", FollowUps = [line, other] }] });

        Assert.Contains(carried, one => one.FollowUp.Slug == "besvarat" && one.ReferenceFrom("radet") == line.Answers);
        Assert.Contains(carried, one => one.FollowUp.Slug == "annan" && one.ReferenceFrom("radet") == other.Answers);
    }

    private async Task<IReadOnlyList<CarriedFollowUp>> ListAsync(DraftContent content)
    {
        var person = await TestPeople.AddAsync(_portal, "Ada", new Grant(StaffRole.Writer, null));
        var (id, _) = (await _portal.Get<DraftDesk>().StartAsync(person, "radet", new DateOnly(2026, 5, 1), 1, content, Ct))!.Value;
        var draft = (await _portal.Get<DraftDesk>().FindAsync(id, person, Ct))!;
        return await _portal.Get<CarryForward>().ListAsync(draft, content, Ct);
    }

    private async Task PublishAsync(string day, string text, string body = "Rådet")
    {
        var result = await _portal.ImportAsync($"{day}-{Core.Text.Slug.From(body)}.md", $"---\norgan: {body}\nmöte: {day}\npublicerad: {day} 16:00\n---\n\nInledning.\n\n## Punkten\n\n{text}\n");
        Assert.True(result.Problems.Count == 0, string.Join(' ', result.Problems));
    }
}
