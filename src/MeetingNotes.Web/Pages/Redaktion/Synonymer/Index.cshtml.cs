using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Synonymer;

/// <summary>The list, and the form for one more.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(SynonymDesk desk) : StaffPageModel
{
    public const string ListPath = "/redaktion/synonymer";

    public override string Title => "Synonymer, redaktionen";

    public override string ShortTitle => "Synonymer";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<Synonym> Synonyms { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Synonyms = await desk.ListAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            if (await desk.AddAsync(Input.Word, Input.Other, Person, ct))
            {
                Done = $"Den som söker på {Input.Word.Trim()} hittar nu också {Input.Other.Trim()}, och tvärtom.";
                return Redirect(ListPath);
            }

            ModelState.AddModelError("Input.Word", "Ordet har redan en synonym. Ta bort den i listan först.");
        }

        Synonyms = await desk.ListAsync(ct);
        return PageWithErrors();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromQuery(Name = "ord")] string? word, CancellationToken ct)
    {
        Done = $"Synonymen {word} är borttagen.";
        return !string.IsNullOrEmpty(word) && await desk.RemoveAsync(word, Person, ct) ? Redirect(ListPath) : NotFound();
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv ett ord."), StringLength(SynonymDesk.WordMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Ord")]
        public string Word { get; set; } = "";

        [Required(ErrorMessage = "Skriv vad som betyder samma sak."), StringLength(SynonymDesk.OtherMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Betyder samma sak som")]
        public string Other { get; set; } = "";
    }
}
