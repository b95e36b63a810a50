namespace MeetingNotes.Core.Search;

/// <summary>What somebody who has typed a little may be on the way to.</summary>
public sealed record Suggestion
{
    public required SuggestionKind Kind { get; init; }

    /// <summary>A name, a heading, or a word as searches know it.</summary>
    public required string Text { get; init; }

    /// <summary>Where it leads.</summary>
    public required string Path { get; init; }

    /// <summary>Public items that it has; notes of a body. 0 for a heading.</summary>
    public int Count { get; init; }

    /// <summary>Of a heading: the newest item that has it.</summary>
    public HeadingSource? Source { get; init; }
}

/// <summary>In the order that they are shown.</summary>
public enum SuggestionKind
{
    Word,
    Topic,
    Body,
    Matter,
    Heading,
}

public sealed record HeadingSource(string BodyName, DateOnly HeldOn);
