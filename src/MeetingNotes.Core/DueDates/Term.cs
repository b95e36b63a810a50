namespace MeetingNotes.Core.DueDates;

/// <summary>
/// A time as it was written: sure of its year ("juni 2018", "nästa vecka"), or one that comes back every year ("juni") and finds its
/// year when it is known what it is said beside.
/// </summary>
internal sealed class Term
{
    // Leap days are at most eight years apart, and so are week 53s.
    private const int YearsAhead = 8;

    private readonly Func<int, Period?> _in;

    private Term(Func<int, Period?> inYear, bool isSure) => (_in, IsSure) = (inYear, isSure);

    public bool IsSure { get; }

    /// <summary>Shaped as a time, but none that we read: "31 februari".</summary>
    public static Term Unreadable { get; } = Sure(null);

    public static Term Sure(Period? period) => new(_ => period, isSure: true);

    public static Term Yearly(Func<int, Period?> inYear) => new(inYear, isSure: false);

    public Term InYear(int year) => Sure(_in(year));

    /// <summary>The same change to it, whichever year it turns out to be.</summary>
    public Term Then(Func<Period, Period?> change) => new(year => _in(year) is { } period ? change(period) : null, IsSure);

    /// <summary>The one in progress on a day, otherwise the next.</summary>
    public Period? From(DateOnly day) => From(day, period => period.Last);

    /// <summary>The one whose "senast" is not over on a day.</summary>
    public Period? Until(DateOnly day) => From(day, period => period.DueBy);

    /// <summary>The one whose time before it is not over on a day: "före sommaren" is before the next summer.</summary>
    public Period? Before(DateOnly day) => From(day, period => period.DayBefore);

    /// <summary>From the beginning of one to the end of another, as "maj–juni 2018" shares its year.</summary>
    public static Period? Span(Term from, Term to, DateOnly saidOn)
    {
        var span = (from.IsSure, to.IsSure) switch
        {
            (true, _) => from._in(0) is { } start ? Span(start, to) : null,
            (false, false) => from.First(saidOn.Year - 2, start => Span(start, to)?.Last >= saidOn) is { } start ? Span(start, to) : null,
            _ => to._in(0) is { } end && from.Latest(end) is { } start ? Period.Span(start, end) : null,
        };
        return Known(span);
    }

    private Period? From(DateOnly day, Func<Period, DateOnly> end) =>
        Known(IsSure ? _in(0) : First(day.Year - 1, period => end(period) >= day));

    private static Period? Span(Period start, Term to) =>
        (to.IsSure ? to._in(0) : to.First(start.First.Year - 1, end => end.First >= start.First && end.Last >= start.Last)) is { } end
            ? Period.Span(start, end)
            : null;

    private Period? Latest(Period end) => Enumerable.Range(end.Last.Year - 1, 2).Reverse()
        .Select(_in).FirstOrDefault(start => start is not null && start.First <= end.First && start.Last <= end.Last);

    private Period? First(int year, Func<Period, bool> isIt) =>
        Enumerable.Range(year, YearsAhead + 3).Select(_in).FirstOrDefault(period => period is not null && isIt(period));

    private static Period? Known(Period? period) => period is { First.Year: >= Edtf.FirstYear, Last.Year: <= Edtf.LastYear } ? period : null;
}
