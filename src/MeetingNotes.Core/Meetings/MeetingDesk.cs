using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Meetings;

/// <summary>
/// Plans, changes, moves and cancels meetings, for those who write for the body. The same act twice counts once. What hangs on a meeting
/// ("nästa möte", its note, its draft) follows in the same transaction.
/// </summary>
public sealed class MeetingDesk(Database db, NotePublishing publishing, TimeProvider clock)
{
    public async Task<MeetingResult> PlanAsync(StaffPerson person, string bodySlug, MeetingPlan plan, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var body = await connection.QuerySingleOrDefaultAsync<(Guid Id, string Name, DateOnly? DissolvedOn)?>(new CommandDefinition(
            "SELECT id, name, dissolved_on FROM bodies WHERE slug = @bodySlug", new { bodySlug }, transaction, cancellationToken: ct));
        if (body is not { } known || !person.Is(StaffRole.Writer, known.Id))
        {
            return new MeetingResult(MeetingOutcome.NotFound);
        }

        if (WrongDay(plan.On, known.DissolvedOn) is { } wrong)
        {
            return new MeetingResult(wrong);
        }

        var register = new MeetingRegister(connection, transaction);
        var place = Line(plan.Place);
        if (await register.FindAsync(known.Id, plan.On, plan.Number, ct) is { } other)
        {
            var isSame = other is { IsCancelled: false } && (other.HeldOn, other.StartsAt, other.Place) == (plan.On, plan.StartsAt, place);
            return isSame
                ? new MeetingResult(MeetingOutcome.Done, other.Id)
                : new MeetingResult(MeetingOutcome.DayTaken, other.Id)
                {
                    Explanation = other.HeldOn == plan.On
                        ? null
                        : $"Organet hade ett möte den dagen som är flyttat till {other.HeldOn.Written()}. Adressen leder dit. Är det här ett annat möte, ge det nummer {plan.Number + 1}.",
                };
        }

        var id = await register.CreateAsync(known.Id, plan.On, plan.Number, plan.StartsAt, place, ct);
        await FollowUpStandings.RebindToMeetingsAsync(connection, transaction, known.Id, ct);
        await AuditAsync(connection, transaction, new AuditEntry(person.Actor, "plan-meeting") { Subject = $"{known.Name} {plan.On.Iso()}" }, ct);
        await transaction.CommitAsync(ct);
        return new MeetingResult(MeetingOutcome.Done, id);
    }

    /// <summary>Changes time and place; the day by <see cref="MoveAsync"/>.</summary>
    public Task<MeetingResult> ChangeAsync(Guid id, TimeOnly? startsAt, string? place, StaffPerson person, CancellationToken ct) =>
        ActAsync(id, person, async (connection, transaction, meeting) =>
        {
            var (_, isApprovalTaken) = await new MeetingMove(connection, transaction, publishing, clock)
                .ChangeAsync(meeting.Registered, meeting.Body, startsAt, Line(place), person.Actor, ct);
            return new MeetingResult(MeetingOutcome.Done, id) { IsApprovalTaken = isApprovalTaken };
        }, ct);

