using MeetingNotes.Core.Bodies;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

[Authorize(StaffSignIn.Administrators)]
public sealed class NyttModel(BodyDesk desk) : StaffPageModel, IBodyForm
{
    public override string Title => "Nytt organ";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Organ", BodyPageModel.ListPath)];

    [BindProperty]
    public BodyInput Input { get; set; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        if ((await desk.CreateAsync(Input.ToDetails(), Person, ct)).Outcome == BodyOutcome.NameTaken)
        {
            ModelState.AddModelError("Input.Name", "Det finns redan ett organ som heter så, eller som har hetat så.");
            return PageWithErrors();
        }

        Done = $"{Input.Name.Trim()} finns nu bland organen.";
        return Redirect(BodyPageModel.ListPath);
    }
}
