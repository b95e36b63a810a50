using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>A subject of the short, curated list.</summary>
internal sealed record TopicAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Synonyms { get; init; }

    /// <summary>Public agenda items about it.</summary>
    public required int ItemCount { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required ItemLinks Links { get; init; }

    public static TopicAnswer Of(OpenTopic topic, PortalOptions portal) => new()
    {
        Id = topic.Id,
        Slug = topic.Slug,
        Name = topic.Name,
        Synonyms = topic.Synonyms,
        ItemCount = topic.Items,
        Url = portal.AbsoluteUrl($"/amnen/{topic.Slug}"),
        Self = portal.ApiUrl($"/topics/{topic.Id}"),
        ModifiedAt = topic.ModifiedAt.UtcDateTime,
        Links = new ItemLinks(portal.ApiUrl($"/agenda-items?topic={topic.Slug}")),
    };
}
