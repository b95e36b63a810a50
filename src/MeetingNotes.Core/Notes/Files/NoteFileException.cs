namespace MeetingNotes.Core.Notes.Files;

/// <summary>What is wrong in a file, in Swedish, and on which 1-based line (0 = the file as a whole).</summary>
public sealed record NoteFileProblem(int Line, string Reason);

/// <summary>A file that cannot be read as a note. Nothing of it has been used.</summary>
public sealed class NoteFileException(IReadOnlyList<NoteFileProblem> problems)
    : Exception(string.Join(" ", problems.Select(problem => problem.Reason)))
{
    public NoteFileException(int line, string reason)
        : this([new NoteFileProblem(line, reason)])
    {
    }

    public IReadOnlyList<NoteFileProblem> Problems { get; } = problems;

    /// <summary>The file answers a follow-up that is not there yet; another file may bring it.</summary>
    public bool MayPassLater { get; init; }
}
