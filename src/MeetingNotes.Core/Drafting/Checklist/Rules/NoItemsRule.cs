namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A note without items; a stop when it has no lead either, since then it says nothing.</summary>
internal sealed class NoItemsRule : CheckRule
{
    public override string Name => "inga-punkter";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note)
    {
        if (note.Note.Items.Count == 0)
        {
            var isEmpty = string.IsNullOrWhiteSpace(note.Note.Lead);
            yield return Found(
                new NotePlace(NotePart.Items),
                isEmpty ? "Noteringen har varken ingress eller punkter." : "Noteringen har inga punkter.",
                "Lägg till en punkt för varje fråga som mötet tog upp.") with
            { Severity = isEmpty ? Severity.Stop : Severity.Warning };
        }
    }

    public override string Passed(CheckedNote note) => note.Note.Items.Count == 1 ? "1 punkt" : $"{note.Note.Items.Count} punkter";
}
