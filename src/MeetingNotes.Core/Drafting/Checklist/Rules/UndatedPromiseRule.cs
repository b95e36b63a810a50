namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A promise without a time stays open for ever. An answer without a new time leaves its follow-up undated.</summary>
internal sealed class UndatedPromiseRule : CheckRule
{
    public override string Name => "lofte-utan-tid";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where string.IsNullOrWhiteSpace(row.Line.Due) && !string.IsNullOrWhiteSpace(row.Line.Text) && OpenLines.IsOpen(row.Line)
        select Found(
            new NotePlace(NotePart.FollowUpDue, row.Item, row.Index), $"{Told.Quoted(row.Line.Text)} har ingen tid.",
            $"Skriv när det ska vara klart, så som det sades: ”i juni”, ”hösten {note.Note.MeetingOn.Year}” eller ”nästa möte”.");
}
