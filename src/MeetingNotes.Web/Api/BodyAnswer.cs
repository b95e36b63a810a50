using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>A council, board or committee.</summary>
internal sealed record BodyAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public string? Contact { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public Reference? Successor { get; init; }
    public required IReadOnlyList<string> FormerNames { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required BodyLinks Links { get; init; }

    public static BodyAnswer Of(OpenBody body, PortalOptions portal) => new()
    {
        Id = body.Id,
        Slug = body.Slug,
        Name = body.Name,
        Description = body.Description,
        Contact = body.Contact,
        DissolvedOn = body.DissolvedOn,
        Successor = body.Successor is { } successor ? Reference.ToBody(successor, portal) : null,
        FormerNames = body.FormerNames,
        Url = portal.AbsoluteUrl($"/organ/{body.Slug}"),
        Self = portal.ApiUrl($"/bodies/{body.Id}"),
        ModifiedAt = body.ModifiedAt.UtcDateTime,
        Links = new BodyLinks(
            portal.ApiUrl($"/meetings?body={body.Slug}"), portal.ApiUrl($"/notes?body={body.Slug}"),
            portal.ApiUrl($"/agenda-items?body={body.Slug}"), portal.ApiUrl($"/follow-ups?body={body.Slug}")),
    };
}

/// <summary>What is of the body.</summary>
internal sealed record BodyLinks(string Meetings, string Notes, string AgendaItems, string FollowUps);
