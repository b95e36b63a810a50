using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Tests.Drafting.Suggestions;

namespace MeetingNotes.Benchmarks;

/// <summary>How well follow-ups are suggested, on the labelled sentences of the tests, and how fast, on one processor.</summary>
internal static class SuggestionMeasurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        var sentences = LabelledSentence.ReadAll(Path.Combine(Repository.Folder, "tests/MeetingNotes.Tests/Drafting/Suggestions/sentences.tsv"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {sentences.Count} labelled sentences, {sentences.Count(sentence => sentence.Expected.Count == 0)} of them without anything to suggest

            | sentences | precision | recall | responsible precision | responsible recall |
            |---|---|---|---|---|
            """));
        Report("tuned", sentences.Where(sentence => sentence.Part == "tuned"));
        Report("held out", sentences.Where(sentence => sentence.Part == "held-out"));
        Report("all", sentences);

        Repeat(sentences, WarmUp);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Repeat(sentences, Duration):0} sentences/s"));
    }

    private static void Report(string name, IEnumerable<LabelledSentence> sentences)
    {
        var score = SuggestionScore.Of(sentences);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {score.Precision:0.000} | {score.Recall:0.000} | {score.ResponsiblePrecision:0.000} | {score.ResponsibleRecall:0.000} |"));
    }

    /// <summary>Sentences a second.</summary>
    private static double Repeat(IReadOnlyList<LabelledSentence> sentences, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < duration; count++)
        {
            var sentence = sentences[count % sentences.Count];
            _ = FollowUpSuggestions.In(sentence.Text, sentence.SaidOn);
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
