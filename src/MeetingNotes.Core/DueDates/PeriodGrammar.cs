namespace MeetingNotes.Core.DueDates;

/// <summary>
/// Weeks, months, quarters, half-years, years and what lies between two times. Days are in <see cref="DayGrammar"/>, seasons in
/// <see cref="SeasonGrammar"/>.
/// </summary>
internal sealed class PeriodGrammar(DueCursor cursor, DateOnly saidOn, DayGrammar days)
{
    private readonly SeasonGrammar _seasons = new(cursor, saidOn, days);

    /// <summary>One period, or from one to another. <c>null</c> leaves the cursor where it was.</summary>
    public Term? Range()
    {
        var start = cursor.Position;
        var isFrom = cursor.Words("från", "och", "med") || cursor.Word("från") || cursor.Initials("fr", "o", "m");
        var isBetween = !isFrom && cursor.Word("mellan");
        var isPeriod = !isFrom && !isBetween && cursor.Word("perioden", "åren", "mandatperioden");
        if (Led(isBetween) is not { } from)
        {
            return cursor.Back<Term>(start);
        }

        var end = cursor.Position;
        if ((isBetween ? cursor.Word("och") : IsTo()) && Led() is { } to)
        {
            return Term.Sure(Term.Span(from, to, saidOn));
        }

        cursor.Position = end;
        if (cursor.Word("och") && One() is { } next)
        {
            return Term.Sure(Adjacent(Term.Span(from, next, saidOn), from, next));
        }

        // "Från juni" has no end, and "perioden juni" or "mellan juni" says nothing.
        cursor.Position = end;
        return isFrom || isBetween || isPeriod ? from.Then(period => period.IsSpan ? period : null) : from;
    }

    private Term? One(bool isBetween = false) => Any()?.Then(period => period.HasGap && !isBetween ? null : period);

    private Term? Any() => Part() ?? Whole();

    private Term? Whole() => days.Day() ?? Weekday() ?? Week() ?? _seasons.Turn() ?? Quarter() ?? HalfYear() ?? _seasons.Season() ?? Month() ?? Relative() ?? Year();

    private bool IsTo() => cursor.Sign("-") || cursor.Initials("t", "o", "m") || cursor.Words("till", "och", "med") || cursor.Word("till");

    /// <summary>One period, perhaps with "i" or the like before it.</summary>
    public Term? Led(bool isBetween = false)
    {
        var start = cursor.Position;
        if (One(isBetween) is { } plain)
        {
            return plain;
        }

        return cursor.Word("i", "under", "vid", "på") && One(isBetween) is { } led ? led : cursor.Back<Term>(start);
    }

    // "Maj och juni" is a span, "maj och september" is two times.
    private static Period? Adjacent(Period? span, Term from, Term to) =>
        span is not null && from.From(span.First) is { } one && to.From(one.Last.AddDays(1))?.First == one.Last.AddDays(1) ? span : null;

    private Term? Part()
    {
        var start = cursor.Position;
        if (cursor.Words("årets", "slut"))
        {
            return Term.Sure(Period.Year(saidOn.Year).Part(2));
        }

        _ = cursor.Word("i");
        if (cursor.Word(DueWords.Parts, out var part) && cursor.Word("av", "på"))
        {
            if (cursor.Word("året"))
            {
                return Term.Sure(Period.Year(saidOn.Year).Part(part) is { } period && period.Last >= saidOn ? period : null);
            }

            // Not a part of a part: "slutet av slutet av …" would go on as long as the text.
            if (Whole() is { } whole)
            {
                return whole.Then(period => period.Part(part));
            }
        }

        return cursor.Back<Term>(start);
    }

    // "På torsdag" is the next one after the meeting; "torsdag nästa vecka" is in that week.
    private Term? Weekday()
    {
        if (!cursor.Word(DueWords.Weekdays, out var weekday))
        {
            return null;
        }

        var end = cursor.Position;
        _ = cursor.Word("i");
        if ((Week() ?? Relative()) is { } week)
        {
            return week.Then(period => period.Precision == DuePrecision.Week ? Period.Day(period.First.AddDays(((int)weekday + 6) % 7)) : null);
        }

        cursor.Position = end;
        return Term.Sure(Period.Day(saidOn.AddDays(((weekday - saidOn.DayOfWeek + 6) % 7) + 1)));
    }

