using System.Collections.Concurrent;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What the checklist has to say about notes that are public already. A version never changes, so each is checked once.</summary>
public sealed class PublishedChecks(Database db, DeskOverview desk, MarkdownRenderer markdown, TimeProvider clock)
{
    private const int NotesChecked = 40;
    private const int KeptAtMost = 2_000;

    /// <summary>What only time has made so, or what is no fault of a text that has been read.</summary>
    private static readonly HashSet<string> NoFaults = ["passerad-tid", "lofte-utan-tid", "olast-tid", "nasta-mote-saknas", "nasta-mote-annan-dag"];

    private readonly ConcurrentDictionary<(Guid Note, int Version), IReadOnlyList<Finding>> _kept = new();

    /// <summary>The latest notes that something should be mended in, the latest first.</summary>
    public async Task<IReadOnlyList<FaultyNote>> ReadAsync(StaffPerson person, CancellationToken ct)
    {
        var notes = await desk.LatestTextsAsync(person, NotesChecked, ct);
        if (notes.Any(note => !_kept.ContainsKey((note.Id, note.Version))))
        {
            await CheckAsync(notes, ct);
        }

        return
        [
            .. notes.Select(note => new FaultyNote(note, _kept.GetValueOrDefault((note.Id, note.Version)) ?? [])).Where(note => note.Findings.Count > 0),
        ];
    }

    private async Task CheckAsync(IReadOnlyList<PublishedText> notes, CancellationToken ct)
    {
        if (_kept.Count > KeptAtMost)
        {
            _kept.Clear();
        }

        var abbreviations = await db.QueryAsync<Abbreviation>("SELECT short, long FROM abbreviations ORDER BY short", null, ct);
        var images = (await db.QueryAsync<NamedImage>(
            "SELECT x.note_id, x.name, x.hash, i.width, i.height FROM note_images x JOIN images i ON i.hash = x.hash WHERE x.note_id = ANY(@ids)",
            new { ids = notes.Select(note => note.Id).ToArray() }, ct)).ToLookup(image => image.NoteId);
        foreach (var note in notes.Where(note => !_kept.ContainsKey((note.Id, note.Version))))
        {
            var checkedNote = CheckedNote.Of(
                NoteFileReader.Read(note.Document), clock.TodayInStockholm(), markdown, abbreviations,
                name => images[note.Id].FirstOrDefault(image => image.Name == name)?.ToReference());
            _kept[(note.Id, note.Version)] =
                [.. NoteChecklist.Check(checkedNote).Where(finding => finding.Severity != Severity.Hint && !NoFaults.Contains(finding.Rule))];
        }
    }

    private sealed record NamedImage(Guid NoteId, string Name, byte[] Hash, int Width, int Height)
    {
        public ImageReference ToReference() => new(Name, Hash, Width, Height);
    }
}

/// <summary>A public note, and what should be mended in it.</summary>
public sealed record FaultyNote(PublishedText Note, IReadOnlyList<Finding> Findings);
