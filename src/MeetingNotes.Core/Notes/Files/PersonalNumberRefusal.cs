using MeetingNotes.Core.Drafting;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>What is said about a number of a person in a file that is to be public. The number itself is never repeated.</summary>
internal static class PersonalNumberRefusal
{
    /// <param name="text">The whole file, or a text of it.</param>
    /// <param name="firstLine">1-based line of the file where the text begins.</param>
    public static IReadOnlyList<NoteFileProblem> In(string text, int firstLine = 1) =>
    [
        .. PersonalIdentityNumbers.Find(text).Select(hit => new NoteFileProblem(
            firstLine + text.AsSpan(0, hit.Index).Count('\n'),
            "Raden innehåller något som ser ut som ett personnummer eller samordningsnummer. Ta bort det.")),
    ];
}
