namespace MeetingNotes.Core.DueDates;

/// <summary>Seasons and the turns of months and years: what may go over the new year.</summary>
internal sealed class SeasonGrammar(DueCursor cursor, DateOnly saidOn, DayGrammar days)
{
    /// <summary><c>null</c> leaves the cursor where it was.</summary>
    public Term? Season()
    {
        var start = cursor.Position;
        if (cursor.Word("efter") && cursor.Word(DueWords.DefiniteSeasons, out var before))
        {
            // "Efter sommaren" is the autumn.
            var season = (before + 1) % 4;
            return days.InSaidYear(Term.Yearly(year => Period.Season(before == 3 ? year + 1 : year, season)));
        }

        cursor.Position = start;
        if (cursor.Word("nästa") && cursor.Word(DueWords.Seasons, out var next))
        {
            // The season of next year. What begins in December this year is the next winter, unless it has begun.
            return Term.Sure(Period.Season(next == 3 && saidOn.Month < 12 ? saidOn.Year : saidOn.Year + 1, next));
        }

        cursor.Position = start;
        var isNamed = cursor.Word(DueWords.DefiniteSeasons, out var named)
            || ((cursor.Word("i", "denna") || cursor.Words("den", "här")) && (cursor.Word(DueWords.Seasons, out named) || cursor.Word(DueWords.DefiniteSeasons, out named)));
        if (isNamed)
        {
            return named == 3 ? Winter() : days.InSaidYear(Term.Yearly(year => Period.Season(year, named)));
        }

        cursor.Position = start;
        return cursor.Word(DueWords.Seasons, out named) && cursor.Year(out var sure) ? Term.Sure(Period.Season(sure, named)) : cursor.Back<Term>(start);
    }

    private Term Winter() => AcrossYears(year => Period.Season(year, 3)) ?? days.InSaidYear(Term.Yearly(year => Period.Season(year, 3)));

    // "2018–2019", "2018/2019", "2018/19": one thing that goes over the new year.
    private Term? AcrossYears(Func<int, Period> inYear)
    {
        var start = cursor.Position;
        if (cursor.Year(out var year) && (cursor.Sign("-") || cursor.Sign("/")) && (cursor.Number(4, 4, out var next) || cursor.Number(2, 2, out next)))
        {
            return Term.Sure(next == year + 1 || next == (year + 1) % 100 ? inYear(year) : null);
        }

        return cursor.Back<Term>(start);
    }

    /// <summary>Where one month, half-year or year becomes the next. <c>null</c> leaves the cursor where it was.</summary>
    public Term? Turn()
    {
        var start = cursor.Position;
        if (cursor.Word("halvårsskiftet"))
        {
            return days.InSaidYear(Term.Yearly(year => Period.Turn(year, 6, $"halvårsskiftet {Edtf.Of(year)}")));
        }

        if (cursor.Word("månadsskiftet"))
        {
            if (!cursor.Word(DueWords.Months, out var month) || !(cursor.Sign("/") || cursor.Sign("-")) || !cursor.Word(DueWords.Months, out var next))
            {
                return cursor.Back<Term>(start);
            }

            return next != (month % 12) + 1 ? Term.Unreadable
                : month == 12 ? YearTurn()
                : days.InSaidYear(Term.Yearly(year => Period.Turn(year, month)));
        }

        return cursor.Word("årsskiftet") ? YearTurn() : cursor.Back<Term>(start);
    }

    // With one year it may be either end of it: "årsskiftet 2018" is not guessed.
    private Term YearTurn() => AcrossYears(year => Period.Turn(year, 12)) ?? (cursor.Year(out _) ? Term.Unreadable : Term.Yearly(year => Period.Turn(year, 12)));
}
