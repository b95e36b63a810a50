using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Tests.Testing;

/// <summary>Bodies, people, drafts and notes of the desk, made through its services.</summary>
internal sealed class DeskData(Portal portal)
{
    /// <summary>Yesterday of <see cref="Portal.Clock"/> as it starts.</summary>
    public static readonly DateOnly Day = new(2026, 11, 23);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<string> BodyAsync(string slug = "radet", bool needsSecondPerson = false)
    {
        await portal.ScalarAsync<int?>(
            $"INSERT INTO bodies (id, slug, name, name_after_from, needs_second_person) VALUES (gen_random_uuid(), '{slug}', 'Prov {slug}', 'Prov {slug}', {needsSecondPerson})");
        return slug;
    }

    /// <summary>Nothing to mend in it, and written as it will be read back.</summary>
    public static DraftContent Content(string text) => new()
    {
        Lead = "Rådet talade om bussar.",
        Items = [new DraftItem { Key = "p1", Heading = "Bussarna", Text = text }, new DraftItem { Key = "p2", Heading = "Tågen", Text = "Alla var där." }],
        NextMeetingOn = new DateOnly(2027, 1, 20),
    };

    public async Task<Draft> DraftAsync(StaffPerson writer, string body, DraftContent content, DateOnly? heldOn = null)
    {
        var (id, isNew) = (await portal.Get<DraftDesk>().StartAsync(writer, body, heldOn ?? Day, 1, content, Ct))!.Value;
        Assert.True(isNew);
        return (await portal.Get<DraftDesk>().FindAsync(id, writer, Ct))!;
    }

    public Task<DecisionResult> DecideAsync(Draft draft, StaffPerson editor, DecisionKind kind = DecisionKind.Publish, string? changeNote = null, DateTimeOffset? publishAt = null) =>
        portal.Get<DraftPublishing>().DecideAsync(
            draft.Id, new DraftDecision { Kind = kind, Revision = draft.Revision, IsAttested = true, ChangeNote = changeNote, PublishAt = publishAt }, editor, Ct);

    public async Task<DeskNote> PublishedAsync(StaffPerson editor, string body, DraftContent content, DateOnly? heldOn = null)
    {
        var draft = await DraftAsync(editor, body, content, heldOn);
        Assert.Equal(DecisionOutcome.Published, (await DecideAsync(draft, editor)).Outcome);
        return await NoteAsync(editor, body, heldOn);
    }

    public async Task<DeskNote> NoteAsync(StaffPerson person, string body, DateOnly? heldOn = null) =>
        (await portal.Get<NoteDesk>().FindAsync(body, heldOn ?? Day, 1, person, Ct))!;

    /// <summary>A correction with another text in its first item.</summary>
    public async Task<Draft> CorrectionAsync(DeskNote note, StaffPerson editor, string text)
    {
        var (id, _) = (await portal.Get<NoteDesk>().StartCorrectionAsync(note, null, editor, Ct))!.Value;
        var draft = (await portal.Get<DraftDesk>().FindAsync(id, editor, Ct))!;
        return await SavedAsync(draft, editor, draft.Content with { Items = [draft.Content.Items[0] with { Text = text }, .. draft.Content.Items.Skip(1)] });
    }

    public async Task<Draft> SavedAsync(Draft draft, StaffPerson writer, DraftContent content)
    {
        Assert.IsType<SaveResult.Saved>(await portal.Get<DraftDesk>().SaveAsync(draft.Id, draft.Revision, content, writer, Ct));
        return await ReadAsync(draft, writer);
    }

    public async Task<Draft> ReadAsync(Draft draft, StaffPerson person) => (await portal.Get<DraftDesk>().FindAsync(draft.Id, person, Ct))!;

    public async Task<NoteLookup> PageAsync(string body, DateOnly? heldOn = null) => await portal.Get<NoteReader>().FindAsync(body, heldOn ?? Day, 1, Ct);

    public Task<int> AuditAsync(string action) => portal.ScalarAsync<int>($"SELECT count(*)::int FROM audit_events WHERE action = '{action}'");
}
