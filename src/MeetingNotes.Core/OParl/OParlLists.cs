using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.OParl;

/// <summary>
/// What is in the lists of OParl (migration 0015): which things, since when, and which of them are gone. A list that is asked for changes goes by
/// the time of the change, so that what changes while somebody reads comes again at the end; any other goes by the time that each thing was new,
/// which never changes. A page begins after a place, and costs the same however deep in the list it is: an index has its order, and a bound that
/// nobody asked for is left out, because the database would take it for one that leaves little, and sort.
/// </summary>
public sealed class OParlLists(Database db)
{
    private const string Things =
        """
        SELECT c.id, c.created_at, c.whole_changed_at AS modified_at, x.id IS NULL AS is_deleted, c.id AS group_id
        FROM public_changes c
        """;

    private const string Bodies = Things + " LEFT JOIN bodies x ON x.id = c.id WHERE c.kind = 'body'";
    private const string Meetings = Things + " LEFT JOIN meetings x ON x.id = c.id WHERE c.kind = 'meeting'";

    /// <summary>A meeting that has no place has no location: whoever kept the one it had before takes it away.</summary>
    private const string Locations = Things + " LEFT JOIN meetings x ON x.id = c.id AND x.place IS NOT NULL WHERE c.kind = 'meeting'";

    private const string Created =
        """
         AND (@withDeleted OR x.id IS NOT NULL)
         AND c.created_at <= @createdUntil AND (c.created_at, c.id) > (@at, @id)
        ORDER BY c.created_at, c.id
        LIMIT @limit
        """;

    private const string CreatedWithin = " AND c.created_at BETWEEN @createdSince AND @createdUntil";

    private const string Changed =
        """
         AND (@withDeleted OR x.id IS NOT NULL)
         AND c.whole_changed_at <= @modifiedUntil AND (c.whole_changed_at, c.id) > (@at, @id)
        ORDER BY c.whole_changed_at, c.id
        LIMIT @limit
        """;

    private const string Item = "SELECT i.id, i.created_at, c.whole_changed_at AS modified_at, i.is_removed OR n.id IS NULL AS is_deleted, c.id AS group_id";

    private const string ItemsCreated = Item +
        """

        FROM (
            (SELECT a.id, a.note_id, a.created_at, false AS is_removed
             FROM agenda_items a
             WHERE (@withDeleted OR (SELECT x.withdrawn_at IS NULL FROM notes x WHERE x.id = a.note_id))
               AND a.created_at <= @createdUntil AND (a.created_at, a.id) > (@at, @id)
             ORDER BY a.created_at, a.id
             LIMIT @limit)
            UNION ALL
            (SELECT r.id, r.note_id, r.created_at, true
             FROM removed_items r
             WHERE @withDeleted AND r.created_at <= @createdUntil AND (r.created_at, r.id) > (@at, @id)
             ORDER BY r.created_at, r.id
             LIMIT @limit)
        ) i
        JOIN public_changes c ON c.kind = 'note' AND c.id = i.note_id
        LEFT JOIN notes n ON n.id = i.note_id AND n.withdrawn_at IS NULL
        ORDER BY i.created_at, i.id
        LIMIT @limit
        """;

    private const string ItemsOfNotes = Item +
        """

        FROM public_changes c
        LEFT JOIN notes n ON n.id = c.id AND n.withdrawn_at IS NULL
        CROSS JOIN LATERAL (
            SELECT a.id, a.created_at, false AS is_removed FROM agenda_items a WHERE a.note_id = c.id
            UNION ALL
            SELECT r.id, r.created_at, true FROM removed_items r WHERE r.note_id = c.id
        ) i
        WHERE c.kind = 'note'
        """;

    private const string ItemsCreatedWithin = " AND i.created_at BETWEEN @createdSince AND @createdUntil";

    private const string ItemsChanged =
        """
         AND (@withDeleted OR (NOT i.is_removed AND n.id IS NOT NULL))
         AND c.whole_changed_at BETWEEN @at AND @modifiedUntil AND (c.whole_changed_at, c.id, i.id) > (@at, @group, @id)
        ORDER BY c.whole_changed_at, c.id, i.id
        LIMIT @limit
        """;

    public Task<IReadOnlyList<OParlEntry>> OrganizationsAsync(OParlFilter filter, OParlPlace? after, int limit, CancellationToken ct) =>
        db.QueryAsync<OParlEntry>(Bodies + OrderOf(filter), Places(filter, after, limit), ct);

