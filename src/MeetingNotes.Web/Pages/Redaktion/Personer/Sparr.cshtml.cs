using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Personer;

/// <summary>Shuts somebody out, or lets them in again.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class SparrModel(PeopleReader people, PeopleDesk desk) : StaffPageModel
{
    public override string Title => IsBlocked ? $"Häv spärren för {Member.Name}" : $"Spärra {Member.Name}";

    public override string ShortTitle => IsBlocked ? "Häv spärren" : "Spärra";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Personer", "/redaktion/personer"), new(Member.Name, $"/redaktion/personer/{Id}")];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public StaffMember Member { get; private set; } = null!;

    public bool IsBlocked => Member.BlockedAt is not null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if ((await people.ListAsync(HttpContext.RequestAborted)).FirstOrDefault(one => one.Id == Id) is not { } member)
        {
            context.Result = NotFound();
            return;
        }

        Member = member;
        await next();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(bool sparra, CancellationToken ct)
    {
        var outcome = sparra ? await desk.BlockAsync(Id, Person, ct) : await desk.UnblockAsync(Id, Person, ct);
        if (outcome is not (PeopleOutcome.Done or PeopleOutcome.Missing))
        {
            ModelState.AddModelError("", RoleForm.Fault(outcome));
            return PageWithErrors();
        }

        Done = sparra ? $"{Member.Name} är spärrad och utloggad överallt." : $"{Member.Name} kan logga in igen.";
        return RedirectToPage("/Redaktion/Personer/Person", new { Id });
    }
}
