using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Suggestions;

/// <summary>The line to paste is read as the follow-up that was suggested.</summary>
public sealed class NoteLineTests
{
    private static readonly DateOnly SaidOn = new(2018, 4, 11);

    private static readonly string Original = Repository.Folder("../shared/sources/noterat-2018-04-11.txt");

    [Theory]
    [InlineData("Planen väntas i juni i år.", "- [ ] Planen väntas i juni i år (senast: juni i år)")]
    [InlineData("Den **12 juni** publiceras [handlingarna](https://www.example.se).", "- [ ] Den 12 juni publiceras handlingarna (senast: den 12 juni)")]
    [InlineData("Ett forum planeras under hösten 2018.", "- [ ] Ett forum planeras under hösten 2018 (senast: hösten 2018)")]
    [InlineData("Almi återkommer vid nästa möte.", "- [ ] Almi återkommer vid nästa möte (senast: nästa möte; ansvarig: Almi)")]
    [InlineData("Svar lämnas senast den 15 maj.", "- [ ] Svar lämnas senast den 15 maj (senast: den 15 maj)")]
    [InlineData("Svaren väntas i höst.", "- [ ] Svaren väntas i höst (senast: i höst)")]
    [InlineData("Taxan ska beslutas före den 1 juli.", "- [ ] Taxan ska beslutas före den 1 juli (senast: före den 1 juli)")]
    [InlineData("Svar väntas inom två veckor.", "- [ ] Svar väntas inom två veckor (senast: inom två veckor)")]
    public void NoteLine_Suggestion_SaysTheDueAsItIsSaidAfterSenast(string text, string line)
    {
        var suggestion = Assert.Single(FollowUpSuggestions.In(text, SaidOn));

        Assert.Equal(line, suggestion.NoteLine);
        AssertReadsBack(suggestion, SaidOn);
    }

    [Fact]
    public void NoteLine_Seeds_AreReadAsTheSuggestedFollowUps()
    {
        var count = Directory.GetFiles(Repository.Seeds, "*.md").Sum(path => AssertAllReadBack(File.ReadAllText(path)));

        Assert.True(count >= 6);
    }

    [Fact]
    public void NoteLine_LabelledSentences_AreReadAsTheSuggestedFollowUps() =>
        Assert.All(
            LabelledSentence.ReadAll(Repository.Folder("tests/MeetingNotes.Tests/Drafting/Suggestions/sentences.tsv")),
            sentence => Assert.All(FollowUpSuggestions.In(sentence.Text, sentence.SaidOn), suggestion => AssertReadsBack(suggestion, sentence.SaidOn)));

    [Fact]
    public void NoteLine_TheFirstPost_IsReadAsTheSuggestedFollowUps()
    {
        Assert.SkipUnless(File.Exists(Original), "The original post is not beside this repository.");
        Assert.Equal(5, AssertAllReadBack(File.ReadAllText(Original)));
    }

    private static int AssertAllReadBack(string file)
    {
        var source = SuggestionSource.Read(file);
        var suggestions = FollowUpSuggestions.In(source.Text, source.MeetingOn!.Value);
        Assert.All(suggestions, suggestion => AssertReadsBack(suggestion, source.MeetingOn.Value));
        return suggestions.Count;
    }

    private static void AssertReadsBack(SuggestedFollowUp suggestion, DateOnly saidOn)
    {
        var note = NoteFileReader.Read($"---\norgan: Kulturforum\nmöte: {saidOn:yyyy-MM-dd}\n---\n\n## En punkt\n\n{suggestion.NoteLine}\n");

        var line = Assert.Single(Assert.Single(note.Items).FollowUps);
        var due = DueDate.Read(line.Due!, saidOn);
        Assert.Equal(new FollowUpLine { Text = suggestion.Text.TrimEnd('.', ' '), Due = suggestion.DueAsWritten, Responsible = suggestion.Responsible, SourceLine = line.SourceLine }, line);
        Assert.Equal((suggestion.Due.Kind, suggestion.Due.Last, suggestion.Due.MeetingOf), (due.Kind, due.Last, due.MeetingOf));
    }
}
