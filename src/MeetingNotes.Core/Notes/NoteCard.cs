namespace MeetingNotes.Core.Notes;

/// <summary>One note in a list.</summary>
public sealed record NoteCard
{
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required string LeadText { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public DateTimeOffset? CorrectedAt { get; init; }
    public IReadOnlyList<string> ItemAnchors { get; init; } = [];
    public IReadOnlyList<string> ItemHeadings { get; init; } = [];
    public required int FollowUps { get; init; }
    public required int Settled { get; init; }

    public int Items => ItemHeadings.Count;

    /// <summary>The note's items, in order.</summary>
    public IEnumerable<(string Anchor, string Heading)> ItemLinks => ItemAnchors.Zip(ItemHeadings);

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}
