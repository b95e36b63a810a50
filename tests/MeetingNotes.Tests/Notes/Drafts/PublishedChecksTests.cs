using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes.Drafts;

public sealed class PublishedChecksTests(PostgresFixture postgres)
{
    private static readonly StaffPerson Writer = new() { Id = Guid.CreateVersion7(), Name = "Alva", Grants = [new Grant(StaffRole.Writer, null)] };

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_VagueLink_IsToldUntilItIsCorrected()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.ImportAsync("2026-11-10-namnden.md", Note("Läs planen [här](https://region.example/plan)."));
        var checks = portal.Get<PublishedChecks>();

        var faulty = Assert.Single(await checks.ReadAsync(Writer, Ct));
        Assert.Equal("lanktext", Assert.Single(faulty.Findings).Rule);

        await portal.ImportAsync("2026-11-10-namnden.md", Note("Läs [planen för nämnden](https://region.example/plan)."));
        Assert.Empty(await checks.ReadAsync(Writer, Ct));
    }

    [Fact]
    public async Task Read_NoteOfAnotherBody_IsNotShown()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.ImportAsync("2026-11-10-namnden.md", Note("Läs planen [här](https://region.example/plan)."));

        Assert.Empty(await portal.Get<PublishedChecks>().ReadAsync(Writer with { Grants = [new Grant(StaffRole.Writer, Guid.CreateVersion7())] }, Ct));
    }

    private static string Note(string text) =>
        $"""
        ---
        organ: Nämnden
        möte: 2026-11-10
        publicerad: 2026-11-11 09:00
        nästa möte: 2026-12-10
        ---

        Nämnden gick igenom planen.

        ## Planen

        Ämne: Planer

        {text}
        """;
}
