using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.FollowUps;

/// <summary>A due phrase as its columns keep it: what it meant on the day it was said, and whose meeting it names.</summary>
internal sealed record DueReading
{
    private static readonly DueReading None = new() { Kind = "none" };

    /// <summary>none, unread, dated, meeting or open.</summary>
    public required string Kind { get; init; }
    public string? Text { get; init; }
    public string? Edtf { get; init; }
    public DateOnly? First { get; init; }
    public DateOnly? Last { get; init; }

    /// <summary>The body whose meeting it is; <c>null</c> when the name fits none, or several.</summary>
    public Guid? BodyId { get; init; }

    /// <param name="due">As written, <c>null</c> for none.</param>
    /// <param name="saidOn">The day of the meeting that said it.</param>
    /// <param name="body">Who said it: "nästa möte" is theirs.</param>
    /// <param name="otherBodies">Bodies that dues of the note name in other words, by word.</param>
    public static DueReading Of(string? due, DateOnly saidOn, NamedBody body, IReadOnlyDictionary<string, Guid> otherBodies)
    {
        if (due is null)
        {
            return None;
        }

        var read = DueDate.Read(due, saidOn, MandateOf(body.Name));
        return new DueReading
        {
            Kind = read.Kind switch
            {
                DueKind.Dated => "dated",
                DueKind.Meeting => "meeting",
                DueKind.Open => "open",
                _ => "unread",
            },
            Text = read.Reading,
            Edtf = read.Edtf,
            First = read.First,
            Last = read.Last,
            BodyId = read.Kind != DueKind.Meeting ? null
                : read.MeetingOf is not { } word || IsNamed(body, word) ? body.Id
                : otherBodies.TryGetValue(word, out var other) ? other : null,
        };
    }

    /// <summary>The words by which the dues of a note name meetings of other bodies ("till nästa fullmäktige").</summary>
    public static IReadOnlyCollection<string> OtherBodiesIn(NoteDocument note, NamedBody body) =>
        [.. OtherBodiesIn(note.Items.SelectMany(item => item.FollowUps).Select(line => line.Due), note.MeetingOn, body)];

    public static IEnumerable<string> OtherBodiesIn(IEnumerable<string?> dues, DateOnly saidOn, NamedBody body) => dues
        .OfType<string>()
        .Select(due => DueDate.Read(due, saidOn).MeetingOf)
        .OfType<string>()
        .Where(word => !IsNamed(body, word))
        .Distinct(StringComparer.Ordinal);

    /// <summary>A word of the name, or the end of one: "fullmäktige" is Regionfullmäktige, "regionstyrelsen" is not Regionstyrelsens arbetsutskott.</summary>
    private static bool IsNamed(NamedBody body, string word) => IsNamed(body.Name, word);

    private static bool IsNamed(string name, string word) => $"{name} ".Contains(word + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fullmäktige sits until the autumn of an election, everybody else the year out.</summary>
    public static MandateEnd MandateOf(string bodyName) => IsNamed(bodyName, "fullmäktige") ? MandateEnd.Assembly : MandateEnd.Board;
}
