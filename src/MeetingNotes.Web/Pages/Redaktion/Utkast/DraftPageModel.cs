using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Security.SignIn;
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

    /// <summary>What was typed in the form that was sent, and would be lost with the draft.</summary>
    protected virtual string Typed => "";

    /// <summary>Whether a form has come that holds something to lose. A script keeps it by itself.</summary>
    protected bool HasTyped => HttpMethods.IsPost(Request.Method) && !LostForms.IsFetch(Request) && Typed.Length > 0;

    /// <summary>The answer when there is no such draft.</summary>
    protected virtual Task<IActionResult> MissingAsync(CancellationToken ct) => Task.FromResult(Missing(null));

    /// <summary>There is no such draft; what was typed comes back to be copied.</summary>
    /// <param name="notePath">The note that it has become.</param>
    protected IActionResult Missing(string? notePath)
    {
        if (HasTyped)
        {
            LostForms.Keep(HttpContext, new GoneDraft(notePath, Typed));
        }

        return NotFound();
    }

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
