using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A day on a Saturday or Sunday is often a slip.</summary>
internal sealed class WeekendDueRule : CheckRule
{
    public override string Name => "veckoslut";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where OpenLines.IsOpen(row.Line) && note.Due(row.Line) is { } due && DayOf(due) is { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday }
        let day = DayOf(note.Due(row.Line)!)!.Value
        select Found(
            new NotePlace(NotePart.FollowUpDue, row.Item, row.Index),
            $"{day.Written()} är en {(day.DayOfWeek == DayOfWeek.Saturday ? "lördag" : "söndag")}.",
            $"Stämmer dagen i {Told.Item(row.Item).ToLowerInvariant()}?");

    // The end of a month or a week may well be a Sunday; only a day that was said is meant.
    private static DateOnly? DayOf(DueDate due) => due.Kind == DueKind.Dated
        && (due.Precision == DuePrecision.Day || due.Reading.StartsWith("senast den ", StringComparison.Ordinal)) ? due.Last : null;
}
