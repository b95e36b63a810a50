using System.Globalization;
using MeetingNotes.Core.Time;
using Microsoft.Extensions.Time.Testing;

namespace MeetingNotes.Tests.Time;

public sealed class StockholmTimeTests
{
    [Theory]
    [InlineData("2018-04-12T09:50:00Z", "2018-04-12 11:50", "2018-04-12T11:50:00+02:00")]
    [InlineData("2018-01-12T09:50:00Z", "2018-01-12 10:50", "2018-01-12T10:50:00+01:00")]
    [InlineData("2027-03-28T00:59:59Z", "2027-03-28 01:59", "2027-03-28T01:59:59+01:00")]
    [InlineData("2027-03-28T01:00:00Z", "2027-03-28 03:00", "2027-03-28T03:00:00+02:00")]
    [InlineData("2027-10-31T00:59:59Z", "2027-10-31 02:59", "2027-10-31T02:59:59+02:00")]
    [InlineData("2027-10-31T01:00:00Z", "2027-10-31 02:00", "2027-10-31T02:00:00+01:00")]
    [InlineData("2018-12-31T23:00:00Z", "2019-01-01 00:00", "2019-01-01T00:00:00+01:00")]
    public void Stamp_AcrossClockChanges_IsStockholms(string instant, string stamp, string machine)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(stamp, at.Stamp());
        Assert.Equal(machine, at.MachineStamp());
    }

    [Theory]
    [InlineData("2018-04-12T11:50:00", "2018-04-12T09:50:00Z")]
    [InlineData("2027-03-28T02:30:00", null)]
    [InlineData("2027-10-31T02:30:00", null)]
    [InlineData("2027-10-31T01:59:00", "2027-10-30T23:59:00Z")]
    [InlineData("2027-10-31T03:00:00", "2027-10-31T02:00:00Z")]
    public void FromStockholm_SkippedOrDoubledHour_IsNull(string local, string? instant) => Assert.Equal(
        instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
        StockholmTime.FromStockholm(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2027-03-28T02:30:00", "")]
    [InlineData("2027-10-31T02:30:00", "2027-10-31T00:30:00Z 2027-10-31T01:30:00Z")]
    [InlineData("2027-10-31T03:00:00", "2027-10-31T02:00:00Z")]
    public void InstantsOf_AroundClockChanges_AreAllInOrder(string local, string instants) => Assert.Equal(
        instants, string.Join(' ', StockholmTime.InstantsOf(DateTime.Parse(local, CultureInfo.InvariantCulture)).Select(instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2018-03-24T22:59:59Z", "2018-03-24")]
    [InlineData("2018-03-24T23:00:00Z", "2018-03-25")]
    [InlineData("2018-10-28T22:59:59Z", "2018-10-28")]
    [InlineData("2018-07-11T22:00:00Z", "2018-07-12")]
    public void Today_AroundMidnight_IsStockholmsDay(string instant, string day)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));

        Assert.Equal(day, clock.TodayInStockholm().Iso());
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("")]
    public void Written_AnyCultureOfTheThread_IsSwedish(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var day = new DateOnly(2018, 4, 11);
            var instant = new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero);

            Assert.Equal("11 april 2018", day.Written());
            Assert.Equal("onsdag 11 april 2018", day.WrittenWithWeekday());
            Assert.Equal("11 april", day.WrittenWithoutYear());
            Assert.Equal("2018-04-11", day.Iso());
            Assert.Equal("2018-04-12 11:50", instant.Stamp());
            Assert.Equal("kl. 9.00", new TimeOnly(9, 0).Written());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
