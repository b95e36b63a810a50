using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>Destroys a withdrawn note for good, by a decision with a number (L4).</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class GallraModel(NoteDesk notes, NoteDisposal disposal) : NotePageModel(notes)
{
    public override string Title => $"Gallra: {MeetingName}";

    public override string ShortTitle => "Gallra";

    protected override StaffRole Needed => StaffRole.Administrator;

    [BindProperty, Display(Name = "Gallringsbeslutets nummer"), Required(ErrorMessage = "Skriv numret på beslutet som säger att noteringen ska gallras."),
     StringLength(NoteDisposal.DecisionMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
    public string Decision { get; set; } = "";

    [BindProperty, Display(Name = "Skäl"), Required(ErrorMessage = "Skriv varför noteringen gallras."), StringLength(NoteDesk.ReasonMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
    public string Reason { get; set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        var result = await disposal.RemoveAsync(Note, Decision.Trim(), Reason.Trim(), Person, ct);
        switch (result.Outcome)
        {
            case DisposalOutcome.Removed or DisposalOutcome.Gone:
                Done = $"Noteringen från {MeetingName} är gallrad enligt beslut {Decision.Trim()}.";
                return Redirect(ListPath);
            case DisposalOutcome.NotWithdrawn:
                ModelState.AddModelError("", "Dra in noteringen innan den gallras.");
                break;
            case DisposalOutcome.IsAnswered:
                ModelState.AddModelError("", $"Andra noteringar ger besked om löften i den här: {Swedish.List([.. result.Answering.Select(title => $"”{title}”")])}. Ta bort beskeden där först.");
                break;
            default:
                return NotFound();
        }

        return PageWithErrors();
    }
}
