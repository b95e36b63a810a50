using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Drafting.Checklist;

public sealed class SeedChecklistTests
{
    private static readonly MarkdownRenderer Renderer = new();

    public static TheoryData<string> Seeds => [.. Directory.GetFiles(Repository.Seeds, "2*.md").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Check_Seed_HasNoStop(string file) =>
        Assert.DoesNotContain(NoteChecklist.Check(Read(File.ReadAllText(Path.Combine(Repository.Seeds, file)))), finding => finding.Severity == Severity.Stop);

    private static CheckedNote Read(string source) =>
        CheckedNote.Of(NoteFileReader.Read(source), new DateOnly(2026, 11, 25), Renderer, [], name => new ImageReference(name, new byte[32], 10, 10));
}
