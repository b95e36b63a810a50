namespace MeetingNotes.Core.Notes;

/// <summary>One agenda item in a list.</summary>
public record ListedItem
{
    public required Guid Id { get; init; }
    public required string Anchor { get; init; }
    public required string Heading { get; init; }
    public required int Position { get; init; }
    public required string Text { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }

    public string Path => $"{NoteAddress.For(BodySlug, HeldOn, Number)}#{Anchor}";
}
