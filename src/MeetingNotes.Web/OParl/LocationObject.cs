using MeetingNotes.Core.OParl;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>Where a meeting is held, in words.</summary>
internal sealed record LocationObject
{
    public static readonly string TypeName = OParlService.TypeOf("Location");

    public required string Id { get; init; }
    public string Type { get; } = TypeName;
    public required string Description { get; init; }
    public required IReadOnlyList<string> Meetings { get; init; }
    public required DateTime Created { get; init; }
    public required DateTime Modified { get; init; }

    /// <param name="id">Of the meeting.</param>
    /// <param name="portal">Whose addresses they are.</param>
    public static string Url(Guid id, PortalOptions portal) => portal.OParlUrl($"/locations/{id}");

    /// <summary><c>null</c> for a meeting without a place.</summary>
    public static LocationObject? Of(OParlEntry entry, OpenMeeting meeting, PortalOptions portal) => meeting.Place is not { } place ? null : new()
    {
        Id = Url(meeting.Id, portal),
        Description = place,
        Meetings = [MeetingObject.Url(meeting.Id, portal)],
        Created = entry.CreatedAt.UtcDateTime,
        Modified = entry.ModifiedAt.UtcDateTime,
    };
}
