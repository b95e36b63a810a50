using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Drafting;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Lets what looks like a number of a person stand: a second person, with a reason (L1).</summary>
[Authorize(StaffSignIn.Editors)]
public sealed class PersonnummerModel(DraftDesk drafts, NoteDesk notes, DraftReview review, DraftChecks checks) : DecisionPageModel(drafts, notes)
{
    public override string Title => $"Låt numret stå kvar: {MeetingName}";

    public override string ShortTitle => "Låt numret stå kvar";

    protected override StaffRole Needed => StaffRole.Editor;

    [BindProperty, Display(Name = "Varför får numret stå kvar?"), Required(ErrorMessage = "Skriv varför numret får stå kvar."), StringLength(DraftReview.ReasonMaxLength, ErrorMessage = FormMessages.TooLong)]
    public string Reason { get; set; } = "";

    public CheckedDraft Checks { get; private set; } = new([], []);

    public bool HasWritten { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(int revision, CancellationToken ct)
    {
        if (PersonalIdentityNumbers.Find(Reason ?? "").Count > 0)
        {
            ModelState.AddModelError(nameof(Reason), "Skriv inte numret här. Skälet sparas i loggen.");
        }

        if (ModelState.IsValid)
        {
            switch (await review.OverrideNumbersAsync(Id, revision, Reason!.Trim(), Person, ct))
            {
                case ReviewOutcome.Done:
                    Done = "Numret får stå kvar i den här texten. Ändrar någon texten måste det prövas igen.";
                    return Redirect($"{Path}/granska");
                case ReviewOutcome.Missing:
                    return await MissingAsync(ct);
                case ReviewOutcome.Changed:
                    ModelState.AddModelError("", DecisionWords.Fault(ReviewOutcome.Changed));
                    break;
                default:
                    ModelState.AddModelError("", "Du har själv skrivit i texten. Be någon annan avgöra om numret får stå kvar.");
                    break;
            }
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Checks = await checks.CheckAsync(Draft, Draft.Content, null, ct);
        HasWritten = await review.HasWrittenAsync(Id, Person, ct);
    }
}
