using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.FollowUps;

/// <summary>A row of <c>follow_up_states</c>. Dapper does not map text to enums by our names, so this does.</summary>
internal sealed record FollowUpRow
{
    public required Guid ItemId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required string Slug { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }
    public string? Due { get; init; }
    public string? FirstDue { get; init; }
    public required string State { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string ItemAnchor { get; init; }
    public required int ItemPosition { get; init; }
    public string? AnswerOutcome { get; init; }
    public string? AnswerText { get; init; }
    public string? AnswerBodySlug { get; init; }
    public DateOnly? AnswerHeldOn { get; init; }
    public int? AnswerNumber { get; init; }
    public string? AnswerAnchor { get; init; }

    public FollowUp ToFollowUp() => new()
    {
        ItemId = ItemId,
        BodySlug = BodySlug,
        BodyName = BodyName,
        Slug = Slug,
        Text = Text,
        Responsible = Responsible,
        Due = Due,
        FirstDue = FirstDue,
        State = Enum.Parse<FollowUpState>(State, ignoreCase: true),
        HeldOn = HeldOn,
        Number = Number,
        ItemAnchor = ItemAnchor,
        ItemPosition = ItemPosition,
        AnswerOutcome = AnswerOutcome is null ? null : OutcomeOf(AnswerOutcome),
        AnswerText = AnswerText,
        AnswerBodySlug = AnswerBodySlug,
        AnswerHeldOn = AnswerHeldOn,
        AnswerNumber = AnswerNumber,
        AnswerAnchor = AnswerAnchor,
    };

    public static FollowUpOutcome OutcomeOf(string column) => Enum.Parse<FollowUpOutcome>(column, ignoreCase: true);
}
