using System.Globalization;
using System.Text;
using System.Text.Json;
using Ical.Net.CalendarComponents;
using MeetingNotes.Tests.Testing;
using Calendar = Ical.Net.Calendar;

namespace MeetingNotes.Tests.Calendars;

/// <summary>A calendar as two libraries have read it: Ical.Net and ical.js. They must have understood the same.</summary>
internal sealed record ReadCalendar(string Name, IReadOnlyList<string> Zones, IReadOnlyList<ReadEvent> Events)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<ReadCalendar> OfAsync(string text)
    {
        AssertLines(text);
        var (status, output) = await ExternalProgram.RunAsync(
            "node", text,
            Repository.Folder("tests/MeetingNotes.Tests/Calendars/read-calendar.mjs"),
            new Uri(Path.Combine(ExternalProgram.NpmPackage("ical.js"), "dist", "ical.js")).AbsoluteUri);
        Assert.True(status == 0, output);
        var calendar = JsonSerializer.Deserialize<ReadCalendar>(output, Json)!;
        var other = Calendar.Load(text)!;

        Assert.Equal(other.Events.Select(Described).Order(StringComparer.Ordinal), calendar.Events.Select(one => one.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(other.TimeZones.Select(zone => zone.TzId), calendar.Zones);
        Assert.Equal("PUBLISH", other.Method);
        Assert.Equal(calendar.Events.Count, calendar.Events.Select(one => one.Uid).Distinct().Count());
        Assert.All(calendar.Events, one => Assert.Equal("TRANSPARENT", one.Transparency));
        return calendar;
    }

    /// <summary>RFC 5545, 3.1: lines of at most 75 octets, each ended by CRLF, and no control character in any.</summary>
    private static void AssertLines(string text)
    {
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split("\r\n"))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75);
            Assert.DoesNotContain(line, letter => char.IsControl(letter) && letter != '\t');
        }
    }

    private static string Described(CalendarEvent one) => new ReadEvent
    {
        Uid = one.Uid!,
        Sequence = one.Sequence,
        Day = one.Start!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IsAllDay = !one.Start.HasTime,
        Zone = one.Start.TzId,
        Instant = one.Start.HasTime ? new DateTimeOffset(one.Start.AsUtc).ToUnixTimeSeconds() : null,
        Changed = new DateTimeOffset(one.LastModified!.AsUtc).ToUnixTimeSeconds(),
        Stamp = new DateTimeOffset(one.DtStamp!.AsUtc).ToUnixTimeSeconds(),
        Summary = one.Summary!,
        Description = one.Description!,
        Location = one.Location,
        Status = one.Status!,
        Url = one.Url!.OriginalString,
        Transparency = one.Transparency!,
    }.ToString();
}

internal sealed record ReadEvent
{
    public required string Uid { get; init; }
    public required int Sequence { get; init; }
    public required string Day { get; init; }
    public required bool IsAllDay { get; init; }
    public string? Zone { get; init; }

    /// <summary>When it begins, in seconds since 1970.</summary>
    public long? Instant { get; init; }
    public required long Changed { get; init; }
    public required long Stamp { get; init; }
    public required string Summary { get; init; }
    public required string Description { get; init; }
    public string? Location { get; init; }
    public required string Status { get; init; }
    public required string Url { get; init; }
    public required string Transparency { get; init; }
}
