using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Tests.DueDates;

public sealed class DuePhrasesTests
{
    private static readonly DateOnly Wednesday = new(2018, 4, 11);

    [Theory]
    [InlineData("Förslaget väntas vara klart i juni i år, efter remiss.", "i juni i år")]
    [InlineData("Ett forum ordnas under hösten 2018.", "under hösten 2018")]
    [InlineData("Det tas upp vid nästa möte i Regionala samverkansrådet.", "vid nästa möte i Regionala samverkansrådet")]
    [InlineData("Välkommen den 12 juni!", "den 12 juni")]
    [InlineData("Start 29 maj i Härnösand", "29 maj")]
    [InlineData("(senast i mars nästa år)", "senast i mars nästa år")]
    [InlineData("**i juni**", "i juni")]
    [InlineData("”nästa år”", "nästa år")]
    [InlineData("Svara senast onsdag 30 maj kl. 13.00, tack.", "senast onsdag 30 maj kl. 13.00")]
    [InlineData("Den våren 2019 till hösten 2020 långa studien", "våren 2019 till hösten 2020")]
    [InlineData("Det sker i\njuni 2018.", "i\njuni 2018")]
    [InlineData("Rapporten kommer i vår.", "i vår")]
    [InlineData("Rapporten kommer i vår och beslutet efter sommaren.", "i vår|efter sommaren")]
    [InlineData("Först 29 maj, därefter på torsdag nästa vecka.", "29 maj|på torsdag nästa vecka")]
    [InlineData("Arbetet pågår löpande.", "löpande")]
    [InlineData("Klart i juni\n\n2019 börjar nästa del.", "i juni|2019")]
    [InlineData("😀 i juni 😀", "i juni")]
    public void FindIn_Text_FindsThePhrasesAsWritten(string text, string phrases)
    {
        var found = DuePhrases.FindIn(text, Wednesday);

        Assert.Equal(phrases.Split('|'), found.Select(due => due.Due.Written));
        Assert.All(found, due => Assert.Equal(due.Due.Written, text.Substring(due.Start, due.Length)));
    }

    [Theory]
    [InlineData("Alla i vår region får svara.")]
    [InlineData("I vår kommun går det bra.")]
    [InlineData("Öppet måndag–fredag och lördag.")]
    [InlineData("Dnr 2019/123, SFS 2018:218 och budget_2019.pdf")]
    [InlineData("https://www.example.se/2019/juni och #2019")]
    [InlineData("juni-mötet, Q3-rapporten och 2019-års")]
    [InlineData("Den 31 februari, 2018-13-01 eller torsdag 30 maj.")]
    [InlineData("Det blir i juni eller juli.")]
    [InlineData("Från hösten 2018 gäller annat, och tidigast den 1 juni nytt.")]
    [InlineData("Efter den 12 juni är det för sent.")]
    [InlineData("Som i juni förra året, och varje måndag.")]
    [InlineData("Sedan 2017 och sedan våren 2016 har det ökat.")]
    [InlineData("Det ökade med 2018% och 12,2019.")]
    [InlineData("Snart, inom kort och på sikt.")]
    [InlineData("Junibacken, marsvin, majblomma, höstlov och vårdcentral.")]
    [InlineData("")]
    public void FindIn_WhatIsNoDue_FindsNothing(string text) =>
        Assert.Empty(DuePhrases.FindIn(text, Wednesday));

    [Fact]
    public void FindIn_EveryPhraseOfTheTable_ReadsAsItDoesAlone()
    {
        foreach (var row in DuePhraseTable.Cases.Where(row => row.Kind != DueKind.Unread))
        {
            var phrase = row.Phrase.Trim().TrimEnd('.');
            var found = DuePhrases.FindIn($"Beslut: {phrase}.", row.SaidOn);

            Assert.Equal(phrase.Contains(' ', StringComparison.Ordinal) || phrase != "torsdag" ? [row.Reading] : [], found.Select(due => due.Due.Reading));
        }
    }

    [Theory]
    [InlineData("slutet av ", 0)]
    [InlineData("i maj eller ", 0)]
    [InlineData("från ", 0)]
    [InlineData("senast under vid på till ", 0)]
    [InlineData("mellan den 1 och ", 0)]
    [InlineData("2018-", 0)]
    [InlineData("i maj, ", 50_000)]
    public void FindIn_TheSameFiftyThousandTimes_ComesToAnEnd(string text, int count)
    {
        var repeated = string.Concat(Enumerable.Repeat(text, 50_000));

        Assert.Equal(count, DuePhrases.FindIn(repeated, Wednesday).Count);
        Assert.Equal(DueKind.Unread, DueDate.Read(repeated, Wednesday).Kind);
    }

    [Fact]
    public void FindIn_Mandate_IsTheOneGiven() =>
        Assert.Equal(new DateOnly(2018, 10, 14), Assert.Single(DuePhrases.FindIn("Klart under mandatperioden.", Wednesday, MandateEnd.Assembly)).Due.Last);
}
