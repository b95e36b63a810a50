using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>The next meeting comes after this one.</summary>
internal sealed class NextMeetingTooEarlyRule : CheckRule
{
    public override string Name => "nasta-mote-for-tidigt";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) => note.Note.NextMeetingOn is { } next && next <= note.Note.MeetingOn
        ?
        [
            Found(
                new NotePlace(NotePart.NextMeeting), $"Nästa möte, {next.Written()}, är inte efter det här mötet, {note.Note.MeetingOn.Written()}.",
                "Rätta dagen."),
        ]
        : [];
}
