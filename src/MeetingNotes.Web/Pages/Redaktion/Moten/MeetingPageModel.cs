using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

/// <summary>A page about one meeting: unknown, or another's body, it does not exist.</summary>
public abstract class MeetingPageModel(StaffMeetings meetings) : StaffPageModel
{
    public const string ListPath = "/redaktion/moten";

    [FromRoute]
    public Guid Id { get; set; }

    public StaffMeeting Meeting { get; private set; } = null!;

    /// <summary>"Regionstyrelsen 4 december 2026".</summary>
    public string Name => $"{Meeting.BodyName} {Meeting.HeldOn.Written()}";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Möten", ListPath)];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await meetings.FindAsync(Id, Person, HttpContext.RequestAborted) is not { } meeting)
        {
            context.Result = NotFound();
            return;
        }

        Meeting = meeting;
        await next();
    }

    /// <summary>Back to the list with what was done, or the same page with what stopped it.</summary>
    protected IActionResult Answer(MeetingResult result, string done)
    {
        if (result.Outcome == MeetingOutcome.NotFound)
        {
            return NotFound();
        }

        if (result.Outcome != MeetingOutcome.Done)
        {
            var (field, text) = MeetingWords.Fault(result);
            ModelState.AddModelError(field, text);
            return PageWithErrors();
        }

        Done = MeetingWords.Done(done, result);
        return Redirect(ListPath);
    }
}
