namespace MeetingNotes.Core.Following;

/// <summary>Somebody who follows something by e-mail, as their own page shows them.</summary>
public sealed record Reader
{
    public required Guid Id { get; init; }

    /// <summary>The e-mail address, as it was typed.</summary>
    public required string Address { get; init; }

    /// <summary>Opens the reader's page. Only the reader has it: it stands in the mails, never in a log.</summary>
    public required string Secret { get; init; }

    /// <summary>One mail a week instead of one for each event.</summary>
    public required bool IsWeekly { get; init; }

    /// <summary>Gets nothing until they say so; what happens meanwhile is not kept for later.</summary>
    public required bool IsPaused { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>What a secret link begins with is a secret like this.</summary>
    public static bool IsSecret(string text) => text.Length == 48 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>One thing that a reader follows.</summary>
public sealed record Follow
{
    public required Guid Id { get; init; }
    public required Guid ReaderId { get; init; }
    public required string Kind { get; init; }

    /// <summary>Of what is followed; <c>null</c> for everything.</summary>
    public Guid? TargetId { get; init; }
    public required string Name { get; init; }
    public required string Path { get; init; }
    public required DateTimeOffset Since { get; init; }

    public FollowTarget Target => new(Enum.Parse<FollowKind>(Kind), TargetId, Name, Path);
}
