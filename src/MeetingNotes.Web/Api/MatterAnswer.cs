using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>A question that comes back meeting after meeting.</summary>
internal sealed record MatterAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>Public agenda items that treated it, and their meetings.</summary>
    public required int ItemCount { get; init; }
    public required int MeetingCount { get; init; }
    public DateOnly? LatestOn { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required ItemLinks Links { get; init; }

    public static MatterAnswer Of(OpenMatter matter, PortalOptions portal) => new()
    {
        Id = matter.Id,
        Slug = matter.Slug,
        Name = matter.Name,
        ItemCount = matter.Items,
        MeetingCount = matter.Meetings,
        LatestOn = matter.LatestOn,
        Url = portal.AbsoluteUrl($"/arenden/{matter.Slug}"),
        Self = portal.ApiUrl($"/matters/{matter.Id}"),
        ModifiedAt = matter.ModifiedAt.UtcDateTime,
        Links = new ItemLinks(portal.ApiUrl($"/agenda-items?matter={matter.Slug}")),
    };
}
