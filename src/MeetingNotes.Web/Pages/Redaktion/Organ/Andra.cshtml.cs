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

    /// <summary>What somebody else has made of it meanwhile.</summary>
    public BodyInput? Theirs { get; private set; }

    public void OnGet() => Input = BodyInput.Of(Body);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        switch ((await _desk.ChangeAsync(Body.Slug, Input.ToDetails(), Input.Revision, Person, ct)).Outcome)
        {
            case BodyOutcome.Done:
                Done = $"{Input.Name.Trim()} är ändrat.";
                return Redirect(ListPath);
            case BodyOutcome.NameTaken:
                ModelState.AddModelError("Input.Name", "Ett annat organ heter så, eller har hetat så.");
                return PageWithErrors();
            case BodyOutcome.Changed:
                Theirs = BodyInput.Of(Body);
                Input.Revision = Theirs.Revision;
                ModelState.Remove("Input.Revision");
                ModelState.AddModelError("", "Någon annan har ändrat organet sedan du öppnade sidan. Inget är sparat än. Läs nedan vad som står nu; sparar du igen gäller det du har skrivit.");
                return PageWithErrors(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }
}
