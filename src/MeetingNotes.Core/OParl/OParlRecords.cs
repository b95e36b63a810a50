namespace MeetingNotes.Core.OParl;

/// <summary>What a list is limited to. Both ends count; nothing given, all.</summary>
public sealed record OParlFilter
{
    /// <summary>Long before and long after anything; the database knows them, too.</summary>
    public static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? CreatedSince { get; init; }
    public DateTimeOffset? CreatedUntil { get; init; }
    public DateTimeOffset? ModifiedSince { get; init; }
    public DateTimeOffset? ModifiedUntil { get; init; }

    public bool IsOfCreation => CreatedSince is not null || CreatedUntil is not null;

    public bool IsOfChanges => ModifiedSince is not null || ModifiedUntil is not null;

    /// <summary>Who asks what is new since a time has read before, and must be told what is gone; who begins has nothing to take away.</summary>
    public bool HasDeleted => ModifiedSince is not null || CreatedSince is not null;

    public bool Holds(DateTimeOffset created, DateTimeOffset modified) =>
        !(created < CreatedSince || created > CreatedUntil || modified < ModifiedSince || modified > ModifiedUntil);
}

/// <summary>One thing in a list.</summary>
public sealed record OParlEntry
{
    public required Guid Id { get; init; }

    /// <summary>New to the public.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything in it changed last, or when it went.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>It has been public, and is not any longer.</summary>
    public required bool IsDeleted { get; init; }

    /// <summary>The note of an item, otherwise the thing itself.</summary>
    public required Guid GroupId { get; init; }
}

/// <summary>Where an entry stands in its list.</summary>
public sealed record OParlPlace
{
    public required DateTimeOffset At { get; init; }
    public required Guid Group { get; init; }
    public required Guid Id { get; init; }
}
