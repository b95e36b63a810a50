using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>Takes a note from the public, with a reason that its address keeps telling (L3).</summary>
[Authorize(StaffSignIn.Editors)]
public sealed class DraInModel(NoteDesk notes) : NotePageModel(notes)
{
    public override string Title => $"Dra in: {MeetingName}";

    public override string ShortTitle => "Dra in";

    protected override StaffRole Needed => StaffRole.Editor;

    [BindProperty, Display(Name = "Skäl"), Required(ErrorMessage = "Skriv varför noteringen dras in. Skälet visas för alla."),
     StringLength(NoteDesk.ReasonMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
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

        await Notes.WithdrawAsync(Note, Reason.ReplaceLineEndings(" ").Trim(), Person, ct);
        Done = Note.WithdrawnAt is null ? "Noteringen är indragen. Den syns inte längre för någon." : "Noteringen var redan indragen, med skälet här nedanför.";
        return Redirect(Note.Path);
    }
}
