namespace MeetingNotes.Core.Demo;

/// <summary>
/// Which body meets when, worked out and never stored: notes are numbered in the order of their meetings, the bodies take turns,
/// and the notes are spread evenly over the working days of up to twenty years until today. Numbers from <see cref="Notes"/> on are
/// meetings to come.
/// </summary>
internal sealed class DemoTimetable
{
    private const int MaxYears = 20;
    private const int NotesPerYear = 11;

    /// <summary>A body meets at most this often in all, so that no two of its meetings share a day.</summary>
    private const int NotesPerBody = 560;

    private readonly DateOnly[] _days;
    private readonly int _pastDays;

    public DemoTimetable(long items, DateOnly today)
    {
        Items = items;
        Notes = (items + AverageItems - 1) / AverageItems;
        Bodies = (int)Math.Min(Notes, Math.Max((long)Math.Ceiling(Math.Sqrt(items) * 0.3), Notes / NotesPerBody));
        var years = Math.Clamp(Notes / Bodies / NotesPerYear, 1, MaxYears);

        // The last note has had time to be published.
        var last = today.AddDays(-4);
        var past = WorkingDays(last.AddYears(-(int)years), last).ToArray();
        _pastDays = past.Length;
        var future = WorkingDays(today.AddDays(1), today.AddYears((int)years + 2));
        _days = [.. past, .. future];
    }

    public const int AverageItems = 6;

    public long Items { get; }

    public long Notes { get; }

    public int Bodies { get; }

    public int BodyOf(long number) => (int)(number % Bodies);

    public DateOnly DayOf(long number) => _days[IndexOf(number)];

    /// <summary>A day soon after a meeting on which the body does not meet; <c>null</c> when it meets every day.</summary>
    public DateOnly? FreeDayAfter(long number) =>
        IndexOf(number) + 1 < IndexOf(number + Bodies) ? _days[IndexOf(number) + 1] : null;

    private int IndexOf(long number) => (int)(number * _pastDays / Notes);

    // Councils rest in July, at weekends and between Christmas and Epiphany.
    private static IEnumerable<DateOnly> WorkingDays(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (day is not ({ Month: 7 } or { Month: 12, Day: > 22 } or { Month: 1, Day: < 7 })
                && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                yield return day;
            }
        }
    }
}
