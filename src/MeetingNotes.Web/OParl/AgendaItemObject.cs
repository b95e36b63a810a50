using System.Globalization;
using System.Text.Json.Serialization;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>
/// One headed section of a note. There is no <c>result</c>: a note tells what was said in words, and sorts no decisions. Nor is there
/// <c>public</c>, which says whether the public was let in to the meeting: a note does not know. What is ours stands under <c>noterat:</c>, with
/// the fields of our own API.
/// </summary>
internal sealed record AgendaItemObject
{
    public static readonly string TypeName = OParlService.TypeOf("AgendaItem");

    public required string Id { get; init; }
    public string Type { get; } = TypeName;
    public required string Meeting { get; init; }
    public required string Number { get; init; }

    /// <summary>From 1, within the meeting.</summary>
    public required int Order { get; init; }
    public required string Name { get; init; }

    /// <summary>Topics.</summary>
    public IReadOnlyList<string>? Keyword { get; init; }
    public required string Web { get; init; }
    public required DateTime Created { get; init; }
    public required DateTime Modified { get; init; }

    [JsonPropertyName("noterat:text")]
    public required string Text { get; init; }

    [JsonPropertyName("noterat:html")]
    public required string Html { get; init; }

    /// <summary>When it is another than the note's.</summary>
    [JsonPropertyName("noterat:language")]
    public string? Language { get; init; }

    [JsonPropertyName("noterat:matter")]
    public Reference? Matter { get; init; }

    [JsonPropertyName("noterat:followUps")]
    public IReadOnlyList<SaidFollowUpAnswer>? FollowUps { get; init; }

    [JsonPropertyName("noterat:answers")]
    public IReadOnlyList<GivenAnswerAnswer>? Answers { get; init; }

    public static string Url(Guid id, PortalOptions portal) => portal.OParlUrl($"/agenda-items/{id}");

    public static AgendaItemObject Of(OpenItem item, PortalOptions portal) => new()
    {
        Id = Url(item.Id, portal),
        Meeting = MeetingObject.Url(item.MeetingId, portal),
        Number = item.Position.ToString(CultureInfo.InvariantCulture),
        Order = item.Position,
        Name = item.Heading,
        Keyword = item.Topics.Count > 0 ? [.. item.Topics.Select(topic => topic.Name)] : null,
        Web = portal.AbsoluteUrl(item.Path),
        Created = item.CreatedAt.UtcDateTime,
        Modified = item.ModifiedAt.UtcDateTime,
        Text = item.Text,
        Html = portal.WithAbsoluteImages(item.Html),
        Language = item.Language,
        Matter = item.Matter is { } matter ? Reference.ToMatter(matter, portal) : null,
        FollowUps = item.FollowUps.Count > 0 ? [.. item.FollowUps.Select(followUp => SaidFollowUpAnswer.Of(followUp, portal))] : null,
        Answers = item.Answers.Count > 0 ? [.. item.Answers.Select(answer => GivenAnswerAnswer.Of(answer, portal))] : null,
    };
}
