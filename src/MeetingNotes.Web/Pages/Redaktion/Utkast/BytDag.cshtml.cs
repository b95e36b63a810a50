using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Gives the draft another meeting, chosen from those without a note or by its day.</summary>
public sealed class BytDagModel(DraftDesk drafts, NoteDesk notes, DraftMove move) : DecisionPageModel(drafts, notes)
{
    public override string Title => $"Byt dag: {MeetingName}";

    public override string ShortTitle => "Byt dag";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<FreeMeeting> Meetings { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var result = await move.MoveAsync(Id, Input.Revision, Input.HeldOn!.Value, Input.Number, Person, ct);
            switch (result.Outcome)
            {
                case DraftMoveOutcome.Moved:
                    Done = $"Utkastet hör nu till mötet {Input.HeldOn.Value.Written()}.";
                    return Redirect(Path);
                case DraftMoveOutcome.Missing:
                    return await MissingAsync(ct);
                default:
                    var (field, text) = Fault(result);
                    ModelState.AddModelError(field, text);
                    break;
            }
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct) => Meetings = Draft.IsMovable ? await move.MeetingsAsync(Draft, ct) : [];

    /// <summary>What stops it, at the field that it is about; empty when it concerns the draft.</summary>
    private static (string Field, string Text) Fault(DraftMoveResult result) => result.Outcome switch
    {
        DraftMoveOutcome.Changed => ("", "Någon har ändrat utkastet sedan du öppnade sidan. Läs det innan du flyttar det."),
        DraftMoveOutcome.NotNow => ("", "Utkastet går inte att flytta i det läge som det har nu."),
        DraftMoveOutcome.DayImpossible => ("Input.HeldOn", $"Skriv en dag mellan {StaffMeeting.FirstDay.Iso()} och {StaffMeeting.LastDay.Iso()}."),
        DraftMoveOutcome.HasNote => ("Input.HeldOn", "Mötet har redan en notering. Välj ett annat möte."),
        DraftMoveOutcome.HasDraft => ("Input.HeldOn", "Mötet har redan ett utkast. Välj ett annat möte."),
        DraftMoveOutcome.MeetingMoved => ("Input.HeldOn", $"Mötet är flyttat till {result.MeetingOn?.Written()}. Skriv den dagen."),
        _ => ("Input.HeldOn", "Mötet är inställt. Hölls det ändå, ta först tillbaka under Möten att det är inställt."),
    };

    public sealed class InputModel
    {
        public int Revision { get; set; }

        [Required(ErrorMessage = "Skriv vilken dag mötet hölls."), Display(Name = "Mötesdag")]
        public DateOnly? HeldOn { get; set; }

        [Range(1, NoteDocument.NumberMax, ErrorMessage = "Skriv ett tal från 1 till 99."), Display(Name = "Nummer, om organet hade flera möten den dagen")]
        public int Number { get; set; } = 1;
    }
}
