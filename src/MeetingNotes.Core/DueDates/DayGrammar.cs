namespace MeetingNotes.Core.DueDates;

/// <summary>Days: "den 12 juni", "onsdag 30 maj", "12/6", "2018-06-12", "29–30 maj"; and how far ahead "om två veckor" is.</summary>
internal sealed class DayGrammar(DueCursor cursor, DateOnly saidOn)
{
    /// <summary>A day, or some days of one month. <c>null</c> leaves the cursor where it was.</summary>
    public Term? Day()
    {
        var start = cursor.Position;
        if (cursor.Words("i", "dag") || cursor.Word("idag"))
        {
            return Term.Sure(Period.Day(saidOn));
        }

        if (cursor.Words("i", "morgon") || cursor.Word("imorgon"))
        {
            return Term.Sure(Period.Day(saidOn.AddDays(1)));
        }

        return Iso() ?? Named() ?? cursor.Back<Term>(start);
    }

    /// <summary>"2018", "år 2018", "i år", "nästa år".</summary>
    public int? SaidYear()
    {
        var start = cursor.Position;
        _ = cursor.Word("år");
        if (cursor.Year(out var year))
        {
            return year;
        }

        cursor.Position = start;
        if (cursor.Words("i", "år") || cursor.Words("detta", "år") || cursor.Words("innevarande", "år"))
        {
            return saidOn.Year;
        }

        if (cursor.Words("nästa", "år") || cursor.Words("nästkommande", "år") || cursor.Words("under", "nästa", "år"))
        {
            return saidOn.Year + 1;
        }

        return null;
    }

    /// <summary>A term with the year that follows it, if one does.</summary>
    public Term InSaidYear(Term term) => SaidYear() is { } year ? term.InYear(year) : term;

    /// <summary>The day so far ahead, and the period that a speaker means by it; <c>null</c> leaves the cursor where it was.</summary>
    public (DateOnly Day, Period Meant)? Ahead()
    {
        var start = cursor.Position;
        if (cursor.Words("ett", "halvår"))
        {
            return Months(6);
        }

        if (cursor.Word(DueWords.Counts, out var count) || (cursor.Number(1, 3, out count) && count > 0))
        {
            if (cursor.Word("dag", "dagar") || (cursor.Word("vecka", "veckor") && (count *= 7) > 0))
            {
                var day = saidOn.AddDays(count);
                return (day, Period.Day(day));
            }

            if (cursor.Word("månad", "månader"))
            {
                return Months(count);
            }

            if (cursor.Word("år"))
            {
                var day = saidOn.AddYears(count);
                return (day, Period.Year(day.Year));
            }
        }

        cursor.Position = start;
        return null;
    }

    // Who says "om sex månader" means the month, not the day.
    private (DateOnly Day, Period Meant) Months(int count)
    {
        var day = saidOn.AddMonths(count);
        return (day, Period.Month(day.Year, day.Month));
    }

    private Term? Iso()
    {
        var start = cursor.Position;
        _ = cursor.Word("den");
        return cursor.Number(4, 4, out var year) && cursor.Glued("-") && cursor.GluedNumber(2, 2, out var month)
            && cursor.Glued("-") && cursor.GluedNumber(2, 2, out var day)
                ? Term.Sure(year is >= Edtf.FirstYear and <= Edtf.LastYear ? Period.Day(year, month, day) : null)
                : cursor.Back<Term>(start);
    }

    private Term? Named()
    {
        var start = cursor.Position;
        var weekday = Weekday();
        if (!Number(out var first))
        {
            return cursor.Back<Term>(start);
        }

        var end = cursor.Position;
        if (Month(out var month) is { } given)
        {
            return On(weekday, year => Period.Day(year, month, first), given.Year);
        }

        cursor.Position = end;
        var isAnd = cursor.Word("och");
        if (isAnd || cursor.Sign("-") || cursor.Word("till"))
        {
            var lastWeekday = Weekday();
            if (Number(out var last) && Month(out month) is { } shared)
            {
                var isSpan = weekday is null && lastWeekday is null && first < last;
                return On(null, year => isSpan && Period.Day(year, month, first) is { } from && Period.Day(year, month, last) is { } to
                    ? Period.Span(from, to)! with { HasGap = isAnd && last > first + 1 }
                    : null, shared.Year);
            }
        }

        return cursor.Back<Term>(start);
    }

    private DayOfWeek? Weekday() => cursor.Word(DueWords.Weekdays, out var day) ? day : null;

    // "12", "den 12", "den 12:e", "den första".
    private bool Number(out int number)
    {
        _ = cursor.Word("den");
        if (cursor.Word(DueWords.Ordinals, out number))
        {
            return true;
        }

        if (!cursor.Number(1, 2, out number))
        {
            return false;
        }

        var end = cursor.Position;
        if (!(cursor.Glued(":") && (cursor.Glued("a") || cursor.Glued("e"))))
        {
            cursor.Position = end;
        }

        return true;
    }

    // " juni", " juni 2018", "/6", "/6 2018", "/6-2018", ".6.2018".
    private (int Month, int? Year)? Month(out int month)
    {
        if (cursor.Word(DueWords.Months, out month) || (cursor.Word(DueWords.ShortMonths, out month) && (cursor.Glued(".") || true)))
        {
            return (month, SaidYear());
        }

        var start = cursor.Position;
        if (cursor.Glued("/") && cursor.GluedNumber(1, 2, out month))
        {
            var end = cursor.Position;
            if ((cursor.Glued("-") || cursor.Glued("/")) && cursor.Year(out var year))
            {
                return (month, year);
            }

            cursor.Position = end;
            return (month, SaidYear());
        }

        cursor.Position = start;
        if (cursor.Glued(".") && cursor.GluedNumber(1, 2, out month) && cursor.Glued(".") && cursor.Year(out var dotted))
        {
            return (month, dotted);
        }

        cursor.Position = start;
        return null;
    }

    // A weekday must agree. Without a year only the days within a year are looked at: a slip of the pen is not another year.
    private Term On(DayOfWeek? weekday, Func<int, Period?> inYear, int? year)
    {
        var yearly = Term.Yearly(inYear);
        if (weekday is null)
        {
            return year is { } given ? yearly.InYear(given) : yearly;
        }

        int[] years = year is { } said ? [said] : [saidOn.Year, saidOn.Year + 1];
        return Term.Sure(years.Select(inYear).FirstOrDefault(day => day?.First.DayOfWeek == weekday
            && (year is not null || (day.First >= saidOn && day.First <= saidOn.AddYears(1)))));
    }
}
