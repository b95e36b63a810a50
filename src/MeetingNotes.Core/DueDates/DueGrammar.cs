namespace MeetingNotes.Core.DueDates;

/// <summary>
/// What a due phrase may be: a time, a meeting, or something without end, with the words that set it in place ("senast", "före",
/// "inom"). Every rule looks a bounded number of tokens ahead.
/// </summary>
internal sealed class DueGrammar
{
    // The first election whose periods end on the days of MandateEnd was held in 2014, for those who then sat since 2010.
    private const int FirstMandateYear = 2011;
    private const int ElectionYear = 2018;
    private const int MaxFillers = 4;

    private readonly DueCursor _cursor;
    private readonly DateOnly _saidOn;
    private readonly MandateEnd _mandate;
    private readonly DayGrammar _days;
    private readonly PeriodGrammar _periods;
    private readonly MeetingGrammar _meetings;

    public DueGrammar(DueCursor cursor, DateOnly saidOn, MandateEnd mandate)
    {
        (_cursor, _saidOn, _mandate) = (cursor, saidOn, mandate);
        _days = new DayGrammar(cursor, saidOn);
        _periods = new PeriodGrammar(cursor, saidOn, _days);
        _meetings = new MeetingGrammar(cursor, saidOn, _days, _periods);
    }

    /// <summary>The phrase that the whole text is; <c>null</c> when it is none.</summary>
    public DueDate? Whole()
    {
        var due = Phrase();
        _ = _cursor.Sign(".") || _cursor.Sign(",") || _cursor.Sign(";") || _cursor.Sign("!");
        return _cursor.IsAtEnd ? due : null;
    }

    /// <summary>
    /// The longest phrase at the cursor, moved past it. <see cref="DueKind.Unread"/> has the shape of a time but no reading;
    /// <c>null</c> is no time and leaves the cursor where it was.
    /// </summary>
    public DueDate? Phrase()
    {
        if (_saidOn.Year is < Edtf.FirstYear or > Edtf.LastYear || Single() is not { } due)
        {
            return null;
        }

        // One time or another is no time, and neither is one that comes back or is long past.
        while (IsSpoilt())
        {
            due = DueDate.Unread;
        }

        return due;
    }

    private bool IsSpoilt()
    {
        var start = _cursor.Position;
        if ((_cursor.Word("eller") && Single() is not null) || _cursor.Words("i", "fjol") || _cursor.Words("förra", "året") || _cursor.Words("varje", "år"))
        {
            return true;
        }

        _cursor.Position = start;
        return false;
    }

    private DueDate? Single() => Unbounded() ?? _meetings.Meeting() ?? Dated() ?? Open();

    // A beginning without an end, or what was.
    private DueDate? Unbounded()
    {
        var start = _cursor.Position;
        if (_cursor.Word("efter") && _cursor.Word(DueWords.DefiniteSeasons, out _))
        {
            return _cursor.Back<DueDate>(start);
        }

        _cursor.Position = start;
        return _cursor.Word("efter", "tidigast", "sedan", "förra", "föregående", "varje", "förrän") && (_meetings.Meeting() ?? Time()) is not null ? DueDate.Unread : _cursor.Back<DueDate>(start);
    }

    private DueDate? Dated()
    {
        var start = _cursor.Position;
        for (var fillers = 0; fillers <= MaxFillers; fillers++)
        {
            if (Time() is { } time)
            {
                Clock();
                return time;
            }

            if (!_cursor.Shortened(DueWords.Fillers) && !_cursor.Words("någon", "gång"))
            {
                break;
            }
        }

        return _cursor.Back<DueDate>(start);
    }

    private DueDate? Time() => MandatePeriod() ?? By() ?? Before() ?? Ahead() ?? (_periods.Range() is { } range ? Of(range.From(_saidOn)) : null);

    // "Senast i mars nästa år", "inom sex månader", "t.o.m. den 31 maj": from the meeting to its end.
    private DueDate? By()
    {
        var start = _cursor.Position;
        var isBy = _cursor.Word("senast", "inom", "tom") || _cursor.Initials("t", "o", "m") || _cursor.Words("till", "och", "med")
            || _cursor.Words("fram", "till", "och", "med");
        if (!isBy)
        {
            return null;
        }

        _ = _cursor.Word("om");
        if (_days.Ahead() is { } ahead)
        {
            return Of(Period.Day(ahead.Day).Until(_saidOn));
        }

        _ = _cursor.Word("till", "vid", "på");
        return _periods.Range() is { } range ? Of(range.Until(_saidOn)?.Until(_saidOn)) : _cursor.Back<DueDate>(start);
    }

