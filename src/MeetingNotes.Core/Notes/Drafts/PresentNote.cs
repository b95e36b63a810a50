using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What is public already of the meeting that a draft is about, read in the transaction that publishes the draft.</summary>
internal sealed record PresentNote
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
    public required bool IsWithdrawn { get; init; }

    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">Publishes.</param>
    /// <param name="bodyId"><c>null</c> for a body that is not known yet: it has no notes.</param>
    /// <param name="draft">Says which meeting.</param>
    /// <param name="ct">Cancels.</param>
    public static Task<PresentNote?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid? bodyId, NoteDraft draft, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<PresentNote?>(new CommandDefinition(
            """
            SELECT n.id, n.version, n.withdrawn_at IS NOT NULL AS is_withdrawn
            FROM notes n
            JOIN meetings m ON m.id = n.meeting_id
            WHERE m.body_id = @bodyId AND m.held_on = @HeldOn AND m.number = @Number
            """,
            new { bodyId, draft.HeldOn, draft.Number }, transaction, cancellationToken: ct));

    /// <summary>
    /// Why a draft that was fine when it was approved must not be published now, in Swedish: between the approval and its time a note may have been
    /// withdrawn, corrected by an import, or its meeting moved. <c>null</c> when nothing is in the way.
    /// </summary>
    /// <param name="present">What is public.</param>
    /// <param name="draft">What is about to be.</param>
    /// <param name="at">When.</param>
    public static string? RefusalOf(PresentNote? present, NoteDraft draft, DateTimeOffset at) => present switch
    {
        { IsWithdrawn: true } => "Noteringen är indragen. Återinför den innan rättelsen publiceras.",
        not null when draft.NoteId is null => "Mötet har redan en publicerad notering. Rätta den i stället.",
        _ when draft.NoteId != present?.Id => "Noteringen som skulle rättas finns inte kvar på mötets dag.",
        not null when present.Version != draft.BaseVersion => "Noteringen har fått en nyare version sedan rättelsen påbörjades. Släng rättelsen och börja om från den publicerade texten.",
        null when draft.HeldOn > DateOnly.FromDateTime(at.ToStockholm().DateTime) => BeforeTheMeeting(draft.HeldOn),
        _ => null,
    };

    public static string BeforeTheMeeting(DateOnly heldOn) => $"Mötet hålls den {heldOn.Written()}. Noteringen kan publiceras tidigast den dagen.";
}
