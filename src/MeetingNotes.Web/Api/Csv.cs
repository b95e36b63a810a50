namespace MeetingNotes.Web.Api;

/// <summary>Fields of a table that may be opened in a spreadsheet.</summary>
internal static class Csv
{
    /// <summary>What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>Quoted as RFC 4180 says. A text that would be run as a formula begins with an apostrophe (promise 4).</summary>
    public static string Field(string text)
    {
        var safe = text.TrimStart(' ', '\u00a0') is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
