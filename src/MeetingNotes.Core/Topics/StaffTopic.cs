namespace MeetingNotes.Core.Topics;

/// <summary>A topic as administrators see it; also one that no public note has.</summary>
public sealed record StaffTopic
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Public items about it.</summary>
    public required int Items { get; init; }

    /// <summary>Whether some note, also a withdrawn one, or some draft has it.</summary>
    public required bool IsUsed { get; init; }
}

/// <summary>What became of something that was to be done with a topic.</summary>
public enum TopicOutcome
{
    /// <summary>It is so now, or was already.</summary>
    Done,

    /// <summary>No such topic, or the person is no administrator.</summary>
    NotFound,

    /// <summary>Another topic has the name, or one that gives the same address, now or before.</summary>
    NameTaken,

    /// <summary>A note or a draft has it: merge it with another instead.</summary>
    InUse,
}
