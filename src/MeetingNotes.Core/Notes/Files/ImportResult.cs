namespace MeetingNotes.Core.Notes.Files;

public enum ImportOutcome
{
    Published,
    Changed,
    Unchanged,
    Scheduled,
    Draft,
    Refused,
}

/// <summary>What became of one file.</summary>
public sealed record ImportResult(string Path, ImportOutcome Outcome)
{
    public IReadOnlyList<NoteFileProblem> Problems { get; private init; } = [];

    /// <summary>Refused only because it answers a follow-up that is not there yet.</summary>
    public bool MayPassLater { get; init; }

    /// <summary>What is no fault but may not be what was meant: whole phrases in Swedish, to be read after "Obs:".</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public static ImportResult Refused(string path, IReadOnlyList<NoteFileProblem> problems) =>
        new(path, ImportOutcome.Refused) { Problems = problems };
}
