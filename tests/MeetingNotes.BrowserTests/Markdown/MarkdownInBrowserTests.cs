using System.Diagnostics;
using Markdig;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Tests.Markdown;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.BrowserTests.Markdown;

/// <summary>Promise 1 in a real browser: Markdown cannot become active content, even where no policy stops it.</summary>
public sealed class MarkdownInBrowserTests(PortalFixture portal) : BrowserTest(portal)
{
    private const int FragmentsOnAPage = 500;

    private static readonly int Inputs = TestRun.IsFull ? 50_000 : 8_000;

    [Fact]
    public async Task Render_HostileTextShownWithoutPolicy_DoesNothing()
    {
        var renderer = new MarkdownRenderer();
        var context = new MarkdownContext
        {
            ImageAddress = name => name == "bilder/a.png" ? HostilePages.Image : null,
            Abbreviations = [new("a", "\"><script>alert(1)</script>"), new("script", "' onclick='x")],
        };
        var pages = await HostilePages.OnAsync(await NewPageAsync());
        var shown = 0;

        foreach (var batch in HostileText.Documents(Inputs).Select(Render).OfType<string>().Chunk(FragmentsOnAPage))
        {
            await pages.ShowAsync(batch);
            Assert.Empty(pages.Faults);
            shown += batch.Length;
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Empty(pages.Faults);
        Assert.InRange(shown, Inputs * 2 / 3, Inputs * 1.01);

        string? Render(string markdown)
        {
            try
            {
                return renderer.Render(markdown, context).Html;
            }
            catch (MarkdownRefusedException)
            {
                return null;
            }
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "dialog 1")]
    [InlineData("<script>void 0</script>", "script")]
    [InlineData("<p onclick='alert(2)'>a</p>", "dialog 2")]
    [InlineData("<p onmouseover='alert(3)'>a</p>", "dialog 3")]
    [InlineData("<a href='/x' onfocus='alert(4)'>a</a>", "dialog 4")]
    [InlineData("<a href='java\tscript:alert(5)'>a</a>", "dialog 5")]
    [InlineData("<p onclick='1 +'>a</p>", "script")]
    [InlineData("<img loading=lazy src='https://evil.example/x.png' alt=a>", "request https://evil.example/x.png")]
    [InlineData("<img src='//evil.example/x.png' alt=a>", "request http://evil.example/x.png")]
    [InlineData("<p style='background: url(//evil.example/x.png)'>a</p>", "request http://evil.example/x.png")]
    [InlineData("<iframe src='//evil.example'></iframe>", "request http://evil.example/")]
    [InlineData("<form action='//evil.example'><button>a</button></form>", "request http://evil.example/")]
    [InlineData("<meta http-equiv=refresh content='0;url=//evil.example'>", "request http://evil.example/")]
    [InlineData("<form target=_blank action='/x'><button>a</button></form>", "window")]
    [InlineData("</section></body><!--", "page 1 of 2 fragments")]
    [InlineData("<plaintext>", "page 1 of 2 fragments")]
    public async Task Show_ActiveContent_IsCaught(string html, string fault)
    {
        var pages = await HostilePages.OnAsync(await NewPageAsync());

        await pages.ShowAsync([html, "<p>b</p>"]);

        // On a busy machine a new window is told of late.
        for (var patience = Stopwatch.StartNew(); !IsCaught() && patience.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
        }

        Assert.True(IsCaught(), string.Join('\n', pages.Faults));

        bool IsCaught() => pages.Faults.Any(found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    /// <summary>The same inputs by a renderer without our guards are caught.</summary>
    [Fact]
    public async Task Show_BarePipeline_IsCaught()
    {
        var pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
        var pages = await HostilePages.OnAsync(await NewPageAsync());

        // One to a page: what breaks out would hide the next.
        foreach (var markdown in HostileText.Documents(10_000).Where((_, index) => index % 160 == 0))
        {
            await pages.ShowAsync([Render(markdown)]);
        }

        Assert.InRange(pages.Faults.Count(fault => fault.StartsWith("dialog ", StringComparison.Ordinal)), 5, int.MaxValue);
        Assert.InRange(pages.Faults.Count(fault => fault.StartsWith("script ", StringComparison.Ordinal)), 20, int.MaxValue);
        Assert.InRange(pages.Faults.Count(fault => fault.StartsWith("request ", StringComparison.Ordinal)), 5, int.MaxValue);

        string Render(string markdown)
        {
            try
            {
                return Markdig.Markdown.ToHtml(markdown, pipeline);
            }
            catch (ArgumentException)
            {
                return "";
            }
        }
    }
}
