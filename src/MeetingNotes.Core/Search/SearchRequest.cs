using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Search;

/// <summary>A query with what it is limited to.</summary>
public sealed record SearchRequest(SearchQuery Query)
{
    public string? BodySlug { get; init; }

    public int? Year { get; init; }

    public string? TopicSlug { get; init; }

    /// <summary>Only items with a follow-up that stands so today.</summary>
    public FollowUpState? State { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Hits on each page.</summary>
    public int PageSize { get; init; } = ItemSearch.PageSize;

    /// <summary>Only what was public then: the time of the first page, so that later pages repeat nothing.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

public enum SearchOrder
{
    Relevance,
    Newest,
}
