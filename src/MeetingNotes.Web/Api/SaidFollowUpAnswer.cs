using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>Something said to happen, as it was said; follow <see cref="Self"/> to what became of it.</summary>
internal sealed record SaidFollowUpAnswer
{
    public required Guid Id { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }
    public DueAnswer? Due { get; init; }

    /// <summary>It was done when it was said.</summary>
    public required bool IsBornDone { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static SaidFollowUpAnswer Of(SaidFollowUp followUp, PortalOptions portal) => new()
    {
        Id = followUp.Id,
        Text = followUp.Text,
        Responsible = followUp.Responsible,
        Due = DueAnswer.Of(followUp.Due),
        IsBornDone = followUp.IsBornDone,
        Url = portal.AbsoluteUrl(followUp.Path),
        Self = portal.ApiUrl($"/follow-ups/{followUp.Id}"),
    };
}
