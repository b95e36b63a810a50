using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>The service itself: where every client begins.</summary>
internal sealed record SystemObject
{
    public required string Id { get; init; }
    public string Type { get; } = OParlService.TypeOf("System");
    public string OparlVersion { get; } = OParlService.Version;
    public required string License { get; init; }

    /// <summary>The list.</summary>
    public required string Body { get; init; }
    public required string Name { get; init; }
    public required string ContactEmail { get; init; }
    public required string ContactName { get; init; }
    public required string Website { get; init; }
    public required string Web { get; init; }
    public required DateTime Created { get; init; }

    /// <summary>Settings have no date: they are as they were when the portal was started.</summary>
    public required DateTime Modified { get; init; }

    public static SystemObject Of(PortalOptions portal, DateTimeOffset startedAt) => new()
    {
        Id = portal.OParlUrl(""),
        License = ApiInfo.License,
        Body = portal.OParlUrl("/bodies"),
        Name = portal.SiteTitle,
        ContactEmail = portal.Contact.Email,
        ContactName = portal.Contact.Unit,
        Website = portal.AbsoluteUrl("/"),
        Web = portal.AbsoluteUrl(ApiInfo.Documentation),
        Created = OParlService.Since.UtcDateTime,
        Modified = startedAt.UtcDateTime,
    };
}
