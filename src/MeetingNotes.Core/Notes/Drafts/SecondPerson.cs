using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Four eyes: whether the approval of a draft is one that its body takes, also when the body began to ask for a second person afterwards.</summary>
internal static class SecondPerson
{
    /// <summary>Whether the text, and for a correction what the public is told of it, has an approval that stands.</summary>
    public static async Task<bool> IsApprovedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDraft draft, DraftDecision decision, CancellationToken ct) =>
        draft.ApprovedHash is not null
        && (draft.NoteId is null || draft.ChangeNote == decision.ChangeNote)
        && !await LacksAsync(connection, transaction, draft, ct);

    /// <summary>Whether the body asks for a second person, and the one who approved has written the text. What an operator's file approved has no person.</summary>
    public static Task<bool> LacksAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NoteDraft draft, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1
                           FROM bodies b
                           JOIN draft_writers w ON w.draft_id = @Id AND w.person_id = @ApprovedBy
                           WHERE b.slug = @BodySlug AND b.needs_second_person)
            """,
            new { draft.Id, draft.ApprovedBy, draft.BodySlug }, transaction, cancellationToken: ct));
}
