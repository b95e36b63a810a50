namespace MeetingNotes.Core.DueDates;

/// <summary>Meetings: "nästa möte", "vid sammanträdet i september", "till nästa fullmäktige", "regionstyrelsens möte den 12 juni".</summary>
internal sealed class MeetingGrammar(DueCursor cursor, DateOnly saidOn, DayGrammar days, PeriodGrammar periods)
{
    /// <summary><c>null</c> leaves the cursor where it was.</summary>
    public DueDate? Meeting()
    {
        var start = cursor.Position;
        _ = cursor.Word("senast", "preliminärt");
        var isLed = cursor.Word("vid", "på", "till", "inför", "före", "innan", "i", "under");
        var meeting = Next() ?? Named() ?? OfMonth() ?? (isLed ? Assembly() : null);
        return meeting ?? cursor.Back<DueDate>(start);
    }

    // "Nästa möte i september" is the one in September.
    private DueDate? Next()
    {
        var start = cursor.Position;
        var owner = Body(Bodies.Genitive);
        if (!cursor.Word("nästa", "nästkommande", "nästföljande", "kommande"))
        {
            return cursor.Back<DueDate>(start);
        }

        _ = cursor.Word("ordinarie");
        if (cursor.Word("möte", "sammanträde"))
        {
            return Held(owner ?? Of(), When());
        }

        return owner is null && Body(Bodies.Indefinite) is { } body ? Held(body, When()) : cursor.Back<DueDate>(start);
    }

    private DueDate? Named()
    {
        var start = cursor.Position;
        var owner = Body(Bodies.Genitive);
        var isMeeting = owner is null ? cursor.Word("mötet", "sammanträdet") : cursor.Word("möte", "sammanträde", "sammanträdet");
        return isMeeting && (owner ?? Of()) is var body && When() is { } when ? Held(body, when) : cursor.Back<DueDate>(start);
    }

    // "Septembermötet".
    private DueDate? OfMonth()
    {
        foreach (var month in DueWords.MonthNames)
        {
            if (cursor.Word(month + "mötet", month + "sammanträdet"))
            {
                var number = DueWords.Months[month];
                var term = Term.Yearly(year => Period.Month(year, number));
                return Held(null, days.InSaidYear(term));
            }
        }

        return null;
    }

    // "På fullmäktige i juni"; without a word before it, "fullmäktige i juni" is mostly who, not when.
    private DueDate? Assembly()
    {
        var start = cursor.Position;
        return cursor.Word(word => word.EndsWith("fullmäktige", StringComparison.Ordinal) ? word : null) is { } body && When() is { } when
            ? Held(body, when)
            : cursor.Back<DueDate>(start);
    }

    // "… i Regionala samverkansrådet", "… med regionstyrelsen".
    private string? Of()
    {
        var start = cursor.Position;
        return cursor.Word("i", "med", "för", "hos") && Body(Bodies.Definite) is { } body ? body : cursor.Back<string>(start);
    }

    private string? Body(Func<string, string?> form)
    {
        var start = cursor.Position;
        _ = cursor.Word("regionala", "kommunala", "lokala");
        return cursor.Word(form) ?? cursor.Back<string>(start);
    }

    private Term? When()
    {
        var start = cursor.Position;
        return periods.Led() ?? cursor.Back<Term>(start);
    }

    private DueDate Held(string? body, Term? when)
    {
        var of = body is null || Bodies.IsGeneric(body) ? null : body;
        if (when is null)
        {
            var next = of is null ? "nästa möte" : of.EndsWith("fullmäktige", StringComparison.Ordinal) ? $"nästa {of}" : $"nästa möte i {of}";
            return new DueDate { Written = "", Kind = DueKind.Meeting, First = saidOn.AddDays(1), MeetingOf = of, Reading = next };
        }

        // The meeting where it was said is not the one that is meant, unless its very day is named.
        var period = when.From(saidOn) is { Precision: DuePrecision.Day } day ? day : when.From(saidOn.AddDays(1));
        if (period is null)
        {
            return DueDate.Unread;
        }

        var isLater = period.Precision == DuePrecision.Day || period.Last <= saidOn || period.First > saidOn;
        return new DueDate
        {
            Written = "",
            Kind = DueKind.Meeting,
            First = isLater ? period.First : saidOn.AddDays(1),
            Last = period.Last,
            MeetingOf = of,
            Reading = $"{(of is null ? "mötet" : $"{of}s möte")} {period.LedReading}",
        };
    }
}
