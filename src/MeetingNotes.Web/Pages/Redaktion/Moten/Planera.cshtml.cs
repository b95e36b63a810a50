using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

public sealed class PlaneraModel(MeetingDesk meetings, DeskOverview desk) : StaffPageModel
{
    public override string Title => "Planera möte";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Möten", MeetingPageModel.ListPath)];

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public Task OnGetAsync(string? organ, CancellationToken ct)
    {
        Input.Body = organ ?? "";
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && Slug.IsValid(Input.Body))
        {
            var result = await meetings.PlanAsync(Person, Input.Body, new MeetingPlan(Input.On!.Value, Input.Number, Input.StartsAt, Input.Place), ct);
            if (result.Outcome == MeetingOutcome.Done)
            {
                Done = $"Mötet {Input.On.Value.Written()} är planerat.";
                return Redirect(MeetingPageModel.ListPath);
            }

            var (field, text) = result.Outcome == MeetingOutcome.NotFound ? ("Input.Body", "Välj ett organ som du skriver för.") : MeetingWords.Fault(result);
            ModelState.AddModelError(field, text);
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct) => Bodies =
    [
        new SelectListItem("Välj organ", ""),
        .. (await desk.BodiesAsync(Person, ct)).Select(body => new SelectListItem(body.Name + (body.DissolvedOn is null ? "" : " (upplöst)"), body.Slug)),
    ];

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Välj vilket organ som har mötet."), RegularExpression("[a-z0-9-]{1,80}", ErrorMessage = "Välj ett organ som du skriver för."), Display(Name = "Organ")]
        public string Body { get; set; } = "";

        [Required(ErrorMessage = "Skriv vilken dag mötet är."), Display(Name = "Dag")]
        public DateOnly? On { get; set; }

        [Display(Name = "Tid")]
        public TimeOnly? StartsAt { get; set; }

        [StringLength(NoteDocument.PlaceMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Plats")]
        public string? Place { get; set; }

        [Range(1, NoteDocument.NumberMax, ErrorMessage = "Skriv ett tal från 1 till 99."), Display(Name = "Nummer, om organet har flera möten den dagen")]
        public int Number { get; set; } = 1;
    }
}
