using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>How a due phrase reads, for whoever writes it: "Vi läser det som <b>27 maj 2018</b>, en söndag". Pure.</summary>
/// <param name="Before">"Vi läser det som ", or the whole when it cannot be read.</param>
/// <param name="Reading">What it means; empty when it cannot be read.</param>
/// <param name="After">", en söndag".</param>
public sealed record DueExplanation(string Before, string Reading, string After)
{
    private const string WeReadIt = "Vi läser det som ";

    private static readonly DueExplanation Unread = new("Vi kan inte läsa det som en tid. Det går bra ändå: den visas som den är skriven.", "", "");

    /// <param name="written">As people say it; blank gives <c>null</c>.</param>
    /// <param name="heldOn">The meeting's day.</param>
    /// <param name="bodyName">Whose "nästa möte" it is.</param>
    /// <param name="nextMeetingOn">Its next meeting, as far as it is known.</param>
    public static DueExplanation? Of(string? written, DateOnly heldOn, string bodyName, DateOnly? nextMeetingOn)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        var due = DueDate.Read(written, heldOn, DueReading.MandateOf(bodyName));
        return due switch
        {
            { Kind: DueKind.Dated, Precision: DuePrecision.Day, Last: { } day } => new(WeReadIt, due.Reading, $", en {day.ToString("dddd", StockholmTime.Culture)}"),
            { Kind: DueKind.Dated, Last: { } last } when !due.Reading.Contains(last.Written(), StringComparison.Ordinal) => new(WeReadIt, due.Reading, $", till och med {last.Written()}"),
            { Kind: DueKind.Dated } => new(WeReadIt, due.Reading, ""),
            { Kind: DueKind.Meeting, MeetingOf: null } when nextMeetingOn is { } next && next >= due.First && (due.Last is null || next <= due.Last) =>
                new(WeReadIt, due.Reading, $", {next.Written()}"),
            { Kind: DueKind.Meeting } => new(WeReadIt, due.Reading, ". Dagen följer kalendern."),
            { Kind: DueKind.Open } => new(WeReadIt, due.Reading, ", utan bestämd dag"),
            _ => Unread,
        };
    }

    public override string ToString() => Before + Reading + After;
}
