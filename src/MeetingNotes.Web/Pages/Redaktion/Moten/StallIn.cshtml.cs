using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

/// <summary>Cancels a meeting, or takes that back.</summary>
public sealed class StallInModel(StaffMeetings meetings, MeetingDesk desk) : MeetingPageModel(meetings)
{
    public override string Title => $"{ShortTitle} mötet: {Name}";

    public override string ShortTitle => Meeting.IsCancelled ? "Det inställda" : "Ställ in";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public void OnGet() => Input = new InputModel { Reason = Meeting.CancelReason ?? "" };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => ModelState.IsValid
        ? Answer(await desk.CancelAsync(Id, Input.Reason, Person, ct), $"Mötet är inställt: {Name}.")
        : PageWithErrors();

    public async Task<IActionResult> OnPostReinstateAsync(CancellationToken ct)
    {
        ModelState.Clear();    // nothing of the other form counts here
        return Answer(await desk.ReinstateAsync(Id, Person, ct), $"Mötet är inte längre inställt: {Name}.");
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv varför mötet ställs in. Skälet visas för alla."), StringLength(StaffMeeting.ReasonMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Skäl")]
        public string Reason { get; set; } = "";
    }
}
