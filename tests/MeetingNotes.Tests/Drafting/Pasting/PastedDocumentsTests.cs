using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Markdown;

namespace MeetingNotes.Tests.Drafting.Pasting;

public sealed class PastedDocumentsTests
{
    public static TheoryData<string> Documents => [.. PastedFixture.Names];

    [Fact]
    public void Names_TheFolder_HasAtLeastThirtyDocuments() => Assert.True(PastedFixture.Names.Count() >= 30, $"{PastedFixture.Names.Count()}");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_Document_GivesTheNoteBesideIt(string name)
    {
        var fixture = new PastedFixture(name);

        var actual = PastedFixture.AsText(fixture.Note());

        // To see what a new document gives: write it, read it with care, then commit it.
        if (Environment.GetEnvironmentVariable("WRITE_PASTED_NOTES") == "1")
        {
            File.WriteAllText(fixture.ExpectedPath, actual);
        }

        Assert.Equal(File.ReadAllText(fixture.ExpectedPath), actual);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_DocumentPastedAgainAsMarkdown_GivesTheSameNote(string name)
    {
        var first = new PastedFixture(name).Read();
        if (first.Note is not null)
        {
            return;
        }

        var again = PastedSource.FromMarkdown(first.ToMarkdown());

        Assert.Equal(first.ToMarkdown(), again.ToMarkdown());
        Assert.Equal(Parts(first), Parts(again));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_Document_GivesMarkdownWithoutLitterThatRenders(string name)
    {
        var note = new PastedFixture(name).Note();
        var renderer = new MarkdownRenderer();
        foreach (var text in note.Items.Select(item => item.Text).Prepend(note.Lead))
        {
            Assert.DoesNotContain('\u00A0', text);
            Assert.DoesNotContain('\u00AD', text);
            Assert.DoesNotContain('\u200B', text);
            Assert.True(text.IsNormalized());
            Assert.DoesNotContain("style", renderer.Render(text, new MarkdownContext()).Html, StringComparison.Ordinal);
        }
    }

    // What the source said beside the text is not in its Markdown.
    private static string Parts(PastedText text) =>
        PastedFixture.AsText(PastedNoteReader.Read(text with { Remarks = [], LeftOut = [], SentOn = null }, PastedFixture.Bodies, PastedFixture.Today));
}
