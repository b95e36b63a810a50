using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Pages;

/// <summary>Pieces of schema.org structured data: only facts that the page shows (D4).</summary>
internal static class StructuredData
{
    public static object Graph(params IEnumerable<object> nodes) =>
        new Dictionary<string, object?> { ["@context"] = "https://schema.org", ["@graph"] = nodes.ToList() };

    /// <summary>What is not known is left out.</summary>
    public static Dictionary<string, object?> Node(string type, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var node = new Dictionary<string, object?> { ["@type"] = type };
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                node[name] = value;
            }
        }

        return node;
    }

    public static Dictionary<string, object?> Organisation(PortalOptions portal) =>
        Node("GovernmentOrganization", ("name", portal.Organisation.Name), ("url", portal.Organisation.Website));

    public static Dictionary<string, object?> Body(string slug, string name, PortalOptions portal) =>
        Node("GovernmentOrganization", ("name", name), ("url", portal.AbsoluteUrl($"/organ/{slug}")), ("parentOrganization", Organisation(portal)));

    /// <summary>A meeting in a calendar. Time and place of one that is cancelled are not shown, and so not told.</summary>
    public static Dictionary<string, object?> Event(CalendarMeeting meeting, PortalOptions portal)
    {
        var node = Event(
            meeting.BodySlug, meeting.BodyName, meeting.HeldOn, meeting.IsCancelled ? null : meeting.StartsAt, meeting.IsCancelled ? null : meeting.Place,
            meeting.MovedFrom, meeting.IsCancelled, portal);
        if ((meeting.CancelReason ?? meeting.MoveReason) is { } reason)
        {
            node["description"] = reason;
        }

        if (meeting.HasNote)
        {
            node["url"] = portal.AbsoluteUrl(meeting.NotePath);
        }

        return node;
    }

    public static Dictionary<string, object?> Event(
        string bodySlug, string bodyName, DateOnly heldOn, TimeOnly? startsAt, string? place, DateOnly? movedFrom, bool isCancelled, PortalOptions portal) =>
        Node("Event",
            ("name", $"{bodyName} {heldOn.Written()}"),
            ("startDate", startsAt is { } clock && StockholmTime.FromStockholm(heldOn.ToDateTime(clock)) is { } at ? at.MachineStamp() : heldOn.Iso()),
            ("eventStatus", "https://schema.org/" + (isCancelled ? "EventCancelled" : movedFrom is null ? "EventScheduled" : "EventRescheduled")),
            ("previousStartDate", movedFrom?.Iso()),
            ("location", place is null ? null : Node("Place", ("name", place))),
            ("organizer", Body(bodySlug, bodyName, portal)));

    /// <summary>The breadcrumb that the page shows.</summary>
    public static Dictionary<string, object?> Breadcrumbs(IEnumerable<Crumb> between, string shortTitle, string path, PortalOptions portal)
    {
        Crumb[] crumbs = [new("Startsida", "/"), .. between, new(shortTitle, path)];
        return Node("BreadcrumbList", ("itemListElement", crumbs.Select((crumb, index) =>
            Node("ListItem", ("position", index + 1), ("name", crumb.Text), ("item", portal.AbsoluteUrl(crumb.Path)))).ToList()));
    }
}
