using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>What in a note is allowed but may not be what was meant, as it was read: see <see cref="ImportResult.Remarks"/>.</summary>
internal static class NoteRemarks
{
    /// <summary>In the order of the lines.</summary>
    public static IEnumerable<string> In(NoteDocument note) =>
        from line in note.Items.SelectMany(item => item.FollowUps)
        from remark in (string?[])[FollowUpSyntax.WhyText(line.Text), OfDue(line, note.MeetingOn)]
        where remark is not null
        select $"rad {line.SourceLine}: {remark}";

    private static string? OfDue(FollowUpLine line, DateOnly meetingOn) =>
        line.Due is not { } written ? null : DueDate.Read(written, meetingOn) switch
        {
            { Kind: DueKind.Unread } => $"”{written}” går inte att läsa som en tid. Uppföljningen blir utan datum.",
            // What was done already at the meeting may well have had its time before.
            { Kind: DueKind.Dated, Last: { } last } when last < meetingOn && !line.IsDone => $"tiden ”{written}” var ute redan före mötet.",
            _ => null,
        };
}
