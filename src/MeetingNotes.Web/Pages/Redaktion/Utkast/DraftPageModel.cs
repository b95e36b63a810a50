using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>A page about one draft: whoever may not see it gets the same 404 as for one that does not exist.</summary>
public abstract class DraftPageModel(DraftDesk drafts) : StaffPageModel
{
    protected DraftDesk Drafts { get; } = drafts;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Draft Draft { get; private set; } = null!;

    /// <summary>"Regionala samverkansrådet 11 april 2018".</summary>
    public string MeetingName => $"{Draft.BodyName} {Draft.HeldOn.Written()}{(Draft.Number > 1 ? $", möte {Draft.Number}" : "")}";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new(MeetingName, $"/redaktion/utkast/{Id}")];

    /// <summary>The least role for the draft's body.</summary>
    protected virtual StaffRole Needed => StaffRole.Writer;

    /// <summary>The answer when there is no such draft.</summary>
    protected virtual Task<IActionResult> MissingAsync(CancellationToken ct) => Task.FromResult<IActionResult>(NotFound());

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await Drafts.FindAsync(Id, Person, HttpContext.RequestAborted) is not { } draft || !Person.Is(Needed, draft.BodyId))
        {
            context.Result = await MissingAsync(HttpContext.RequestAborted);
            return;
        }

        Draft = draft;
        await next();
    }
}
