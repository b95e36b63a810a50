using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using static MeetingNotes.Web.Pages.StructuredData;

namespace MeetingNotes.Web.Pages.Organ;

/// <summary>A body as schema.org structured data: only facts that the page shows (D4).</summary>
internal static class BodyStructure
{
    public static object Of(OrganModel page, PortalOptions portal)
    {
        var body = page.Body;
        var address = portal.AbsoluteUrl($"/organ/{body.Slug}");
        var email = body.Contact ?? portal.Contact.Email;
        CalendarMeeting[] meetings = [.. page.Next is { } next && !page.IsDissolved ? [next] : Array.Empty<CalendarMeeting>(), .. page.Later, .. page.Changed];
        return Graph(
            Node("GovernmentOrganization",
                ("@id", address),
                ("url", address),
                ("name", body.Name),
                ("alternateName", body.FormerNames.Count > 0 ? body.FormerNames : null),
                ("description", body.Description.Length > 0 ? body.Description : null),
                ("email", email.Contains('@', StringComparison.Ordinal) ? email : null),
                ("dissolutionDate", page.IsDissolved ? body.DissolvedOn!.Value.Iso() : null),
                ("parentOrganization", Organisation(portal)),
                ("event", meetings.Length > 0 ? meetings.Select(meeting => Event(meeting, portal)).ToList() : null)),
            Breadcrumbs(page.Breadcrumbs, page.ShortTitle, page.CanonicalPath, portal));
    }
}
