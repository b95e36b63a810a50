namespace MeetingNotes.Core.Search;

/// <summary>How words stand in an item's vector; what each sign means is told in migration 0006.</summary>
internal static class SearchWords
{
    public const char Inflected = '=';
    public const char Part = '~';
    public const char Heading = '^';
    public const char Context = '@';
    public const char Filed = '#';

    public const string HasFollowUp = "#f";

    public static string Body(Guid id) => "#b" + Short(id);

    public static string Topic(Guid id) => "#t" + Short(id);

    public static string Year(int year) => $"#y{year}";

    public static string Month(DateOnly day) => "#m" + Swedish.Term.MonthKey(day.Year, day.Month);

    /// <summary>A word as a vector or a query is written.</summary>
    public static string Quoted(string word) =>
        "'" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The end of an id is chance, which is enough to tell bodies and topics apart.</summary>
    private static string Short(Guid id) => id.ToString("N")[^12..];
}
