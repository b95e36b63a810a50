using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Lines of a note after which something is still to happen.</summary>
internal static class OpenLines
{
    public static bool IsOpen(FollowUpLine line) => line.Answers is null
        ? !line.IsDone
        : line.Outcome is FollowUpOutcome.Ongoing or FollowUpOutcome.Moved;
}
