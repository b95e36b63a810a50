namespace MeetingNotes.Core.FollowUps;

/// <summary>Which follow-ups a list shows; nothing given, all of them.</summary>
public sealed record FollowUpFilter
{
    /// <summary>The value of <see cref="DueYear"/> for those without a date.</summary>
    public const int Undated = 0;

    public string? BodySlug { get; init; }
    public FollowUpState? State { get; init; }

    /// <summary>The year in which their time is over, or <see cref="Undated"/>.</summary>
    public int? DueYear { get; init; }

    /// <summary>The same as days; no date is infinity in the database, and there the last day that .NET knows.</summary>
    internal DateOnly? DueFrom => DueYear is not { } year ? null : year == Undated ? DateOnly.MaxValue : new DateOnly(year, 1, 1);
    internal DateOnly? DueTo => DueYear is not { } year ? null : year == Undated ? DateOnly.MaxValue : new DateOnly(year, 12, 31);
}
