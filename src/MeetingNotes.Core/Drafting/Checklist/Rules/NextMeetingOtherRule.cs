using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>The note and the calendar should name the same day.</summary>
internal sealed class NextMeetingOtherRule : CheckRule
{
    public override string Name => "nasta-mote-annan-dag";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        note is { Note.NextMeetingOn: { } next, PlannedNextMeetingOn: { } planned } && next != planned && next > note.Note.MeetingOn
        ?
        [
            Found(
                new NotePlace(NotePart.NextMeeting), $"Nästa möte är den {next.Written()} i noteringen, men den {planned.Written()} i kalendern.",
                "Rätta den dag som är fel."),
        ]
        : [];
}
