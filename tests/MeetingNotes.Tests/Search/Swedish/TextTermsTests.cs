using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Tests.Search.Swedish;

public sealed class TextTermsTests
{
    [Theory]
    [InlineData("Budgeten gäller 2018-04-11.", "budget gälla 2018-04-11")]
    [InlineData("den 11 april 2018", "2018-04-11 11 2018-04 april 2018")]
    [InlineData("i april 2018", "2018-04 april 2018")]
    [InlineData("31 februari 2018", "31 2018-02 februari 2018")]
    [InlineData("Ärende 18RS1 och RS 912-2025", "ärende 18rs1 rs912-2025 rs 912-2025")]
    [InlineData("KS2018/123", "ks2018-123")]
    [InlineData("§ 26", "§26 26")]
    [InlineData("§§ 26–28", "§26|§27|§28 26 28")]
    [InlineData("SKR:s plan och RUS:en", "skr plan rus")]
    [InlineData("verksamt.se, www.verksamt.se", "verksamt.se verksamt.se")]
    [InlineData("kl. 14.30 på E4:an", "kl 14.30 e4")]
    [InlineData("250 000 kronor och 1,5 procent", "250000 250 000 krona 1,5 procent")]
    [InlineData("slut.Nästa", "slut nästa")]
    [InlineData("info@example.se", "info@example.se")]
    [InlineData("90-talet", "90-tal")]
    [InlineData("– § …", "")]
    [InlineData("", "")]
    public void Read_Text_FindsWhatCanBeSearchedFor(string text, string keys) =>
        Assert.Equal(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries), Read(text).Where(term => !term.IsStopWord && term.Form is not "§").Select(term => string.Join('|', term.Keys)));

    [Fact]
    public void Read_SharedEnd_BelongsToTheFirstWordToo()
    {
        var terms = Read("hälso- och sjukvården");

        Assert.Equal("hälsa", terms[0].Keys.Single());
        Assert.Contains("hälsa+vård", terms[^1].PartKeys);
        Assert.Contains("sjuk", terms[^1].PartKeys);
    }

    [Fact]
    public void Read_StopWords_KeepTheirPlaces()
    {
        var terms = Read("råd och stöd");

        Assert.Equal([1, 2, 3], terms.Select(term => term.Position));
        Assert.Equal([false, true, false], terms.Select(term => term.IsStopWord));
    }

    [Fact]
    public void Read_Terms_PointAtTheirText()
    {
        const string text = "Beslut den 11 april 2018: folkhälsopolitiken, § 26.";

        Assert.Equal(
            ["Beslut", "den", "11 april 2018", "11", "april 2018", "april", "2018", "folkhälsopolitiken", "§ 26", "§", "26"],
            Read(text).Select(term => text.Substring(term.Start, term.Length)));
    }

    private static IReadOnlyList<Term> Read(string text) => TextTerms.Read(text, Analysers.WithDictionary);
}
