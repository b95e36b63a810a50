using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Organ;

public sealed class OrganModel(BodyReader bodies, NoteArchive archive, MeetingCalendar calendar, FollowUpReader followUps, TimeProvider clock) : PublicPageModel
{
    private const int UnsettledFollowUps = 5;

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    public override string Title => Year is null ? Body.Name : $"{Body.Name} {Year}";

    public override string ShortTitle => Body.Name;

    public override string? Description => Body.Description.Length > 0 ? Excerpt.Of(Body.Description, 160) : $"{Body.Name}: noteringar, kommande möten och uppföljningar.";

    public override string CanonicalPath => Year is null ? $"/organ/{Body.Slug}" : $"/organ/{Body.Slug}?ar={Year}";

    public override PageSources Sources => PageSources.Anything;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Organ", "/organ")];

    public override FeedLink Feed => FeedLink.Of(Body.Name, $"/organ/{Body.Slug}");

    public Body Body { get; private set; } = null!;

    public DateOnly Today { get; } = clock.TodayInStockholm();

    public int? ShownYear { get; private set; }

    public IReadOnlyList<NoteCard> Notes { get; private set; } = [];

    public IReadOnlyList<FollowUp> Unsettled { get; private set; } = [];

    public CalendarMeeting? Next { get; private set; }

    /// <summary>Further coming meetings.</summary>
    public IReadOnlyList<CalendarMeeting> Later { get; private set; } = [];

    /// <summary>Cancelled and moved ones of the last year.</summary>
    public IReadOnlyList<CalendarMeeting> Changed { get; private set; } = [];

    public bool IsDissolved => Body.DissolvedOn < Today;

    public async Task<IActionResult> OnGetAsync(string? organ, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !ListFilter.IsPossible(ModelState, organ, Year, page: 1) || await bodies.FindAsync(organ, ct) is not { } body)
        {
            return NotFound();
        }

        if (body.Slug != organ)
        {
            return RedirectPermanent($"/organ/{body.Slug}");
        }

        Body = body;
        ShownYear = Year ?? (body.Years is [var newest, ..] ? newest : null);
        if (Year is { } year && !body.Years.Contains(year))
        {
            return NotFound();
        }

        Notes = ShownYear is null ? [] : await archive.OfYearAsync(body.Slug, ShownYear.Value, ct);
        var meetings = await calendar.OfBodyAsync(body.Id, Today, ct);
        Next = meetings.FirstOrDefault(meeting => meeting.HeldOn >= Today && !meeting.IsCancelled && !meeting.HasNote);
        Later = [.. meetings.Where(meeting => meeting.HeldOn >= Today && meeting != Next)];
        Changed = [.. meetings.Where(meeting => meeting.HeldOn < Today)];
        Unsettled = await followUps.UnsettledOfAsync(body.Slug, UnsettledFollowUps, ct);
        return Page();
    }
}
