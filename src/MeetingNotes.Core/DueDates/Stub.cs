namespace MeetingNotes.Core.DueDates;

public sealed record DueDate
{
    public required string Written { get; init; }
    public required DueKind Kind { get; init; }
    public DateOnly? First { get; init; }
    public DateOnly? Last { get; init; }
    public DuePrecision? Precision { get; init; }
    public string? Edtf { get; init; }
    public string? MeetingOf { get; init; }
    public string Reading => Written;
    public static DueDate Read(string written, DateOnly saidOn, MandateEnd mandate = MandateEnd.Board) => new() { Written = written, Kind = DueKind.Unread };
}
public enum DueKind { Unread, Dated, Meeting, Open }
public enum DuePrecision { Day, Week, Month, Quarter, Season, HalfYear, Year, Span }
public enum MandateEnd { Assembly, Board }
