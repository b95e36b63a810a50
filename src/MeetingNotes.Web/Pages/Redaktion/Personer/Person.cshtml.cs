using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Personer;

/// <summary>What one person may do.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class PersonModel(PeopleReader people, PeopleDesk desk) : StaffPageModel
{
    public override string Title => Member.Name;

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Personer", "/redaktion/personer")];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public StaffMember Member { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        if ((await people.ListAsync(ct)).FirstOrDefault(one => one.Id == Id) is not { } member)
        {
            context.Result = NotFound();
            return;
        }

        Member = member;
        Bodies = RoleForm.Bodies(await people.BodiesAsync(ct));
        await next();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string? roll, string? organ, CancellationToken ct) =>
        StaffRoles.Named(roll) is not { } role ? Refused(PeopleOutcome.Missing)
        : After(await desk.GiveAsync(Id, role, RoleForm.BodyOf(organ), Person, ct), role);

    public async Task<IActionResult> OnPostTakeAsync(string? roll, string? organ, CancellationToken ct)
    {
        if (StaffRoles.Named(roll) is not { } role)
        {
            return Refused(PeopleOutcome.Missing);
        }

        var outcome = await desk.TakeAsync(Id, role, RoleForm.BodyOf(organ), Person, ct);
        if (outcome != PeopleOutcome.Done)
        {
            return Refused(outcome);
        }

        Done = $"{Member.Name} är inte längre {role.Name()}{(string.IsNullOrEmpty(organ) ? "" : " för det organet")}.";
        return RedirectToPage();
    }

    private IActionResult After(PeopleOutcome outcome, StaffRole role)
    {
        if (RoleForm.Done(outcome, Member.Name, role) is not { } done)
        {
            return Refused(outcome);
        }

        Done = done;
        return RedirectToPage();
    }

    private PageResult Refused(PeopleOutcome outcome)
    {
        ModelState.AddModelError("", RoleForm.Fault(outcome));
        return PageWithErrors();
    }
}
