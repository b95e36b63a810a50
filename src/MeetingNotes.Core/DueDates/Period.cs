using System.Globalization;

namespace MeetingNotes.Core.DueDates;

/// <summary>A run of days with its code and its Swedish.</summary>
internal sealed record Period(DateOnly First, DateOnly Last, DuePrecision Precision, string Code, string Reading)
{
    /// <summary>What goes between "senast" or "mötet" and the reading: "i ", "den ", "vid " or nothing.</summary>
    public string Lead { get; init; } = "";

    /// <summary>The last day of "före" this.</summary>
    public DateOnly DayBefore { get; init; } = First.AddDays(-1);

    /// <summary>The day of "senast" this: where one month becomes the next, the last of the first.</summary>
    public DateOnly DueBy { get; init; } = Last;

    /// <summary>Made of two.</summary>
    public bool IsSpan { get; private init; }

    /// <summary>"4 och 18 maj": a span only after "mellan", otherwise two times.</summary>
    public bool HasGap { get; init; }

    /// <summary>How it reads after "senast" or "mötet".</summary>
    public string LedReading => Lead + Reading;

    /// <summary>Its beginning, middle or end (0–2): days 1–10, 11–20 and the rest of a month, a third of the months of anything longer.</summary>
    public Period? Part(int part)
    {
        var months = Precision switch
        {
            DuePrecision.Month => 1,
            DuePrecision.Quarter or DuePrecision.Season => 3,
            DuePrecision.HalfYear => 6,
            DuePrecision.Year => 12,
            _ => 0,
        };
        if (months == 0)
        {
            return null;
        }

        var first = months == 1 ? First.AddDays(10 * part) : First.AddMonths(part * months / 3);
        var last = part == 2 ? Last : months == 1 ? First.AddDays((10 * part) + 9) : First.AddMonths((part + 1) * months / 3).AddDays(-1);
        var code = months == 1 ? Edtf.Of(Edtf.Of(first), Edtf.Of(last)) : Edtf.Of(Edtf.Of(first.Year, first.Month), Edtf.Of(last.Year, last.Month));
        return new Period(first, last, DuePrecision.Span, code, $"{DueWords.PartNames[part]} av {Reading}")
        {
            Lead = "i ",
            DayBefore = part == 2 ? Last : first.AddDays(-1),
        };
    }

    /// <summary>From a day to the end of this. When this is over already, its last day.</summary>
    public Period Until(DateOnly saidOn) => Deadline(saidOn, DueBy, DueBy == Last ? Code : Edtf.Of(DueBy), $"senast {LedReading}");

    /// <summary>From a day to the day before this. "Före slutet av juni" is before June is over.</summary>
    public Period Before(DateOnly saidOn) => DayBefore == Last
        ? Until(saidOn)
        : Deadline(saidOn, DayBefore, Edtf.Of(DayBefore), $"före {(Lead == "den " ? LedReading : Reading)}");

    /// <summary>From the beginning of one to the end of another; <c>null</c> when that is backwards, or a mix such as "maj 2018–2019".</summary>
    public static Period? Span(Period from, Period to) =>
        from.First > to.First || from.Last > to.Last || (to.Precision == DuePrecision.Year && from.Precision != DuePrecision.Year)
        ? null
        : new Period(from.First, to.Last, DuePrecision.Span, Edtf.Of(from.Code, to.Code), SpanReading(from, to))
        {
            Lead = from.Precision == to.Precision && from.Precision is DuePrecision.Month or DuePrecision.Day ? from.Lead : "",
            DayBefore = from.DayBefore,
            IsSpan = true,
        };

    /// <summary>The period as something with an end only.</summary>
    public static Period Deadline(DateOnly saidOn, DateOnly last, string code, string reading) => last <= saidOn
        ? new Period(last, last, DuePrecision.Span, Edtf.Of(last), reading)
        : new Period(saidOn, last, DuePrecision.Span, Edtf.Of(Edtf.Of(saidOn), code), reading);

    public static Period Day(DateOnly day) => new(day, day, DuePrecision.Day, Edtf.Of(day), Written(day)) { Lead = "den " };

    /// <summary><c>null</c> when there is no such day.</summary>
    public static Period? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? Day(new DateOnly(year, month, day)) : null;

