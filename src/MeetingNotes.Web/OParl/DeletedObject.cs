using MeetingNotes.Core.OParl;

namespace MeetingNotes.Web.OParl;

/// <summary>What is left of something that was public: OParl lets nothing vanish, so that whoever has a copy learns of it.</summary>
internal sealed record DeletedObject(string Id, string Type, DateTime Created, DateTime Modified)
{
    public bool Deleted { get; } = true;

    public static DeletedObject Of(OParlEntry entry, string url, string type) => new(url, type, entry.CreatedAt.UtcDateTime, entry.ModifiedAt.UtcDateTime);
}
