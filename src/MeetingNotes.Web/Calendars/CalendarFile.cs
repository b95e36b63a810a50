using System.Globalization;
using System.Text.Json;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Feeds;
using MeetingNotes.Web.Options;
using Calendar = Ical.Net.Calendar;

namespace MeetingNotes.Web.Calendars;

/// <summary>Writes every calendar (RFC 5545), for whoever does not have it already.</summary>
internal static class CalendarFile
{
    private const string Type = "text/calendar; charset=utf-8";
    private const string Zone = "Europe/Stockholm";

    private static readonly DateTime TodaysRules = new(2000, 1, 1);

    /// <summary>How often programs may ask again.</summary>
    private const string Refresh = "PT6H";

    /// <param name="context">Of the request.</param>
    /// <param name="portal">Whose calendar it is.</param>
    /// <param name="name">What programs call it.</param>
    /// <param name="rows">Everything that its events tell.</param>
    /// <param name="write">Makes an event of a row.</param>
    public static IResult Answer<T>(HttpContext context, PortalOptions portal, string name, IReadOnlyList<T> rows, Func<T, CalendarEvent> write)
    {
        if (ConditionalGet.IsUnchanged(context, ContentTag.Of(portal, [name, JsonSerializer.Serialize(rows)])))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var calendar = new Calendar { ProductId = "-//Noterat//Noterat//SV", Method = "PUBLISH" };
        var title = Text($"{name} - {portal.SiteTitle}");
        calendar.AddProperty("NAME", title);
        calendar.AddProperty("X-WR-CALNAME", title);
        calendar.AddProperty("X-WR-TIMEZONE", Zone);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", Refresh);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.Properties.Add(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);

        var events = rows.Select(write).ToList();

        // Also when nothing has a time: a calendar must hold something (RFC 5545, 3.6).
        // The rules of today are those from this day on; the library knows none that begin in fifty years.
        var first = events.Select(one => one.Start!.Value.AddYears(-1)).Append(TodaysRules).Min();
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, first, includeHistoricalData: false));
        foreach (var one in events)
        {
            calendar.Events.Add(one);
        }

        return Results.Text(Serialize(calendar), Type);
    }

    /// <summary>A day, or a day and the clock in Stockholm.</summary>
    public static CalDateTime When(DateOnly day, TimeOnly? clock = null) => clock is { } time ? new CalDateTime(day, time, Zone) : new CalDateTime(day);

    public static CalDateTime Instant(DateTimeOffset at) => new(at.UtcDateTime, "UTC");

    /// <summary>The library writes numbers as the culture does, and Swedish has a minus sign of its own: BYDAY=-1SU would be no rule.</summary>
    private static string Serialize(Calendar calendar)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return new CalendarSerializer().SerializeToString(calendar)!;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>A text as calendars can hold it: the library escapes, and control characters are no letters.</summary>
    public static string Text(string text) => FeedText.Letters(text).Replace("\u007f", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
}
