using MeetingNotes.Core.Bodies;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

[Authorize(StaffSignIn.Administrators)]
public sealed class AndraModel(BodyDesk desk) : BodyPageModel(desk), IBodyForm
{
    private readonly BodyDesk _desk = desk;

    public override string Title => $"Ändra organet: {Body.Name}";

    public override string ShortTitle => "Ändra";

    [BindProperty]
    public BodyInput Input { get; set; } = new();

    public void OnGet() => Input = BodyInput.Of(Body);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        if ((await _desk.ChangeAsync(Body.Slug, Input.ToDetails(), Person, ct)).Outcome == BodyOutcome.NameTaken)
        {
            ModelState.AddModelError("Input.Name", "Ett annat organ heter så, eller har hetat så.");
            return PageWithErrors();
        }

        Done = $"{Input.Name.Trim()} är ändrat.";
        return Redirect(ListPath);
    }
}
