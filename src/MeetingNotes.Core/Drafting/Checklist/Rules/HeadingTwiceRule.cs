using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Two items with one heading cannot be told apart in a list of hits.</summary>
internal sealed class HeadingTwiceRule : CheckRule
{
    public override string Name => "samma-rubrik";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from same in note.Note.Items.Index()
            .Where(item => !string.IsNullOrWhiteSpace(item.Item.Heading))
            .GroupBy(item => PlainText.OneLine(item.Item.Heading), StringComparer.OrdinalIgnoreCase)
        from again in same.Skip(1)
        select Found(
            new NotePlace(NotePart.ItemHeading, again.Index), $"{Told.Item(again.Index)} har samma rubrik som {Told.Item(same.First().Index).ToLowerInvariant()}.",
            "Skriv rubriker som skiljer punkterna åt.");
}
