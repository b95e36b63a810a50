using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Tests.Notes;

public sealed class LinkDefinitionsTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData("[a][plan]", "[plan]: https://a.example/x", "<p><a href=\"https://a.example/x\">a</a></p>\n")]
    [InlineData("[Plan]", "text\n\n[plan]: /x", "<p><a href=\"/x\">Plan</a></p>\n")]
    [InlineData("[en\nplan][]", "[EN  plan]: /x", "<p><a href=\"/x\">en\nplan</a></p>\n")]
    [InlineData("[a][b\\]c]", "[b\\]c]: /x", "<p><a href=\"/x\">a</a></p>\n")]
    [InlineData("[a][plan]", "[plan]:\n  <https://a.example/å ä>\n  'en\n  titel'", "<p><a href=\"https://a.example/å%20ä\" title=\"en\ntitel\">a</a></p>\n")]
    [InlineData("[a][plan]", "> text\n>\n> [plan]:\n> /x\n> \"t\"", "<p><a href=\"/x\" title=\"t\">a</a></p>\n")]
    [InlineData("[a][plan]", "- [plan]: /x&amp;y\n- b", "<p><a href=\"/x&amp;y\">a</a></p>\n")]
    [InlineData("[a][plan]", "[plan]: /x\n[plan]: /y", "<p><a href=\"/x\">a</a></p>\n")]
    [InlineData("[a][plan]\n\n[plan]: /own", "[plan]: /x", "<p><a href=\"/own\">a</a></p>\n")]
    [InlineData("[a][plan]", "```\n[plan]: /x\n```", "<p>[a][plan]</p>\n")]
    [InlineData("[a][plan]", "[annan]: /x", "<p>[a][plan]</p>\n")]
    [InlineData("[a][plan]", "[plan]: javascript:alert(1)", "<p>a</p>\n")]
    [InlineData("```\n[a][plan]", "[plan]: /x", "<pre><code>[a][plan]\n</code></pre>\n")]
    public void Render_ReferenceToAnotherItem_IsALink(string text, string elsewhere, string html)
    {
        // As the reader of files keeps them: a fence that was left open is closed.
        var note = Note("", NoteBody.CloseFence(text), elsewhere);

        Assert.Equal(html, Renderer.Render(new LinkDefinitions(note).Complete(note.Items[0].Text), new MarkdownContext()).Html);
    }

    [Fact]
    public void Complete_DefinedInTheLead_HoldsInEveryItemAndTheOtherWayRound()
    {
        var note = Note("[b]\n\n[a]: /a", "[a]", "[a]\n\n[b]: /b");
        var definitions = new LinkDefinitions(note);

        Assert.Equal("[b]\n\n[a]: /a\n\n[b]: /b", definitions.Complete(note.Lead));
        Assert.Equal("[a]\n\n[a]: /a", definitions.Complete(note.Items[0].Text));
        Assert.Equal("[a]\n\n[b]: /b\n\n[a]: /a", definitions.Complete(note.Items[1].Text));
    }

    [Fact]
    public void Complete_NoReference_IsTheTextItself()
    {
        var note = Note("", "Text [x] utan länk.", "[plan]: /x");

        Assert.Same(note.Items[0].Text, new LinkDefinitions(note).Complete(note.Items[0].Text));
    }

    /// <summary>Many references to many definitions: no more is added than the text refers to, and in no time.</summary>
    [Fact]
    public void Complete_ManyOfBoth_IsBounded()
    {
        var definitions = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"[d{i}]: /{i}\n"));
        var note = Note("", string.Concat(Enumerable.Repeat("[d1] [[[", 20_000)), definitions);

        Assert.EndsWith("\n\n[d1]: /1", new LinkDefinitions(note).Complete(note.Items[0].Text), StringComparison.Ordinal);
    }

    private static NoteDocument Note(string lead, params string[] texts) => new()
    {
        Body = "Rådet",
        MeetingOn = new DateOnly(2018, 4, 11),
        Lead = lead,
        Items = [.. texts.Select((text, index) => new NoteItem { Heading = $"Punkt {index}", Text = text })],
    };
}
