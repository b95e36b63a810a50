using MeetingNotes.Core.Text;

namespace MeetingNotes.Tests.Text;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("senast", "senats", 2)]
    [InlineData("Bron", "bron", 0)]
    [InlineData("bron", "broar", 2)]
    [InlineData("översyn", "oversyn", 1)]
    public void Between_TwoTexts_IsTheSameBothWays(string one, string other, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(one, other));
        Assert.Equal(distance, EditDistance.Between(other, one));
    }

    [Theory]
    [InlineData("lova", 2, "lov")]
    [InlineData("lofva", 1, null)]
    [InlineData("annat", 2, null)]
    public void Nearest_OfSeveral_IsTheMostLikeWithinTheLimit(string text, int max, string? nearest) =>
        Assert.Equal(nearest, EditDistance.Nearest(text, ["love-2", "lov", "sova-nu"], max));
}
