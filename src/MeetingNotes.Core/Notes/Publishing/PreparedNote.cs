using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>A note whose names are found, texts rendered and ids chosen: ready to be written row by row.</summary>
internal sealed record PreparedNote
{
    public required Guid Id { get; init; }
    public required Guid BodyId { get; init; }
    public required Guid MeetingId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string LeadHtml { get; init; }
    public required string LeadText { get; init; }
    public string? Contact { get; init; }
    public required string Documents { get; init; }
    public required string Minutes { get; init; }
    public DateOnly? NextMeetingOn { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required int Version { get; init; }

    /// <summary>first, minor or substantive.</summary>
    public required string VersionKind { get; init; }

    /// <summary>The note file as it would be exported.</summary>
    public required string Document { get; init; }

    public required PublishingOrder Order { get; init; }
    public required IReadOnlyList<Correction> Corrections { get; init; }
    public required IReadOnlyList<PreparedItem> Items { get; init; }
    public required IReadOnlyList<ImageReference> Images { get; init; }
}

internal sealed record PreparedItem
{
    public required Guid Id { get; init; }
    public required string Anchor { get; init; }
    public required string Heading { get; init; }
    public string? Language { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public Guid? MatterId { get; init; }
    public required IReadOnlyList<Guid> TopicIds { get; init; }
    public required IReadOnlyList<PreparedFollowUp> FollowUps { get; init; }
    public required IReadOnlyList<PreparedAnswer> Answers { get; init; }
}

internal sealed record PreparedFollowUp(Guid Id, string Slug, int Position, FollowUpLine Line, DueReading Due);

internal sealed record PreparedAnswer(Guid FollowUpId, int Position, FollowUpLine Line, DueReading Due);

/// <summary>An image that a note shows: its file name under <c>bilder/</c>, SHA-256 and size in pixels.</summary>
public sealed record ImageReference(string Name, byte[] Hash, int Width, int Height)
{
    /// <summary>"/bilder/0123456789abcdef/linjer.png": new bytes, new address, so it may be cached for ever.</summary>
    public string Address => $"/bilder/{Convert.ToHexStringLower(Hash)}/{Uri.EscapeDataString(Name)}";
}
