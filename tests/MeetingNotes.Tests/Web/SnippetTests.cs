using System.Text.Encodings.Web;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Tests.Web;

public sealed class SnippetTests
{
    [Fact]
    public void Html_HostileText_IsEncodedAlsoWithinTheMark() =>
        Assert.Equal("a <mark>&lt;b&gt;</mark> &amp; c", Html("a <b> & c", "<b>"));

    [Fact]
    public void Html_MarksFarIntoALongText_StandInThePiece()
    {
        var text = string.Concat(Enumerable.Repeat("Nämnden talade länge. ", 60)) + "Bussen och bussen." + string.Concat(Enumerable.Repeat(" Mötet slutade.", 60));

        var html = Html(text, "ussen");

        Assert.StartsWith("… ", html, StringComparison.Ordinal);
        Assert.Contains("B<mark>ussen</mark> och b<mark>ussen</mark>.", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 200, 320);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Kort text.")]
    public void Html_NothingToMark_IsTheBeginning(string text) => Assert.Equal(text, Html(text, "finnsinte"));

    private static string Html(string text, string word)
    {
        using var writer = new StringWriter();
        Snippet.Html(text, line => [.. Places(line, word)]).WriteTo(writer, HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        return writer.ToString();
    }

    private static IEnumerable<(int Start, int Length)> Places(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            yield return (at, word.Length);
        }
    }
}
