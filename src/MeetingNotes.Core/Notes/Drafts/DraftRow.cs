namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>A row of <c>note_drafts</c> with its body and people, as every query of whole drafts reads it.</summary>
internal sealed record DraftRow
{
    public const string Select =
        """
        SELECT d.id, d.body_slug::text, b.id AS body_id, coalesce(b.name, d.body_slug) AS body_name,
               coalesce(b.name_after_from, d.body_slug) AS name_after_from, coalesce(b.needs_second_person, false) AS needs_second_person,
               d.held_on, d.number::int, d.note_id, d.base_version, d.revision, d.document, d.owner_id, owner.name AS owner_name,
               d.saved_at, d.saved_by AS saved_by_id, saver.name AS saved_by_name, d.submitted_at, submitter.name AS submitted_by_name,
               d.returned_at, d.approved_at, approver.name AS approved_by_name, d.publish_at, d.schedule_failed, d.change_note, o.override_reason,
               overrider.name AS override_by_name
        FROM note_drafts d
        LEFT JOIN bodies b ON b.slug = d.body_slug
        LEFT JOIN people owner ON owner.id = d.owner_id
        LEFT JOIN people saver ON saver.id = d.saved_by
        LEFT JOIN people submitter ON submitter.id = d.submitted_by
        LEFT JOIN people approver ON approver.id = d.approved_by
        LEFT JOIN LATERAL (SELECT d.override_by, d.override_reason WHERE d.override_hash = sha256(convert_to(d.document, 'UTF8'))) o ON true
        LEFT JOIN people overrider ON overrider.id = o.override_by

        """;

    public required Guid Id { get; init; }
    public required string BodySlug { get; init; }
    public Guid? BodyId { get; init; }
    public required string BodyName { get; init; }
    public required string NameAfterFrom { get; init; }
    public required bool NeedsSecondPerson { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public Guid? NoteId { get; init; }
    public int? BaseVersion { get; init; }
    public required int Revision { get; init; }
    public required string Document { get; init; }
    public Guid? OwnerId { get; init; }
    public string? OwnerName { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public Guid? SavedById { get; init; }
    public string? SavedByName { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? SubmittedByName { get; init; }
    public DateTimeOffset? ReturnedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedByName { get; init; }
    public DateTimeOffset? PublishAt { get; init; }
    public string? ScheduleFailed { get; init; }
    public string? ChangeNote { get; init; }
    public string? OverrideReason { get; init; }
    public string? OverrideByName { get; init; }

    public Draft ToDraft() => new()
    {
        Id = Id,
        BodySlug = BodySlug,
        BodyId = BodyId,
        BodyName = BodyName,
        NameAfterFrom = NameAfterFrom,
        NeedsSecondPerson = NeedsSecondPerson,
        HeldOn = HeldOn,
        Number = Number,
        NoteId = NoteId,
        BaseVersion = BaseVersion,
        Revision = Revision,
        Content = DraftContent.Read(Document),
        OwnerId = OwnerId,
        OwnerName = OwnerName,
        SavedAt = SavedAt,
        SavedById = SavedById,
        SavedByName = SavedByName,
        SubmittedAt = SubmittedAt,
        SubmittedByName = SubmittedByName,
        ReturnedAt = ReturnedAt,
        ApprovedAt = ApprovedAt,
        ApprovedByName = ApprovedByName,
        PublishAt = PublishAt,
        ScheduleFailed = ScheduleFailed,
        ChangeNote = ChangeNote,
        OverrideReason = OverrideReason,
        OverrideByName = OverrideByName,
    };
}
