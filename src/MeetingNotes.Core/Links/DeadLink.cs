namespace MeetingNotes.Core.Links;

/// <summary>A link of a public note that nobody answers at.</summary>
public sealed record DeadLink
{
    /// <summary>Without what follows #.</summary>
    public required string Url { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>It leads into a closed network: somebody may answer there, but not to readers.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Path of the portal's own copy.</summary>
    public string? CopyPath { get; init; }

    public int? CopyBytes { get; init; }

    /// <summary>Whether a link as it is written leads there.</summary>
    public bool IsOf(string? url) => url is not null && url.Split('#')[0] == Url;
}
