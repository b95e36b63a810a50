using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>An answer whose follow-up is not there: why, and what was meant.</summary>
public sealed class AnswerToNothingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        await ImportAsync("2018-04-11", "Rådet", "- [ ] Lova (id: ta-fram-budget)");
        await ImportAsync("2018-04-12", "Nämnden", "- [ ] Lova (id: bygg-bron)");
        await ImportAsync("2018-08-12", "Nämnden", "- [ ] Lova (id: senare)");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("finns-inte", "Det finns ingen uppföljning med id ”finns-inte” hos Rådet att svara på.")]
    [InlineData("ta-fram-bugdet", "Det finns ingen uppföljning med id ”ta-fram-bugdet” hos Rådet att svara på. Menar du ”ta-fram-budget”?")]
    [InlineData("bygg-bron", "Det finns ingen uppföljning med id ”bygg-bron” hos Rådet att svara på. Menar du ”namnden/bygg-bron”?")]
    [InlineData("namnden/byg-bron", "Det finns ingen uppföljning med id ”byg-bron” hos Nämnden att svara på. Menar du ”namnden/bygg-bron”?")]
    [InlineData("namnden/ta-fram-budget", "Det finns ingen uppföljning med id ”ta-fram-budget” hos Nämnden att svara på. Menar du ”ta-fram-budget”?")]
    [InlineData("senare", "Det finns ingen uppföljning med id ”senare” hos Rådet att svara på.")]
    [InlineData("utskottet/bygg-bron", "Det finns inget organ ”utskottet”, och därför ingen uppföljning ”bygg-bron” att svara på.")]
    [InlineData("har", "”har” står i samma notering. En uppföljning får svar tidigast i nästa.")]
    public async Task Import_AnswerToNothing_IsRefusedWithWhatMayBeMeant(string target, string reason)
    {
        var result = await ImportAsync("2018-06-11", "Rådet", $"- [ ] Lova (id: har)\n- [x] Klart (svar på: {target})");

        var problem = Assert.Single(result.Problems);
        Assert.Equal(12, problem.Line);
        Assert.Equal(reason, problem.Reason);
    }

    [Fact]
    public async Task Import_AnswerAddedToTheNoteThatStatesIt_IsRefusedForThat()
    {
        var result = await ImportAsync("2018-04-11", "Rådet", "- [ ] Lova (id: ta-fram-budget)\n- [x] Klart (svar på: ta-fram-budget)");

        Assert.Contains("samma notering", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
    }

    private Task<ImportResult> ImportAsync(string day, string body, string item) => _portal.ImportAsync(
        $"{day}-organ.md", $"---\norgan: {body}\nmöte: {day}\npublicerad: {day} 18:00\n---\n\nInledning.\n\n## A\n\n{item}\n");
}
