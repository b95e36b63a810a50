namespace MeetingNotes.Core.OpenData;

public sealed record OpenTopic : IOpenRecord
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string[] Synonyms { get; init; }

    /// <summary>Public ones.</summary>
    public required int Items { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }
}
