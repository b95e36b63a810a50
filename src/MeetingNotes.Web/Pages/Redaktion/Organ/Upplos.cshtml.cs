using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

/// <summary>Dissolves a body, or takes that back.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class UpplosModel(BodyDesk desk) : BodyPageModel(desk)
{
    private readonly BodyDesk _desk = desk;

    public override string Title => $"Upplös organet: {Body.Name}";

    public override string ShortTitle => "Upplös";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct)
    {
        Input = new InputModel { On = Body.DissolvedOn, Successor = Body.SuccessorSlug };
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            switch (await _desk.DissolveAsync(Body.Slug, Input.On!.Value, Input.Successor, Person, ct))
            {
                case BodyOutcome.HasLaterMeetings:
                    ModelState.AddModelError("Input.On", "Organet har möten efter den dagen. Ställ in eller ta bort dem först, eller välj en senare dag.");
                    break;
                case BodyOutcome.SuccessorImpossible:
                    ModelState.AddModelError("Input.Successor", "Det organet kan inte ta över. Välj ett annat.");
                    break;
                default:
                    Done = $"{Body.Name} är upplöst {Input.On.Value.Written()}.";
                    return Redirect(ListPath);
            }
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    public async Task<IActionResult> OnPostReviveAsync(CancellationToken ct)
    {
        await _desk.ReviveAsync(Body.Slug, Person, ct);
        Done = $"{Body.Name} är inte längre upplöst.";
        return Redirect(ListPath);
    }

    private async Task LoadAsync(CancellationToken ct) => Others =
    [
        new SelectListItem("Inget organ tar över", ""),
        .. (await _desk.ListAsync(ct)).Where(other => other.Id != Body.Id).Select(other => new SelectListItem(other.Name, other.Slug)),
    ];

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv organets sista dag."), Display(Name = "Sista dagen"), LikelyDay]
        public DateOnly? On { get; set; }

        [RegularExpression("[a-z0-9-]{1,80}", ErrorMessage = "Välj ett organ i listan."), Display(Name = "Vem tar över?")]
        public string? Successor { get; set; }
    }
}
