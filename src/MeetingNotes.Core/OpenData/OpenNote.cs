using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.OpenData;

public record OpenNote : IOpenRecord
{
    public required Guid Id { get; init; }
    public required Guid MeetingId { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string LeadHtml { get; init; }
    public required string LeadText { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<DocumentLink> Documents { get; init; } = [];
    public IReadOnlyList<DocumentLink> Minutes { get; init; } = [];
    public DateOnly? NextMeetingOn { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public IReadOnlyList<Correction> Corrections { get; init; } = [];
    public IReadOnlyList<OpenItem> Items { get; init; } = [];
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}
