using System.Collections.Frozen;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>How a due phrase of running text is written after "senast:".</summary>
internal static class WrittenDues
{
    private static readonly FrozenSet<string> Prepositions = Words.Set("i under vid till på senast fram");

    // What "i" belongs to: "i höst", "i år".
    private static readonly FrozenSet<string> AfterI = Words.Set("vår sommar höst vinter dag morgon år god");

    /// <summary>"Vid nästa möte" is "nästa möte" and "senast den 12 juni" is "den 12 juni": as short as it still reads the same.</summary>
    public static string Of(DueDate due, DateOnly saidOn, MandateEnd mandate)
    {
        var written = string.Concat(char.ToLowerInvariant(due.Written[0]).ToString(), MarkdownMask.OneLine(due.Written).AsSpan(1));
        while (WithoutPreposition(written) is { } shorter && IsSame(DueDate.Read(shorter, saidOn, mandate), due))
        {
            written = shorter;
        }

        return written;
    }

    private static string? WithoutPreposition(string written) => written.Split(' ', 3) switch
    {
        ["i", var next, ..] when AfterI.Contains(next) => null,
        [var first, _, ..] when Prepositions.Contains(first) => written[(first.Length + 1)..],
        _ => null,
    };

    // "Senast den 12 juni" begins at the meeting and "den 12 juni" does not; what counts is when they are over.
    private static bool IsSame(DueDate one, DueDate other) =>
        (one.Kind, one.Last, one.MeetingOf) == (other.Kind, other.Last, other.MeetingOf) && (one.Kind != DueKind.Meeting || one.First == other.First);
}
