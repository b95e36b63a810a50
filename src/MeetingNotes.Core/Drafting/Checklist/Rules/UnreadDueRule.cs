using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A time that is not read is kept as written, and then nobody is reminded of it.</summary>
internal sealed class UnreadDueRule : CheckRule
{
    public override string Name => "olast-tid";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where note.Due(row.Line) is { Kind: DueKind.Unread }
        select Found(
            new NotePlace(NotePart.FollowUpDue, row.Item, row.Index),
            $"Tiden {Told.Quoted(row.Line.Due!)} går inte att läsa. Uppföljningen blir utan datum.",
            $"Skriv till exempel ”den 12 juni”, ”hösten {note.Note.MeetingOn.Year}”, ”senast i maj” eller ”nästa möte”.");

    public override string? Passed(CheckedNote note)
    {
        var readings = note.FollowUps.Select(row => note.Due(row.Line)?.Reading).OfType<string>().Distinct().ToList();
        return readings.Count == 0 ? null : $"Tiderna går att läsa: {string.Join(", ", readings)}";
    }
}
