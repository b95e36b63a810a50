using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>
/// A promise whose time was over before the meeting, or is over today. In a correction today says nothing: the note may be old.
/// </summary>
internal sealed class PastPromiseRule : CheckRule
{
    public override string Name => "passerad-tid";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where OpenLines.IsOpen(row.Line) && note.Due(row.Line) is { Kind: DueKind.Dated, Last: { } last }
            && (last < note.Note.MeetingOn || (last < note.Today && !note.IsCorrection))
        let due = note.Due(row.Line)!
        select Found(
            new NotePlace(NotePart.FollowUpDue, row.Item, row.Index),
            due.Last < note.Note.MeetingOn
                ? $"Tiden {Told.Quoted(due.Written)} var ute redan före mötet. Den läses som {due.Reading}."
                : $"Tiden {Told.Quoted(due.Written)} har redan gått. Den läses som {due.Reading}.",
            "Stämmer tiden? Skriv annars en ny, eller markera det som klart.");
}
