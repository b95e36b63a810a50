using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

/// <summary>Time and place of a meeting; and away with one that was planned by mistake.</summary>
public sealed class AndraModel(StaffMeetings meetings, MeetingDesk desk) : MeetingPageModel(meetings)
{
    public override string Title => $"Ändra mötet: {Name}";

    public override string ShortTitle => "Ändra";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public void OnGet() => Input = new InputModel { StartsAt = Meeting.StartsAt, Place = Meeting.Place };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => ModelState.IsValid
        ? Answer(await desk.ChangeAsync(Id, Input.StartsAt, Input.Place, Person, ct), $"Mötet är ändrat: {Name}.")
        : PageWithErrors();

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        ModelState.Clear();    // nothing of the other form counts here
        Input = new InputModel { StartsAt = Meeting.StartsAt, Place = Meeting.Place };
        return Answer(await desk.RemoveAsync(Id, Person, ct), $"Mötet är borttaget: {Name}.");
    }

    public sealed class InputModel
    {
        [Display(Name = "Tid")]
        public TimeOnly? StartsAt { get; set; }

        [StringLength(NoteDocument.PlaceMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Plats")]
        public string? Place { get; set; }
    }
}
