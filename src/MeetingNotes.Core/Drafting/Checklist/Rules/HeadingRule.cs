namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Every item needs a heading: it is its name in lists, in search and in its address.</summary>
internal sealed class HeadingRule : CheckRule
{
    public override string Name => "punktrubrik";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from item in note.Note.Items.Index()
        where string.IsNullOrWhiteSpace(item.Item.Heading)
        select Found(
            new NotePlace(NotePart.ItemHeading, item.Index),
            $"{Told.Item(item.Index)} saknar rubrik.", "Skriv en rubrik som säger vad punkten handlar om.");
}
