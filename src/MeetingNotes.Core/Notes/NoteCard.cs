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
    public required int Items { get; init; }
    public required int FollowUps { get; init; }
    public required int Settled { get; init; }

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}