    /// <summary>A week of ISO 8601, Monday to Sunday; <c>null</c> when the year has no such week.</summary>
    public static Period? Week(int year, int week)
    {
        if (week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return null;
        }

        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new Period(monday, monday.AddDays(6), DuePrecision.Week, Edtf.Of(Edtf.Of(monday), Edtf.Of(monday.AddDays(6))), Text($"vecka {week} {year}"));
    }

    public static Period WeekOf(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return Week(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date))!;
    }

    public static Period Month(int year, int month) =>
        Months(year, month, 1, DuePrecision.Month, Edtf.Of(year, month), Text($"{DueWords.MonthNames[month - 1]} {year}")) with { Lead = "i " };

    /// <summary>Quarter 1–4.</summary>
    public static Period? Quarter(int year, int quarter) => quarter is < 1 or > 4 ? null : Months(
        year, (3 * quarter) - 2, 3, DuePrecision.Quarter, Edtf.Of(year, Edtf.FirstQuarter + quarter - 1),
        Text($"{DueWords.OrdinalNames[quarter - 1]} kvartalet {year}"));

    /// <summary>Season 0–3, spring first. Winter begins in December of its year.</summary>
    public static Period Season(int year, int season) => Months(
        year, 3 * (season + 1), 3, DuePrecision.Season, Edtf.Of(year, Edtf.Spring + season),
        season == 3 ? Text($"vintern {year}–{year + 1}") : Text($"{DueWords.SeasonNames[season]} {year}"));

    /// <summary>Half-year 1 or 2.</summary>
    public static Period? HalfYear(int year, int half) => half is < 1 or > 2 ? null : Months(
        year, (6 * half) - 5, 6, DuePrecision.HalfYear, Edtf.Of(year, Edtf.FirstHalfYear + half - 1),
        Text($"{DueWords.OrdinalNames[half - 1]} halvåret {year}"));

    public static Period Year(int year) => Months(year, 1, 12, DuePrecision.Year, Edtf.Of(year), Text($"{year}"));

    /// <summary>Where one month becomes the next: from its 25th to the 7th of the next.</summary>
    public static Period Turn(int year, int month, string? reading = null)
    {
        var first = new DateOnly(year, month, 25);
        var next = new DateOnly(year, month, 1).AddMonths(1);
        reading ??= month == 12
            ? Text($"årsskiftet {year}/{year + 1}")
            : Text($"månadsskiftet {DueWords.MonthNames[month - 1]}/{DueWords.MonthNames[month]} {year}");
        return new Period(first, next.AddDays(6), DuePrecision.Span, Edtf.Of(Edtf.Of(first), Edtf.Of(next.AddDays(6))), reading)
        {
            Lead = "vid ",
            DayBefore = next.AddDays(-1),
            DueBy = next.AddDays(-1),
        };
    }

    /// <summary>"12 juni 2018".</summary>
    public static string Written(DateOnly day) => Text($"{day.Day} {DueWords.MonthNames[day.Month - 1]} {day.Year}");

    private static string SpanReading(Period from, Period to) => (from.Precision, to.Precision) switch
    {
        (DuePrecision.Day, DuePrecision.Day) when (from.First.Year, from.First.Month) == (to.First.Year, to.First.Month) =>
            Text($"{from.First.Day}–{to.Reading}"),
        (DuePrecision.Day, DuePrecision.Day) or (DuePrecision.Month, DuePrecision.Month) when from.First.Year == to.First.Year =>
            $"{from.Reading[..^5]}–{to.Reading}",
        (DuePrecision.Season, DuePrecision.Season) when from.First.Year == to.First.Year => $"{from.Reading[..^5]} till {to.Reading}",
        (DuePrecision.Quarter, DuePrecision.Quarter) when from.First.Year == to.First.Year =>
            Text($"kvartal {(from.First.Month + 2) / 3}–{(to.First.Month + 2) / 3} {to.First.Year}"),
        (DuePrecision.Year, DuePrecision.Year) => $"{from.Reading}–{to.Reading}",
        (DuePrecision.Week, DuePrecision.Week) when from.Reading[^4..] == to.Reading[^4..] =>
            $"{from.Reading[..^5]}–{to.Reading["vecka ".Length..]}",
        _ => $"{from.Reading} till {to.Reading}",
    };

    private static Period Months(int year, int month, int count, DuePrecision precision, string code, string reading)
    {
        var first = new DateOnly(year, month, 1);
        return new Period(first, first.AddMonths(count).AddDays(-1), precision, code, reading);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
