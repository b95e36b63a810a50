using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

/// <summary>Meetings to come and of late, of the bodies that the person writes for.</summary>
public sealed class IndexModel(StaffMeetings meetings, DeskOverview desk, TimeProvider clock) : StaffPageModel
{
    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    public override string Title => "Möten, redaktionen";

    public override string ShortTitle => "Möten";

    public DateOnly Today { get; } = clock.TodayInStockholm();

    public IReadOnlyList<WritableBody> Bodies { get; private set; } = [];

    /// <summary>Today's too, soonest first.</summary>
    public IReadOnlyList<StaffMeeting> Upcoming { get; private set; } = [];

    /// <summary>Latest first.</summary>
    public IReadOnlyList<StaffMeeting> Past { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Bodies = await desk.BodiesAsync(Person, ct);
        if (Organ is not null && (!Slug.IsValid(Organ) || Bodies.All(body => body.Slug != Organ)))
        {
            return NotFound();
        }

        var all = await meetings.ListAsync(Person, Organ, ct);
        Upcoming = [.. all.Where(meeting => meeting.HeldOn >= Today)];
        Past = [.. all.Where(meeting => meeting.HeldOn < Today).Reverse()];
        return Page();
    }
}
