using System.Security.Cryptography;
using System.Text;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Runs the checklist on a draft with what the portal knows: its abbreviations, topics, images and coming meetings.</summary>
public sealed class DraftChecks(Database db, MarkdownRenderer markdown, TimeProvider clock)
{
    /// <summary>What there is to say about a text of the draft, and what is fine.</summary>
    public async Task<CheckedDraft> CheckAsync(Draft draft, DraftContent content, string? changeNote, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await CheckAsync(connection, null, draft, content, changeNote, ct);
    }

    internal async Task<CheckedDraft> CheckAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Draft draft, DraftContent content, string? changeNote, CancellationToken ct)
    {
        var abbreviations = (await connection.QueryAsync<Abbreviation>(new CommandDefinition(
            "SELECT short, long FROM abbreviations ORDER BY short", null, transaction, cancellationToken: ct))).AsList();
        var images = (await connection.QueryAsync<ImageReference>(new CommandDefinition(
            "SELECT d.name, d.hash, i.width, i.height FROM draft_images d JOIN images i ON i.hash = d.hash WHERE d.draft_id = @Id",
            new { draft.Id }, transaction, cancellationToken: ct))).ToDictionary(image => image.Name, StringComparer.Ordinal);
        var topics = await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT name FROM topics UNION ALL SELECT slug::text FROM topics UNION ALL SELECT slug::text FROM topic_former_slugs",
            null, transaction, cancellationToken: ct));
        var next = await connection.ExecuteScalarAsync<DateOnly?>(new CommandDefinition(
            "SELECT min(held_on) FROM meetings WHERE body_id = @BodyId AND held_on > @HeldOn AND NOT is_cancelled",
            new { draft.BodyId, draft.HeldOn }, transaction, cancellationToken: ct));

        var note = CheckedNote.Of(
            content.ToDocument(draft.BodyName, draft.HeldOn, draft.Number), clock.TodayInStockholm(), markdown, abbreviations, name => images.GetValueOrDefault(name)) with
        {
            KnownTopics = [.. topics],
            PlannedNextMeetingOn = next,
            IsCorrection = draft.IsCorrection,
            ChangeNote = changeNote,
        };
        note = note with { DeadLinks = await KnownDeadLinks.FindAsync(connection, transaction, [.. note.Links.Select(link => link.Address).Distinct()], ct) };
        var findings = NoteChecklist.Check(note);
        return new CheckedDraft(findings, NoteChecklist.Passed(note, findings));
    }

    /// <summary>What an approval and an override are bound to: the text as it is kept.</summary>
    internal static byte[] HashOf(string document) => SHA256.HashData(Encoding.UTF8.GetBytes(document));
}

/// <param name="Findings">The gravest first.</param>
/// <param name="Passed">What is fine, a sentence each.</param>
public sealed record CheckedDraft(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Passed)
{
    public IEnumerable<Finding> Stops => Findings.Where(finding => finding.Severity == Severity.Stop);

    /// <summary>Numbers of persons stop a note unless a second person lets them through; every other stop must be mended.</summary>
    public bool HasPersonalNumbers => Stops.Any(finding => finding.Rule == PersonalNumbersRule);

    public IEnumerable<Finding> StopsToMend => Stops.Where(finding => finding.Rule != PersonalNumbersRule);

    private const string PersonalNumbersRule = "personnummer";
}
