namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>At the desk topics are chosen, not invented.</summary>
internal sealed class TopicUnknownRule : CheckRule
{
    public override string Name => "okant-amne";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from item in note.Note.Items.Index()
        from topic in item.Item.Topics
        where !string.IsNullOrWhiteSpace(topic) && !note.IsKnownTopic(topic)
        select Found(
            new NotePlace(NotePart.ItemTopics, item.Index), $"Ämnet {Told.Quoted(topic)} i {Told.Item(item.Index).ToLowerInvariant()} finns inte.",
            "Välj ett ämne ur listan. En administratör kan lägga till nya.");
}
