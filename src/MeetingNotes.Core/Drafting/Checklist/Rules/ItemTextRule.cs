namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>An item without text. With follow-ups it still says something, so then it is only a warning.</summary>
internal sealed class ItemTextRule : CheckRule
{
    public override string Name => "punkttext";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from item in note.Note.Items.Index()
        where string.IsNullOrWhiteSpace(item.Item.Text)
        select Found(
            new NotePlace(NotePart.ItemText, item.Index),
            $"{Told.Item(item.Index)} har ingen text.", "Skriv några meningar om vad som sades, eller ta bort punkten.") with
        {
            Severity = item.Item.FollowUps.Count > 0 ? Severity.Warning : Severity.Stop,
        };
}
