using System.Text.Json;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Staff;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Makes a note document public: finds its names, renders its texts, writes rows, the immutable version, counts and audit in
/// one transaction.
/// </summary>
public sealed class NotePublishing(Database db, MarkdownRenderer markdown, SwedishAnalysis analysis, TimeProvider clock, ILogger<NotePublishing> logger)
{
    /// <summary>How links, statuses and dates of documents are kept in jsonb columns.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // One publication at a time: names, slugs and counts are then never raced for.
    private const long PublishingLock = 0x4E6F746572617401;

    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Holds the lock to its end.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isPatient">Waits as long as it takes, instead of as long as a query may.</param>
    internal static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct, bool isPatient = false) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(@PublishingLock)", new { PublishingLock }, transaction, commandTimeout: isPatient ? 0 : null, cancellationToken: ct));

    internal static async Task<IReadOnlyList<Abbreviation>> AbbreviationsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        (await connection.QueryAsync<Abbreviation>(new CommandDefinition(
            "SELECT short, long FROM abbreviations ORDER BY short", null, transaction, cancellationToken: ct))).AsList();

    /// <summary>Publishes a note, or a new version of it, inside the caller's transaction, which holds <see cref="LockAsync"/> unless it is a trial.</summary>
    /// <returns>What is worth a remark (<see cref="ImportResult.Remarks"/>); of a trial, which images have no description.</returns>
    /// <exception cref="NoteFileException">The note cannot be published; nothing may be committed.</exception>
    internal async Task<IReadOnlyList<string>> PublishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDocument document, Func<string, ImageReference?> findImage,
        PublishingOrder order, CancellationToken ct)
    {
        if (document is { Lead.Length: 0, Items.Count: 0 })
        {
            throw new NoteFileException(0, "Noteringen är tom. Skriv en inledning eller minst en punkt (##).");
        }

        // The first time takes a while: before any row is held.
        var analyser = analysis.Analyser;
        var names = new NameDirectory(connection, transaction);
        var register = new MeetingRegister(connection, transaction);
        var body = await names.FindOrCreateBodyAsync(document.Body, ct);
        var meeting = await register.ForNoteAsync(body.Id, document, ct);
        var existing = await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct);
        var topics = await names.FindOrCreateTopicsAsync([.. document.Items.SelectMany(item => item.Topics).Distinct(StringComparer.OrdinalIgnoreCase)], ct);
        var matters = await names.FindOrCreateMattersAsync([.. document.Items.Select(item => item.Matter).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], ct);

        document = document with { Body = body.Name, StartsAt = meeting.StartsAt, Place = meeting.Place };
        document = ItemAnchors.Assign(document, existing, order.IsEdited);
        (document, var renamed) = await new FollowUpSlugs(connection, transaction).AssignAsync(document, body.Id, existing, order.IsEdited, ct);
        (document, var answered) = await new FollowUpSlugs(connection, transaction).ResolveAnswersAsync(document, body, ct);
        if (renamed.Count > 0)
        {
            await FormerSlugs.RenameAsync(connection, transaction, renamed, ct);
            existing = await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct);
        }


        var rendering = new NoteRendering(markdown, await AbbreviationsAsync(connection, transaction, ct), findImage)
        {
            AllowsPersonalNumbers = order.OverrideReason is not null,
            AllowsMissingDescriptions = order.IsTrial,
        };
        var note = new NotePreparation
        {
            Body = body,
            MeetingId = meeting.Id,
            Existing = existing,
            Rendering = rendering,
            Topics = topics.Ids,
            Matters = matters.Ids,
            DueBodies = await names.FindBodiesByWordAsync(DueReading.OtherBodiesIn(document, body), ct),
            FollowUpId = line => line.Answers is not null ? answered[line] : existing?.FollowUpId(line.Slug!) ?? Guid.CreateVersion7(),
        }.Prepare(document, document.PublishedAt ?? clock.GetUtcNow(), order);

        await RefuseOtherImageAsync(connection, transaction, note, ct);
        var followUps = await FollowUpStandings.AffectedByAsync(connection, transaction, note.Id, ct);
        var before = await PublicCounts.ShareOfAsync(connection, transaction, note.Id, ct);
        await PublishedNoteWriter.WriteAsync(connection, transaction, [note], clock.GetUtcNow(), ct);
        if (existing?.NextMeetingOn is { } announced && announced != document.NextMeetingOn)
        {
            await register.ForgetAsync(body.Id, announced, ct);
        }

        if (document.NextMeetingOn is { } next)
        {
            await register.PlanAsync(body.Id, next, ct);
        }

        if (names.HasCreatedBody)
        {
            await DueRereading.FindBodiesAsync(connection, transaction, ct);
        }

        followUps.UnionWith(await FollowUpStandings.AffectedByAsync(connection, transaction, note.Id, ct));
        var years = await StandAsync(connection, transaction, new BodyYear(body.Id, document.MeetingOn.Year), followUps, ct);
        if (order.IsTrial)
        {
            return rendering.MissingDescriptions;
        }

        if (renamed.Count > 0)
        {
            await FormerSlugs.FollowAsync(connection, transaction, renamed, order.By, clock.GetUtcNow(), ct);
            logger.LogInformation("Note {NoteId}: follow-ups {FollowUpIds} got new addresses", note.Id, renamed.Select(followUp => followUp.Id));
        }

        await SearchIndex.RefreshAsync(connection, transaction, [note.Id], analyser, clock.GetUtcNow(), ct);
        await RecountAsync(connection, transaction, years, ct);
        await PublicCounts.RecountNamesOfAsync(connection, transaction, note.Id, before, ct);
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(order.By, existing is null ? "publish" : "correct") { NoteId = note.Id, DraftId = order.DraftId, Reason = order.OverrideReason }, ct);
        logger.LogDebug("Note {NoteId} written as version {Version} with {AgendaItemCount} agenda items", note.Id, note.Version, note.Items.Count);
        return await NewNames.RemarksAsync(connection, transaction, topics.Created, matters.Created, ct);
    }

    /// <summary>Renders a note without keeping the result: finds what would refuse it, and the images that it shows.</summary>
    /// <exception cref="NoteFileException">A text or an image of it is refused.</exception>
    internal IReadOnlyList<ImageReference> Check(NoteDocument document, Func<string, ImageReference?> findImage)
    {
        var rendering = new NoteRendering(markdown, [], findImage);
        rendering.Texts(document);
        return rendering.Images;
    }

    /// <summary>Takes a note out of the public view with a reason that its address keeps telling. The record stays.</summary>
    /// <returns>False when there is no such public note.</returns>
    public Task<bool> WithdrawAsync(Guid noteId, string reason, Actor by, CancellationToken ct) =>
        ShowAsync(noteId, reason, new AuditEntry(by, "withdraw") { NoteId = noteId, Reason = reason }, ct);

    /// <summary>Puts a note that was withdrawn back as it was.</summary>
    /// <returns>False when there is no such withdrawn note.</returns>
    public Task<bool> ReinstateAsync(Guid noteId, Actor by, CancellationToken ct) =>
        ShowAsync(noteId, null, new AuditEntry(by, "reinstate") { NoteId = noteId }, ct);

    /// <param name="noteId">The note.</param>
    /// <param name="withdrawnBecause">Why it is taken away; <c>null</c>: it is put back.</param>
    /// <param name="entry">For the log.</param>
    /// <param name="ct">Cancels.</param>
    private async Task<bool> ShowAsync(Guid noteId, string? withdrawnBecause, AuditEntry entry, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LockAsync(connection, transaction, ct);
        var before = await PublicCounts.ShareOfAsync(connection, transaction, noteId, ct);
        var year = await connection.QuerySingleOrDefaultAsync<BodyYear?>(new CommandDefinition(
            """
            UPDATE notes n
            SET withdrawn_at = CASE WHEN @withdrawnBecause IS NOT NULL THEN @now END, withdrawn_reason = @withdrawnBecause, changed_at = @now
            FROM meetings m
            WHERE n.id = @noteId AND (n.withdrawn_at IS NULL) = (@withdrawnBecause::text IS NOT NULL) AND m.id = n.meeting_id
            RETURNING m.body_id, extract(year FROM m.held_on)::int AS year
            """,
            new { noteId, withdrawnBecause, now = clock.GetUtcNow() }, transaction, cancellationToken: ct));
        if (year is null)
        {
            return false;
        }

        await SearchIndex.RefreshAsync(connection, transaction, [noteId], analysis.Analyser, clock.GetUtcNow(), ct);
        await new NoteDrafts(connection, transaction).UnscheduleCorrectionAsync(noteId, ct);
        await Readers.TakeBackAsync(connection, transaction, noteId, ct);
        var years = await StandAsync(connection, transaction, year, await FollowUpStandings.AffectedByAsync(connection, transaction, noteId, ct), ct);
        await RecountAsync(connection, transaction, years, ct);
        await PublicCounts.RecountNamesOfAsync(connection, transaction, noteId, before, ct);
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), entry, ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("Note {NoteId}: {Action}", noteId, entry.Action);
        return true;
    }

    /// <summary>Where the follow-ups stand, when a note of that body and year has changed.</summary>
    /// <returns>The years whose numbers may have changed with it.</returns>
    private static async Task<HashSet<BodyYear>> StandAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BodyYear ofNote, HashSet<Guid> followUps, CancellationToken ct)
    {
        await FollowUpStandings.RefreshLatestNotesAsync(connection, transaction, ofNote.BodyId, ct);
        var years = await FollowUpStandings.RefreshAsync(connection, transaction, followUps, ct);
        years.Add(ofNote);
        return years;
    }

    private static async Task RecountAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, HashSet<BodyYear> years, CancellationToken ct)
    {
        await PublicCounts.RecountAsync(connection, transaction, years, ct);
        await PublicCounts.RecountMissingAsync(connection, transaction, [.. years.Select(year => year.BodyId).Distinct()], ct);
    }

    /// <summary>All notes share one folder of images when they are exported, so a name stands for one picture.</summary>
    private static async Task RefuseOtherImageAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PreparedNote note, CancellationToken ct)
    {
        var taken = await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            """
            SELECT i.name
            FROM unnest(@names, @hashes) AS wanted (name, hash)
            JOIN note_images i ON i.name = wanted.name AND i.hash <> wanted.hash AND i.note_id <> @Id
            """,
            new { note.Id, names = note.Images.Select(image => image.Name).ToArray(), hashes = note.Images.Select(image => image.Hash).ToArray() },
            transaction, cancellationToken: ct));
        if (taken is not null)
        {
            throw new NoteFileException(0, $"En annan notering har en annan bild som heter {taken}. Ge den nya bilden ett eget namn.");
        }
    }
}
