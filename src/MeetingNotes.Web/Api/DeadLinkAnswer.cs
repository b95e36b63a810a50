using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>A link of public notes that nobody answers at. It is none of the note: it changes without the note being changed.</summary>
internal sealed record DeadLinkAnswer
{
    /// <summary>As the note has it, without what follows #.</summary>
    public required string Url { get; init; }

    /// <summary>Of the first check that failed, and of the latest.</summary>
    public required DateTime Since { get; init; }
    public required DateTime CheckedAt { get; init; }
    public CopyAnswer? Copy { get; init; }

    /// <summary>The latest of them, at most a hundred.</summary>
    public required IReadOnlyList<Link> Notes { get; init; }

    public static DeadLinkAnswer Of(OpenDeadLink link, PortalOptions portal) => new()
    {
        Url = link.Url,
        Since = link.Since.UtcDateTime,
        CheckedAt = link.CheckedAt.UtcDateTime,
        Copy = link is { CopyPath: { } path, CopyBytes: { } bytes } ? new CopyAnswer(portal.AbsoluteUrl(path), bytes) : null,
        Notes = [.. link.NoteIds.Select(id => new Link(id, portal.ApiUrl($"/notes/{id}")))],
    };
}

/// <summary>The portal's own copy, as PDF.</summary>
internal sealed record CopyAnswer(string Url, int Bytes);
