using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.OpenData;

public sealed record OpenItem
{
    public required Guid Id { get; init; }
    public required Guid NoteId { get; init; }
    public required Guid MeetingId { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required int Position { get; init; }
    public required string Anchor { get; init; }
    public required string Heading { get; init; }
    public string? Language { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public Guid? MatterId { get; init; }
    public string? MatterSlug { get; init; }
    public string? MatterName { get; init; }

    /// <summary>In the order that they were given; slugs and names stand at the same places.</summary>
    public required Guid[] TopicIds { get; init; }
    public required string[] TopicSlugs { get; init; }
    public required string[] TopicNames { get; init; }
    public IReadOnlyList<SaidFollowUp> FollowUps { get; init; } = [];
    public IReadOnlyList<SaidAnswer> Answers { get; init; } = [];

    /// <summary>New to the public.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of its note.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    public OpenName? Matter => MatterId is { } id ? new OpenName(id, MatterSlug!, MatterName!) : null;

    public IReadOnlyList<OpenName> Topics => [.. TopicIds.Select((id, index) => new OpenName(id, TopicSlugs[index], TopicNames[index]))];

    public string Path => $"{NoteAddress.For(BodySlug, HeldOn, Number)}#{Anchor}";
}

/// <summary>Something said to happen, as it was said; what became of it is asked for by its id, because that changes with the day.</summary>
public sealed record SaidFollowUp(Guid Id, Guid ItemId, string Path, string Text, string? Responsible, Due? Due, bool IsBornDone);

/// <summary>What an item says about a follow-up of an earlier meeting. The note of that one may be withdrawn: only its id is told.</summary>
public sealed record SaidAnswer(Guid ItemId, Guid FollowUpId, string Text, FollowUpOutcome Outcome, Due? Due);
