using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

public sealed class FlyttaModel(StaffMeetings meetings, MeetingDesk desk) : MeetingPageModel(meetings)
{
    public override string Title => $"Flytta mötet: {Name}";

    public override string ShortTitle => "Flytta";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public void OnGet() => Input = new InputModel { StartsAt = Meeting.StartsAt };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => ModelState.IsValid
        ? Answer(
            await desk.MoveAsync(Id, Input.On!.Value, Input.StartsAt, Input.Reason, Person, ct),
            $"Mötet är flyttat till {Input.On.Value.Written()}: {Meeting.BodyName}.")
        : PageWithErrors();

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv vilken dag mötet flyttas till."), Display(Name = "Ny dag")]
        public DateOnly? On { get; set; }

        [Display(Name = "Tid")]
        public TimeOnly? StartsAt { get; set; }

        [Required(ErrorMessage = "Skriv varför mötet flyttas. Skälet visas för alla."), StringLength(StaffMeeting.ReasonMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Skäl")]
        public string Reason { get; set; } = "";
    }
}
