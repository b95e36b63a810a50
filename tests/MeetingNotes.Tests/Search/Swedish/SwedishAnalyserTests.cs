using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Search.Swedish;

public sealed class SwedishAnalyserTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<LabelledWord> Words =
        LabelledWord.ReadAll(Repository.Folder("tests/MeetingNotes.Tests/Search/Swedish/words.tsv"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Analyse_LabelledWords_NineteenOfTwentyAreRight(bool heldOut)
    {
        // Names of the web and numbers are no words; TextTermsTests has them.
        var score = WordScore.Of(Words.Where(word => word.IsHeldOut == heldOut && word.Kind != "other"), Analysers.WithDictionary);

        output.WriteLine($"{(heldOut ? "held out" : "tuned")}: {score}");
        score.Faults.ForEach(output.WriteLine);
        Assert.True(Words.Count >= 400);
        Assert.All([score.LemmaPrecision, score.LemmaRecall, score.PartPrecision, score.PartRecall], figure => Assert.InRange(figure, 0.95, 1));
    }

    [Fact]
    public void Score_WordsThatAreNeverSplit_IsBad()
    {
        // The measure can fail: an analyser that knows no word finds no parts.
        var nothing = new SwedishAnalyser(new LexiconBuilder().WithRules(CommonEndings.Rules()).Build(), new Dictionary<string, string[]>(), "");

        Assert.True(WordScore.Of(Words, nothing) is { PartRecall: < 0.1, LemmaRecall: < 0.8 });
    }

    [Theory]
    [InlineData("kollektivtrafikmyndighetens", "kollektiv+trafik+myndighet")]
    [InlineData("folkhälsopolitik", "folk+hälsa+politik")]
    [InlineData("KOMMUNTURNÉN", "kommun+turne")]
    [InlineData("IT-avdelningen", "it+avdelning")]
    [InlineData("fallucka", "fall+lucka")]
    [InlineData("Trafikverket", "trafikverket|trafik+verk")]
    [InlineData("städerna", "stad")]
    [InlineData("banan", "banan|bana")]
    [InlineData("förslag", "förslag")]
    [InlineData("regionen", "region")]
    [InlineData("verksamheten", "verksamhet")]
    [InlineData("området", "område")]
    public void Analyse_Word_FindsItsParts(string word, string parts) =>
        Assert.Equal(parts.Split('|'), Analysers.WithDictionary.Analyse(word).Readings.Select(reading => reading.Joined));

    [Fact]
    public void PartKeys_ThreeParts_AreThoseThatStandTogether() => Assert.Equal(
        ["kollektiv", "trafik", "myndighet", "kollektiv+trafik", "trafik+myndighet", "kollektiv+trafik+myndighet"],
        Analysers.WithDictionary.Analyse("kollektivtrafikmyndighet").Readings.Single().PartKeys());

    [Theory]
    [InlineData("besluta", "beslut")]
    [InlineData("företagande", "företag")]
    [InlineData("vara", null)]
    public void Origin_VerbOfANoun_IsTheNoun(string word, string? noun) =>
        Assert.Equal(noun, Analysers.WithDictionary.Analyse(word).Readings[0].Origin);

    [Theory]
    [InlineData("möte\u0301")]
    [InlineData("mo\u0308te\u0301")]
    [InlineData("MÖTE")]
    [InlineData("mö\u00ADte")]
    public void Analyse_OtherWayOfWriting_IsTheSameWord(string written) =>
        Assert.Equal("möte", Analysers.WithDictionary.Analyse(written).Readings[0].Lemma);

    [Fact]
    public void Analyse_RingsAndDots_AreLettersOfTheirOwn()
    {
        Assert.NotEqual(Analysers.WithDictionary.Analyse("rad").Readings[0].Lemma, Analysers.WithDictionary.Analyse("råd").Readings[0].Lemma);
        Assert.Equal("ide", Analysers.WithDictionary.Analyse("idé").Readings[0].Lemma);
        Assert.Equal("öresund", Analysers.WithDictionary.Analyse("Øresunds").Readings[^1].Lemma);
    }

    [Fact]
    public void Analyse_ManyThreads_GivesTheSameAnswers()
    {
        var analyser = SwedishAnalysers.Create(null);
        string[] words = [.. Words.Select(word => word.Word), .. Enumerable.Range(0, 60_000).Select(number => $"ord{number}trafiken")];

        var answers = words.AsParallel().WithDegreeOfParallelism(8).Select(word => (word, Key(analyser, word))).ToList();

        Assert.All(answers, answer => Assert.Equal(Key(Analysers.WithoutDictionary, answer.word), answer.Item2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("a-b-c-d-e-f-g-h")]
    [InlineData("\u00AD")]
    [InlineData("\uD83D\uDE00")]
    public void Analyse_NoWordAtAll_StillAnswers(string word) => Assert.NotEmpty(Analysers.WithDictionary.Analyse(word).Readings);

    [Fact]
    public void Analyse_VeryLongWord_IsReadAsItStands() =>
        Assert.Equal(new string('a', 5000), Analysers.WithDictionary.Analyse(new string('a', 5000)).Readings.Single().Lemma);

    [Fact]
    public void Fingerprint_OtherDictionary_IsAnother() =>
        Assert.NotEqual(Analysers.WithDictionary.Fingerprint, Analysers.WithoutDictionary.Fingerprint);

    private static string Key(SwedishAnalyser analyser, string word) => string.Join('|', analyser.Analyse(word).Readings.Select(reading => reading.Lemma));
}
