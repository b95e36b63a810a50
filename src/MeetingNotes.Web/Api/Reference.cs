using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>Something that another answer names.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Slug">As it stands in addresses now.</param>
/// <param name="Name">In Swedish.</param>
/// <param name="Url">Its page.</param>
/// <param name="Self">Its address in the API.</param>
internal sealed record Reference(Guid Id, string Slug, string Name, string Url, string Self)
{
    public static Reference ToBody(OpenName body, PortalOptions portal) => new(body.Id, body.Slug, body.Name, portal.AbsoluteUrl($"/organ/{body.Slug}"), portal.ApiUrl($"/bodies/{body.Id}"));

    public static Reference ToTopic(OpenName topic, PortalOptions portal) => new(topic.Id, topic.Slug, topic.Name, portal.AbsoluteUrl($"/amnen/{topic.Slug}"), portal.ApiUrl($"/topics/{topic.Id}"));

    public static Reference ToMatter(OpenName matter, PortalOptions portal) => new(matter.Id, matter.Slug, matter.Name, portal.AbsoluteUrl($"/arenden/{matter.Slug}"), portal.ApiUrl($"/matters/{matter.Id}"));
}

/// <summary>A thing without a name of its own.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Self">Its address in the API.</param>
/// <param name="Url">Its page, when it has one.</param>
internal sealed record Link(Guid Id, string Self, string? Url = null);
