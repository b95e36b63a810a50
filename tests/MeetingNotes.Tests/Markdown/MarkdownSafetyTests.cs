using Markdig;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Markdown;

/// <summary>Promise 1: Markdown cannot become active content.</summary>
public sealed class MarkdownSafetyTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly HtmlGate Gate = new();
    private static readonly MarkdownContext Context = new()
    {
        ImageAddress = name => name == "bilder/a.png" ? "/bilder/a.png" : null,
        Abbreviations = [new("a", "\"><script>alert(1)</script>"), new("script", "' onclick='x")],
    };

    private static readonly int Inputs = TestRun.IsFull ? 100_000 : 15_000;

    [Fact]
    public void Render_HostileText_IsNeverActive()
    {
        var (rendered, refused) = (0, 0);
        Parallel.ForEach(HostileText.Documents(Inputs), markdown =>
        {
            try
            {
                var html = Renderer.Render(markdown, Context).Html;

                Assert.True(DomJudge.Complaint(html) is null, $"{DomJudge.Complaint(html)}\n--- from\n{markdown}\n--- to\n{html}");
                // The gate found nothing to take away: what comes out is what our own writer wrote.
                Assert.Equal(html, Gate.Sanitized(html));
                Interlocked.Increment(ref rendered);
            }
            catch (MarkdownRefusedException refusal)
            {
                Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
                Interlocked.Increment(ref refused);
            }
        });

        Assert.InRange(rendered + refused, Inputs, Inputs * 1.01);
        Assert.InRange(refused, 1, rendered / 2);
    }

    [Fact]
    public void Complaint_BarePipelines_AreCaught()
    {
        var everything = Complaints(new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());
        var withoutHtml = Complaints(new MarkdownPipelineBuilder().DisableHtml().Build());

        // What each of them is known to let through, not merely something.
        Assert.InRange(Count(everything, "Element script"), 100, int.MaxValue);
        Assert.InRange(Count(everything, "Element iframe"), 50, int.MaxValue);
        Assert.InRange(Count(everything, "Attribute onclick"), 10, int.MaxValue);
        Assert.InRange(Count(withoutHtml, "Scheme javascript"), 100, int.MaxValue);
        Assert.InRange(Count(withoutHtml, "Scheme data"), 25, int.MaxValue);
        Assert.InRange(Count(withoutHtml, "Foreign image"), 500, int.MaxValue);
        Assert.InRange(Count(withoutHtml, "Address of another host"), 10, int.MaxValue);

        static int Count(List<string> complaints, string kind) => complaints.Count(complaint => complaint.StartsWith(kind, StringComparison.Ordinal));

        static List<string> Complaints(MarkdownPipeline pipeline) => [.. HostileText.Documents(15_000).AsParallel().Select(markdown =>
        {
            try
            {
                return DomJudge.Complaint(Markdig.Markdown.ToHtml(markdown, pipeline)) ?? "";
            }
            catch (ArgumentException)
            {
                return "";
            }
        })];
    }

    [Theory]
    [InlineData("<p onclick=x>a</p>")]
    [InlineData("<a href='javascript:x'>a</a>")]
    [InlineData("<a href='java\tscript:x'>a</a>")]
    [InlineData("<a href='//evil.example'>a</a>")]
    [InlineData("<a href='/\\evil.example'>a</a>")]
    [InlineData("<a href='data:text/html,x'>a</a>")]
    [InlineData("<img src='https://evil.example/x.png' alt=a>")]
    [InlineData("<img srcset='/x' alt=a>")]
    [InlineData("<p id=footer>a</p>")]
    [InlineData("<a name=body>a</a>")]
    [InlineData("<p style='position:fixed'>a</p>")]
    [InlineData("<p class=header>a</p>")]
    [InlineData("<svg></svg>")]
    [InlineData("<math></math>")]
    [InlineData("<iframe></iframe>")]
    [InlineData("<form></form>")]
    [InlineData("<input>")]
    [InlineData("<video></video>")]
    [InlineData("<script></script>")]
    [InlineData("<meta http-equiv=refresh>")]
    [InlineData("<base href=/>")]
    [InlineData("<link rel=stylesheet>")]
    [InlineData("<object></object>")]
    [InlineData("<!-- x -->")]
    [InlineData("</main><p>a</p>")]
    [InlineData("<p>\u202Ea</p>")]
    public void Complaint_ActiveContent_IsCaughtAndTakenAwayByTheGate(string html)
    {
        Assert.NotNull(DomJudge.Complaint(html));
        Assert.False(SimpleHtml.IsProven(html));
        // Characters are not the gate's business: they are neutralised on the way in.
        if (!html.Contains('\u202E', StringComparison.Ordinal))
        {
            Assert.Null(DomJudge.Complaint(Gate.Pass(html)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p>a</p>\n")]
    [InlineData("<p>a &amp; b &lt; c<br>\n<strong>d <em>e</em></strong></p>\n<ul>\n<li>x<ol>\n<li><p>y</p>\n</li>\n</ol>\n</li>\n</ul>\n")]
    public void IsProven_SimpleHtml_Is(string html)
    {
        Assert.True(SimpleHtml.IsProven(html));
        Assert.Equal(html, Gate.Sanitized(html));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("<p>a")]
    [InlineData("</p>")]
    [InlineData("<p><p>a</p></p>")]
    [InlineData("<p><ul></ul></p>")]
    [InlineData("<li>a</li>")]
    [InlineData("<ul>a</ul>")]
    [InlineData("<ul>&amp;</ul>")]
    [InlineData("<ul><p>a</p></ul>")]
    [InlineData("<p><strong>a</p></strong>")]
    [InlineData("<P>a</P>")]
    [InlineData("<p >a</p>")]
    [InlineData("<p\n>a</p>")]
    [InlineData("<p>a & b</p>")]
    [InlineData("<p>&#60;</p>")]
    [InlineData("<p>a > b</p>")]
    [InlineData("<p>a < b</p>")]
    [InlineData("<p>\0</p>")]
    [InlineData("<br>")]
    [InlineData("<p><!-- --></p>")]
    public void IsProven_AnythingElse_IsNot(string html) => Assert.False(SimpleHtml.IsProven(html));

    [Fact]
    public void IsProven_RandomMarkup_AgreesWithTheSanitiser()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<strong>", "</strong>", "<em>", "</em>", "<br>", "text", "\n", "&amp;", "&lt;", "&nbsp;",
            "å", " ", "<p", ">", "&", "\"", "<b>", "<script>", "\r", "\u00A0", "😀",
        ];
        var random = new Random(7);
        var proven = 0;
        for (var i = 0; i < Inputs; i++)
        {
            // Mostly well-formed, so that many are proven; then one random piece somewhere.
            var html = Block(random, depth: 0);
            if (random.Next(2) == 0)
            {
                html = html.Insert(random.Next(html.Length + 1), pieces[random.Next(pieces.Length)]);
            }

            if (SimpleHtml.IsProven(html))
            {
                proven++;
                Assert.Equal(html, Gate.Sanitized(html));
                Assert.Null(DomJudge.Complaint(html));
            }
        }

        Assert.InRange(proven, Inputs / 4, Inputs * 9 / 10);

        static string Block(Random random, int depth) => random.Next(depth > 2 ? 1 : 3) switch
        {
            1 => $"<ul>\n<li>{Inline(random, 0)}{Block(random, depth + 1)}</li>\n</ul>\n",
            2 => $"<ol>\n<li>{Block(random, depth + 1)}</li>\n</ol>\n{Block(random, depth + 1)}",
            _ => $"<p>{Inline(random, 0)}</p>\n",
        };

        static string Inline(Random random, int depth) => random.Next(depth > 3 ? 3 : 6) switch
        {
            0 => "text",
            1 => "&lt;å&amp; ",
            2 => "a<br>\nb",
            3 => $"<em>{Inline(random, depth + 1)}</em>",
            4 => $"<strong>{Inline(random, depth + 1)}</strong>{Inline(random, depth + 1)}",
            _ => $"<em><strong><em><em>{Inline(random, depth + 1)}</em></em></strong></em>",
        };
    }
}
