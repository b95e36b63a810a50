using BenchmarkDotNet.Attributes;
using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Benchmarks;

/// <summary>What a save costs before the database: one of the longer sample notes.</summary>
[MemoryDiagnoser]
public class NoteTextBenchmarks
{
    private static readonly MarkdownContext Context = new() { BaseHeadingLevel = 3, ImageAddress = path => path };

    private static readonly DateOnly Today = new(2026, 11, 25);

    private readonly MarkdownRenderer _markdown = new();
    private string _file = "";
    private NoteDocument _note = null!;

    [GlobalSetup]
    public void Read()
    {
        _file = File.ReadAllText(Path.Combine(Repository.Folder, "seeds", "2017-09-13-regionala-samverkansradet.md"));
        _note = NoteFileReader.Read(_file);
    }

    [Benchmark(Description = "Render every item of a note")]
    public int Render() => _note.Items.Sum(item => _markdown.Render(item.Text, Context).Html.Length);

    [Benchmark(Description = "Check a note")]
    public int Check() => NoteChecklist.Check(CheckedNote.Of(_note, Today, _markdown, [], name => new ImageReference(name, new byte[32], 10, 10))).Count;

    [Benchmark(Description = "Read a note file")]
    public NoteDocument ReadFile() => NoteFileReader.Read(_file);

    [Benchmark(Description = "Write a note file")]
    public string WriteFile() => NoteFileWriter.Write(_note);
}
