using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.FollowUps;

/// <summary>A row of <c>follow_ups_on(today)</c>. Dapper does not map text to enums by our names, so this does.</summary>
internal record FollowUpRow
{
    /// <summary>The columns of every query that reads whole follow-ups, from <c>follow_ups_on(@today) f</c>.</summary>
    public const string Columns =
        """
        f.id, f.item_id, f.body_slug, f.body_name, f.slug, f.text, f.responsible, f.first_due, f.first_due_reading, f.first_due_edtf,
        f.due, f.due_reading, f.due_edtf, f.due_until, f.due_meeting_on, f.due_body_name,
        f.state, f.matter_slug, f.matter_name, f.held_on, f.number, f.item_anchor, f.item_position, f.settled_on,
        f.answer_outcome, f.answer_text, f.answer_body_slug, f.answer_held_on, f.answer_number, f.answer_anchor
        """;

    public required Guid Id { get; init; }
    public required Guid ItemId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required string Slug { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }
    public string? FirstDue { get; init; }
    public string? FirstDueReading { get; init; }
    public string? FirstDueEdtf { get; init; }
    public string? Due { get; init; }
    public string? DueReading { get; init; }
    public string? DueEdtf { get; init; }
    public DateOnly? DueUntil { get; init; }
    public DateOnly? DueMeetingOn { get; init; }
    public string? DueBodyName { get; init; }
    public required string State { get; init; }
    public string? MatterSlug { get; init; }
    public string? MatterName { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string ItemAnchor { get; init; }
    public required int ItemPosition { get; init; }
    public DateOnly? SettledOn { get; init; }
    public string? AnswerOutcome { get; init; }
    public string? AnswerText { get; init; }
    public string? AnswerBodySlug { get; init; }
    public DateOnly? AnswerHeldOn { get; init; }
    public int? AnswerNumber { get; init; }
    public string? AnswerAnchor { get; init; }

    public FollowUp ToFollowUp() => new()
    {
        Id = Id,
        ItemId = ItemId,
        BodySlug = BodySlug,
        BodyName = BodyName,
        Slug = Slug,
        Text = Text,
        Responsible = Responsible,
        FirstDue = FollowUps.Due.Said(FirstDue, FirstDueReading, FirstDueEdtf),
        Due = Due is null ? null : new Due
        {
            Written = Due,
            Reading = DueReading ?? Due,
            Edtf = DueEdtf,
            Until = DueUntil,
            MeetingOn = DueMeetingOn,
            BodyName = DueBodyName,
        },
        State = StateOf(State),
        MatterSlug = MatterSlug,
        MatterName = MatterName,
        HeldOn = HeldOn,
        Number = Number,
        ItemAnchor = ItemAnchor,
        ItemPosition = ItemPosition,
        SettledOn = SettledOn,
        AnswerOutcome = AnswerOutcome is null ? null : OutcomeOf(AnswerOutcome),
        AnswerText = AnswerText,
        AnswerBodySlug = AnswerBodySlug,
        AnswerHeldOn = AnswerHeldOn,
        AnswerNumber = AnswerNumber,
        AnswerAnchor = AnswerAnchor,
    };

    public static FollowUpOutcome OutcomeOf(string column) => Enum.Parse<FollowUpOutcome>(column, ignoreCase: true);

    public static FollowUpState StateOf(string column) => Enum.Parse<FollowUpState>(column, ignoreCase: true);
}
