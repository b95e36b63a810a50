using System.Text.Json.Serialization;
using MeetingNotes.Core.OParl;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>A council, board or committee: our organ.</summary>
internal sealed record OrganizationObject
{
    public static readonly string TypeName = OParlService.TypeOf("Organization");

    public required string Id { get; init; }
    public string Type { get; } = TypeName;
    public required string Body { get; init; }
    public required string Name { get; init; }

    /// <summary>Its list.</summary>
    public required string Meeting { get; init; }

    /// <summary>One of the seven words of the specification.</summary>
    public string OrganizationType { get; } = "Gremium";
    public DateOnly? EndDate { get; init; }
    public required string Web { get; init; }
    public required DateTime Created { get; init; }
    public required DateTime Modified { get; init; }

    [JsonPropertyName("noterat:description")]
    public string? Description { get; init; }

    [JsonPropertyName("noterat:contact")]
    public string? Contact { get; init; }

    [JsonPropertyName("noterat:formerNames")]
    public IReadOnlyList<string>? FormerNames { get; init; }

    /// <summary>The organization that took over.</summary>
    [JsonPropertyName("noterat:successor")]
    public string? Successor { get; init; }

    public static string Url(Guid id, PortalOptions portal) => portal.OParlUrl($"/organizations/{id}");

    public static OrganizationObject Of(OParlEntry entry, OpenBody body, PortalOptions portal) => new()
    {
        Id = Url(body.Id, portal),
        Body = portal.OParlUrl("/body"),
        Name = body.Name,
        Meeting = portal.OParlUrl($"/organizations/{body.Id}/meetings"),
        EndDate = body.DissolvedOn,
        Web = portal.AbsoluteUrl($"/organ/{body.Slug}"),
        Created = entry.CreatedAt.UtcDateTime,
        Modified = entry.ModifiedAt.UtcDateTime,
        Description = body.Description.Length > 0 ? body.Description : null,
        Contact = body.Contact,
        FormerNames = body.FormerNames is { Length: > 0 } names ? names : null,
        Successor = body.SuccessorId is { } successor ? Url(successor, portal) : null,
    };
}
