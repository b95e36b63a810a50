using MeetingNotes.Core.Drafting.Checklist;
using static MeetingNotes.Tests.Drafting.Checklist.ChecklistNote;

namespace MeetingNotes.Tests.Drafting.Checklist;

/// <summary>Rules about the text of an item.</summary>
public sealed class TextRuleTests
{
    private const string FiveWords = "alla ord är korta här ";

    /// <summary>Rule, Markdown, whether the rule speaks.</summary>
    public static TheoryData<string, string, bool> Cases { get; } = new()
    {
        { "texten-gar-inte-att-visa", new string('a', 5_000), true },
        { "texten-gar-inte-att-visa", string.Concat(Enumerable.Repeat("> ", 500)) + "a", true },
        { "texten-gar-inte-att-visa", "![](bilder/linjer.png)", false },
        { "texten-gar-inte-att-visa", "<b onclick=x>", false },
        { "bildbeskrivning", "![](bilder/linjer.png)", true },
        { "bildbeskrivning", "![ &nbsp;](bilder/linjer.png)", true },
        { "bildbeskrivning", "![Linjer](bilder/linjer.png)", false },
        { "bildbeskrivning", "![](bilder/linjer.png \"dekorativ\")", false },
        { "bildbeskrivning", "![](bilder/linjer.png \"Linjer\")", true },
        { "bild-pa-annan-webbplats", "![Linjer](https://www.example.se/linjer.png)", true },
        { "bild-pa-annan-webbplats", "![Linjer](//www.example.se/linjer.png)", true },
        { "bild-pa-annan-webbplats", "![Linjer](bilder/linjer.png)", false },
        { "bild-saknas", "![Linjer](bilder/annan.png)", true },
        { "bild-saknas", "![Linjer](linjer.png)", true },
        { "bild-saknas", "![Linjer](bilder/linjer.png)", false },
        { "lanktext", "[här](https://example.se/a)", true },
        { "lanktext", "[Läs mer…](https://example.se/a)", true },
        { "lanktext", "[**Klicka här!**](https://example.se/a)", true },
        { "lanktext", "https://example.se/a", true },
        { "lanktext", "<https://example.se/a>", true },
        { "lanktext", "[www.example.se](https://www.example.se)", true },
        { "lanktext", "[example.se/sida](https://example.se/sida)", true },
        { "lanktext", "[](https://example.se/sida)", true },
        { "lanktext", "[verksamt.se](https://example.se/sida)", false },
        { "lanktext", "[läs mer om bussarna](https://example.se/a)", false },
        { "lanktext", "<anna@example.se>", false },
        { "lankadress", "[filen på servern](file:///c:/a)", true },
        { "lankadress", "[filen på servern](javascript:alert)", true },
        { "lankadress", "[filen](/noterat/a) [ring](tel:060123456)", false },
        { "rubrikordning", "### a\n\nb\n\n##### c", true },
        { "rubrikordning", "#### a\n\nb\n\n### c", true },
        { "rubrikordning", "### a\n\n#### b\n\n### c", false },
        { "forkortning", "Arbetet med RUS går bra.", true },
        { "forkortning", "RUS:s mål är nära.", true },
        { "forkortning", "Arbetet (RUS går bra) fortsätter.", true },
        { "forkortning", "EKN, Almi, och andra är med.", true },
        { "forkortning", "Den regionala strategin (RUS) går bra. RUS är klar i maj.", false },
        { "forkortning", "RUS (regional utvecklingsstrategi) går bra.", false },
        { "forkortning", "EKN, Exportkreditnämnden, är med.", false },
        { "forkortning", "Exportkreditnämnden, EKN, är med.", false },
        { "forkortning", "EU och FN mötte Karl XII i kapitel IV vid 20 MW i ett AB.", false },
        { "forkortning", "Se dnr RUS 2018/123 och HSR 18-00123, 18RS912 samt https://a.se/RUS/EKN på [sidan om planen](/A/EKN).", false },
        { "forkortning", "`RUS`\n\n    EKN", true },
        { "kanslisprak", "Beslut avseende bussar.", true },
        { "kanslisprak", "Bussar, tåg samt båtar.", true },
        { "kanslisprak", "Det görs i enlighet med planen.", true },
        { "kanslisprak", "Beslut om bussar och samtal.", false },
        { "passiv-form", "Planen beslutades av nämnden.", true },
        { "passiv-form", "Pengarna lämnas av regionen.", true },
        { "passiv-form", "Det består av tre delar. Nämnden beslutade.", false },
        { "lang-mening", FiveWords + FiveWords + FiveWords + FiveWords + FiveWords + "nu.", true },
        { "lang-mening", FiveWords + FiveWords + FiveWords + FiveWords + "alla ord är korta nu.", false },
        { "langt-stycke", string.Concat(Enumerable.Repeat("Alla ord är korta här. ", 21)), true },
        { "langt-stycke", string.Concat(Enumerable.Repeat("Alla ord är korta här. ", 10)) + "\n\n" + string.Concat(Enumerable.Repeat("Alla ord är korta här. ", 10)), false },
        { "lix", string.Concat(Enumerable.Repeat("Kollektivtrafikmyndigheten presenterade upphandlingsunderlaget för samverkansrådets ledamöter. ", 8)), true },
        { "lix", string.Concat(Enumerable.Repeat("Alla ord är korta här. ", 8)), false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_Text_RuleSpeaksOrNot(string rule, string markdown, bool speaks)
    {
        var findings = NoteChecklist.Check(Checked(WithText(markdown))).Where(finding => finding.Rule == rule).ToList();

        Assert.Equal(speaks, findings.Count > 0);
        Assert.All(findings, finding => Assert.True(finding.Place is { Item: 1 } or { Part: NotePart.Items }));
    }

    [Theory]
    [InlineData("![](bilder/linjer.png) ![](bilder/linjer.png) ![x](bilder/annan.png) ![x](https://a.se/b)", 4)]
    [InlineData("![x](bilder/linjer.png)", 0)]
    public void Check_SeveralImages_StopsAtEach(string markdown, int stops) =>
        Assert.Equal(stops, NoteChecklist.Check(Checked(WithText(markdown))).Count(finding => finding.Severity == Severity.Stop));

    [Fact]
    public void Check_AbbreviationInTwoItems_IsToldOnceAtTheFirst()
    {
        var note = WithText("Även RUS är med.").Change(0, item => item with { Text = "Arbetet med RUS går bra.", Heading = "RUS" });

        var finding = Assert.Single(NoteChecklist.Check(Checked(note)));

        Assert.Equal((new NotePlace(NotePart.ItemText, 0), "RUS är inte utskrivet."), (finding.Place, finding.Text));
    }

    [Fact]
    public void Check_ItemInAnotherLanguage_IsNotJudgedAsSwedish() => Assert.Empty(NoteChecklist.Check(Checked(
        WithText("The RUS samt " + string.Concat(Enumerable.Repeat(FiveWords, 10))).Change(1, item => item with { Language = "en" }))));

    [Fact]
    public void Check_LongSentence_ShowsItsStart() =>
        Assert.StartsWith("Den börjar så alla ord", NoteChecklist.Check(Checked(WithText("Kort. Den börjar så " + string.Concat(Enumerable.Repeat(FiveWords, 6))))).Single().Excerpt, StringComparison.Ordinal);

    [Theory]
    [InlineData("", 0)]
    [InlineData("...", 0)]
    [InlineData("Alla är här. Det är bra.", 3)]
    [InlineData("Alla myndigheter är här i dag.", 6 + (100.0 / 6))]
    [InlineData("Vi ses t.ex. kl. 9.30 i Sundsvall.", 7 + (100.0 / 7))]
    public void Lix_KnownText_IsWordsPerSentenceAndLongWordsInAHundred(string text, double lix)
    {
        var read = Readability.Lix(text);

        Assert.InRange(read, lix - 2.5, lix + 2.5);
    }

    [Theory]
    [InlineData(29.9, "mycket lättläst")]
    [InlineData(30, "lättläst")]
    [InlineData(41, "medelsvår")]
    [InlineData(50, "svår")]
    [InlineData(60, "svår")]
    [InlineData(61, "mycket svår")]
    public void Scale_OfAnIndex_IsTheUsualWord(double lix, string word) => Assert.Equal(word, Readability.Scale(lix));
}
