using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>A follow-up as it stands today.</summary>
internal sealed record FollowUpResourceAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }

    /// <summary>Its time now, and as it was said the first time.</summary>
    public DueAnswer? Due { get; init; }
    public DueAnswer? FirstDue { get; init; }

    /// <summary>Today in Stockholm.</summary>
    public required FollowUpState State { get; init; }

    /// <summary>The meeting that said it is done or dropped.</summary>
    public DateOnly? SettledOn { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Note { get; init; }
    public required Link Item { get; init; }

    /// <summary>What was said about it at later meetings, oldest first.</summary>
    public required IReadOnlyList<LaterAnswerAnswer> Answers { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static FollowUpResourceAnswer Of(OpenFollowUp open, PortalOptions portal)
    {
        var followUp = open.FollowUp;
        return new FollowUpResourceAnswer
        {
            Id = followUp.Id,
            Slug = followUp.Slug,
            Text = followUp.Text,
            Responsible = followUp.Responsible,
            Due = DueAnswer.Of(followUp.Due),
            FirstDue = DueAnswer.Of(followUp.FirstDue),
            State = followUp.State,
            SettledOn = followUp.SettledOn,
            Body = Reference.ToBody(new OpenName(open.BodyId, followUp.BodySlug, followUp.BodyName), portal),
            MeetingDate = followUp.HeldOn,
            Note = new Link(open.NoteId, portal.ApiUrl($"/notes/{open.NoteId}"), portal.AbsoluteUrl(NoteAddress.For(followUp.BodySlug, followUp.HeldOn, followUp.Number))),
            Item = new Link(followUp.ItemId, portal.ApiUrl($"/agenda-items/{followUp.ItemId}"), portal.AbsoluteUrl(followUp.SourcePath)),
            Answers = [.. open.Answers.Select(answer => LaterAnswerAnswer.Of(answer, portal))],
            Url = portal.AbsoluteUrl(followUp.Path),
            Self = portal.ApiUrl($"/follow-ups/{followUp.Id}"),
        };
    }
}

/// <summary>What an item of a later note said.</summary>
internal sealed record LaterAnswerAnswer
{
    public required string Text { get; init; }
    public required FollowUpOutcome Outcome { get; init; }
    public DueAnswer? Due { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Item { get; init; }

    public static LaterAnswerAnswer Of(LaterAnswer answer, PortalOptions portal) => new()
    {
        Text = answer.Text,
        Outcome = answer.Outcome,
        Due = DueAnswer.Of(answer.Due),
        Body = Reference.ToBody(answer.Body, portal),
        MeetingDate = answer.HeldOn,
        Item = new Link(answer.ItemId, portal.ApiUrl($"/agenda-items/{answer.ItemId}"), portal.AbsoluteUrl(answer.ItemPath)),
    };
}
