using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.OpenData;

/// <summary>
/// What has changed of what is public, in the order in which it did (migration 0014). Each thing stands once, at its latest change, so a
/// log that is read from nothing is as long as what there is, and what is gone.
/// </summary>
public sealed class ChangeLog(Database db, OpenDataReader reader)
{
    /// <summary>The changes after a number, oldest first, with what each thing is now; no more when nothing has changed since.</summary>
    /// <param name="since">The number of the last change that is known; 0 for none.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<PublicChange>> SinceAsync(long since, int limit, CancellationToken ct)
    {
        var rows = await db.QueryAsync<ChangeRow>(
            """
            SELECT c.kind, c.id, c.number, c.changed_at,
                   CASE
                       WHEN n.id IS NOT NULL THEN n.withdrawn_reason
                       WHEN d.note_id IS NOT NULL THEN 'Noteringen är gallrad enligt beslut ' || d.decision || '.'
                   END AS reason
            FROM public_changes c
            LEFT JOIN notes n ON c.kind = 'note' AND n.id = c.id
            LEFT JOIN disposals d ON c.kind = 'note' AND d.note_id = c.id
            WHERE c.number > @since
            ORDER BY c.number
            LIMIT @limit
            """,
            new { since, limit }, ct);
        var things = new Dictionary<Guid, object>();
        foreach (var kind in rows.GroupBy(row => KindOf(row.Kind)))
        {
            foreach (var thing in await ReadAsync(kind.Key, [.. kind.Select(row => row.Id)], ct))
            {
                things[thing.Id] = thing;
            }
        }

        return [.. rows.Select(row => new PublicChange(KindOf(row.Kind), row.Id, row.Number, row.ChangedAt, things.GetValueOrDefault(row.Id), row.Reason))];
    }

    /// <summary>The latest change of all; <c>null</c> while there is nothing.</summary>
    public Task<LatestChange?> LatestAsync(CancellationToken ct) => db.QuerySingleOrDefaultAsync<LatestChange>(
        "SELECT number, changed_at FROM public_changes ORDER BY number DESC LIMIT 1", null, ct);

    internal static string NameOf(OpenKind kind) => kind.ToString().ToLowerInvariant();

    private static OpenKind KindOf(string name) => Enum.Parse<OpenKind>(name, ignoreCase: true);

    private async Task<IReadOnlyList<IOpenRecord>> ReadAsync(OpenKind kind, IReadOnlyCollection<Guid> ids, CancellationToken ct) => kind switch
    {
        OpenKind.Body => await reader.BodiesAsync(ids, ct),
        OpenKind.Topic => await reader.TopicsAsync(ids, ct),
        OpenKind.Matter => await reader.MattersAsync(ids, ct),
        OpenKind.Meeting => await reader.MeetingsAsync(ids, ct),
        _ => await reader.NotesAsync(ids, ct),
    };

    private sealed record ChangeRow
    {
        public required string Kind { get; init; }
        public required Guid Id { get; init; }
        public required long Number { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
        public string? Reason { get; init; }
    }
}

public enum OpenKind
{
    Body,
    Topic,
    Matter,
    Meeting,
    Note,
}

/// <param name="Kind">What changed.</param>
/// <param name="Id">Which.</param>
/// <param name="Number">Rises; not every number is used.</param>
/// <param name="ChangedAt">By the database's clock.</param>
/// <param name="Thing">What it is now: an <see cref="IOpenRecord"/>; <c>null</c> when it is not public any longer.</param>
/// <param name="Reason">Why a note is gone.</param>
public sealed record PublicChange(OpenKind Kind, Guid Id, long Number, DateTimeOffset ChangedAt, object? Thing, string? Reason);

public sealed record LatestChange
{
    public required long Number { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}
