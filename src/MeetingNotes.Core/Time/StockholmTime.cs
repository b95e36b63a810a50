using System.Globalization;

namespace MeetingNotes.Core.Time;

/// <summary>
/// The one place that knows Europe/Stockholm. Instants are kept in UTC; a day, a clock and a written date are Swedish.
/// Never depends on the zone, culture or locale of the machine.
/// </summary>
public static class StockholmTime
{
    /// <summary>Europe/Stockholm with the DST rules of the tz database.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>sv-SE as .NET ships it, without the user overrides of the machine.</summary>
    public static readonly CultureInfo Culture = CultureInfo.ReadOnly(new CultureInfo("sv-SE", useUserOverride: false));

    /// <summary>Today's date in Stockholm.</summary>
    public static DateOnly TodayInStockholm(this TimeProvider clock) => DateOnly.FromDateTime(ToStockholm(clock.GetUtcNow()).DateTime);

    /// <summary>The same instant with Stockholm's offset.</summary>
    public static DateTimeOffset ToStockholm(this DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant of a clock time in Stockholm; <c>null</c> when the clock skips it in March or shows it twice in October.</summary>
    public static DateTimeOffset? FromStockholm(DateTime local) => InstantsOf(local) is [var only] ? only : null;

    /// <summary>The instants that a clock time in Stockholm can mean, the first first: none when the clock skips it in March, two when it shows it twice in October.</summary>
    public static IReadOnlyList<DateTimeOffset> InstantsOf(DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return Zone.IsInvalidTime(local) ? []
            : Zone.IsAmbiguousTime(local) ? [.. Zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime()).Order()]
            : [new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime()];
    }

    /// <summary>"2018-04-12 11:50": stamps and lists (R66).</summary>
    public static string Stamp(this DateTimeOffset instant) => instant.ToStockholm().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"2018-04-12T11:50:00+02:00": the <c>datetime</c> attribute of a <c>time</c> element.</summary>
    public static string MachineStamp(this DateTimeOffset instant) =>
        instant.ToStockholm().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>"2018-04-12".</summary>
    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"11 april 2018": running text. The year is always shown (C2).</summary>
    public static string Written(this DateOnly day) => day.ToString("d MMMM yyyy", Culture);

    /// <summary>"onsdag 11 april 2018".</summary>
    public static string WrittenWithWeekday(this DateOnly day) => day.ToString("dddd d MMMM yyyy", Culture);

    /// <summary>"11 april": only where the year stands beside it.</summary>
    public static string WrittenWithoutYear(this DateOnly day) => day.ToString("d MMMM", Culture);

    /// <summary>"kl. 9.00" (R66: full stop between hours and minutes).</summary>
    public static string Written(this TimeOnly time) => time.ToString("'kl.' H.mm", CultureInfo.InvariantCulture);
}
