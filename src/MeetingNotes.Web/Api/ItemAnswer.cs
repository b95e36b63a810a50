using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>One headed section of a note.</summary>
internal sealed record ItemAnswer
{
    public required Guid Id { get; init; }
    public required int Position { get; init; }
    public required string Heading { get; init; }

    /// <summary>When it is another than the note's.</summary>
    public string? Language { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Note { get; init; }
    public Reference? Matter { get; init; }
    public required IReadOnlyList<Reference> Topics { get; init; }
    public required IReadOnlyList<SaidFollowUpAnswer> FollowUps { get; init; }
    public required IReadOnlyList<GivenAnswerAnswer> Answers { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static ItemAnswer Of(OpenItem item, PortalOptions portal) => new()
    {
        Id = item.Id,
        Position = item.Position,
        Heading = item.Heading,
        Language = item.Language,
        Html = portal.WithAbsoluteImages(item.Html),
        Text = item.Text,
        Body = Reference.ToBody(item.Body, portal),
        MeetingDate = item.HeldOn,
        Note = new Link(item.NoteId, portal.ApiUrl($"/notes/{item.NoteId}"), portal.AbsoluteUrl(NoteAddress.For(item.BodySlug, item.HeldOn, item.Number))),
        Matter = item.Matter is { } matter ? Reference.ToMatter(matter, portal) : null,
        Topics = [.. item.Topics.Select(topic => Reference.ToTopic(topic, portal))],
        FollowUps = [.. item.FollowUps.Select(followUp => SaidFollowUpAnswer.Of(followUp, portal))],
        Answers = [.. item.Answers.Select(answer => GivenAnswerAnswer.Of(answer, portal))],
        Url = portal.AbsoluteUrl(item.Path),
        Self = portal.ApiUrl($"/agenda-items/{item.Id}"),
    };
}
