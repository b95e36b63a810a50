using Ical.Net;
using Ical.Net.CalendarComponents;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Calendars;

/// <summary>Meetings and the times of follow-ups as events. None of them makes its reader busy.</summary>
internal static class Events
{
    public static CalendarEvent Of(MeetingEvent meeting, PortalOptions portal)
    {
        var name = meeting.Number > 1 ? $"{meeting.BodyName}, möte {meeting.Number}" : meeting.BodyName;
        var body = portal.AbsoluteUrl($"/organ/{meeting.BodySlug}");
        var note = meeting.HasNote ? portal.AbsoluteUrl(meeting.NotePath) : null;
        var one = Event(meeting.Id, meeting.Revision, meeting.ChangedAt, meeting.IsCancelled ? $"Inställt: {name}" : name, note ?? body,
        [
            meeting.IsCancelled ? $"Mötet är inställt. {Swedish.Sentence(meeting.CancelReason ?? "")}" : null,
            meeting.MovedFrom is { } from ? $"Mötet är flyttat från den {from.Written()}. {Swedish.Sentence(meeting.MoveReason ?? "")}" : null,
            note is not null ? $"Läs noteringen från mötet: {note}"
                : meeting is { IsCancelled: false, StartsAt: null, Place: null } ? "Tid och plats meddelas i kallelsen." : null,
            note is null ? $"Mer om organet: {body}" : null,
        ]);
        one.Start = CalendarFile.When(meeting.HeldOn, meeting.StartsAt);
        one.Status = meeting.IsCancelled ? EventStatus.Cancelled : EventStatus.Confirmed;
        one.Location = meeting.Place is { } place ? CalendarFile.Text(place) : null;
        return one;
    }

    /// <summary>On its day, or on the last of its time.</summary>
    public static CalendarEvent Of(DatedFollowUp dated, PortalOptions portal)
    {
        var followUp = dated.FollowUp;
        var due = followUp.Due!;
        var path = portal.AbsoluteUrl(followUp.Path);
        var one = Event(followUp.Id, dated.Revision, dated.ChangedAt, $"{followUp.Text} ({Swedish.StateOfOne(followUp.State).ToLower(StockholmTime.Culture)})", path,
        [
            $"Läge: {Swedish.StateOfOne(followUp.State)}.",
            $"Skulle hända: {Swedish.Sentence(due.IsReadOtherwise ? $"{due.Written}, det vill säga {due}" : due.Meeting is { } day ? $"{due.Written} ({day})" : due.Written)}",
            followUp.Responsible is { } responsible ? $"Ansvarig: {Swedish.Sentence(responsible)}" : null,
            $"Sades på mötet med {followUp.BodyName} {followUp.HeldOn.Written()}: {portal.AbsoluteUrl(followUp.SourcePath)}",
            $"Så har det gått: {path}",
        ]);
        one.Start = CalendarFile.When(due.Until!.Value);
        one.Status = followUp.State == FollowUpState.Dropped ? EventStatus.Cancelled : EventStatus.Confirmed;
        return one;
    }

    private static CalendarEvent Event(Guid id, int revision, DateTimeOffset changedAt, string summary, string url, IEnumerable<string?> lines) => new()
    {
        Uid = $"{id}",
        Sequence = revision,
        DtStamp = CalendarFile.Instant(changedAt),
        LastModified = CalendarFile.Instant(changedAt),
        Summary = CalendarFile.Text(summary),
        Description = CalendarFile.Text(string.Join('\n', lines.OfType<string>().Select(line => line.TrimEnd()))),
        Url = new Uri(url),
        Transparency = TransparencyType.Transparent,
    };
}
