using System.ServiceModel.Syndication;
using System.Xml.Linq;
using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Feeds;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Feeds;

public sealed class FeedTextTests
{
    private const string Odd = "a\u0000\u0001\u000b\ufffe\ud800<b>&]]>\u202e😀\"'";

    [Theory]
    [InlineData("<a href=\"/organ/x\">x</a>", "<a href=\"https://n.example/organ/x\">x</a>")]
    [InlineData("<a href=\"#punkt\" title=\"t\">x</a>", "<a href=\"https://n.example/noterat/x#punkt\" title=\"t\">x</a>")]
    [InlineData("<img class=\"right\" src=\"/bilder/0/a.png\" alt=\"x\" />", "<img class=\"right\" src=\"https://n.example/bilder/0/a.png\" alt=\"x\" />")]
    [InlineData("<a href=\"https://example.se/\">x</a> <a href=\"mailto:a@example.se\">y</a>", "<a href=\"https://example.se/\">x</a> <a href=\"mailto:a@example.se\">y</a>")]
    [InlineData("<p>Skriv href=\"/x\" och &lt;a href=\"/x\"&gt;.</p>", "<p>Skriv href=\"/x\" och &lt;a href=\"/x\"&gt;.</p>")]
    [InlineData("<img alt=\"a href=\" src=\"/x\"/>", "<img alt=\"a href=\" src=\"https://n.example/x\"/>")]
    [InlineData("<abbr title=\"/x\">x</abbr>", "<abbr title=\"/x\">x</abbr>")]
    [InlineData("<a title=\"a > b\" href=\"/x\">x</a>", "<a title=\"a > b\" href=\"https://n.example/x\">x</a>")]
    public void WithWholeAddresses_HtmlOfTheRenderer_ChangesAddressesAlone(string html, string expected) =>
        Assert.Equal(expected, FeedText.WithWholeAddresses(html, "https://n.example/", "https://n.example/noterat/x"));

    [Fact]
    public void Letters_ThatXmlCannotHold_AreLeftOut() => Assert.Equal("a\uFFFD<b>&]]>\u202e😀\"'", FeedText.Letters(Odd));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Feed_OfOddTexts_IsWellFormed(int format)
    {
        var portal = new PortalOptions { PublicBaseUrl = "https://n.example", Name = Odd, Organisation = new OrganisationOptions { Name = Odd } };
        var note = new NewsNote
        {
            Id = Guid.CreateVersion7(),
            BodySlug = "x",
            BodyName = Odd,
            HeldOn = new DateOnly(2018, 4, 11),
            Number = 1,
            Title = Odd,
            Language = "fi",
            LeadHtml = Odd,
            PublishedAt = DateTimeOffset.UnixEpoch,
            CorrectedAt = DateTimeOffset.UnixEpoch,
            Corrections = [new Correction(DateTimeOffset.UnixEpoch, Odd)],
            Parts = [new NewsPart { NoteId = Guid.Empty, Anchor = "x", Heading = Odd, Html = Odd }],
        };
        var item = new NewsItem
        {
            Id = Guid.CreateVersion7(),
            Anchor = "x",
            Heading = Odd,
            Position = 1,
            Text = Odd,
            BodySlug = "x",
            BodyName = Odd,
            HeldOn = note.HeldOn,
            Number = 1,
            Language = "sv",
            Html = Odd,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Topics = [Odd],
        };
        SyndicationItem[] entries = [FeedEntries.Of(note, portal), FeedEntries.Of(item, portal)];
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(), Response = { Body = new MemoryStream() } };

        await FeedWriter.Answer((FeedFormat)format, new FeedHead("urn:uuid:1", Odd, "/noterat.atom", "/noterat"), entries, portal).ExecuteAsync(context);

        context.Response.Body.Position = 0;
        var xml = await XDocument.LoadAsync(context.Response.Body, LoadOptions.None, TestContext.Current.CancellationToken);
        Assert.Contains(xml.Descendants(), node => node.Value == FeedText.Letters(Odd));
    }
}
