using System.Diagnostics;
using System.Globalization;
using System.Text;
using MeetingNotes.Core.Markdown;

namespace MeetingNotes.Tests.Markdown;

/// <summary>Promise 2: rendering is bounded. Every text is rendered in time, or refused with a message.</summary>
[Collection(nameof(Alone))]
public sealed class MarkdownBoundsTests
{
    // The promise is one second; a busy build machine gets ten.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly MarkdownContext Context = new()
    {
        ImageAddress = _ => "/bilder/a.png",
        Abbreviations = [.. Enumerable.Range(0, 100).Select(i => new Abbreviation($"AB{i}", "lång form"))],
    };

    private static readonly Dictionary<string, Func<int, string>> Generators = new()
    {
        ["quotes, one line"] = size => Repeat("> ", size),
        ["quotes, deeper each line"] = size => Lines(size, i => new string('>', i) + "a"),
        ["quotes, lazy"] = size => Repeat("> ", 100) + Repeat("a\n", size),
        ["quotes and items"] = size => Repeat("> - ", size),
        ["items, one line"] = size => Repeat("- ", size),
        ["items, deeper each line"] = size => Lines(size, i => new string(' ', 2 * i) + "- a"),
        ["items, many"] = size => Repeat("- a\n", size),
        ["items, loose"] = size => Repeat("1. a\n\n", size),
        ["items with links"] = size => Repeat("- [a](/b)\n", size),
        ["items, then blank lines"] = size => Lines(1_000, i => new string(' ', 2 * i) + "- a") + Repeat("\n", size),
        ["["] = size => Repeat("[", size),
        ["]"] = size => Repeat("]", size),
        ["[]"] = size => Repeat("[]", size),
        ["[a]("] = size => Repeat("[a](", size),
        ["[a](b("] = size => Repeat("[a](b(", size),
        ["[a](x ("] = size => Repeat("[a](x (", size),
        ["[a](<b"] = size => Repeat("[a](<b", size),
        ["[[]("] = size => Repeat("[[](", size),
        ["![[]("] = size => Repeat("![[](", size),
        ["brackets, balanced"] = size => Repeat("[", size / 2) + Repeat("]", size / 2),
        ["links in links"] = size => Repeat("[", size / 5) + "a" + Repeat("](u)", size * 4 / 5),
        ["images in images"] = size => Repeat("![", size / 3) + "a" + Repeat("](u)", size * 2 / 3),
        ["images, many"] = size => Repeat("![a](b)\n\n", size),
        ["links, many"] = size => Repeat("[a](b) ", size),
        ["links, many paragraphs at the limit"] = size => Repeat(Repeat("*a ", 2_900) + Repeat("[a](", 3_900) + "\n\n", size),
        ["*a"] = size => Repeat("*a ", size),
        ["a*"] = size => Repeat("a*", size),
        ["a**b"] = size => Repeat("a**b", size),
        ["*a_"] = size => Repeat("*a_ ", size),
        ["_a*"] = size => Repeat("_a*", size),
        ["*a**"] = size => Repeat("*a**", size),
        ["**a *a"] = size => Repeat("**a *a ", size),
        ["~a ^b"] = size => Repeat("~a ^b ", size),
        ["emphasis, nested"] = size => Repeat("*a ", size / 2) + Repeat(" a*", size / 2),
        ["code, longer each time"] = size => Grow(size, i => new string('`', i) + "a"),
        ["code, many"] = size => Repeat("` ", size),
        ["code, unequal"] = size => Repeat("`` ` ", size),
        ["code, fences"] = size => Repeat("```\n", size),
        ["table, wide"] = size => "|" + Repeat("a|", size / 2) + "\n|" + Repeat("-|", size / 2),
        ["table, wide and long"] = size => Square(size),
        ["table, long"] = size => "a|b\n-|-\n" + Repeat("a|b\n", size),
        ["table, many"] = size => Repeat("|a\n|-\n|b\n\n", size),
        ["table, rows of rules"] = size => Repeat("|a\n|-\n", size),
        ["table, emphasis"] = size => Repeat("|*a", size) + "\n-|-\n",
        ["table, emphasis in cells"] = size => "a|b\n-|-\n" + Repeat("*a*|b\n", size),
        ["table, brackets"] = size => Repeat("|[a", size) + "\n-|-\n",
        ["pipes"] = size => Repeat("|", size),
        ["pipes, lines"] = size => Repeat("|\n", size),
        ["references, many"] = size => Grow(size, i => string.Create(CultureInfo.InvariantCulture, $"[a{i}]: /u{i}\n")),
        ["references, same"] = size => Repeat("[a]: x\n", size),
        ["references, empty"] = size => Repeat("[a]:\n", size),
        ["references, open titles"] = size => Repeat("[a]: x \"\n", size),
        ["references, bomb"] = size => "[a]: /" + Repeat("x", Math.Min(size / 2, 3_900)) + "\n\n" + Repeat(Repeat("[a] ", 3_600) + "\n\n", size / 2),
        ["headings, equal"] = size => Repeat("# a\n", size),
        ["headings, underlined"] = size => Repeat("a\n=\n", size),
        ["rules"] = size => Repeat("***\n", size),
        ["addresses"] = size => Repeat("http://a.b ", size),
        ["addresses, parentheses"] = size => Repeat("http://a.b((", size),
        ["www."] = size => Repeat("www.", size),
        ["mail"] = size => Repeat("mailto:a@b.se ", size),
        ["<mail>"] = size => Repeat("<a@b.se> ", size),
        ["<http:"] = size => Repeat("<http:", size),
        ["<"] = size => Repeat("<", size),
        ["<!--"] = size => Repeat("<!--", size),
        ["<![CDATA["] = size => Repeat("<![CDATA[", size),
        ["entities"] = size => Repeat("&#x41;", size),
        ["entities, words"] = size => Repeat("&amp; ", size),
        ["&"] = size => Repeat("&", size),
        ["one long word"] = size => Repeat("a", size),
        ["spaces"] = size => Repeat(" ", size) + "a",
        ["spaces within"] = size => "a" + Repeat(" ", size) + "b",
        ["tabs"] = size => Repeat("\t", size) + "a",
        ["hard line breaks"] = size => "[a](/b)" + Repeat("a  \n", size),
        ["backslashes"] = size => Repeat("\\", size),
        ["escapes"] = size => Repeat("\\*", size),
        ["lines"] = size => Repeat("a\n", size),
        ["blank lines"] = size => Repeat("\n", size),
        ["passages, open"] = size => Repeat("[x]{språk=", size),
        ["passages, many"] = size => Repeat("[x]{språk=fi} ", size),
        ["passages, nested"] = size => Repeat("[", size / 14) + Repeat("]{språk=fi}", size * 12 / 14),
        ["abbreviations"] = size => Repeat("AB1AB2 ", size),
        ["abbreviations, apart"] = size => Repeat("xAB99 `a`\n\n", size),
        ["emoji"] = size => Repeat("😀", size / 2),
        ["lone surrogates"] = size => Repeat("\uD83D ", size / 2),
        ["combining marks"] = size => "a" + Repeat("\u0301\u0323", size / 2),
        ["NUL"] = size => Repeat("\0 ", size),
    };

