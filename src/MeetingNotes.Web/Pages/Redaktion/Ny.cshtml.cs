using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Begins the note of a meeting, chosen from those without one or by body and day.</summary>
public sealed class NyModel(DeskOverview desk, NewDrafts drafts, TimeProvider clock) : StaffPageModel
{
    public override string Title => "Ny notering";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<UnnotedMeeting> Unnoted { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public async Task OnGetAsync(string? organ, DateOnly? dag, int? nummer, CancellationToken ct)
    {
        Input = new InputModel { Body = organ ?? "", HeldOn = dag ?? clock.TodayInStockholm(), Number = nummer is >= 1 and <= NoteDocument.NumberMax ? nummer.Value : 1 };
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && Slug.IsValid(Input.Body))
        {
            var begun = await drafts.BeginAsync(Person, Input.Body, Input.HeldOn!.Value, Input.Number, ct);
            switch (begun.Outcome)
            {
                case NewDraftOutcome.HasNote:
                    Done = "Mötet har redan en publicerad notering. Vill du ändra den, gör en rättelse.";
                    return Redirect("/redaktion" + NoteAddress.For(Input.Body, Input.HeldOn.Value, Input.Number).Replace("/noterat/", "/noteringar/", StringComparison.Ordinal));
                case NewDraftOutcome.BegunBefore:
                    Done = "Mötet har redan ett utkast. Här är det.";
                    return Redirect($"/redaktion/utkast/{begun.Id}");
                case NewDraftOutcome.Begun:
                    return Redirect($"/redaktion/utkast/{begun.Id}");
                default:
                    ModelState.AddModelError("Input.Body", "Välj ett organ som du skriver för.");
                    break;
            }
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Unnoted = await desk.UnnotedAsync(Person, ct);
        Bodies = [new SelectListItem("Välj organ", ""), .. (await desk.BodiesAsync(Person, ct)).Select(body => new SelectListItem(body.Name + (body.DissolvedOn is null ? "" : " (upplöst)"), body.Slug))];
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Välj vilket organ som höll mötet."), Display(Name = "Organ")]
        public string Body { get; set; } = "";

        [Required(ErrorMessage = "Skriv vilken dag mötet hölls."), Display(Name = "Mötesdag"), LikelyDay]
        public DateOnly? HeldOn { get; set; }

        [Range(1, NoteDocument.NumberMax, ErrorMessage = "Skriv ett tal från 1 till 99."), Display(Name = "Nummer, om organet hade flera möten den dagen")]
        public int Number { get; set; } = 1;
    }
}
