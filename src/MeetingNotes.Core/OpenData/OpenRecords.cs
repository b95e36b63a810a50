using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.OpenData;

/// <summary>Something public with an id that never changes.</summary>
public interface IOpenRecord
{
    Guid Id { get; }

    /// <summary>When anything that is told of it changed last; what <c>/api/v1/changes</c> says.</summary>
    DateTimeOffset ModifiedAt { get; }
}

/// <summary>What the id of something stands for, beside it.</summary>
public sealed record OpenName(Guid Id, string Slug, string Name);

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

public sealed record OpenMeeting : IOpenRecord
{
    public required Guid Id { get; init; }
    public required Guid BodyId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required bool IsCancelled { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>The day it left last.</summary>
    public DateOnly? MovedFrom { get; init; }
    public string? MoveReason { get; init; }

    /// <summary>The public note about it.</summary>
    public Guid? NoteId { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    /// <summary>Of the note.</summary>
    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);

    /// <summary>Where people read of it: the note, otherwise the calendar of the body and year.</summary>
    public string PagePath => NoteId is null ? $"/moten?organ={BodySlug}&ar={HeldOn.Year}" : Path;
}

public sealed record OpenNote : IOpenRecord
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
    public required IReadOnlyList<DocumentLink> Documents { get; init; }
    public required IReadOnlyList<DocumentLink> Minutes { get; init; }
    public DateOnly? NextMeetingOn { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required IReadOnlyList<Correction> Corrections { get; init; }
    public required IReadOnlyList<OpenItem> Items { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}

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
    public OpenName? Matter { get; init; }
    public required IReadOnlyList<OpenName> Topics { get; init; }
    public required IReadOnlyList<SaidFollowUp> FollowUps { get; init; }
    public required IReadOnlyList<SaidAnswer> Answers { get; init; }

    /// <summary>New to the public.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of its note.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    public OpenName Body => new(BodyId, BodySlug, BodyName);

    public string Path => $"{NoteAddress.For(BodySlug, HeldOn, Number)}#{Anchor}";
}

/// <summary>Something said to happen, as it was said; what became of it is asked for by its id, because that changes with the day.</summary>
public sealed record SaidFollowUp(Guid Id, Guid ItemId, string Path, string Text, string? Responsible, Due? Due, bool IsBornDone);

/// <summary>What an item says about a follow-up of an earlier meeting. The note of that one may be withdrawn: only its id is told.</summary>
public sealed record SaidAnswer(Guid ItemId, Guid FollowUpId, string Text, FollowUpOutcome Outcome, Due? Due);

/// <summary>A follow-up as it stands today, with everything that was said about it since, oldest first.</summary>
public sealed record OpenFollowUp(FollowUp FollowUp, Guid BodyId, Guid NoteId, IReadOnlyList<LaterAnswer> Answers);

/// <summary>What an item of a later note said about a follow-up.</summary>
public sealed record LaterAnswer(Guid FollowUpId, Guid ItemId, string ItemPath, OpenName Body, DateOnly HeldOn, string Text, FollowUpOutcome Outcome, Due? Due);