    public static TheoryData<string> Names => [.. Generators.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Render_Pathological_IsRenderedInTimeOrRefused(string name)
    {
        foreach (var size in new[] { 8_000, 32_000, 199_000 })
        {
            var markdown = Generators[name](size);
            var clock = Stopwatch.StartNew();
            var outcome = "rendered";
            try
            {
                var rendered = Renderer.Render(markdown, Context);
                Assert.InRange(rendered.Html.Length, 0, 2_000_000);
            }
            catch (MarkdownRefusedException refusal)
            {
                outcome = refusal.Message;
                Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
                Assert.InRange(refusal.Message.Length, 20, 300);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{clock.ElapsedMilliseconds} ms, {size / 1000} kB, {name}: {outcome}");
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
        }
    }

    [Fact]
    public void Render_LargestText_IsRendered()
    {
        var paragraph = Repeat("Rådet tog del av **läget** i [ärendet](/arenden/kollektivtrafik) och återkommer. ", 1_000) + "\n\n";
        var markdown = Repeat(paragraph, 190_000);

        var html = Renderer.Render(markdown, Context).Html;

        Assert.Equal(markdown.Split("[ärendet]").Length, html.Split("<a href").Length);
    }

    [Fact]
    public void Render_LargestTable_IsRendered()
    {
        var markdown = "a|b|c|d\n-|-|-|-\n" + string.Concat(Enumerable.Repeat("1|2|3|4\n", 4_990));

        Assert.Equal(4_992, Renderer.Render(markdown, Context).Html.Split("<tr>").Length);
    }

    [Fact]
    public void Render_EveryMunicipalityBoldAndLinked_IsRendered()
    {
        var markdown = "Kommun|Kontakt\n-|-\n" + string.Concat(Enumerable.Repeat("**[Härnösand](https://www.example.se)**|a@example.se\n", 290));

        Assert.Equal(291, Renderer.Render(markdown, Context).Html.Split("<strong><a").Length);
    }

    [Theory]
    [InlineData("[a](b) ", "hakparenteser")]
    [InlineData("*a* ", "betoning")]
    [InlineData("`a` ", "kod")]
    [InlineData("<a@example.se> ", "e-postadresser")]
    public void Render_TooManyMarksInOneParagraph_IsRefusedWithTheLine(string unit, string message)
    {
        var refusal = Refusal("stycke\n\n" + string.Concat(Enumerable.Repeat(unit, 1_001)) + "*slut*");

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, refusal.Line);
    }

    [Theory]
    [InlineData(200_004, "200 kB")]
    [InlineData(1_000_000, "200 kB")]
    public void Render_TooLongText_IsRefused(int length, string message) =>
        Assert.Contains(message, Refusal(Repeat("ord ", length)).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_TooLongInBytesOnly_IsRefused() =>
        Assert.Contains("200 kB", Refusal(Repeat("å ", 150_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_TooManyLines_IsRefused() =>
        Assert.Contains("10000 rader", Refusal(Repeat("a\n", 40_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_TooManyCells_IsRefusedWithTheLine()
    {
        var refusal = Refusal("stycke\n\na|b|c\n-|-|-\n" + Repeat("1|2|3\n", 48_000));

        Assert.Contains("20000 rutor", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, refusal.Line);
    }

    [Fact]
    public void Render_TooLargeOutput_IsRefused() =>
        Assert.Contains("för stor", Refusal("[a]: /" + Repeat("x", 1_900) + "\n\n" + Repeat(Repeat("[a] ", 3_600) + "\n\n", 100_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_TooDeep_IsRefused() => Assert.Contains("nivåer", Refusal(Repeat("> ", 1_000)).Message, StringComparison.Ordinal);

    private static MarkdownRefusedException Refusal(string markdown) =>
        Assert.Throws<MarkdownRefusedException>(() => Renderer.Render(markdown, Context));

    private static string Repeat(string text, int size) => new StringBuilder().Insert(0, text, Math.Max(1, size / text.Length)).ToString();

    private static string Lines(int size, Func<int, string> line) => Grow(size, i => line(i) + "\n");

    private static string Grow(int size, Func<int, string> piece)
    {
        var text = new StringBuilder();
        for (var i = 1; text.Length < size; i++)
        {
            text.Append(piece(i));
        }

        return text.ToString(0, size);
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private static string Square(int size)
    {
        var columns = (int)Math.Sqrt(size / 2.0);
        return Repeat("|", columns) + "\n" + Repeat("-|", 2 * columns) + "\n" + Repeat("|\n", size / 3);
    }
}
