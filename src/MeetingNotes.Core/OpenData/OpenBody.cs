namespace MeetingNotes.Core.OpenData;

public sealed record OpenBody : IOpenRecord
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public string? Contact { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public Guid? SuccessorId { get; init; }
    public string? SuccessorSlug { get; init; }
    public string? SuccessorName { get; init; }
    public required string[] FormerNames { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName? Successor => SuccessorId is { } id ? new OpenName(id, SuccessorSlug!, SuccessorName!) : null;
}
