using System.Diagnostics;
using CsCheck;
using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.Notes;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Suggestions;

public sealed class FollowUpSuggestionsTests
{
    private static readonly DateOnly SaidOn = new(2018, 4, 11);

    private static readonly IReadOnlyList<LabelledSentence> Labelled =
        LabelledSentence.ReadAll(Repository.Folder("tests/MeetingNotes.Tests/Drafting/Suggestions/sentences.tsv"));

    // The post that started the project; it is not part of the repository, so a sample with the same facts stands in for it.
    private static readonly string Original = Repository.Folder("../shared/sources/noterat-2018-04-11.txt");
    private static readonly string Sample = Path.Combine(Repository.Seeds, "2018-04-11-regionala-samverkansradet.md");

    [Theory]
    [InlineData("tuned", 0.95)]
    [InlineData("held-out", 0.9)]
    [InlineData(null, 0.95)]
    public void In_LabelledSentences_AgreesWithACarefulReader(string? part, double share)
    {
        var score = SuggestionScore.Of(Labelled.Where(sentence => part is null || sentence.Part == part));

        TestContext.Current.TestOutputHelper?.WriteLine($"{part ?? "whole"}: {score}");
        Assert.True(score.Precision >= share && score.Recall >= share && score.ResponsiblePrecision >= share, $"{score}\n{string.Join('\n', score.Differences)}");
    }

    [Fact]
    public void ReadAll_LabelledSentences_AreManyAndHardEnough()
    {
        Assert.True(Labelled.Count >= 150);
        Assert.True(Labelled.Count(sentence => sentence.Expected.Count == 0) >= 60);
        Assert.InRange(Labelled.Count(sentence => sentence.Part == "held-out") / (double)Labelled.Count, 0.3, 0.4);
        Assert.All(Labelled, sentence => Assert.True(sentence.Part is "tuned" or "held-out"));
        Assert.Equal(Labelled.Count, Labelled.Select(sentence => sentence.Text).Distinct().Count());
    }

    [Fact]
    public void In_TheFirstPost_FindsItsFivePromisesAndNothingElse()
    {
        Assert.SkipUnless(File.Exists(Original), "The original post is not beside this repository.");
        AssertTheFive(SuggestionSource.Read(File.ReadAllText(Original)), []);
    }

    [Fact]
    public void In_TheSampleOfTheFirstPost_FindsTheSameFive() =>
        AssertTheFive(SuggestionSource.Read(File.ReadAllText(Sample)), ["Senare i vår planeras fler möten."]);

    [Fact]
    public void In_TwoPromisesInOneSentence_GivesEachItsClause()
    {
        var suggestions = FollowUpSuggestions.In("Inledning. Förvaltningen skickar ut remissen i maj, och kommunerna ska svara senast den 30 september.", SaidOn);

        Assert.Equal(["Förvaltningen skickar ut remissen i maj.", "Kommunerna ska svara senast den 30 september."], suggestions.Select(one => one.Text));
        Assert.Equal(["Förvaltningen", "Kommunerna"], suggestions.Select(one => one.Responsible));
        Assert.Equal(["skickar", "ska"], suggestions.Select(one => one.Cue));
        Assert.All(suggestions, suggestion => Assert.Equal("Inledning. ".Length, suggestion.Start));
    }

    [Fact]
    public void In_ClauseThatBorrowsItsSubject_ProposesTheWholeSentenceForIt()
    {
        var suggestions = FollowUpSuggestions.In("Kansliet tar fram en plan i augusti och lämnar den till styrelsen den 15 oktober.", SaidOn);

        Assert.Equal(["Kansliet tar fram en plan i augusti.", suggestions[0].Sentence], suggestions.Select(one => one.Text));
        Assert.Equal(["Kansliet", "Kansliet"], suggestions.Select(one => one.Responsible));
    }

