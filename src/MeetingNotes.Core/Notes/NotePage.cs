using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Links;

namespace MeetingNotes.Core.Notes;

/// <summary>Everything that the public page of one note shows.</summary>
public sealed record NotePage
{
    public required Guid Id { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public DateOnly? BodyDissolvedOn { get; init; }
    public string? BodyContact { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }

    /// <summary>The day that the meeting was moved from.</summary>
    public DateOnly? MovedFrom { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string LeadHtml { get; init; }
    public required string LeadText { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<DocumentLink> Documents { get; init; } = [];
    public IReadOnlyList<DocumentLink> Minutes { get; init; } = [];

    /// <summary>Links that nobody answers at, in the documents and in the texts.</summary>
    public IReadOnlyList<DeadLink> DeadLinks { get; init; } = [];
    public NextMeeting? NextMeeting { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public IReadOnlyList<Correction> Corrections { get; init; } = [];
    public NoteNeighbour? Previous { get; init; }
    public NoteNeighbour? Next { get; init; }
    public IReadOnlyList<NotePageItem> Items { get; init; } = [];

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);

    /// <summary>"Uppdaterad": the last correction that mattered.</summary>
    public DateTimeOffset? UpdatedAt => Corrections.Count > 0 ? Corrections[^1].At : null;
}

/// <summary>The meeting that the note announced, as the calendar knows it today.</summary>
public sealed record NextMeeting(DateOnly HeldOn, TimeOnly? StartsAt, string? Place, bool IsCancelled, string? CancelReason, DateOnly? MovedFrom, bool HasNote, int Number);

/// <summary>The note before or after, of the same body.</summary>
public sealed record NoteNeighbour(DateOnly HeldOn, int Number);

public sealed record NotePageItem
{
    public required Guid Id { get; init; }
    public required int Position { get; init; }
    public required string Anchor { get; init; }
    public required string Heading { get; init; }
    public string? Language { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public Guid? MatterId { get; init; }
    public string? MatterSlug { get; init; }
    public string? MatterName { get; init; }

    /// <summary>Public meetings that treated the matter.</summary>
    public int MatterMeetings { get; init; }

    /// <summary>The latest of them: "Nyare behandling finns" when it is after this one.</summary>
    public DateOnly? MatterLatestOn { get; init; }
    public IReadOnlyList<TopicLink> Topics { get; init; } = [];
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];
}

public sealed record TopicLink(string Slug, string Name);
