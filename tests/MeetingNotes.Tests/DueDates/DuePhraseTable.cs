using System.Globalization;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.DueDates;

/// <summary>A row of due-phrases.tsv.</summary>
public sealed record DueCase(DateOnly SaidOn, string Phrase, DueKind Kind, string? Edtf, DateOnly? First, DateOnly? Last, string Reading);

/// <summary>The cases of due-phrases.tsv.</summary>
internal static class DuePhraseTable
{
    public static IReadOnlyList<DueCase> Cases { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Folder("tests"), "MeetingNotes.Tests", "DueDates", "due-phrases.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => Case([.. line.Split('\t'), "", "", "", ""])),
    ];

    /// <summary>The phrases, each once.</summary>
    public static string[] Phrases { get; } = [.. Cases.Select(row => row.Phrase).Distinct()];

    private static DueCase Case(string[] cells)
    {
        var kind = Enum.Parse<DueKind>(cells[2]);
        return new DueCase(Day(cells[0])!.Value, cells[1], kind, cells[3].Length == 0 ? null : cells[3], Day(cells[4]), Day(cells[5]),
            kind == DueKind.Unread ? cells[1] : cells[6]);
    }

    private static DateOnly? Day(string cell) =>
        cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
