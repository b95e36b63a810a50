using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.FollowUps;

/// <summary>When something is to happen: as people said it, and what that means.</summary>
public sealed record Due
{
    /// <summary>"juni i år".</summary>
    public required string Written { get; init; }

    /// <summary>"juni 2018": the same without knowing when it was said; as written when it could not be read.</summary>
    public required string Reading { get; init; }

    /// <summary>ISO 8601-2, when it is a time and no meeting.</summary>
    public string? Edtf { get; init; }

    /// <summary>The last day of it; for a meeting the day it is held. <c>null</c> when it has none, or no such meeting is known yet.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The meeting that is meant, where it stands in the calendar now.</summary>
    public DateOnly? MeetingOn { get; init; }

    /// <summary>Whose meeting, when it is another body's than the one that said it; the reading names it too.</summary>
    public string? BodyName { get; init; }

    /// <summary>Whether the words on the meeting were others than <see cref="Reading"/>; a word more before or after is not.</summary>
    public bool IsReadOtherwise => !Written.Contains(Reading, StringComparison.OrdinalIgnoreCase);

    /// <summary>"juni 2018", "nästa möte (30 maj 2018)", "nästa fullmäktige (26 juni 2018)".</summary>
    public override string ToString() => Meeting is { } meeting ? $"{Reading} ({meeting})" : Reading;

    /// <summary>"30 maj 2018"; <c>null</c> when no meeting is known, or the reading says the day itself.</summary>
    public string? Meeting => MeetingOn?.Written() is { } day && !Reading.Contains(day, StringComparison.Ordinal) ? day : null;

    /// <summary>As it was said, apart from what became of it; <c>null</c> for nothing said.</summary>
    internal static Due? Said(string? written, string? reading, string? edtf) =>
        written is null ? null : new Due { Written = written, Reading = reading ?? written, Edtf = edtf };
}
