using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Readers want to know when the body meets again.</summary>
internal sealed class NextMeetingMissingRule : CheckRule
{
    public override string Name => "nasta-mote-saknas";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) => note.Note.NextMeetingOn is not null ? [] :
    [
        Found(
            new NotePlace(NotePart.NextMeeting), "Dagen för nästa möte saknas.",
            note.PlannedNextMeetingOn is { } planned ? $"Enligt kalendern är det den {planned.Written()}." : "Skriv den om den är bestämd."),
    ];

    public override string? Passed(CheckedNote note) => note.Note.NextMeetingOn is { } day ? $"Nästa möte är {day.Written()}" : null;
}
