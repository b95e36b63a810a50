using System.Globalization;

namespace MeetingNotes.Core.DueDates;

/// <summary>
/// The codes of ISO 8601-2 (EDTF) that due dates use: a year, month or day, "2018-23" for a season (21 spring – 24 winter, which begins
/// in December of its year), "2018-35" for a quarter (33–36), "2018-40" and "2018-41" for the half-years, and "from/to" of two such.
/// </summary>
public static class Edtf
{
    internal const int FirstYear = 1800;
    internal const int LastYear = 2199;
    internal const int Spring = 21;
    internal const int FirstQuarter = 33;
    internal const int FirstHalfYear = 40;

    /// <summary>The days that a code stands for, <c>false</c> for anything but the codes above.</summary>
    public static bool TryRange(string code, out DateOnly first, out DateOnly last)
    {
        var parts = code.Split('/');
        if (parts.Length > 2 || One(parts[0]) is not { } from || One(parts[^1]) is not { } to || from.First > to.Last)
        {
            (first, last) = (default, default);
            return false;
        }

        (first, last) = (from.First, to.Last);
        return true;
    }

    internal static string Of(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    internal static string Of(int year, int part) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{part:00}");

    internal static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where the first of two codes begins and the second ends.</summary>
    internal static string Of(string from, string to) => from == to && !from.Contains('/', StringComparison.Ordinal)
        ? from
        : $"{from.Split('/')[0]}/{to.Split('/')[^1]}";

    private static (DateOnly First, DateOnly Last)? One(string code)
    {
        var parts = code.Split('-');
        if (parts.Length > 3 || Digits(parts[0], 4) is not (>= FirstYear and <= LastYear and var year))
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return Months(year, 1, 12);
        }

        var part = Digits(parts[1], 2);
        if (parts.Length == 3)
        {
            return part is >= 1 and <= 12 && Digits(parts[2], 2) is { } number and >= 1 && number <= DateTime.DaysInMonth(year, part.Value)
                ? (new DateOnly(year, part.Value, number), new DateOnly(year, part.Value, number))
                : null;
        }

        return part switch
        {
            >= 1 and <= 12 => Months(year, part.Value, 1),
            >= Spring and < Spring + 4 => Months(year, 3 + (3 * (part.Value - Spring)), 3),
            >= FirstQuarter and < FirstQuarter + 4 => Months(year, 1 + (3 * (part.Value - FirstQuarter)), 3),
            FirstHalfYear or FirstHalfYear + 1 => Months(year, 1 + (6 * (part.Value - FirstHalfYear)), 6),
            _ => null,
        };
    }

    private static (DateOnly First, DateOnly Last) Months(int year, int month, int count)
    {
        var first = new DateOnly(year, month, 1);
        return (first, first.AddMonths(count).AddDays(-1));
    }

    private static int? Digits(string text, int count) =>
        text.Length == count && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
