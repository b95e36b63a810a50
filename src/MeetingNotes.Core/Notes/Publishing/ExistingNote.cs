using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>What is already public about a meeting: ids that a new version must keep.</summary>
internal sealed record ExistingNote
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
    public required int Corrections { get; init; }
    public byte[]? FileHash { get; init; }
    public DateOnly? NextMeetingOn { get; init; }
    public required bool EditedSinceImport { get; init; }
    public required bool IsWithdrawn { get; init; }
    public IReadOnlyList<ExistingItem> Items { get; init; } = [];
    public IReadOnlyList<ExistingFollowUp> FollowUps { get; init; } = [];

    public Guid? ItemId(string anchor) => Items.FirstOrDefault(item => item.Anchor == anchor)?.Id;

    public Guid? FollowUpId(string slug) => FollowUps.FirstOrDefault(followUp => followUp.Slug == slug)?.Id;

    public static async Task<ExistingNote?> LoadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid meetingId, CancellationToken ct)
    {
        var note = await connection.QuerySingleOrDefaultAsync<ExistingNote>(new CommandDefinition(
            """
            SELECT n.id, n.version, n.file_hash, n.next_meeting_on, n.edited_since_import, n.withdrawn_at IS NOT NULL AS is_withdrawn,
                   (SELECT count(*)::int FROM note_corrections c WHERE c.note_id = n.id) AS corrections
            FROM notes n
            WHERE n.meeting_id = @meetingId
            """,
            new { meetingId }, transaction, cancellationToken: ct));
        if (note is null)
        {
            return null;
        }

        var items = await connection.QueryAsync<ExistingItem>(new CommandDefinition(
            "SELECT id, anchor::text FROM agenda_items WHERE note_id = @Id ORDER BY position",
            new { note.Id }, transaction, cancellationToken: ct));
        var followUps = await connection.QueryAsync<ExistingFollowUp>(new CommandDefinition(
            """
            SELECT f.id, f.slug::text, f.text,
                   EXISTS (SELECT 1 FROM follow_up_answers a
                           JOIN agenda_items ai ON ai.id = a.item_id
                           WHERE a.follow_up_id = f.id AND ai.note_id <> @Id) AS is_answered
            FROM follow_ups f
            JOIN agenda_items i ON i.id = f.item_id
            WHERE i.note_id = @Id
            """,
            new { note.Id }, transaction, cancellationToken: ct));
        return note with { Items = items.AsList(), FollowUps = followUps.AsList() };
    }
}

internal sealed record ExistingItem(Guid Id, string Anchor);

internal sealed record ExistingFollowUp(Guid Id, string Slug, string Text, bool IsAnswered);
