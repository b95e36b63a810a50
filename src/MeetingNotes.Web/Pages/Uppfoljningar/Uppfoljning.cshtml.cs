using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Uppfoljningar;

public sealed class UppfoljningModel(FollowUpReader followUps, TimeProvider clock) : PublicPageModel
{
    public override string Title => $"Uppföljning: {Excerpt.Of(FollowUp.Text, 100)}, {FollowUp.BodyName} {FollowUp.HeldOn.Written()}";

    public override string ShortTitle => Excerpt.Of(FollowUp.Text, 60);

    public override string Description => $"{Swedish.Sentence(FollowUp.Text)} Sagt av {FollowUp.BodyName} {FollowUp.HeldOn.Written()}, och vad som hände sedan.";

    public override string CanonicalPath => FollowUp.Path;

    public override PageSources Sources => PageSources.Anything;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Uppföljningar", "/uppfoljningar")];

    public DateOnly Today { get; } = clock.TodayInStockholm();

    public FollowUp FollowUp { get; private set; } = null!;

    public IReadOnlyList<FollowUpAnswer> Answers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? organ, string? uppfoljning, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !Slug.IsValid(uppfoljning))
        {
            return NotFound();
        }

        if (await followUps.FindAsync(organ, uppfoljning, ct) is not { } found)
        {
            return await followUps.WithdrawnReasonAsync(organ, uppfoljning, ct) is { } reason ? Gone(reason) : NotFound();
        }

        if ((found.BodySlug, found.Slug) != (organ, uppfoljning))
        {
            return RedirectPermanent(found.Path);
        }

        FollowUp = found;
        Answers = await followUps.AnswersAsync(organ, uppfoljning, ct);
        return Page();
    }
}
