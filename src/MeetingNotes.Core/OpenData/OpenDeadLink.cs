namespace MeetingNotes.Core.OpenData;

/// <summary>A link of public notes that nobody answers at, as their pages tell.</summary>
public sealed record OpenDeadLink
{
    public required Guid Id { get; init; }

    /// <summary>Without what follows #.</summary>
    public required string Url { get; init; }

    /// <summary>Of the first check that failed.</summary>
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>File name of the portal's own copy, and its size in bytes, when there is one.</summary>
    public string? CopyName { get; init; }
    public int? CopyBytes { get; init; }

    /// <summary>The latest of the public notes that it stands in, at most <see cref="MaxNotes"/>.</summary>
    public required Guid[] NoteIds { get; init; }

    /// <summary>A link to the region's own first page may stand in every note there is.</summary>
    public const int MaxNotes = 100;

    public string? CopyPath => CopyName is null ? null : $"/kopior/{Id}/{CopyName}";
}
