using MeetingNotes.Core.Markdown;

namespace MeetingNotes.Tests.Markdown;

public sealed class MarkdownRendererTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData("Ett stycke\npå två rader.", "<p>Ett stycke\npå två rader.</p>\n")]
    [InlineData("En rad  \noch en till", "<p>En rad<br>\noch en till</p>\n")]
    [InlineData("**Beslut** och *förslag*", "<p><strong>Beslut</strong> och <em>förslag</em></p>\n")]
    [InlineData("~~struket~~ CO~2~ m^2^", "<p><del>struket</del> CO<sub>2</sub> m<sup>2</sup></p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n")]
    [InlineData("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n")]
    [InlineData("> citat", "<blockquote>\n<p>citat</p>\n</blockquote>\n")]
    [InlineData("`a < b`", "<p><code>a &lt; b</code></p>\n")]
    [InlineData("```js\nx < y\n```", "<pre><code>x &lt; y\n</code></pre>\n")]
    [InlineData("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n")]
    [InlineData("- [ ] Tidplan", "<ul>\n<li>[ ] Tidplan</li>\n</ul>\n")]
    [InlineData("&nbsp;&copy; A&B", "<p>&nbsp;© A&amp;B</p>\n")]
    [InlineData("", "")]
    public void Render_OrdinaryMarkdown_IsOrdinaryHtml(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("<b>fet</b> <script>alert(1)</script>", "<p>&lt;b&gt;fet&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    [InlineData("<div onclick=x>\n\ntext\n</div>", "<p>&lt;div onclick=x&gt;</p>\n<p>text\n&lt;/div&gt;</p>\n")]
    [InlineData("<!-- dold -->", "<p>&lt;!-- dold --&gt;</p>\n")]
    [InlineData("text {onclick=alert(1)}", "<p>text {onclick=alert(1)}</p>\n")]
    public void Render_RawHtml_IsShownAsText(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("[a](https://www.example.se/x?y=1&z=2#d)", "<a href=\"https://www.example.se/x?y=1&amp;z=2#d\">a</a>")]
    [InlineData("[a](HTTP://example.se)", "<a href=\"HTTP://example.se\">a</a>")]
    [InlineData("[a](/organ/radet)", "<a href=\"/organ/radet\">a</a>")]
    [InlineData("[a](#punkt)", "<a href=\"#punkt\">a</a>")]
    [InlineData("[a](<bilaga 1.pdf>)", "<a href=\"bilaga%201.pdf\">a</a>")]
    [InlineData("[a](mailto:a@example.se)", "<a href=\"mailto:a@example.se\">a</a>")]
    [InlineData("[a](tel:+46611000)", "<a href=\"tel:+46611000\">a</a>")]
    [InlineData("[a](/x \"Titel \\\" här\")", "<a href=\"/x\" title=\"Titel &quot; här\">a</a>")]
    [InlineData("<https://example.se>", "<a href=\"https://example.se\">https://example.se</a>")]
    [InlineData("<a@example.se>", "<a href=\"mailto:a@example.se\">a@example.se</a>")]
    [InlineData("https://example.se/å", "<a href=\"https://example.se/å\">https://example.se/å</a>")]
    [InlineData("[a][r]\n\n[r]: /x", "<a href=\"/x\">a</a>")]
    [InlineData("[](/x)", "<a href=\"/x\">/x</a>")]
    [InlineData("[a](/(x)'y)", "<a href=\"/(x)'y\">a</a>")]
    public void Render_AllowedAddress_IsALink(string markdown, string link) => Assert.Equal($"<p>{link}</p>\n", Html(markdown));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("javascript&#58;alert(1)")]
    [InlineData("java&#10;script:alert(1)")]
    [InlineData("&#1;javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:x")]
    [InlineData("ftp://example.se")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https:///evil.example")]
    [InlineData("https://regionen.example@evil.example/")]
    [InlineData("/&#x202E;abc")]
    [InlineData("å:alert(1)")]
    public void Render_OtherAddress_IsItsText(string address)
    {
        Assert.Equal("<p>a</p>\n", Html($"[a](<{address}>)"));
        Assert.Equal("<p>a</p>\n", Html($"[a]\n\n[a]: <{address}>"));
    }

    [Fact]
    public void Render_AutolinkOfOtherScheme_IsItsText() =>
        Assert.Equal("<p>javascript:alert(1) ftp://example.se</p>\n", Html("<javascript:alert(1)> ftp://example.se"));

    [Fact]
    public void Render_AddressInLinkText_IsOneLinkOnly() =>
        Assert.Equal(1, Html("[se https://example.se](/x)").Split("<a ").Length - 1);

    [Theory]
    [InlineData("### Ett\n\n#### Två\n\n### Tre", "h3 h4 h3")]
    [InlineData("# Ett\n\n### Två\n\n## Tre", "h3 h4 h4")]
    [InlineData("Ett\n===\n\nTvå\n---", "h3 h4")]
    [InlineData("###### Ett\n\n# Två", "h3 h3")]
    [InlineData("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5", "h3 h4 h5 h6 h6")]
    [InlineData("#\n\n## Två", "h3")]
    public void Render_Headings_StartAtTheBaseAndNeverSkip(string markdown, string levels)
    {
        var html = Html(markdown);

        Assert.Equal(levels, string.Join(' ', System.Text.RegularExpressions.Regex.Matches(html, "<(h[1-6])>").Select(match => match.Groups[1].Value)));
        Assert.DoesNotContain("id=", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[tervetuloa]{språk=fi}", "<span lang=\"fi\">tervetuloa</span>")]
    [InlineData("[Buorre *beaivi*]{språk=se-NO}!", "<span lang=\"se-NO\">Buorre <em>beaivi</em></span>!")]
    [InlineData("[läs [här](/x) nu]{språk=en}", "<span lang=\"en\">läs <a href=\"/x\">här</a> nu</span>")]
    [InlineData("[[a]{språk=fi} b]{språk=en}", "<span lang=\"en\"><span lang=\"fi\">a</span> b</span>")]
    [InlineData("[a]{språk=finska}", "[a]{språk=finska}")]
    [InlineData("[a]{språk=fi onclick=x}", "[a]{språk=fi onclick=x}")]
    [InlineData("[a]{språk=}", "[a]{språk=}")]
    [InlineData("[a]{språk=fi", "[a]{språk=fi")]
    [InlineData("[a]{lang=fi}", "[a]{lang=fi}")]
    [InlineData("[a] {språk=fi}", "[a] {språk=fi}")]
    [InlineData("a]{språk=fi}", "a]{språk=fi}")]
    [InlineData("`[a]{språk=fi}`", "<code>[a]{språk=fi}</code>")]
    [InlineData("[sr]{språk=sr-Latn-RS}", "<span lang=\"sr-Latn-RS\">sr</span>")]
    [InlineData("[a]{spra\u030Ak=fi}", "<span lang=\"fi\">a</span>")]
    public void Render_PassageLanguage_IsLangOrAsWritten(string markdown, string html) => Assert.Equal($"<p>{html}</p>\n", Html(markdown));

    [Fact]
    public void Render_Table_HasScopesAndAScrollRegion()
    {
        var html = Html("Linje | Antal\n--- | --:\n50 | 1 200");

        Assert.Equal(
            """
            <div class="table" role="region" aria-label="Tabell" tabindex="0">
            <table>
            <thead>
            <tr><th scope="col">Linje</th><th scope="col" class="right">Antal</th></tr>
            </thead>
            <tbody>
            <tr><td>50</td><td class="right">1 200</td></tr>
            </tbody>
            </table>
            </div>

            """, html, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Render_SeveralTables_AreNumbered()
    {
        var html = Renderer.Render("a|b\n-|-\n1|2\n\ntext\n\na|b\n-|-\n1|2", new MarkdownContext { TableLabel = "Tabell under Budget" }).Html;

        Assert.Contains("aria-label=\"Tabell under Budget 1\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Tabell under Budget 2\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_EmptyTableHeader_IsNoHeader() =>
        Assert.Contains("<tr><td></td><th scope=\"col\">b</th></tr>", Html("| |b|\n|-|-|\n|1|2|"), StringComparison.Ordinal);

    [Fact]
    public void Render_KnownImage_HasAddressSizeAndDescription()
    {
        var context = new MarkdownContext
        {
            ImageAddress = name => name == "bilder/linjer.png" ? "/bilder/abc/linjer.png" : null,
            ImageSize = _ => (640, 480),
        };

        var rendered = Renderer.Render("![Karta över *linjerna*](bilder/linjer.png)", context);

        Assert.Equal(
            "<p><img src=\"/bilder/abc/linjer.png\" alt=\"Karta över linjerna\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\"></p>\n",
            rendered.Html);
        Assert.Equal("Karta över linjerna", rendered.PlainText);
    }

    [Theory]
    [InlineData("text\n\nmer\noch ![](bilder/a.png)", "bildbeskrivning")]
    [InlineData("text\n\nmer\noch ![ ](bilder/a.png)", "bildbeskrivning")]
    [InlineData("text\n\nmer\noch ![a](https://evil.example/a.png)", "annan webbplats")]
    [InlineData("text\n\nmer\noch ![a](//evil.example/a.png)", "annan webbplats")]
    [InlineData("text\n\nmer\noch ![a](data:image/png;base64,x)", "annan webbplats")]
    [InlineData("text\n\nmer\noch ![a](bilder/saknas.png)", "finns inte")]
    public void Render_ImageThatCannotBeShown_IsRefusedWithItsLine(string markdown, string message)
    {
        var refused = Assert.Throws<MarkdownRefusedException>(
            () => Renderer.Render(markdown, new MarkdownContext { ImageAddress = name => name == "bilder/a.png" ? "/bilder/a.png" : null }));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, refused.Line);
    }

    [Theory]
    [InlineData("RUS antogs. RUS gäller.", "<abbr title=\"regional utvecklingsstrategi\">RUS</abbr> antogs. RUS gäller.")]
    [InlineData("RUS:s mål", "<abbr title=\"regional utvecklingsstrategi\">RUS</abbr>:s mål")]
    [InlineData("(RUS:en)", "(<abbr title=\"regional utvecklingsstrategi\">RUS</abbr>:en)")]
    [InlineData("Ny RUS.", "Ny <abbr title=\"regional utvecklingsstrategi\">RUS</abbr>.")]
    [InlineData("RUS-arbetet", "<abbr title=\"regional utvecklingsstrategi\">RUS</abbr>-arbetet")]
    [InlineData("VIRUS RUSET rus Rus RUS2 E-RUS a.RUS RUS.se", "VIRUS RUSET rus Rus RUS2 E-RUS a.RUS RUS.se")]
    [InlineData("[RUS](/x) `RUS` RUS", "<a href=\"/x\">RUS</a> <code>RUS</code> <abbr title=\"regional utvecklingsstrategi\">RUS</abbr>")]
    [InlineData("**RUS** och RUS", "<strong><abbr title=\"regional utvecklingsstrategi\">RUS</abbr></strong> och RUS")]
    [InlineData("SKR och RUS", "<abbr title=\"A &lt; B &amp; &quot;C&quot;\">SKR</abbr> och <abbr title=\"regional utvecklingsstrategi\">RUS</abbr>")]
    [InlineData("RUS_X och xRUS", "RUS_X och xRUS")]
    public void Render_Abbreviation_IsExplainedAtItsFirstUse(string markdown, string html)
    {
        var context = new MarkdownContext { Abbreviations = [new("RUS", "regional utvecklingsstrategi"), new("SKR", "A < B & \"C\"")] };

        Assert.Equal($"<p>{html}</p>\n", Renderer.Render(markdown, context).Html);
    }

    [Fact]
    public void Render_AbbreviationInHeading_IsExplainedInTheText()
    {
        var html = Renderer.Render("### RUS\n\nOm RUS.", new MarkdownContext { Abbreviations = [new("RUS", "strategi")] }).Html;

        Assert.Equal("<h3>RUS</h3>\n<p>Om <abbr title=\"strategi\">RUS</abbr>.</p>\n", html);
    }

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a&#0;b", "a\uFFFDb")]
    [InlineData("a\u202Eb\u2066c&#x202E;d", "abcd")]
    [InlineData("a&#xD800;b", "a\uFFFDb")]
    [InlineData("a\u0007\u0085b\uFFFE", "a\uFFFD\nb\uFFFD")]
    [InlineData("😀 e\u0301", "😀 é")]
    [InlineData("a\rb\r\nc", "a\nb\nc")]
    public void Render_BrokenCharacters_AreNeutralised(string markdown, string text)
    {
        var rendered = Renderer.Render(markdown, new MarkdownContext());

        Assert.Equal($"<p>{text}</p>\n", rendered.Html);
        Assert.Equal(text, rendered.PlainText);
    }

    // Not as a theory: attributes are stored as UTF-8, where a lone surrogate cannot be.
    [Fact]
    public void Render_LoneSurrogate_IsReplaced() => Assert.Equal("<p>a\uFFFDb\uFFFD</p>\n", Html("a\uD800b\uDC00"));

    [Fact]
    public void Render_PlainText_HasOneLinePerBlock()
    {
        var text = Renderer.Render(
            "### Rubrik\n\nEtt **stycke** & [länk](/x) `kod`.\n\n- a\n- b\n\n> citat\n\nx|y\n-|-\n1|2\n\n[tere]{språk=et}", new MarkdownContext()).PlainText;

        Assert.Equal("Rubrik\nEtt stycke & länk kod.\na\nb\ncitat\nx\ty\n1\t2\ntere", text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Render_ImpossibleBaseLevel_Throws(int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Renderer.Render("a", new MarkdownContext { BaseHeadingLevel = level }));

    [Fact]
    public void Render_ManyThreads_SameAnswer()
    {
        const string markdown = "### Rubrik\n\n[länk](/x) och **text** med [fi]{språk=fi}\n\na|b\n-|-\n1|2";
        var expected = Html(markdown);

        Parallel.For(0, 500, _ => Assert.Equal(expected, Html(markdown)));
    }

    private static string Html(string markdown) => Renderer.Render(markdown, new MarkdownContext()).Html;
}
