namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A follow-up that does not say what is to happen.</summary>
internal sealed class FollowUpTextRule : CheckRule
{
    public override string Name => "uppfoljningstext";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where string.IsNullOrWhiteSpace(row.Line.Text)
        select Found(
            new NotePlace(NotePart.FollowUpText, row.Item, row.Index), $"En uppföljning i {Told.Item(row.Item).ToLowerInvariant()} saknar text.",
            "Skriv vad som ska hända, eller ta bort raden.");
}
