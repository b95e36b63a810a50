using Dapper;
using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// Tells colleagues by mail what has happened to a draft, in the transaction in which it happens. A mail names the body and the day, never
/// the note's text: mail is read, forwarded and kept outside the portal. Each method takes the draft as it was before the change, so that a
/// form sent twice mails once and the next round mails again.
/// </summary>
public sealed class StaffMails(MailSettings settings, TimeProvider clock)
{
    private const int CommentMaxLength = 1000;

    /// <summary>To whoever may review the draft: it waits for them.</summary>
    internal async Task SubmittedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson by, CancellationToken ct)
    {
        var reviewers = await ReviewersAsync(connection, transaction, draft, by, ct);
        await AddAsync(connection, transaction, draft, "submitted", draft.ReturnedAt, reviewers, new Letter(
            $"Att granska: {About(draft)}",
            [$"{by.Name} har lämnat {Note(draft)} till granskning.", "Läs den när du hinner. Godkänn den, eller skicka tillbaka den med en kommentar."],
            $"/redaktion/utkast/{draft.Id}/granska"), ct);
    }

    /// <summary>To whoever writes on it: it is theirs again.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Gives the draft back.</param>
    /// <param name="draft">As it was before.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="comment">In the reviewer's words; numbers of persons are taken out. May be empty.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ReturnedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson by, string comment, CancellationToken ct)
    {
        string[] words = string.IsNullOrWhiteSpace(comment) ? [] : ["Kommentaren:", $"”{Told.Start(comment, CommentMaxLength)}”"];
        await AddAsync(connection, transaction, draft, "returned", draft.SubmittedAt, await WritersAsync(connection, transaction, draft, by, ct), new Letter(
            $"Tillbaka till dig: {About(draft)}",
            [$"{by.Name} har läst {Note(draft)} och skickat tillbaka den.", .. words, "Ändra det som behövs, och lämna den till granskning igen."],
            $"/redaktion/utkast/{draft.Id}"), ct);
    }

    /// <summary>To whoever writes on it: nothing stands in the way any more.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Approves.</param>
    /// <param name="draft">As it was before.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="publishAt">When it was scheduled at the same time.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ApprovedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson by, DateTimeOffset? publishAt, CancellationToken ct)
    {
        var next = publishAt is { } at ? $"Den publiceras av sig själv {Moment(at)}. Du behöver inte göra något." : "Nu kan en redaktör publicera den, eller bestämma en tid då den publiceras.";
        await AddAsync(connection, transaction, draft, "approved", draft.SubmittedAt, await WritersAsync(connection, transaction, draft, by, ct), new Letter(
            $"Godkänd: {About(draft)}",
            [$"{by.Name} har godkänt {Note(draft)}. {next}", "Om någon ändrar texten behöver den godkännas igen."],
            $"/redaktion/utkast/{draft.Id}"), ct);
    }

    /// <summary>To whoever writes on it and whoever approved it: its time came, and it is not public. Once for each time it was given.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Keeps the failure; the approval still stands in it.</param>
    /// <param name="draft">With its time.</param>
    /// <param name="reason">A sentence for people.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task ScheduleFailedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, string reason, CancellationToken ct)
    {
        var people = await WritersAsync(connection, transaction, draft, null, ct);
        var when = draft.PublishAt is { } at ? $" {Moment(at)}" : "";
        await AddAsync(connection, transaction, draft, "schedule-failed", draft.PublishAt, people, new Letter(
            $"Inte publicerad: {About(draft)}",
            [$"{Capital(Note(draft))} skulle ha publicerats{when}, men det gick inte.", $"Orsaken: {Told.Start(reason, CommentMaxLength)}",
                "Inget har blivit synligt för andra. Öppna utkastet, rätta det som hindrar och publicera det, eller välj en ny tid."],
            $"/redaktion/utkast/{draft.Id}"), ct);
    }

    private Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, string kind, DateTimeOffset? round, IReadOnlyList<Recipient> people, Letter letter, CancellationToken ct)
    {
        var text = string.Join("\n\n",
            ["Hej!", .. letter.Paragraphs, settings.PublicBaseUrl + letter.Path, $"Hälsningar\n{settings.PortalName}", "Det går inte att svara på det här mejlet."]);
        return Outbox.AddAsync(connection, transaction, clock.GetUtcNow(), people.Select(person =>
            new OutgoingMail($"{kind}:{draft.Id:N}:{draft.Revision}:{round?.UtcTicks ?? 0}:{person.Id:N}", person.Email, letter.Subject, text)), ct);
    }

    /// <summary>Editors and administrators of the body, by the portal's roles or by those that their session has from the sign-in service.</summary>
    private static async Task<IReadOnlyList<Recipient>> ReviewersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson by, CancellationToken ct) =>
        (await connection.QueryAsync<Recipient>(new CommandDefinition(
            """
            SELECT DISTINCT ON (lower(p.email)) p.id, p.email
            FROM people p
            WHERE p.email IS NOT NULL AND p.blocked_at IS NULL AND p.id <> @ById
              AND (EXISTS (SELECT 1 FROM person_roles r
                           WHERE r.person_id = p.id AND r.role IN ('editor', 'administrator') AND (r.body_id IS NULL OR r.body_id = @BodyId))
                   OR EXISTS (SELECT 1 FROM staff_sessions s WHERE s.person_id = p.id AND s.roles && '{editor,administrator}'))
            ORDER BY lower(p.email), p.id
            """,
            new { draft.BodyId, ById = by.Id }, transaction, cancellationToken: ct))).AsList();

    /// <summary>Whoever has the draft and whoever has written on it, but not who acts; when nobody acts, also who approved it.</summary>
    private static async Task<IReadOnlyList<Recipient>> WritersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Draft draft, StaffPerson? by, CancellationToken ct) =>
        (await connection.QueryAsync<Recipient>(new CommandDefinition(
            """
            SELECT DISTINCT ON (lower(p.email)) p.id, p.email
            FROM people p
            WHERE p.email IS NOT NULL AND p.blocked_at IS NULL AND p.id IS DISTINCT FROM @byId
              AND (EXISTS (SELECT 1 FROM draft_writers w WHERE w.draft_id = @Id AND w.person_id = p.id)
                   OR EXISTS (SELECT 1 FROM note_drafts d WHERE d.id = @Id AND (d.owner_id = p.id OR (@byId IS NULL AND d.approved_by = p.id))))
            ORDER BY lower(p.email), p.id
            """,
            new { draft.Id, byId = by?.Id }, transaction, cancellationToken: ct))).AsList();

    private static string About(Draft draft) => $"{draft.BodyName} {draft.HeldOn.Written()}{Which(draft)}";

    private static string Note(Draft draft) =>
        $"{(draft.IsCorrection ? "rättelsen av noteringen" : "noteringen")} från {draft.NameAfterFrom} {draft.HeldOn.Written()}{Which(draft)}";

    private static string Which(Draft draft) => draft.Number > 1 ? $" (möte {draft.Number})" : "";

    private static string Moment(DateTimeOffset at)
    {
        var local = at.ToStockholm().DateTime;
        return $"{DateOnly.FromDateTime(local).Written()} {TimeOnly.FromDateTime(local).Written()}";
    }

    private static string Capital(string sentence) => char.ToUpper(sentence[0], StockholmTime.Culture) + sentence[1..];

    private sealed record Letter(string Subject, IReadOnlyList<string> Paragraphs, string Path);

    private sealed record Recipient(Guid Id, string Email);
}
