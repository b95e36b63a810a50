using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>What the item says about a follow-up of an earlier meeting.</summary>
internal sealed record GivenAnswerAnswer
{
    public required string Text { get; init; }
    public required FollowUpOutcome Outcome { get; init; }

    /// <summary>The new time that it set.</summary>
    public DueAnswer? Due { get; init; }
    public required Link FollowUp { get; init; }

    public static GivenAnswerAnswer Of(SaidAnswer answer, PortalOptions portal) => new()
    {
        Text = answer.Text,
        Outcome = answer.Outcome,
        Due = DueAnswer.Of(answer.Due),
        FollowUp = new Link(answer.FollowUpId, portal.ApiUrl($"/follow-ups/{answer.FollowUpId}")),
    };
}
