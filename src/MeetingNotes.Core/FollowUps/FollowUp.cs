using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.FollowUps;

/// <summary>Something said to happen, with what is known of it today.</summary>
public sealed record FollowUp
{
    public required Guid Id { get; init; }
    public required Guid ItemId { get; init; }
    public required string BodySlug { get; init; }
    public required string BodyName { get; init; }
    public required string Slug { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }

    /// <summary>Its time now: the latest one, when an answer set a new.</summary>
    public Due? Due { get; init; }

    /// <summary>As it was said the first time.</summary>
    public Due? FirstDue { get; init; }
    /// <summary>Whether an answer has given it another time than the first.</summary>
    public bool IsRetimed => (FirstDue?.Written, FirstDue?.Reading) != (Due?.Written, Due?.Reading);

    public required FollowUpState State { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required int Number { get; init; }
    public required string ItemAnchor { get; init; }
    public required int ItemPosition { get; init; }

    /// <summary>The matter of the item in which it was said.</summary>
    public string? MatterSlug { get; init; }
    public string? MatterName { get; init; }

    /// <summary>The meeting that said it is done or dropped.</summary>
    public DateOnly? SettledOn { get; init; }

    /// <summary>The latest public answer.</summary>
    public FollowUpOutcome? AnswerOutcome { get; init; }
    public string? AnswerText { get; init; }
    public string? AnswerBodySlug { get; init; }
    public DateOnly? AnswerHeldOn { get; init; }
    public int? AnswerNumber { get; init; }
    public string? AnswerAnchor { get; init; }

    /// <summary>Permanent address of the follow-up.</summary>
    public string Path => $"/uppfoljningar/{BodySlug}/{Slug}";

    /// <summary>The item in which it was said.</summary>
    public string SourcePath => $"{NoteAddress.For(BodySlug, HeldOn, Number)}#{ItemAnchor}";

    /// <summary>The item that answered last.</summary>
    public string? AnswerPath =>
        AnswerHeldOn is { } heldOn ? $"{NoteAddress.For(AnswerBodySlug!, heldOn, AnswerNumber!.Value)}#{AnswerAnchor}" : null;
}

/// <summary>What an item of this note said about something from an earlier meeting.</summary>
public sealed record GivenAnswer
{
    public required Guid ItemId { get; init; }
    public required string Text { get; init; }
    public required FollowUpOutcome Outcome { get; init; }

    /// <summary>The new time that it set.</summary>
    public Due? Due { get; init; }

    /// <summary>The follow-up that it answers; <c>null</c> while the note that held it is withdrawn.</summary>
    public AnsweredFollowUp? Question { get; init; }
}

/// <summary>A follow-up as an answer points back to it.</summary>
public sealed record AnsweredFollowUp(string BodySlug, string BodyName, string Slug, string Text, DateOnly HeldOn)
{
    public string Path => $"/uppfoljningar/{BodySlug}/{Slug}";
}
