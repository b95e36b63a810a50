using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Tests.Notes.Drafts;

public sealed class DueExplanationTests
{
    [Theory]
    [InlineData("den 27 maj", "Vi läser det som [27 maj 2018], en söndag")]
    [InlineData("juni i år", "Vi läser det som [juni 2018], till och med 30 juni 2018")]
    [InlineData("hösten 2018", "Vi läser det som [hösten 2018], till och med 30 november 2018")]
    [InlineData("nästa möte", "Vi läser det som [nästa möte], 30 maj 2018")]
    [InlineData("så snart som möjligt", "Vi läser det som [så snart som möjligt], utan bestämd dag")]
    [InlineData("när bären mognar", "Vi kan inte läsa det som en tid. Det går bra ändå: den visas som den är skriven.[]")]
    public void Of_Phrase_SaysHowItIsRead(string written, string expected)
    {
        var explanation = DueExplanation.Of(written, new DateOnly(2018, 4, 11), "Rådet", new DateOnly(2018, 5, 30))!;

        Assert.Equal(expected, $"{explanation.Before}[{explanation.Reading}]{explanation.After}");
    }

    [Fact]
    public void Of_NextMeetingUnknown_SaysThatTheCalendarDecides() =>
        Assert.Equal("Vi läser det som nästa möte. Dagen följer kalendern.", DueExplanation.Of("nästa möte", new DateOnly(2018, 4, 11), "Rådet", null)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Of_Nothing_IsNothing(string? written) => Assert.Null(DueExplanation.Of(written, new DateOnly(2018, 4, 11), "Rådet", null));
}
