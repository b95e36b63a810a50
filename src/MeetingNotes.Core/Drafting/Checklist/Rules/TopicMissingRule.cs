namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>An item without a topic is not found by those who follow one.</summary>
internal sealed class TopicMissingRule : CheckRule
{
    public override string Name => "amne-saknas";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from item in note.Note.Items.Index()
        where item.Item.Topics.All(string.IsNullOrWhiteSpace)
        select Found(
            new NotePlace(NotePart.ItemTopics, item.Index),
            $"{Told.Item(item.Index)} saknar ämne.", "Välj ett ämne, så går punkten lättare att hitta.");

    public override string? Passed(CheckedNote note) => note.Note.Items.Count > 0 ? "Alla punkter har ämne" : null;
}
