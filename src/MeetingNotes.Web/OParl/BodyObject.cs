using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>The region or municipality that publishes. There is one.</summary>
internal sealed record BodyObject
{
    public required string Id { get; init; }
    public string Type { get; } = OParlService.TypeOf("Body");
    public required string System { get; init; }
    public required string Name { get; init; }
    public string? Website { get; init; }
    public required string License { get; init; }
    public required DateTime OparlSince { get; init; }
    public required string ContactEmail { get; init; }
    public required string ContactName { get; init; }
    public required string Organization { get; init; }
    public required string Person { get; init; }
    public required string Meeting { get; init; }
    public required string Paper { get; init; }

    /// <summary>Empty: we know of none.</summary>
    public IReadOnlyList<string> LegislativeTerm { get; } = [];
    public required string AgendaItem { get; init; }
    public required string Consultation { get; init; }
    public required string File { get; init; }
    public required string LocationList { get; init; }
    public required string LegislativeTermList { get; init; }
    public required string Membership { get; init; }
    public required string Web { get; init; }
    public required DateTime Created { get; init; }

    /// <summary>As of <see cref="SystemObject"/>.</summary>
    public required DateTime Modified { get; init; }

    public static BodyObject Of(PortalOptions portal, DateTimeOffset startedAt) => new()
    {
        Id = portal.OParlUrl("/body"),
        System = portal.OParlUrl(""),
        Name = portal.Organisation.Name,
        Website = portal.Organisation.Website is { Length: > 0 } website ? website : null,
        License = ApiInfo.License,
        OparlSince = OParlService.Since.UtcDateTime,
        ContactEmail = portal.Contact.Email,
        ContactName = portal.Contact.Unit,
        Organization = portal.OParlUrl("/organizations"),
        Person = portal.OParlUrl("/people"),
        Meeting = portal.OParlUrl("/meetings"),
        Paper = portal.OParlUrl("/papers"),
        AgendaItem = portal.OParlUrl("/agenda-items"),
        Consultation = portal.OParlUrl("/consultations"),
        File = portal.OParlUrl("/files"),
        LocationList = portal.OParlUrl("/locations"),
        LegislativeTermList = portal.OParlUrl("/legislative-terms"),
        Membership = portal.OParlUrl("/memberships"),
        Web = portal.AbsoluteUrl("/"),
        Created = OParlService.Since.UtcDateTime,
        Modified = startedAt.UtcDateTime,
    };
}
