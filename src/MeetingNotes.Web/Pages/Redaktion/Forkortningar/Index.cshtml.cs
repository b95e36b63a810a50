using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Forkortningar;

/// <summary>The list, and the form for one more.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(AbbreviationDesk desk) : StaffPageModel
{
    public const string ListPath = "/redaktion/forkortningar";

    public override string Title => "Förkortningar, redaktionen";

    public override string ShortTitle => "Förkortningar";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<ExplainedAbbreviation> Abbreviations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Abbreviations = await desk.ListAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            if (await desk.AddAsync(Input.Word, Input.Meaning, Person, ct))
            {
                Done = $"Förkortningen {Input.Word.Trim()} förklaras nu i noteringarna.";
                return Redirect(ListPath);
            }

            ModelState.AddModelError("Input.Word", "Förkortningen finns redan. Ändra den i listan.");
        }

        Abbreviations = await desk.ListAsync(ct);
        return PageWithErrors();
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv förkortningen."), StringLength(AbbreviationDesk.WordMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Förkortning")]
        public string Word { get; set; } = "";

        [Required(ErrorMessage = "Skriv vad den betyder."), StringLength(AbbreviationDesk.MeaningMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Betyder")]
        public string Meaning { get; set; } = "";
    }
}
