using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Notes;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Pasting;

/// <summary>The post that started the project, copied from its web page as text. It is not part of the repository.</summary>
public sealed class FirstPostTests
{
    private static readonly string Original = Repository.Folder("../shared/sources/noterat-2018-04-11.txt");

    [Fact]
    public void Read_TheFirstPost_GivesItsParts()
    {
        Assert.SkipUnless(File.Exists(Original), "The original post is not beside this repository.");

        var note = PastedNoteReader.Read(PastedSource.FromPlainText(File.ReadAllText(Original)), PastedFixture.Bodies, PastedFixture.Today);

        TestContext.Current.TestOutputHelper?.WriteLine(PastedFixture.AsText(note));
        AssertHead(note);
        Assert.Equal(
            [
                "Översyn av Kollektivtrafikmyndigheten", "Samverkansgrupp inom innovation och företagande", "Ny regional utvecklingsstrategi",
                "Företag ska få bättre hjälp att satsa på export",
            ],
            note.Items.Select(item => item.Heading));
        Assert.Contains("\n\n> Det ska vara enkelt för företag", note.Items[3].Text, StringComparison.Ordinal);
        Assert.Contains("Startsida", Assert.Single(note.LeftOut), StringComparison.Ordinal);
        Assert.StartsWith("Översyn av kollektivtrafikmyndigheten och", note.Lead, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', note.Lead);
        AssertTheFive(note, [0, 1, 2, 2, 3]);
        Assert.Equal([new DocumentLink { Url = "https://rvn.se", Status = DocumentStatus.Published }], note.Documents);
        Assert.Empty(note.Minutes);
        Assert.Empty(note.Remarks);
    }

    [Fact]
    public void Read_TheSampleOfTheFirstPost_GivesTheSameFive()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Seeds, "2018-04-11-regionala-samverkansradet.md"));

        var note = PastedNoteReader.Read(PastedSource.FromFile("notering.md", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(sample))), PastedFixture.Bodies, PastedFixture.Today);

        Assert.Equal("regionala-samverkansradet", note.BodySlug);
        Assert.Equal(new DateOnly(2018, 5, 30), note.NextMeetingOn);
        Assert.Equal(4, note.Items.Count);
        Assert.Equal(["Kollektivtrafik"], note.Items[0].Topics);
        Assert.Equal(2, note.Items[0].FollowUps.Count);
        AssertTheFive(note with { Items = [.. note.Items.Select(item => item with { Suggestions = [.. item.Suggestions.Where(one => !one.Text.StartsWith("Senare i vår", StringComparison.Ordinal))] })] }, [0, 1, 2, 2, 3]);
    }

    private static void AssertHead(PastedNote note)
    {
        Assert.Equal("Noterat från Regionala samverkansrådet 11 april", note.Title);
        Assert.Equal("regionala-samverkansradet", note.BodySlug);
        Assert.Equal(new DateOnly(2018, 4, 11), note.MeetingOn);
        Assert.Equal(new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero), note.PublishedStamp);
        Assert.Equal(new DateOnly(2018, 5, 30), note.NextMeetingOn);
    }

    private static void AssertTheFive(PastedNote note, int[] items)
    {
        var suggestions = note.Items.SelectMany((item, index) => item.Suggestions.Select(one => (Item: index, one.Due))).ToList();
        Assert.Equal(items, suggestions.Select(one => one.Item));
        Assert.Equal(["2018-06", "2018-23", null, "2018-06-12", "2018-05-29"], suggestions.Select(one => one.Due.Edtf));
        Assert.StartsWith("nästa möte", suggestions[2].Due.Reading, StringComparison.Ordinal);
    }
}
