using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>What an import lets through and says "Obs:" about.</summary>
public sealed class ImportRemarksTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Known = "Kända: id, senast, ansvarig, status, svar på.";

    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("- [ ] Lova (senast: 31 februari)", "rad 11: ”31 februari” går inte att läsa som en tid. Uppföljningen blir utan datum.")]
    [InlineData("- [ ] Lova (senast: 2017-01-01)", "rad 11: tiden ”2017-01-01” var ute redan före mötet.")]
    [InlineData("- [ ] Lova (senast: 2018-04-11)", null)]
    [InlineData("- [ ] Lova (senast: nästa möte)", null)]
    [InlineData("- [ ] Lova (senast: tills vidare)", null)]
    [InlineData("- [x] Lova (senast: 2017-01-01)", null)]
    [InlineData("- [ ] Lova (id: lova; senats: juni)", "rad 11: parentesen (id: lova; senats: juni) läses som text, eftersom ”senats” inte är en känd nyckel. " + Known)]
    public async Task Import_LineThatMayNotBeMeant_IsPublishedWithARemark(string line, string? remark)
    {
        var result = await ImportAsync("2018-04-11", line);

        Assert.Equal(ImportOutcome.Published, result.Outcome);
        Assert.Equal(remark is null ? [] : [remark], result.Remarks);
    }

    [Fact]
    public async Task Import_Draft_IsRemarkedOnBeforeItsTimeComes()
    {
        var result = await _portal.ImportAsync("2018-04-11-rad.md", "---\norgan: Rådet\nmöte: 2018-04-11\n---\n\n## A\n\nÄmne: Bro\nÄrende: Bron\n\n- [ ] Lova (senast: 31 februari)\n");

        Assert.Equal(ImportOutcome.Draft, result.Outcome);
        Assert.Equal(
            ["rad 11: ”31 februari” går inte att läsa som en tid. Uppföljningen blir utan datum.", "nya ämnen: Bro. Stämmer det?", "nytt ärende: ”Bron”."],
            result.Remarks);
    }

    [Theory]
    [InlineData("Lova (id: lova; senast juni)", "”senast juni” inte börjar med en känd nyckel och kolon. " + Known)]
    [InlineData("Lova (senats: juni)", "”senats” inte är en känd nyckel. " + Known)]
    [InlineData("Lova (id: a; id: b)", "”id” står två gånger.")]
    [InlineData("Lova (senast: juni", "den inte avslutas. Skriv ) sist på raden.")]
    [InlineData("Lova (senast: juni (i år)", "den inte avslutas. Skriv ) sist på raden.")]
    [InlineData("Lova (senast: juni).", "den inte står sist på raden. Ta bort det som står efter den.")]
    [InlineData("Lova (obs: inte klart; se bilagan)", null)]
    [InlineData("Lova (tid: i juni)", null)]
    [InlineData("Lova :-)", null)]
    [InlineData("Lova", null)]
    [InlineData("(", null)]
    public void WhyText_EndOfALine_IsSaidWhenItLooksLikeMetadata(string text, string? why)
    {
        var remark = FollowUpSyntax.WhyText(text);

        Assert.Equal(why, remark?[(remark.IndexOf("eftersom ", StringComparison.Ordinal) + 9)..]);
    }

    [Theory]
    [InlineData("Bredband i byar", "nytt ärende: ”Bredband i byar”.")]
    [InlineData("Översyn av kollektivtrafikens taxor", "nytt ärende: ”Översyn av kollektivtrafikens taxor”. Finns redan: ”Översynen av kollektivtrafikens taxor”?")]
    [InlineData("Budget 2020", "nytt ärende: ”Budget 2020”.")]
    [InlineData("budget 2019", null)]
    public async Task Import_NewMatter_IsRemarkedOnWithTheNearest(string matter, string? remark)
    {
        await ImportAsync("2018-04-11", "Ärende: Översynen av kollektivtrafikens taxor");
        await ImportAsync("2018-05-11", "Ärende: Budget 2019");

        var result = await ImportAsync("2018-06-11", $"Ärende: {matter}");

        Assert.Equal(remark is null ? [] : [remark], result.Remarks);
    }

    [Theory]
    [InlineData(500, ImportOutcome.Published)]
    [InlineData(501, ImportOutcome.Refused)]
    public async Task Import_ManyFollowUps_AreRefusedPastTheLimit(int count, ImportOutcome outcome)
    {
        var result = await ImportAsync("2018-04-11", string.Concat(Enumerable.Range(1, count).Select(number => $"- [ ] Lova {number}\n")));

        Assert.Equal(outcome, result.Outcome);
        Assert.All(result.Problems, problem => Assert.Equal((511, "Noteringen har för många uppföljningar: högst 500, svaren medräknade."), (problem.Line, problem.Reason)));
    }

    private Task<ImportResult> ImportAsync(string day, string item) => _portal.ImportAsync(
        $"{day}-rad.md", $"---\norgan: Rådet\nmöte: {day}\npublicerad: {day} 18:00\n---\n\nInledning.\n\n## A\n\n{item}\n");
}
