using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Html.Parser;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Web.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Tests.Web;

public sealed class TagHelperTests
{
    [Theory]
    [InlineData("2018-04-12T09:50:00Z", """<time datetime="2018-04-12T11:50:00&#x2B;02:00">2018-04-12 11:50</time>""")]
    [InlineData("2018-12-31T23:30:00Z", """<time datetime="2019-01-01T00:30:00&#x2B;01:00">2019-01-01 00:30</time>""")]
    public void Stamp_OfAnInstant_IsStockholmsClock(string instant, string expected) =>
        Assert.Equal(expected, Render(new StampTagHelper { At = DateTimeOffset.Parse(instant, null) }));

    [Theory]
    [InlineData(DayForm.Written, "11 april 2018")]
    [InlineData(DayForm.Iso, "2018-04-11")]
    [InlineData(DayForm.Weekday, "onsdag 11 april 2018")]
    [InlineData(DayForm.NoYear, "11 april")]
    public void Day_InEachForm_IsWrittenInSwedish(DayForm form, string text) =>
        Assert.Equal($"""<time datetime="2018-04-11">{text}</time>""", Render(new DayTagHelper { On = new(2018, 4, 11), Form = form }));

    [Theory]
    [InlineData(FollowUpState.Open, "Öppen", "open")]
    [InlineData(FollowUpState.Waiting, "Väntar på besked", "waiting")]
    [InlineData(FollowUpState.Missing, "Besked saknas", "missing")]
    [InlineData(FollowUpState.Done, "Klar", "done")]
    [InlineData(FollowUpState.Dropped, "Avskriven", "dropped")]
    public void FollowUpState_Each_HasWordAndIcon(FollowUpState state, string word, string icon)
    {
        var body = new HtmlParser().ParseDocument(Render(new FollowUpStateTagHelper { State = state })).Body!;

        Assert.Equal(word, body.QuerySelector("span.state")?.TextContent);
        Assert.NotNull(body.QuerySelector($"svg.icon--{icon}[aria-hidden=true]"));
    }

    [Fact]
    public void FollowUpState_All_AreCovered() =>
        Assert.All(Enum.GetValues<FollowUpState>(), state => Assert.NotEmpty(Render(new FollowUpStateTagHelper { State = state })));

    [Fact]
    public void Icon_EachShape_IsWellFormedAndHidden() =>
        Assert.All(IconTagHelper.Shapes.Keys, name =>
        {
            var svg = System.Xml.Linq.XElement.Parse(Render(new IconTagHelper { Name = name }));
            Assert.Equal("true", svg.Attribute("aria-hidden")?.Value);
            Assert.Equal($"icon icon--{name}", svg.Attribute("class")?.Value);
            Assert.NotEmpty(svg.Elements());
        });

    [Fact]
    public void Icon_UnknownName_Throws() =>
        Assert.Throws<KeyNotFoundException>(() => Render(new IconTagHelper { Name = "unicorn" }));

    [Fact]
    public void RenderedHtml_Value_IsWrittenAsItIs() =>
        Assert.Equal("<p>Å &amp; ä</p>", Render(new RenderedHtmlTagHelper { Value = "<p>Å &amp; ä</p>" }));

    private static string Render(TagHelper helper)
    {
        var context = new TagHelperContext([], new Dictionary<object, object>(), "test");
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(context, output);

        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return writer.ToString();
    }
}
