using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Differences;

/// <summary>Rows of a note as lines to compare.</summary>
internal static class NoteWords
{
    /// <summary>"Tidplan klar (senast: juni i år; ansvarig: Kollektivtrafiken)".</summary>
    public static string Of(IReadOnlyList<FollowUpLine> lines) => string.Join('\n', lines.Select(line => WithFacts(line.Text,
        line.Answers is null ? null : $"svar på: {line.Answers.Slug}",
        line.Outcome is { } outcome ? NoteVocabulary.WordFor(outcome) : line.IsDone ? "klar" : null,
        Fact("senast", line.Due),
        Fact("ansvarig", line.Responsible))));

    /// <summary>"Kallelse (https://www.example.se/kallelse; publicerade)".</summary>
    public static string Of(IReadOnlyList<DocumentLink> links, bool isMinutes) => string.Join('\n', links.Select(link => WithFacts(link.Name ?? (isMinutes ? "Protokoll" : "Handlingar"),
        link.Url,
        link.Status is { } status ? NoteVocabulary.WordFor(status, isMinutes) : null,
        link.Date?.Iso(),
        Fact("diarienummer", link.RegistryNumber))));

    private static string? Fact(string name, string? value) => value is null ? null : $"{name}: {value}";

    private static string WithFacts(string text, params string?[] facts) =>
        facts.OfType<string>().ToList() is { Count: > 0 } some ? $"{text} ({string.Join("; ", some)})" : text;
}
