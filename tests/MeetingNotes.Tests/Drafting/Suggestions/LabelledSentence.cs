using System.Globalization;

namespace MeetingNotes.Tests.Drafting.Suggestions;

/// <summary>A line of sentences.tsv: a sentence and what a careful reader would propose from it.</summary>
internal sealed record LabelledSentence(string Part, DateOnly SaidOn, string Text, IReadOnlyList<ExpectedFollowUp> Expected)
{
    public static IReadOnlyList<LabelledSentence> ReadAll(string path) =>
        [.. File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(Read)];

    private static LabelledSentence Read(string line)
    {
        var fields = line.Split('\t');
        var dues = Parts(fields.ElementAtOrDefault(3));
        var responsibles = Parts(fields.ElementAtOrDefault(4));
        return new LabelledSentence(fields[0], DateOnly.ParseExact(fields[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), fields[2],
            [.. dues.Select((due, index) => new ExpectedFollowUp(due, responsibles.ElementAtOrDefault(index) is { Length: > 0 } name ? name : null))]);
    }

    private static string[] Parts(string? field) => string.IsNullOrWhiteSpace(field) ? [] : field.Split(';', StringSplitOptions.TrimEntries);
}

internal sealed record ExpectedFollowUp(string Due, string? Responsible);
