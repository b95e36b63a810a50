using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>A note as JSON.</summary>
internal static class NoteJson
{
    public static object Of(NotePage note, PortalOptions portal) => new
    {
        Url = portal.AbsoluteUrl(note.Path),
        note.Title,
        note.Language,
        Body = new { Slug = note.BodySlug, Name = note.BodyName, Url = portal.AbsoluteUrl($"/organ/{note.BodySlug}") },
        Meeting = new { Date = note.HeldOn, note.Number, note.StartsAt, note.Place },
        PublishedAt = note.PublishedAt.UtcDateTime,
        UpdatedAt = note.UpdatedAt?.UtcDateTime,
        Corrections = note.Corrections.Select(correction => new { At = correction.At.UtcDateTime, correction.Text }),
        LeadHtml = note.LeadHtml,
        note.LeadText,
        Items = note.Items.Select(item => new
        {
            item.Position,
            item.Anchor,
            Url = $"{portal.AbsoluteUrl(note.Path)}#{item.Anchor}",
            item.Heading,
            item.Language,
            item.Html,
            item.Text,
            Topics = item.Topics.Select(topic => new { topic.Slug, topic.Name, Url = portal.AbsoluteUrl($"/amnen/{topic.Slug}") }),
            Matter = item.MatterSlug is null ? null : new { Slug = item.MatterSlug, Name = item.MatterName, Url = portal.AbsoluteUrl($"/arenden/{item.MatterSlug}") },
            FollowUps = item.FollowUps.Select(followUp => new
            {
                followUp.Slug,
                Url = portal.AbsoluteUrl(followUp.Path),
                followUp.Text,
                followUp.Responsible,
                Due = DueOf(followUp.Due),
                followUp.State,
                AnswerUrl = followUp.AnswerPath is { } path ? portal.AbsoluteUrl(path) : null,
            }),
            Answers = item.Answers.Select(answer => new { Url = answer.Question is { } question ? portal.AbsoluteUrl(question.Path) : null, answer.Outcome, answer.Text, Due = DueOf(answer.Due) }),
        }),
        note.Documents,
        note.Minutes,
        DeadLinks = note.DeadLinks.Select(dead => new { dead.Url, CheckedAt = dead.CheckedAt.UtcDateTime, CopyUrl = dead.CopyPath is { } path ? portal.AbsoluteUrl(path) : null }),
        NextMeeting = note.NextMeeting is { } next ? new { Date = next.HeldOn, next.StartsAt, next.Place, next.IsCancelled } : null,
        Disclaimer = "Noteringen är en sammanfattning, inte ett protokoll.",
    };
    private static object? DueOf(Due? due) => due is null ? null : new { due.Written, due.Reading, due.Edtf, due.Until, due.MeetingOn };
}
