using System.Globalization;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Tests.DueDates;

public sealed class EdtfTests
{
    [Theory]
    [InlineData("2018", "2018-01-01", "2018-12-31")]
    [InlineData("2018-06", "2018-06-01", "2018-06-30")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29")]
    [InlineData("2018-06-12", "2018-06-12", "2018-06-12")]
    [InlineData("2018-21", "2018-03-01", "2018-05-31")]
    [InlineData("2018-22", "2018-06-01", "2018-08-31")]
    [InlineData("2018-23", "2018-09-01", "2018-11-30")]
    [InlineData("2018-24", "2018-12-01", "2019-02-28")]
    [InlineData("2019-24", "2019-12-01", "2020-02-29")]
    [InlineData("2018-33", "2018-01-01", "2018-03-31")]
    [InlineData("2018-36", "2018-10-01", "2018-12-31")]
    [InlineData("2018-40", "2018-01-01", "2018-06-30")]
    [InlineData("2018-41", "2018-07-01", "2018-12-31")]
    [InlineData("2019/2030", "2019-01-01", "2030-12-31")]
    [InlineData("2018-04-11/2019-03", "2018-04-11", "2019-03-31")]
    [InlineData("2018-04-11/2018-04", "2018-04-11", "2018-04-30")]
    [InlineData("2019-21/2020-23", "2019-03-01", "2020-11-30")]
    [InlineData("1800", "1800-01-01", "1800-12-31")]
    [InlineData("2199-24", "2199-12-01", "2200-02-28")]
    public void TryRange_Code_GivesItsDays(string code, string first, string last)
    {
        Assert.True(Edtf.TryRange(code, out var from, out var to));
        Assert.Equal((Day(first), Day(last)), (from, to));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("2018/")]
    [InlineData("/2018")]
    [InlineData("2018/..")]
    [InlineData("2018/2019/2020")]
    [InlineData("2019/2018")]
    [InlineData("2018-06-12/2018-06-11")]
    [InlineData("1799")]
    [InlineData("2200")]
    [InlineData("18")]
    [InlineData("20180612")]
    [InlineData("2018-00")]
    [InlineData("2018-13")]
    [InlineData("2018-20")]
    [InlineData("2018-25")]
    [InlineData("2018-32")]
    [InlineData("2018-37")]
    [InlineData("2018-42")]
    [InlineData("2018-6")]
    [InlineData("2018-02-29")]
    [InlineData("2018-23-01")]
    [InlineData("2018-06-12-01")]
    [InlineData("2018-06~")]
    [InlineData(" 2018")]
    [InlineData("٢٠١٨")]
    [InlineData("våren 2018")]
    public void TryRange_AnythingElse_IsFalse(string code) =>
        Assert.False(Edtf.TryRange(code, out _, out _));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
