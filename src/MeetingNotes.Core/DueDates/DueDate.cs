namespace MeetingNotes.Core.DueDates;

/// <summary>What a due phrase turned out to be.</summary>
public enum DueKind
{
    /// <summary>Not understood, or not a time that can be over. Kept as written, never guessed.</summary>
    Unread,

    /// <summary>A day or a range of days.</summary>
    Dated,

    /// <summary>A meeting of the body itself or of another one; which day that is stands in the calendar.</summary>
    Meeting,

    /// <summary>Said to have no end: "löpande", "tills vidare".</summary>
    Open,
}

/// <summary>What kind of period was said. <see cref="Span"/> is everything between two ends, deadlines and parts of a period too.</summary>
public enum DuePrecision
{
    Day,
    Week,
    Month,
    Quarter,
    Season,
    HalfYear,
    Year,
    Span,
}

/// <summary>When a body's mandate period ends in an election year.</summary>
public enum MandateEnd
{
    /// <summary>Fullmäktige: 14 October.</summary>
    Assembly,

    /// <summary>Boards, committees and what they appoint: 31 December.</summary>
    Board,
}

/// <summary>
/// When something is due, as people say it and as it reads on the day of the meeting where it was said. Never depends on today.
/// Source of the rules: the product's "Due dates as people say them", ISO 8601-2 (EDTF), docs/decisions/0005-due-phrases.md.
/// </summary>
public sealed record DueDate
{
    /// <summary>As written, untouched.</summary>
    public required string Written { get; init; }

    public required DueKind Kind { get; init; }

    /// <summary>
    /// Dated: the first day. Meeting: the meeting is the body's first on or after this day. Otherwise <c>null</c>.
    /// </summary>
    public DateOnly? First { get; init; }

    /// <summary>Dated: the last day. Meeting: the meeting is not after this day; <c>null</c> is no limit. Otherwise <c>null</c>.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Dated only.</summary>
    public DuePrecision? Precision { get; init; }

    /// <summary>Dated only: the code of ISO 8601-2, at most 40 characters. <see cref="DueDates.Edtf.TryRange"/> reads it.</summary>
    public string? Edtf { get; init; }

    /// <summary>
    /// Meeting of another body, named by one lower-case word in the form it has in running text: "fullmäktige", "regionstyrelsen".
    /// <c>null</c> is the body itself.
    /// </summary>
    public string? MeetingOf { get; init; }

    /// <summary>
    /// How it reads when the meeting's day is not known, the year always there: "juni 2018", "senast i mars 2019", "nästa möte". At
    /// most 200 characters; <see cref="Written"/> when unread.
    /// </summary>
    public string Reading { get => field ?? Written; internal init; }

    /// <summary>Reads a due phrase said on a day. Never throws; what is not a due phrase from end to end is <see cref="DueKind.Unread"/>.</summary>
    /// <param name="written">As people say it: "juni i år", "hösten 2018", "nästa möte", "den 12 juni".</param>
    /// <param name="saidOn">The meeting's day.</param>
    /// <param name="mandate">Whose mandate period "under mandatperioden" means.</param>
    public static DueDate Read(string written, DateOnly saidOn, MandateEnd mandate = MandateEnd.Board)
    {
        var grammar = new DueGrammar(new DueCursor(DueToken.AllIn(written)), saidOn, mandate);
        return (grammar.Whole() ?? Unread) with { Written = written };
    }

    internal static DueDate Unread { get; } = new() { Written = "", Kind = DueKind.Unread };
}
