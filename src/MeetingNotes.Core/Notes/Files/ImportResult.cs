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

    /// <summary>Topics that did not exist before: worth a warning.</summary>
    public IReadOnlyList<string> NewTopics { get; init; } = [];

    public static ImportResult Refused(string path, IReadOnlyList<NoteFileProblem> problems) =>
        new(path, ImportOutcome.Refused) { Problems = problems };
}