    /// <summary>Moves a meeting to another day with a public reason. It keeps its identity, its old address redirects, and it is cancelled no more.</summary>
    public Task<MeetingResult> MoveAsync(Guid id, DateOnly to, TimeOnly? startsAt, string reason, StaffPerson person, CancellationToken ct) =>
        ActAsync(id, person, async (connection, transaction, meeting) =>
        {
            if (meeting.HeldOn == to)
            {
                return new MeetingResult(meeting.MoveReason == Line(reason) && meeting.StartsAt == startsAt ? MeetingOutcome.Done : MeetingOutcome.SameDay, id);
            }

            if (WrongDay(to, meeting.DissolvedOn) is { } wrong)
            {
                return new MeetingResult(wrong, id);
            }

            if (await new MeetingRegister(connection, transaction).FindAsync(meeting.BodyId, to, meeting.Number, ct) is { } other && other.Id != id)
            {
                return new MeetingResult(MeetingOutcome.DayTaken, id);
            }

            try
            {
                var isApprovalTaken = await new MeetingMove(connection, transaction, publishing, clock)
                    .MoveAsync(meeting.Registered, meeting.Body, to, startsAt, Line(reason)!, person.Actor, ct);
                await FollowUpStandings.RebindToMeetingsAsync(connection, transaction, meeting.BodyId, ct);
                await FollowEvents.MovedAsync(connection, transaction, id, meeting.HeldOn, clock.TodayInStockholm(), clock.GetUtcNow(), ct);
                return new MeetingResult(MeetingOutcome.Done, id) { IsApprovalTaken = isApprovalTaken };
            }
            catch (NoteFileException fault)
            {
                return new MeetingResult(MeetingOutcome.AgainstNotes, id) { Explanation = fault.Message };
            }
            catch (PostgresException fault) when (fault is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "note_drafts" })
            {
                return new MeetingResult(MeetingOutcome.AgainstNotes, id) { Explanation = "Det finns redan ett annat utkast för organet den dagen. Ta bort eller flytta det först." };
            }
        }, ct);

    /// <summary>Says in public that a meeting will not be, or was not, held, and why. A new reason replaces the former.</summary>
    public Task<MeetingResult> CancelAsync(Guid id, string reason, StaffPerson person, CancellationToken ct) =>
        ActAsync(id, person, async (connection, transaction, meeting) =>
        {
            if (meeting.HasNote)
            {
                return new MeetingResult(MeetingOutcome.HasNote, id);
            }

            var changed = await connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE meetings
                SET is_cancelled = true, cancel_reason = @reason
                WHERE id = @id AND (is_cancelled, cancel_reason) IS DISTINCT FROM (true, @reason)
                """,
                new { id, reason = Line(reason) }, transaction, cancellationToken: ct));
            await FollowAsync(connection, transaction, changed, meeting, new AuditEntry(person.Actor, "cancel-meeting") { Reason = Line(reason) }, ct);
            await FollowEvents.CancelledAsync(connection, transaction, id, clock.TodayInStockholm(), clock.GetUtcNow(), ct);
            return new MeetingResult(MeetingOutcome.Done, id);
        }, ct);

    /// <summary>Takes a cancellation back: the meeting stands, on the same day.</summary>
    public Task<MeetingResult> ReinstateAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ActAsync(id, person, async (connection, transaction, meeting) =>
        {
            var changed = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE meetings SET is_cancelled = false, cancel_reason = NULL WHERE id = @id AND is_cancelled", new { id }, transaction, cancellationToken: ct));
            await FollowAsync(connection, transaction, changed, meeting, new AuditEntry(person.Actor, "reinstate-meeting"), ct);
            return new MeetingResult(MeetingOutcome.Done, id);
        }, ct);

    /// <summary>
    /// Takes a meeting away that was planned by mistake: it is in the future, and nobody has written of it, announced it, cancelled or moved it.
    /// What only waits for the body's next meeting waits for another one.
    /// </summary>
    public Task<MeetingResult> RemoveAsync(Guid id, StaffPerson person, CancellationToken ct) =>
        ActAsync(id, person, async (connection, transaction, meeting) =>
        {
            var removed = await connection.ExecuteAsync(new CommandDefinition(
                """
                DELETE FROM meetings m
                WHERE m.id = @id AND m.held_on > @today AND NOT m.is_cancelled
                  AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.meeting_id = m.id)
                  AND NOT EXISTS (SELECT 1 FROM note_drafts d WHERE d.body_slug = @BodySlug AND d.held_on = m.held_on AND d.number = m.number)
                  AND NOT EXISTS (SELECT 1 FROM meeting_days d WHERE d.meeting_id = m.id AND d.moved_to IS NOT NULL)
                  AND NOT (m.number = 1 AND EXISTS (SELECT 1 FROM published_notes n WHERE n.body_id = m.body_id AND n.next_meeting_on = m.held_on))
                """,
                new { id, today = clock.TodayInStockholm(), meeting.BodySlug }, transaction, cancellationToken: ct));
            await FollowAsync(connection, transaction, removed, meeting, new AuditEntry(person.Actor, "remove-meeting"), ct);
            return new MeetingResult(removed == 1 ? MeetingOutcome.Done : MeetingOutcome.InUse, id);
        }, ct);

    private async Task<MeetingResult> ActAsync(
        Guid id, StaffPerson person, Func<NpgsqlConnection, NpgsqlTransaction, KnownMeeting, Task<MeetingResult>> act, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var meeting = await connection.QuerySingleOrDefaultAsync<KnownMeeting>(new CommandDefinition(
            """
            SELECT m.id, m.body_id, b.slug::text AS body_slug, b.name AS body_name, b.name_after_from, b.dissolved_on,
                   m.held_on, m.number::int, m.starts_at, m.place, m.is_cancelled, c.has_note, c.move_reason
            FROM meetings m
            JOIN bodies b ON b.id = m.body_id
            JOIN calendar c ON c.id = m.id
            WHERE m.id = @id
            """,
            new { id }, transaction, cancellationToken: ct));
        if (meeting is null || !person.Is(StaffRole.Writer, meeting.BodyId))
        {
            return new MeetingResult(MeetingOutcome.NotFound);
        }

        var result = await act(connection, transaction, meeting);
        if (result.Outcome == MeetingOutcome.Done)
        {
            await transaction.CommitAsync(ct);
        }

        return result;
    }

    private async Task FollowAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int changed, KnownMeeting meeting, AuditEntry entry, CancellationToken ct)
    {
        if (changed > 0)
        {
            await FollowUpStandings.RebindToMeetingsAsync(connection, transaction, meeting.BodyId, ct);
            await AuditAsync(connection, transaction, entry with { Subject = $"{meeting.BodyName} {meeting.HeldOn.Iso()}" }, ct);
        }
    }

    private Task AuditAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEntry entry, CancellationToken ct) =>
        AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), entry, ct);

    private static MeetingOutcome? WrongDay(DateOnly day, DateOnly? dissolvedOn) =>
        day < StaffMeeting.FirstDay || day > StaffMeeting.LastDay ? MeetingOutcome.DayImpossible
        : day > dissolvedOn ? MeetingOutcome.BodyDissolved
        : null;

    private static string? Line(string? text) => PlainText.OneLine(text ?? "") is { Length: > 0 } line ? line : null;

    private sealed record KnownMeeting
    {
        public required Guid Id { get; init; }
        public required Guid BodyId { get; init; }
        public required string BodySlug { get; init; }
        public required string BodyName { get; init; }
        public required string NameAfterFrom { get; init; }
        public DateOnly? DissolvedOn { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
        public TimeOnly? StartsAt { get; init; }
        public string? Place { get; init; }
        public required bool IsCancelled { get; init; }
        public required bool HasNote { get; init; }
        public string? MoveReason { get; init; }

        public RegisteredMeeting Registered => new(Id, HeldOn, Number, StartsAt, Place, IsCancelled);

        public NamedBody Body => new(BodyId, BodySlug, BodyName, NameAfterFrom);
    }
}
