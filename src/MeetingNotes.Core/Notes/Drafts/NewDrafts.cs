using MeetingNotes.Core.Data;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Begins the note of a meeting with what the portal already knows: the body's standard sentences and its next meeting.</summary>
public sealed class NewDrafts(Database db, DraftDesk drafts)
{
    public async Task<NewDraft> BeginAsync(StaffPerson person, string bodySlug, DateOnly heldOn, int number, CancellationToken ct) =>
        await BeginAsync(person, bodySlug, heldOn, number, new DraftContent
        {
            Lead = await db.ExecuteScalarAsync<string?>("SELECT standard_lead FROM bodies WHERE slug = @bodySlug", new { bodySlug }, ct) ?? "",
            Items = [new DraftItem { Key = "p1" }],
            Documents = [new DocumentLink { Status = DocumentStatus.Coming }],
            Minutes = [new DocumentLink { Status = DocumentStatus.Coming }],
            NextMeetingOn = await NextMeetingAsync(bodySlug, heldOn, ct),
        }, ct);

    /// <summary>Begins it with a text that is there already.</summary>
    public async Task<NewDraft> BeginAsync(StaffPerson person, string bodySlug, DateOnly heldOn, int number, DraftContent content, CancellationToken ct)
    {
        if (await drafts.StartAsync(person, bodySlug, heldOn, number, content, ct) is { } draft)
        {
            return new NewDraft(draft.IsNew ? NewDraftOutcome.Begun : NewDraftOutcome.BegunBefore, draft.Id);
        }

        var body = await db.ExecuteScalarAsync<Guid?>("SELECT id FROM bodies WHERE slug = @bodySlug", new { bodySlug }, ct);
        return new NewDraft(body is { } id && person.Is(StaffRole.Writer, id) ? NewDraftOutcome.HasNote : NewDraftOutcome.NotYours, null);
    }

    /// <summary>The body's first meeting after a day that stands.</summary>
    public Task<DateOnly?> NextMeetingAsync(string bodySlug, DateOnly after, CancellationToken ct) =>
        db.ExecuteScalarAsync<DateOnly?>(
            """
            SELECT min(m.held_on)
            FROM meetings m
            JOIN bodies b ON b.id = m.body_id
            WHERE b.slug = @bodySlug AND m.held_on > @after AND NOT m.is_cancelled
            """,
            new { bodySlug, after }, ct);
}

public enum NewDraftOutcome
{
    Begun,

    /// <summary>Somebody had begun it; nothing was changed.</summary>
    BegunBefore,

    /// <summary>The meeting's note is published: correct that one.</summary>
    HasNote,

    /// <summary>No such body, or another's.</summary>
    NotYours,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The draft, when there is one.</param>
public sealed record NewDraft(NewDraftOutcome Outcome, Guid? Id);
