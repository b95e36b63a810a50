using System.Security.Cryptography;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// Links by which somebody without an account can read a draft, for a while: the chair of the meeting, or whoever was quoted. They die with
/// the draft, when it is published or thrown away.
/// </summary>
public sealed class PreviewLinks(Database db, DraftDesk drafts, TimeProvider clock)
{
    /// <summary>How many days a link may live.</summary>
    public const int MaxDays = 14;

    private const int TokenBytes = 24;

    /// <summary>A new secret, for a form that asks for a link: the same form sent twice asks for the same link.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Makes a link. Only the hash of its secret is kept.</summary>
    /// <param name="draftId">What it shows.</param>
    /// <param name="token">By <see cref="NewToken"/>.</param>
    /// <param name="days">How long it lives.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether the secret opens the draft now, also when it did before; not when there is no such draft.</returns>
    public async Task<bool> CreateAsync(Guid draftId, string token, int days, StaffPerson person, CancellationToken ct)
    {
        if (!IsToken(token) || await drafts.FindAsync(draftId, person, ct) is not { } draft)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO preview_links (token_hash, id, draft_id, created_by, created_at, expires_at)
            VALUES (@hash, @id, @draftId, @PersonId, @now, @until)
            ON CONFLICT (token_hash) DO NOTHING
            """,
            new { hash = HashOf(token), id = Guid.CreateVersion7(), draftId, PersonId = person.Id, now, until = now.AddDays(Math.Clamp(days, 1, MaxDays)) },
            transaction, cancellationToken: ct)) == 1;
        if (!isNew)
        {
            return (await FindDraftAsync(token, ct))?.Id == draftId;
        }

        await AuditLog.WriteAsync(connection, transaction, now, new AuditEntry(person.Actor, "share-preview") { DraftId = draftId, NoteId = draft.NoteId }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The links of a draft that still work, the latest first.</summary>
    public async Task<IReadOnlyList<PreviewLink>> ListAsync(Guid draftId, StaffPerson person, CancellationToken ct) =>
        await drafts.FindAsync(draftId, person, ct) is null ? [] : await db.QueryAsync<PreviewLink>(
            """
            SELECT l.id, p.name AS created_by, l.created_at, l.expires_at
            FROM preview_links l
            JOIN people p ON p.id = l.created_by
            WHERE l.draft_id = @draftId AND l.expires_at > @now
            ORDER BY l.created_at DESC
            """,
            new { draftId, now = clock.GetUtcNow() }, ct);

    /// <summary>Ends a link at once.</summary>
    public async Task<bool> RevokeAsync(Guid draftId, Guid linkId, StaffPerson person, CancellationToken ct)
    {
        if (await drafts.FindAsync(draftId, person, ct) is not { } draft)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM preview_links WHERE id = @linkId AND draft_id = @draftId", new { linkId, draftId }, transaction, cancellationToken: ct)) == 0)
        {
            return false;
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "revoke-preview") { DraftId = draftId, NoteId = draft.NoteId }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The draft behind a link that works; anything else is <c>null</c> and tells nothing.</summary>
    public async Task<Draft?> FindDraftAsync(string token, CancellationToken ct) =>
        !IsToken(token) ? null : (await db.QuerySingleOrDefaultAsync<DraftRow>(
            DraftRow.Select + "WHERE d.id = (SELECT l.draft_id FROM preview_links l WHERE l.token_hash = @hash AND l.expires_at > @now)",
            new { hash = HashOf(token), now = clock.GetUtcNow() }, ct))?.ToDraft();

    /// <summary>An image of the draft behind a link that works.</summary>
    public async Task<StoredImage?> FindImageAsync(string token, string name, CancellationToken ct) =>
        !IsToken(token) ? null : await db.QuerySingleOrDefaultAsync<StoredImage>(
            """
            SELECT i.content_type, i.bytes
            FROM preview_links l
            JOIN draft_images x ON x.draft_id = l.draft_id AND x.name = @name
            JOIN images i ON i.hash = x.hash
            WHERE l.token_hash = @hash AND l.expires_at > @now
            """,
            new { hash = HashOf(token), name, now = clock.GetUtcNow() }, ct);

    private static bool IsToken(string text) => text.Length == TokenBytes * 2 && text.All(char.IsAsciiHexDigitLower);

    private static byte[] HashOf(string token) => SHA256.HashData(Convert.FromHexString(token));
}

public sealed record PreviewLink
{
    public required Guid Id { get; init; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