    private DueDate? Before()
    {
        var start = _cursor.Position;
        return _cursor.Word("före", "innan") && (Christmas() ?? _periods.Range()) is { } range
            ? Of(range.Before(_saidOn)?.Before(_saidOn))
            : _cursor.Back<DueDate>(start);
    }

    // Only "före jul" has a day that nobody argues about.
    private Term? Christmas()
    {
        var jul = Term.Yearly(year => Period.Day(new DateOnly(year, 12, 24)) with { Lead = "", Reading = $"jul {Edtf.Of(year)}" });
        return !_cursor.Word("jul") ? null : _days.InSaidYear(jul);
    }

    private DueDate? Ahead()
    {
        var start = _cursor.Position;
        return _cursor.Word("om") && _days.Ahead() is { } ahead ? Of(ahead.Meant) : _cursor.Back<DueDate>(start);
    }

    // "Under mandatperioden" has an end that is known; "mandatperioden 2019–2022" is a span like any other.
    private DueDate? MandatePeriod()
    {
        var start = _cursor.Position;
        _ = _cursor.Word("under", "inom", "till", "före", "innan", "senast");
        _ = _cursor.Word("vid", "hela");
        if (_cursor.Words("mandatperiodens", "slut"))
        {
            return _days.Day() is { } day ? Of(day.From(_saidOn) is { } end && IsMandateEnd(end.First) ? MandateUntil(end.First) : null) : Sitting();
        }

        if ((_cursor.Word("mandatperioden") || _cursor.Words("innevarande", "mandatperiod") || _cursor.Words("denna", "mandatperiod")) && !_cursor.IsAtNumber)
        {
            _ = _cursor.Word("ut");
            return Sitting();
        }

        return _cursor.Back<DueDate>(start);
    }

    private DueDate Sitting()
    {
        if (_saidOn.Year < FirstMandateYear)
        {
            return DueDate.Unread;
        }

        var end = Enumerable.Range(_saidOn.Year, 5)
            .Where(year => year % 4 == ElectionYear % 4)
            .Select(year => _mandate == MandateEnd.Assembly ? new DateOnly(year, 10, 14) : new DateOnly(year, 12, 31))
            .First(day => day >= _saidOn);
        return Of(end.Year <= Edtf.LastYear ? MandateUntil(end) : null);
    }

    private static bool IsMandateEnd(DateOnly day) => day.Year % 4 == ElectionYear % 4 && (day.Month, day.Day) is (10, 14) or (12, 31);

    private Period MandateUntil(DateOnly end) =>
        Period.Deadline(_saidOn, end, Edtf.Of(end), $"till mandatperiodens slut den {Period.Written(end)}");

    private DueDate? Open() =>
        _cursor.Word("löpande", "fortlöpande", "kontinuerligt") ? OpenAs("löpande")
        : _cursor.Words("tills", "vidare") ? OpenAs("tills vidare")
        : _cursor.Words("så", "snart", "som", "möjligt") || _cursor.Words("så", "fort", "som", "möjligt") || _cursor.Words("snarast", "möjligt")
            || _cursor.Word("snarast", "omgående") ? OpenAs("så snart som möjligt")
        : null;

    // "… kl. 13.00–15.00" says when in the day.
    private void Clock()
    {
        var start = _cursor.Position;
        _ = _cursor.Sign(",");
        if (!(_cursor.Shortened("kl", "klockan") && Hour()))
        {
            _cursor.Position = start;
            return;
        }

        var end = _cursor.Position;
        if (!((_cursor.Sign("-") || _cursor.Word("till")) && Hour()))
        {
            _cursor.Position = end;
        }
    }

    private bool Hour()
    {
        if (!_cursor.Number(1, 2, out var hour) || hour > 24)
        {
            return false;
        }

        var end = _cursor.Position;
        if (!((_cursor.Glued(".") || _cursor.Glued(":")) && _cursor.GluedNumber(2, 2, out _)))
        {
            _cursor.Position = end;
        }

        return true;
    }

    private static DueDate OpenAs(string reading) => new() { Written = "", Kind = DueKind.Open, Reading = reading };

    private static DueDate Of(Period? period) => period is null || period.Last.Year > Edtf.LastYear ? DueDate.Unread : new DueDate
    {
        Written = "",
        Kind = DueKind.Dated,
        First = period.First,
        Last = period.Last,
        Precision = period.Precision,
        Edtf = period.Code,
        Reading = period.Reading,
    };
}
