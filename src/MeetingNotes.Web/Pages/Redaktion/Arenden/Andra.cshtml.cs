using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Matters;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Arenden;

[Authorize(StaffSignIn.Editors)]
public sealed class AndraModel(MatterDesk desk) : MatterPageModel(desk)
{
    private readonly MatterDesk _desk = desk;

    public override string Title => $"Byt namn på ärendet: {Matter.Name}";

    public override string ShortTitle => "Byt namn";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public void OnGet() => Input = new InputModel { Name = Matter.Name };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        if (await _desk.RenameAsync(Matter.Slug, Input.Name, Person, ct) == MatterOutcome.NameTaken)
        {
            ModelState.AddModelError("Input.Name", "Ett annat ärende heter så, eller har hetat så. Är det samma fråga, slå ihop dem.");
            return PageWithErrors();
        }

        Done = $"Ärendet heter nu {Input.Name.Trim()}.";
        return Redirect(ListPath);
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv vad ärendet heter."), StringLength(MatterDesk.NameMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Namn")]
        public string Name { get; set; } = "";
    }
}
