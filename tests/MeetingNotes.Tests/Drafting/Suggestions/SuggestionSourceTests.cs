using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Tests.Drafting.Suggestions;

public sealed class SuggestionSourceTests
{
    [Theory]
    [InlineData("---\norgan: Kulturforum\nmöte: 2018-04-10 09:00\n---\n\nText.", "2018-04-10")]
    [InlineData("\uFEFF---\r\norgan: Kulturforum\r\nmöte: \"2018-04-10\"\r\nokänt: fel\r\n---\r\nText.", "2018-04-10")]
    [InlineData("---\norgan: Kulturforum\n---\nNoterat från Kulturforum 10 april\n\n2018-04-11 09:00\n", null)]
    [InlineData("Noterat från Kulturforum 10 april\n\n2018-04-11 09:00\n\nText.", "2018-04-10")]
    [InlineData("Startsida Nyheter\n\n# Noterat från Kulturforum den 10 april\n\nPublicerad: 2018-04-11\n", "2018-04-10")]
    [InlineData("2019-01-03 08:00\nNoterat från regionstyrelsen 19 december\n", "2018-12-19")]
    [InlineData("Noterat från regionstyrelsen 19 december 2018\n\nText.", "2018-12-19")]
    [InlineData("Noterat från regionstyrelsen 19 december\n\nText.", null)]
    [InlineData("Noterat från regionstyrelsen\n\n2018-12-20 08:00\n\nText den 4 maj.", null)]
    [InlineData("Noterat från regionstyrelsen 19 december\n\n2018-12-20 var en torsdag och alla var där.", null)]
    [InlineData("---\nmöte: 2018-04-10\nslutet saknas", null)]
    [InlineData("", null)]
    public void Read_File_KnowsTheMeetingsDayOrNone(string text, string? day) =>
        Assert.Equal(day, SuggestionSource.Read(text).MeetingOn?.Iso());

    [Theory]
    [InlineData("---\norgan: Regionfullmäktige\nmöte: 2018-04-10\n---\n", MandateEnd.Assembly, true)]
    [InlineData("---\norgan: Fullmäktiges presidium\n---\n", MandateEnd.Board, false)]
    [InlineData("Noterat från regionfullmäktige 10 april\n\n2018-04-11 09:00\n", MandateEnd.Assembly, false)]
    [InlineData("Noterat från Kulturforum 10 april\n\n2018-04-11 09:00\n", MandateEnd.Board, false)]
    public void Read_File_KnowsWhoseMandateItIsAndWhetherItsDayIsWritten(string text, MandateEnd mandate, bool isDayWritten) =>
        Assert.Equal((mandate, isDayWritten), (SuggestionSource.Read(text).Mandate, SuggestionSource.Read(text).IsDayWritten));

    [Fact]
    public void Read_NoteFile_LeavesTheFrontMatterOut() =>
        Assert.Equal("\nTexten.", SuggestionSource.Read("---\nmöte: 2018-04-10\nnästa möte: 2018-05-30\n---\n\nTexten.").Text);

    [Theory]
    [InlineData("---\r\norgan: Kulturforum\r\nmöte: 2018-04-11\r\n---\r\n\r\nPlanen väntas i juni.\r\n\r\n## Bussar {#bussar}\r\n\r\nText.\r\nTaxan väntas i maj.\r\n", "6 |11 Bussar")]
    [InlineData("## Bussar ##\n\nPlanen väntas i juni.\nTaxan väntas i maj.\n### **Tåg**\n#nyheter\n\nFler tåg väntas i höst.", "3 Bussar|4 Bussar|8 Tåg")]
    [InlineData("Planen väntas i juni. Taxan väntas\ni maj.", "1 |1 ")]
    public void Placed_Suggestions_StandOnTheirLinesUnderTheirHeadings(string file, string places)
    {
        var source = SuggestionSource.Read(file);

        var placed = source.Placed(FollowUpSuggestions.In(source.Text, new DateOnly(2018, 4, 11)));

        Assert.Equal(places, string.Join('|', placed.Select(one => $"{one.Place.Line} {one.Place.Heading}")));
    }
}