    private Term? Week()
    {
        var start = cursor.Position;
        var isGlued = cursor.Word(DueWords.GluedWeeks, out var number);
        if (!isGlued && !((cursor.Word("vecka", "veckorna") || cursor.Shortened("v")) && cursor.Number(1, 2, out number)))
        {
            return cursor.Back<Term>(start);
        }

        return Numbered(number, Period.Week);
    }

    private Term? Quarter()
    {
        var start = cursor.Position;
        if (cursor.Word(DueWords.GluedQuarters, out var number)
            || ((cursor.Word("kvartal") || cursor.Shortened("kv")) && cursor.Number(1, 1, out number)))
        {
            return Numbered(number, Period.Quarter);
        }

        return Ordinal(out number, 4) && cursor.Word("kvartalet") ? days.InSaidYear(Term.Yearly(year => Period.Quarter(year, number))) : cursor.Back<Term>(start);
    }

    private Term? HalfYear()
    {
        var start = cursor.Position;
        return (Ordinal(out var half, 2) && cursor.Word("halvåret")) || (cursor.Word("halvår") && cursor.Number(1, 1, out half))
            ? days.InSaidYear(Term.Yearly(year => Period.HalfYear(year, half)))
            : cursor.Back<Term>(start);
    }

    // "Vecka 24–26" shares its noun and its year.
    private Term Numbered(int number, Func<int, int, Period?> inYear)
    {
        var start = cursor.Position;
        var isAnd = cursor.Word("och");
        if ((isAnd || cursor.Sign("-") || cursor.Word("till")) && cursor.Number(1, 2, out var last))
        {
            return days.InSaidYear(Term.Yearly(year => number < last && inYear(year, number) is { } from && inYear(year, last) is { } to
                ? Period.Span(from, to)! with { HasGap = isAnd && last > number + 1 }
                : null));
        }

        cursor.Position = start;
        return days.InSaidYear(Term.Yearly(year => inYear(year, number)));
    }

    private Term? Month()
    {
        var start = cursor.Position;
        if (cursor.Number(4, 4, out var isoYear) && cursor.Glued("-") && cursor.GluedNumber(2, 2, out var isoMonth))
        {
            return Term.Sure(isoYear is >= Edtf.FirstYear and <= Edtf.LastYear && isoMonth is >= 1 and <= 12 ? Period.Month(isoYear, isoMonth) : null);
        }

        cursor.Position = start;
        if (!cursor.Word(DueWords.Months, out var month))
        {
            return cursor.Back<Term>(start);
        }

        _ = cursor.Word("månad");
        return days.InSaidYear(Term.Yearly(year => Period.Month(year, month)));
    }

    private Term? Relative()
    {
        var start = cursor.Position;
        var isNext = cursor.Word("nästa", "nästkommande");
        if (!isNext && !cursor.Word("denna", "detta", "innevarande") && !cursor.Words("den", "här") && !cursor.Words("det", "här"))
        {
            return cursor.Words("under", "året") ? Term.Sure(Period.Year(saidOn.Year)) : cursor.Back<Term>(start);
        }

        var step = isNext ? 1 : 0;
        if (cursor.Word("vecka", "veckan"))
        {
            return Term.Sure(Period.WeekOf(saidOn.AddDays(7 * step)));
        }

        if (cursor.Word("månad", "månaden"))
        {
            var month = saidOn.AddMonths(step);
            return Term.Sure(Period.Month(month.Year, month.Month));
        }

        if (cursor.Word("kvartal", "kvartalet"))
        {
            var quarter = (saidOn.Month - 1) / 3 + step;
            return Term.Sure(Period.Quarter(saidOn.Year + (quarter / 4), (quarter % 4) + 1));
        }

        if (cursor.Word("halvår", "halvåret"))
        {
            var half = (saidOn.Month - 1) / 6 + step;
            return Term.Sure(Period.HalfYear(saidOn.Year + (half / 2), (half % 2) + 1));
        }

        return cursor.Word("år", "året") ? Term.Sure(Period.Year(saidOn.Year + step)) : cursor.Back<Term>(start);
    }

    private Term? Year() => days.SaidYear() is { } year ? Term.Sure(Period.Year(year)) : null;

    private bool Ordinal(out int number, int max)
    {
        var start = cursor.Position;
        if (cursor.Word(DueWords.Ordinals, out number) && number <= max)
        {
            return true;
        }

        cursor.Position = start;
        if (max == 4 && cursor.Word("sista"))
        {
            number = 4;
            return true;
        }

        if (cursor.Number(1, 1, out number) && cursor.Glued(":") && (cursor.Glued("a") || cursor.Glued("e")))
        {
            return true;
        }

        cursor.Position = start;
        return false;
    }
}
