using MeetingNotes.Core.Data;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Staff;

/// <summary>The audit log for administrators, newest first.</summary>
public sealed class AuditReader(Database db)
{
    public const int PageSize = 50;

    /// <param name="filter">What to show.</param>
    /// <param name="before">Events older than this one; <c>null</c> for the newest.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(IReadOnlyList<AuditEvent> Events, bool HasMore)> ReadAsync(AuditFilter filter, long? before, CancellationToken ct)
    {
        var rows = await db.QueryAsync<AuditEvent>(
            """
            SELECT a.id, a.at, a.actor, a.person_id, a.action, a.note_id, a.draft_id, a.subject, a.reason,
                   coalesce(b.slug, db.slug)::text AS body_slug, coalesce(b.name, db.name) AS body_name,
                   coalesce(m.held_on, d.held_on) AS held_on, coalesce(m.number, d.number) AS number,
                   n.id IS NOT NULL AS has_note, d.id IS NOT NULL AS has_draft
            FROM audit_events a
            LEFT JOIN notes n ON n.id = a.note_id
            LEFT JOIN meetings m ON m.id = n.meeting_id
            LEFT JOIN bodies b ON b.id = m.body_id
            LEFT JOIN note_drafts d ON d.id = a.draft_id
            LEFT JOIN bodies db ON db.slug = d.body_slug
            WHERE (@before::bigint IS NULL OR a.id < @before)
              AND (@PersonId::uuid IS NULL OR a.person_id = @PersonId)
              AND (@Action::text IS NULL OR a.action = @Action)
              AND (@BodySlug::text IS NULL OR @BodySlug IN (b.slug, db.slug) OR a.subject = @BodySlug OR a.subject LIKE @BodySlug || ' %')
              AND (@NoteId::uuid IS NULL OR a.note_id = @NoteId)
              AND (@from::timestamptz IS NULL OR a.at >= @from)
              AND (@to::timestamptz IS NULL OR a.at < @to)
            ORDER BY a.id DESC
            LIMIT @limit
            """,
            new
            {
                before,
                filter.PersonId,
                filter.Action,
                filter.BodySlug,
                filter.NoteId,
                from = Start(filter.From),
                to = Start(filter.To?.AddDays(1)),
                limit = PageSize + 1,
            }, ct);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? StockholmTime.FromStockholm(date.ToDateTime(TimeOnly.MinValue)) : null;
}

/// <summary>What the log is narrowed to; <c>null</c> is everything. Days are Stockholm's, both included.</summary>
public sealed record AuditFilter(Guid? PersonId = null, string? Action = null, string? BodySlug = null, Guid? NoteId = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>One thing that was done.</summary>
public sealed record AuditEvent
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public Guid? PersonId { get; init; }
    public required string Action { get; init; }
    public Guid? NoteId { get; init; }
    public Guid? DraftId { get; init; }
    public string? Subject { get; init; }
    public string? Reason { get; init; }

    /// <summary>The meeting of the note or draft, as long as there is one.</summary>
    public string? BodySlug { get; init; }
    public string? BodyName { get; init; }
    public DateOnly? HeldOn { get; init; }
    public int? Number { get; init; }
    public required bool HasNote { get; init; }
    public required bool HasDraft { get; init; }
}
