namespace MeetingNotes.Core.FollowUps;

/// <summary>How many public follow-ups there are, in every way that a page counts them.</summary>
public sealed class FollowUpNumbers(IReadOnlyList<FollowUpCount> counts)
{
    /// <summary>Years in which the time of some is over, newest first; <see cref="FollowUpFilter.Undated"/> last, when some have none.</summary>
    public IReadOnlyList<int> DueYears { get; } = [.. counts.Select(count => count.DueYear).Distinct().OrderDescending()];

    public int Count(FollowUpState? state = null, int? dueYear = null) => counts
        .Where(count => (state is null || count.State == state) && (dueYear is null || count.DueYear == dueYear))
        .Sum(count => count.FollowUps);

    /// <summary>How it went with what was said each year, oldest first. Years without follow-ups are left out.</summary>
    public IReadOnlyList<FollowUpYear> ByYear(int? dueYear = null) =>
    [
        .. counts.Where(count => dueYear is null || count.DueYear == dueYear)
            .GroupBy(count => count.Year)
            .OrderBy(group => group.Key)
            .Select(group => new FollowUpYear(
                group.Key,
                group.Where(count => count is { IsSettled: true, IsLate: false }).Sum(count => count.FollowUps),
                group.Where(count => count is { IsSettled: true, IsLate: true }).Sum(count => count.FollowUps),
                group.Where(count => count.State is FollowUpState.Waiting or FollowUpState.Missing).Sum(count => count.FollowUps),
                group.Where(count => count.State == FollowUpState.Open).Sum(count => count.FollowUps))),
    ];
}

/// <summary>Equal follow-ups, counted.</summary>
/// <param name="Year">The year of the meeting that said them.</param>
/// <param name="DueYear">The year in which their time is over, or <see cref="FollowUpFilter.Undated"/>.</param>
/// <param name="State">Where they stand.</param>
/// <param name="IsLate">Settled by a later note than the first that was due to say something, or more than half a year after its time.</param>
/// <param name="FollowUps">How many.</param>
public sealed record FollowUpCount(int Year, int DueYear, FollowUpState State, bool IsLate, int FollowUps)
{
    internal bool IsSettled => State is FollowUpState.Done or FollowUpState.Dropped;
}

/// <summary>What was said to happen at the meetings of a year, and how it stands today.</summary>
/// <param name="Year">The year of the meetings.</param>
/// <param name="OnTime">Settled by the first note that was due to say something, within half a year, or before.</param>
/// <param name="Later">Settled by a note after that.</param>
/// <param name="Waiting">Their time is over.</param>
/// <param name="Open">Their time is not over, or they have none.</param>
public sealed record FollowUpYear(int Year, int OnTime, int Later, int Waiting, int Open)
{
    public int All => OnTime + Later + Waiting + Open;
}
