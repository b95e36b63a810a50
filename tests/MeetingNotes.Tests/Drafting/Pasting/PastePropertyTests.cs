using CsCheck;
using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Tests.Markdown;

namespace MeetingNotes.Tests.Drafting.Pasting;

public sealed class PastePropertyTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<sup>2</sup>", "<sub>x y</sub>", "<ul><li>", "</li></ul>", "<ol start=3><li>", "<table><tr><td>", "<td colspan=2>", "</table>",
        "<h2>", "</h2>", "<br>", "<a href='https://example.se/a_b(c)'>", "</a>", "<a href='javascript:x'>", "<blockquote>", "</blockquote>", "<pre>", "<o:p></o:p>", "&nbsp;", "&shy;",
        "<!--[if gte mso 9]>x<![endif]-->", "<![if !supportLists]>", "<img src=x alt='Karta *1*'>", "<span style='mso-list:l0 level2 lfo1'>", "<p style='mso-list:l0 level2 lfo1'>",
        "Rådet", "*", "**", "_", "~", "^", "[", "](", ")", "`", "#", "# ", "- ", "1. ", "> ", "|", "\n", "\n\n", "&", "&amp;", "&lt;b&gt;", "\\", "Från: a", "Skickat: b", "Nästa möte",
        "den 30 maj", "Handlingar finns på rvn.se", "2018-04-12 11:50", "Ämne: Skola", "- [ ] Klart (senast: juni)", "😀", "\0", "\uD800", "e\u0301", "\u200B", "\u00A0", " ", ".", "12", "Med vänlig hälsning",
        "---\n", "```\n", "[a]: https://example.se\n", "https://example.se/_a_*b*", "www.example.se", "+", "=", "===\n", "<del cite=x>", "</del>", "{#a}", "]{språk=fi}", "![x](y)", "<del>", "\t",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.String[0, 5]).Array[1, 25].Select(string.Concat);

    [Fact]
    public void FromHtml_AnyTextAtAll_IsReadOrRefusedAndIsStable() => Texts.Sample(text => Check(() => PastedSource.FromHtml(text)), iter: 2_000);

    [Fact]
    public void FromPlainText_AnyTextAtAll_IsReadOrRefusedAndIsStable() => Texts.Sample(text => Check(() => PastedSource.FromPlainText(text)), iter: 2_000);

    [Fact]
    public void FromMarkdown_AnyTextAtAll_IsReadOrRefusedAndIsStable() => Texts.Sample(text => Check(() => PastedSource.FromMarkdown(text)), iter: 2_000);

    [Fact]
    public void From_HostileTexts_IsReadOrRefused()
    {
        foreach (var text in HostileText.Documents(3_000))
        {
            Check(() => PastedSource.FromHtml(text));
            Check(() => PastedSource.FromPlainText(text));
            Check(() => PastedSource.FromMarkdown(text));
        }
    }

    [Fact]
    public void FromHtml_AnyLetters_AreShownLetterByLetter() => Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.String[0, 5]).Array[1, 12].Select(string.Concat).Sample(
        letters =>
        {
            var shown = CleanCharacters.Of(letters.Replace("\0", "", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ')).Replace('\n', ' ');
            var words = string.Join(' ', shown.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (words.Length == 0 || words != words.Trim())
            {
                return;
            }

            var styled = new StyledText();
            styled.Append(words, RunStyle.Bold);

            var html = new MarkdownRenderer().Render(styled.Written().Write(), new MarkdownContext());
            Assert.Equal(SafeWords(words), SafeWords(html.PlainText));
        },
        iter: 4_000);

    [Fact]
    public void Check_ReaderThatThrowsOtherwise_IsFound() =>
        Assert.ThrowsAny<InvalidOperationException>(() => Check(() => throw new InvalidOperationException()));

    [Fact]
    public void Check_ReaderThatIsNotStable_IsFound() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(() => new PastedText
        {
            Blocks = [new PastedBlock { Kind = PastedBlockKind.Paragraph, Markdown = "a\u00A0b", Text = "a b" }],
        }));

    private static void Check(Func<PastedText> read)
    {
        PastedText text;
        try
        {
            text = read();
        }
        catch (PasteRefusedException refusal)
        {
            Assert.False(string.IsNullOrWhiteSpace(refusal.Message));
            return;
        }

        _ = PastedNoteReader.Read(text, PastedFixture.Bodies, PastedFixture.Today);
        var markdown = text.ToMarkdown();
        if (text.Note is null && markdown.Length > 0 && !markdown.StartsWith("---", StringComparison.Ordinal))
        {
            Assert.Equal(markdown, Again(markdown));
        }
    }

    private static string Again(string markdown)
    {
        try
        {
            return PastedSource.FromMarkdown(markdown).ToMarkdown();
        }
        catch (PasteRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    // What the renderer takes out of every text.
    private static string SafeWords(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter != '\uFFFD'));
}
