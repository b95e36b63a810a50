using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Suggestions;

public sealed class FollowUpSuggestionsTests
{
    private static readonly IReadOnlyList<LabelledSentence> Sentences =
        LabelledSentence.ReadAll(Repository.Folder("tests/MeetingNotes.Tests/Drafting/Suggestions/sentences.tsv"));

    [Theory]
    [InlineData("tuned")]
    [InlineData("held-out")]
    [InlineData(null)]
    public void In_LabelledSentences_AgreesNineTimesInTen(string? part)
    {
        var score = SuggestionScore.Of(Sentences.Where(sentence => part is null || sentence.Part == part));
        TestContext.Current.TestOutputHelper!.WriteLine($"{part ?? "whole"}: {score}");
        foreach (var difference in score.Differences.Where(_ => part == "tuned"))
        {
            TestContext.Current.TestOutputHelper!.WriteLine(difference);
        }

        Assert.True(score.Precision >= 0.9, score.ToString());
        Assert.True(score.Recall >= 0.9, score.ToString());
        Assert.True(score.ResponsiblePrecision >= 0.9, score.ToString());
    }
}
