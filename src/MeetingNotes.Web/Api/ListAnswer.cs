namespace MeetingNotes.Web.Api;

/// <summary>A page of a list.</summary>
internal sealed record ListAnswer<T>
{
    /// <summary>From 1.</summary>
    public required int Page { get; init; }

    /// <summary>At most so many on a page.</summary>
    public required int Limit { get; init; }
    public required IReadOnlyList<T> Items { get; init; }
    public required ListLinks Links { get; init; }
}

/// <param name="Self">This page.</param>
/// <param name="First">The first page.</param>
/// <param name="Next">The page after this one.</param>
/// <param name="Prev">The page before; left out so deep in a list that it could not be found by its number.</param>
internal sealed record ListLinks(string Self, string First, string? Next, string? Prev);
