namespace MeetingNotes.Core.OpenData;

public sealed record OpenMatter : IOpenRecord
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>Public ones, and the meetings that had them.</summary>
    public required int Items { get; init; }
    public required int Meetings { get; init; }
    public DateOnly? LatestOn { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }
}
