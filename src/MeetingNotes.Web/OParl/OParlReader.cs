using MeetingNotes.Core.OParl;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>Makes objects of the entries of a list, in their order: what is public whole, what is gone as deleted. What goes in between is left out.</summary>
internal sealed class OParlReader(OpenDataReader reader, IOptions<PortalOptions> portal)
{
    public PortalOptions Portal => portal.Value;

    public async Task<IReadOnlyList<object>> OrganizationsAsync(IReadOnlyList<OParlEntry> entries, bool omitInternal, CancellationToken ct)
    {
        var bodies = (await reader.BodiesAsync(Public(entries), ct)).ToDictionary(body => body.Id);
        return Objects(entries, OrganizationObject.Url, OrganizationObject.TypeName,
            entry => bodies.TryGetValue(entry.Id, out var body) ? OrganizationObject.Of(entry, body, Portal) : null);
    }

    public async Task<IReadOnlyList<object>> MeetingsAsync(IReadOnlyList<OParlEntry> entries, bool omitInternal, CancellationToken ct)
    {
        var meetings = (await reader.MeetingsAsync(Public(entries), ct)).ToDictionary(meeting => meeting.Id);
        var notes = omitInternal ? [] : (await reader.NotesAsync([.. meetings.Values.Select(meeting => meeting.NoteId).OfType<Guid>()], ct)).ToDictionary(note => note.MeetingId);
        return Objects(entries, MeetingObject.Url, MeetingObject.TypeName,
            entry => meetings.TryGetValue(entry.Id, out var meeting) ? MeetingObject.Of(entry, meeting, notes.GetValueOrDefault(entry.Id), omitInternal, Portal) : null);
    }

    public async Task<IReadOnlyList<object>> LocationsAsync(IReadOnlyList<OParlEntry> entries, bool omitInternal, CancellationToken ct)
    {
        var meetings = (await reader.MeetingsAsync(Public(entries), ct)).ToDictionary(meeting => meeting.Id);
        return Objects(entries, LocationObject.Url, LocationObject.TypeName,
            entry => meetings.TryGetValue(entry.Id, out var meeting) ? LocationObject.Of(entry, meeting, Portal) : null);
    }

    public async Task<IReadOnlyList<object>> ItemsAsync(IReadOnlyList<OParlEntry> entries, bool omitInternal, CancellationToken ct)
    {
        var items = (await reader.ItemsAsync(Public(entries), ct)).ToDictionary(item => item.Id);
        return Objects(entries, AgendaItemObject.Url, AgendaItemObject.TypeName, entry => items.TryGetValue(entry.Id, out var item) ? AgendaItemObject.Of(item, Portal) : null);
    }

    private static Guid[] Public(IReadOnlyList<OParlEntry> entries) => [.. entries.Where(entry => !entry.IsDeleted).Select(entry => entry.Id)];

    private List<object> Objects(IReadOnlyList<OParlEntry> entries, Func<Guid, PortalOptions, string> url, string type, Func<OParlEntry, object?> find) =>
        [.. entries.Select(entry => entry.IsDeleted ? DeletedObject.Of(entry, url(entry.Id, Portal), type) : find(entry)).OfType<object>()];
}