    public Task<IReadOnlyList<OParlEntry>> MeetingsAsync(OParlFilter filter, OParlPlace? after, int limit, CancellationToken ct) =>
        db.QueryAsync<OParlEntry>(Meetings + OrderOf(filter), Places(filter, after, limit), ct);

    /// <summary>Of one body.</summary>
    public Task<IReadOnlyList<OParlEntry>> MeetingsOfAsync(Guid bodyId, OParlFilter filter, OParlPlace? after, int limit, CancellationToken ct) =>
        db.QueryAsync<OParlEntry>(Meetings + " AND c.body_id = @bodyId" + OrderOf(filter), Places(filter, after, limit, bodyId), ct);

    /// <summary>The places of meetings; a location has the id of its meeting.</summary>
    public Task<IReadOnlyList<OParlEntry>> LocationsAsync(OParlFilter filter, OParlPlace? after, int limit, CancellationToken ct) =>
        db.QueryAsync<OParlEntry>(Locations + OrderOf(filter), Places(filter, after, limit), ct);

    /// <summary>Agenda items. They change with their note, so changes are read along the notes.</summary>
    public Task<IReadOnlyList<OParlEntry>> ItemsAsync(OParlFilter filter, OParlPlace? after, int limit, CancellationToken ct) => db.QueryAsync<OParlEntry>(
        filter switch
        {
            { IsOfChanges: false } => ItemsCreated,
            { IsOfCreation: false } => ItemsOfNotes + ItemsChanged,
            _ => ItemsOfNotes + ItemsCreatedWithin + ItemsChanged,
        },
        Places(filter, after, limit), ct);

    /// <summary>One organization, gone or not; <c>null</c> when there never was one of that id.</summary>
    public Task<OParlEntry?> OrganizationAsync(Guid id, CancellationToken ct) => db.QuerySingleOrDefaultAsync<OParlEntry>(Bodies + " AND c.id = @id", new { id }, ct);

    public Task<OParlEntry?> MeetingAsync(Guid id, CancellationToken ct) => db.QuerySingleOrDefaultAsync<OParlEntry>(Meetings + " AND c.id = @id", new { id }, ct);

    public Task<OParlEntry?> LocationAsync(Guid id, CancellationToken ct) => db.QuerySingleOrDefaultAsync<OParlEntry>(Locations + " AND c.id = @id", new { id }, ct);

    public Task<OParlEntry?> ItemAsync(Guid id, CancellationToken ct) => db.QuerySingleOrDefaultAsync<OParlEntry>(
        Item +
        """

        FROM (
            SELECT a.id, a.note_id, a.created_at, false AS is_removed FROM agenda_items a WHERE a.id = @id
            UNION ALL
            SELECT r.id, r.note_id, r.created_at, true FROM removed_items r WHERE r.id = @id
        ) i
        JOIN public_changes c ON c.kind = 'note' AND c.id = i.note_id
        LEFT JOIN notes n ON n.id = i.note_id AND n.withdrawn_at IS NULL
        ORDER BY i.is_removed
        LIMIT 1
        """,
        new { id }, ct);

    private static string OrderOf(OParlFilter filter) => filter switch
    {
        { IsOfChanges: false } => Created,
        { IsOfCreation: false } => Changed,
        _ => CreatedWithin + Changed,
    };

    /// <summary>A page begins where the time does, or after the place when that is later: nobody comes before the time by a place.</summary>
    private static object Places(OParlFilter filter, OParlPlace? after, int limit, Guid bodyId = default)
    {
        var since = (filter.IsOfChanges ? filter.ModifiedSince : filter.CreatedSince) ?? OParlFilter.Earliest;
        var place = after is not null && after.At >= since ? after : new OParlPlace { At = since, Group = Guid.Empty, Id = Guid.Empty };
        return new
        {
            createdSince = filter.CreatedSince ?? OParlFilter.Earliest,
            createdUntil = filter.CreatedUntil ?? OParlFilter.Latest,
            modifiedUntil = filter.ModifiedUntil ?? OParlFilter.Latest,
            withDeleted = filter.HasDeleted,
            at = place.At.ToUniversalTime(),
            group = place.Group,
            id = place.Id,
            bodyId,
            limit,
        };
    }
}