    [Fact]
    public void In_Markdown_ReadsTheWordsAndNothingThatIsAFollowUpAlready()
    {
        const string Text =
            """
            ## Rapporten väntas i augusti

            Den **nya** [planen](https://example.se/2018-12-01/plan) väntas vara
            klar i *juni*.

            - [ ] Planen ska vara klar (id: planen; senast: juni i år)
            - Taxan ska beslutas i oktober

            | När | Vad |
            |---|---|
            | Hösten 2018 | remiss skickas ut |
            """;

        var suggestions = FollowUpSuggestions.In(Text, SaidOn);

        Assert.Equal(["Den nya planen väntas vara klar i juni.", "Taxan ska beslutas i oktober"], suggestions.Select(one => one.Sentence));
        Assert.StartsWith("Den **nya**", Text[suggestions[0].Start..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2018-06-11", 1)]
    [InlineData("2018-06-12", 0)]
    public void In_TheDayOfTheMeetingItself_IsNotToCome(string saidOn, int count) =>
        Assert.Equal(count, FollowUpSuggestions.In("Mässan hålls den 12 juni 2018.", DateOnly.ParseExact(saidOn, "yyyy-MM-dd")).Count);

    [Fact]
    public void In_LongSentence_ProposesATextThatAFollowUpMayHave()
    {
        var text = $"Förslaget om {string.Join(", ", Enumerable.Repeat("bussar", 100))} väntas i juni.";

        var suggestion = Assert.Single(FollowUpSuggestions.In(text, SaidOn));

        Assert.Equal(text, suggestion.Sentence);
        Assert.InRange(suggestion.Text.Length, 400, FollowUpLine.TextMaxLength);
        Assert.EndsWith("bussar, …", suggestion.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_AnyTextAtAll_NeverThrowsAndPointsIntoIt()
    {
        string[] words =
        [
            "ska", "i juni", "och", "förvaltningen", "den 12 juni", "nästa möte", ".", ",", "\n", "”", "|", "- [ ]", "](", "[", "\0", "\uD800", "är", "av", "Region",
            "för", "nämnden", "beslutade att", "har", "förrän", "inte", "(", "\u0301", "2019–2030", "senast", "#", "t.ex.", "åt", "uppdrag", "som", "till",
        ];
        Gen.OneOf(Gen.Int[0, words.Length - 1].Select(index => words[index]), Gen.String).Array[0, 40].Sample(parts =>
        {
            var text = string.Join(' ', parts);
            foreach (var suggestion in FollowUpSuggestions.In(text, SaidOn))
            {
                Assert.InRange(suggestion.Start, 0, text.Length - 1);
                Assert.InRange(suggestion.Text.Length, 1, FollowUpLine.TextMaxLength);
            }
        });
    }

    [Theory]
    [InlineData("Planen ska vara klar i juni ")]
    [InlineData("Planen ska vara klar i juni. ", 300_000)]
    [InlineData("”Planen ")]
    [InlineData("1. ")]
    [InlineData(".")]
    [InlineData(".”")]
    [InlineData("\n")]
    [InlineData("|")]
    [InlineData("[](")]
    [InlineData("- [ ] ")]
    [InlineData("https://a.")]
    [InlineData("\0")]
    [InlineData("x")]
    [InlineData("Nämnden för och ")]
    public void In_VeryLongText_TakesNoMoreThanItsLength(string piece, int length = 1_000_000)
    {
        var small = string.Concat(Enumerable.Repeat(piece, length / 10 / piece.Length));
        var large = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        _ = FollowUpSuggestions.In(small, SaidOn);

        var first = Time(small);
        var second = Time(large);

        // Ten times the text takes ten times as long, where a square would take a minute. The rest forgives a busy machine.
        Assert.True(second < (40 * first) + TimeSpan.FromSeconds(5), $"{piece}: {first.TotalMilliseconds} ms and {second.TotalMilliseconds} ms");

        static TimeSpan Time(string text)
        {
            var start = Stopwatch.GetTimestamp();
            _ = FollowUpSuggestions.In(text, SaidOn);
            return Stopwatch.GetElapsedTime(start);
        }
    }

    private static void AssertTheFive(SuggestionSource source, string[] others)
    {
        var suggestions = FollowUpSuggestions.In(source.Text, source.MeetingOn!.Value).Where(one => !others.Contains(one.Sentence)).ToList();

        Assert.Equal(SaidOn, source.MeetingOn);
        Assert.Collection(
            suggestions,
            governing => Assert.Equal("2018-06", governing.Due.Edtf),
            forum => Assert.Equal("2018-23", forum.Due.Edtf),
            strategy => Assert.StartsWith("nästa möte", strategy.Due.Reading, StringComparison.Ordinal),
            futureDay => Assert.Equal("2018-06-12", futureDay.Due.Edtf),
            launch => Assert.Equal("2018-05-29", launch.Due.Edtf));
        Assert.Contains("Härnösand", suggestions[4].Sentence, StringComparison.Ordinal);
        Assert.All(suggestions, suggestion => Assert.Null(suggestion.Responsible));
    }
}
