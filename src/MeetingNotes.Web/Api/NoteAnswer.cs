using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>The post about one meeting.</summary>
internal sealed record NoteAnswer
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required Reference Body { get; init; }
    public required Link Meeting { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required DateTime PublishedAt { get; init; }

    /// <summary>When it was last corrected in substance.</summary>
    public DateTime? UpdatedAt { get; init; }

    /// <summary>When anything in this answer changed last, a misspelling too.</summary>
    public required DateTime ModifiedAt { get; init; }
    public required IReadOnlyList<CorrectionAnswer> Corrections { get; init; }
    public required string LeadHtml { get; init; }
    public required string LeadText { get; init; }
    public required IReadOnlyList<ItemAnswer> Items { get; init; }
    public required IReadOnlyList<DocumentLink> Documents { get; init; }
    public required IReadOnlyList<DocumentLink> Minutes { get; init; }
    public DateOnly? NextMeetingOn { get; init; }
    public string? Contact { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static NoteAnswer Of(OpenNote note, PortalOptions portal) => new()
    {
        Id = note.Id,
        Title = note.Title,
        Language = note.Language,
        Body = Reference.ToBody(note.Body, portal),
        Meeting = new Link(note.MeetingId, portal.ApiUrl($"/meetings/{note.MeetingId}")),
        MeetingDate = note.HeldOn,
        StartsAt = note.StartsAt,
        Place = note.Place,
        PublishedAt = note.PublishedAt.UtcDateTime,
        UpdatedAt = note.Corrections.Count > 0 ? note.Corrections[^1].At.UtcDateTime : null,
        ModifiedAt = note.ModifiedAt.UtcDateTime,
        Corrections = [.. note.Corrections.Select(correction => new CorrectionAnswer(correction.At.UtcDateTime, correction.Text))],
        LeadHtml = portal.WithAbsoluteImages(note.LeadHtml),
        LeadText = note.LeadText,
        Items = [.. note.Items.Select(item => ItemAnswer.Of(item, portal))],
        Documents = note.Documents,
        Minutes = note.Minutes,
        NextMeetingOn = note.NextMeetingOn,
        Contact = note.Contact,
        Url = portal.AbsoluteUrl(note.Path),
        Self = portal.ApiUrl($"/notes/{note.Id}"),
    };
}

/// <summary>What was changed in substance, and when.</summary>
internal sealed record CorrectionAnswer(DateTime At, string Text);
