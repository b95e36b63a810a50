using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Search;

/// <param name="Count">Hits; one more than <see cref="ItemSearch.MaxCount"/> means that there are more than that.</param>
/// <param name="Hits">One page of them.</param>
/// <param name="Facets">What they can be limited to. When there are more than can be counted, their numbers are of the newest ones only.</param>
public sealed record SearchResult(int Count, IReadOnlyList<SearchHit> Hits, IReadOnlyList<SearchFacet> Facets)
{
    public static SearchResult None { get; } = new(0, [], []);

    public bool IsMoreThanCounted => Count > ItemSearch.MaxCount;

    /// <summary>Whether more words than were looked for begin as one of the query's word*.</summary>
    public bool IsBeginningCut { get; init; }

    /// <summary>What may have been meant, when nothing or little was found: the query with words that there are, or are more common.</summary>
    public SearchQuery? Meant { get; init; }

    /// <summary>What that finds.</summary>
    public SearchResult? OfMeant { get; init; }
}

/// <param name="Kind">body, year, topic, state.</param>
/// <param name="Value">As the address has it.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Items">How many hits.</param>
public sealed record SearchFacet(string Kind, string Value, string Name, int Items);

/// <summary>One agenda item that was found.</summary>
public sealed record SearchHit : ListedItem
{
    public string? MatterSlug { get; init; }
    public string? MatterName { get; init; }
    public required string[] TopicSlugs { get; init; }
    public required string[] TopicNames { get; init; }
    public required string[] FollowUps { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The latest correction of substance.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }
}
