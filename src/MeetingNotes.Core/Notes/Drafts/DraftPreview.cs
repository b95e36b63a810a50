using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// Shows a draft as the page it would be: published, read and taken back in one transaction, so that what is previewed is what the public
/// will see and not something made to resemble it. It does not stand in the line of those who publish: a row that one of them holds it waits
/// for a moment only, less than the second after which PostgreSQL would look for somebody to blame for a deadlock, and then begins again.
/// </summary>
public sealed class DraftPreview(Database db, NotePublishing publishing, TimeProvider clock)
{
    /// <summary>Each waits for half a second at most: a machine that is busy publishes in one or two.</summary>
    private const int Tries = 6;

    /// <summary>The page, with the images that still have no description; or what the note must have before there is one.</summary>
    public async Task<PreviewResult> ReadAsync(Draft draft, DraftContent content, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(draft, content, ct);
            }
            catch (PostgresException fault) when (IsRace(fault))
            {
                if (tries == Tries)
                {
                    return new PreviewResult(null, [new NoteFileProblem(0, "Något publiceras just nu. Ladda om sidan om en liten stund, så syns förhandsvisningen.")]);
                }
            }
        }
    }

    /// <summary>Somebody was at the same row, or the same new name.</summary>
    private static bool IsRace(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    private async Task<PreviewResult> TryAsync(Draft draft, DraftContent content, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("SET LOCAL lock_timeout = '500ms'", null, transaction, cancellationToken: ct));
        try
        {
            var images = await new NoteDrafts(connection, transaction).ImagesAsync(draft.Id, ct);
            var earlier = draft.NoteId is { } noteId
                ? NoteFileReader.Read((await StoredNotes.LoadAsync(connection, transaction, [noteId], ct)).Single().Document)
                : null;
            var document = Presentable(content.ToDocument(draft.BodyName, draft.HeldOn, draft.Number));
            document = earlier is null ? document : ItemAnchors.WithoutRemovedWords(document, earlier) with { PublishedAt = earlier.PublishedAt, Corrections = earlier.Corrections };

            var missing = await publishing.PublishAsync(
                connection, transaction, document, name => images.GetValueOrDefault(name),
                new PublishingOrder(Actor.Operator) { IsEdited = true, OverrideReason = "Förhandsvisning", IsTrial = true }, ct);
            var inside = db.On(connection);
            var found = await new NoteReader(inside, new FollowUpReader(inside, clock)).FindAsync(
                await connection.ExecuteScalarAsync<string>(new CommandDefinition(
                    "SELECT coalesce((SELECT slug::text FROM bodies WHERE slug = @BodySlug), (SELECT slug::text FROM bodies WHERE name = @BodyName))",
                    new { draft.BodySlug, draft.BodyName }, transaction, cancellationToken: ct)) ?? draft.BodySlug,
                draft.HeldOn, draft.Number, ct);
            return found is NoteLookup.Found page
                ? new PreviewResult(await WithMeetingsAsync(connection, transaction, page.Note, ct), [.. missing.Select(reason => new NoteFileProblem(0, reason))])
                : new PreviewResult(null, [new NoteFileProblem(0, "Noteringen går inte att visa ännu.")]);
        }
        catch (NoteFileException refusal)
        {
            return new PreviewResult(null, refusal.Problems);
        }
        catch (PostgresException fault) when (!IsRace(fault) && (fault.SqlState.StartsWith("22", StringComparison.Ordinal) || fault.SqlState.StartsWith("23", StringComparison.Ordinal)))
        {
            return new PreviewResult(null, [new NoteFileProblem(0, "Något fält är för långt eller fel ifyllt. Kontrollen till höger visar vilket.")]);
        }
        finally
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
    }

    /// <summary>A trial counts nothing, since others count the same rows; how many meetings its matters will have had is asked here.</summary>
    private static async Task<NotePage> WithMeetingsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NotePage note, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<(string Slug, int Meetings, DateOnly LatestOn)>(new CommandDefinition(
            """
            SELECT x.slug::text, count(DISTINCT n.id)::int, max(n.held_on)
            FROM matters x
            JOIN agenda_items i ON i.matter_id = x.id
            JOIN published_notes n ON n.id = i.note_id
            WHERE x.slug = ANY(@slugs::text[])
            GROUP BY x.slug
            """,
            new { slugs = note.Items.Select(item => item.MatterSlug).OfType<string>().Distinct().ToArray() }, transaction, cancellationToken: ct));
        var matters = rows.ToDictionary(row => row.Slug);
        return note with
        {
            Items = [.. note.Items.Select(item => item.MatterSlug is { } slug && matters.TryGetValue(slug, out var matter)
                ? item with { MatterMeetings = matter.Meetings, MatterLatestOn = matter.LatestOn }
                : item)],
        };
    }

    /// <summary>A half-written note is shown as far as it goes: what has no words yet gets a stand-in.</summary>
    private static NoteDocument Presentable(NoteDocument document) => document with
    {
        Lead = document is { Lead.Length: 0, Items.Count: 0 } ? "…" : document.Lead,
        Documents = [.. document.Documents.Where(IsComplete)],
        Minutes = [.. document.Minutes.Where(IsComplete)],
        Items = [.. document.Items.Select(item => item with { Heading = item.Heading.Length == 0 ? "…" : item.Heading })],
    };

    private static bool IsComplete(DocumentLink link) => link is not { Url: null, Status: null } && (link.Url is null || Uri.TryCreate(link.Url, UriKind.Absolute, out _));
}

/// <param name="Page">What the public would see; <c>null</c> when it cannot be shown.</param>
/// <param name="Problems">Why not; with a page, what it shows but would be stopped for.</param>
public sealed record PreviewResult(NotePage? Page, IReadOnlyList<NoteFileProblem> Problems);
