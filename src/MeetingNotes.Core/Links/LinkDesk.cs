using System.Text.Json;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Links;

/// <summary>Links that nobody answers at, as staff see them: only of notes of their own bodies. Editors decide about them.</summary>
public sealed class LinkDesk(Database db, TimeProvider clock)
{
    /// <summary>Links on a page of the list.</summary>
    public const int PageSize = 100;

    private const int NotesShown = 5;
    private const int NameMaxLength = 80;

    /// <summary>Of a copy, in bytes.</summary>
    public const int CopyMaxBytes = ArchivedPdf.MaxBytes;

    /// <summary>How long the portal takes somebody's word for it that a link works.</summary>
    public static readonly TimeSpan TrustLasts = TimeSpan.FromDays(90);

    public Task<int> CountAsync(StaffPerson person, CancellationToken ct) =>
        db.ExecuteScalarAsync<int>(
            """
            SELECT count(*)::int
            FROM outgoing_links l
            WHERE l.is_dead AND EXISTS (SELECT 1 FROM note_links x JOIN published_notes n ON n.id = x.note_id
                                        WHERE x.link_id = l.id AND (@bodies::uuid[] IS NULL OR n.body_id = ANY(@bodies)))
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer) }, ct);

    /// <summary>The latest to die first.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<DeskLink>> ListAsync(StaffPerson person, int page, CancellationToken ct) =>
        [.. (await db.QueryAsync<Row>(
            Select +
            """

            WHERE l.is_dead AND noted.notes IS NOT NULL
            ORDER BY l.fault_since DESC, l.id
            LIMIT @PageSize OFFSET @offset
            """,
            new { bodies = person.BodiesAs(StaffRole.Writer), NotesShown, PageSize, offset = (page - 1L) * PageSize }, ct)).Select(row => row.ToLink())];

    /// <returns><c>null</c> when there is no such dead link, or it is of no note that the person may decide about.</returns>
    public async Task<DeskLink?> FindAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        (await db.QuerySingleOrDefaultAsync<Row>(
            Select + "\nWHERE l.id = @id AND l.is_dead AND noted.notes IS NOT NULL",
            new { id, bodies = person.BodiesAs(StaffRole.Editor), NotesShown }, ct))?.ToLink();

    /// <summary>Has it checked at the next round, within a minute or two.</summary>
    public async Task<bool> RecheckAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        await FindAsync(id, person, ct) is not null
        && await db.ExecuteAsync("UPDATE outgoing_links SET next_check_at = @now WHERE id = @id", new { id, now = clock.GetUtcNow() }, ct) == 1;

    /// <summary>Somebody has opened the link and read what is there: some servers answer people and no portals.</summary>
    public Task<bool> TrustAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ChangeAsync(id, person, "trust-link",
            "UPDATE outgoing_links SET fault = NULL, fault_since = NULL, failures = 0, next_check_at = @until WHERE id = @id AND is_dead",
            new { id, until = clock.GetUtcNow() + TrustLasts }, ct);

    /// <summary>Keeps a copy of what the link led to, in place of an earlier one.</summary>
    /// <returns>False when there is no such dead link, or the person may not decide about it.</returns>
    /// <exception cref="PdfRefusedException">The file is not given to the public; the message says why.</exception>
    public async Task<bool> AddCopyAsync(Guid id, string fileName, byte[] bytes, StaffPerson person, CancellationToken ct)
    {
        if (await FindAsync(id, person, ct) is null)
        {
            return false;
        }

        ArchivedPdf.Check(bytes);
        return await ChangeAsync(id, person, "add-link-copy",
            """
            INSERT INTO link_copies (link_id, file_name, bytes, uploaded_at)
            VALUES (@id, @name, @bytes, @now)
            ON CONFLICT (link_id) DO UPDATE SET file_name = excluded.file_name, bytes = excluded.bytes, uploaded_at = excluded.uploaded_at
            """,
            new { id, name = SuitableName(fileName), bytes, now = clock.GetUtcNow() }, ct);
    }

    public Task<bool> RemoveCopyAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ChangeAsync(id, person, "remove-link-copy", "DELETE FROM link_copies WHERE link_id = @id", new { id }, ct);

    private const string Select =
        """
        SELECT l.id, l.url, l.fault, l.fault_since, l.checked_at, c.file_name, octet_length(c.bytes) AS copy_bytes, noted.notes::text
        FROM outgoing_links l
        LEFT JOIN link_copies c ON c.link_id = l.id
        CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('bodySlug', n.body_slug, 'bodyName', n.body_name, 'heldOn', n.held_on, 'number', n.number)) AS notes
            FROM (SELECT n.body_slug, n.body_name, n.held_on, n.number
                  FROM note_links x
                  JOIN published_notes n ON n.id = x.note_id
                  WHERE x.link_id = l.id AND (@bodies::uuid[] IS NULL OR n.body_id = ANY(@bodies))
                  ORDER BY n.held_on DESC, n.body_name
                  LIMIT @NotesShown) AS n) AS noted
        """;

    private async Task<bool> ChangeAsync(Guid id, StaffPerson person, string action, string sql, object parameters, CancellationToken ct)
    {
        if (await FindAsync(id, person, ct) is not { } link)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct)) == 0)
        {
            return false;
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, action) { Subject = link.Url }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static string SuitableName(string fileName)
    {
        var stem = Slug.From(Path.GetFileNameWithoutExtension(fileName), "handling");
        return stem[..Math.Min(stem.Length, NameMaxLength)].Trim('-') + ".pdf";
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Url { get; init; }
        public required string Fault { get; init; }
        public required DateTimeOffset FaultSince { get; init; }
        public required DateTimeOffset CheckedAt { get; init; }
        public string? FileName { get; init; }
        public int? CopyBytes { get; init; }
        public required string Notes { get; init; }

        public DeskLink ToLink() => new(
            Id, Url, Enum.Parse<LinkFault>(Fault, ignoreCase: true), FaultSince, CheckedAt, FileName, CopyBytes,
            JsonSerializer.Deserialize<IReadOnlyList<LinkingNote>>(Notes, NotePublishing.Json)!);
    }
}

/// <param name="Id">Names it in addresses.</param>
/// <param name="Url">Without what follows #.</param>
/// <param name="Fault">What was wrong at the latest check.</param>
/// <param name="Since">Of the first check that failed.</param>
/// <param name="CheckedAt">Of the latest check.</param>
/// <param name="CopyName">File name of the portal's copy, when there is one.</param>
/// <param name="CopyBytes">Size of the copy.</param>
/// <param name="Notes">Some of the notes that it stands in, the latest first.</param>
public sealed record DeskLink(
    Guid Id, string Url, LinkFault Fault, DateTimeOffset Since, DateTimeOffset CheckedAt, string? CopyName, int? CopyBytes, IReadOnlyList<LinkingNote> Notes)
{
    public string? CopyPath => CopyName is null ? null : $"/kopior/{Id}/{CopyName}";
}

public sealed record LinkingNote(string BodySlug, string BodyName, DateOnly HeldOn, int Number)
{
    public string Path => NoteAddress.For(BodySlug, HeldOn, Number);
}
