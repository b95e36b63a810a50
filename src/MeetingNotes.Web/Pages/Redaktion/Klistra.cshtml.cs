using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Makes a draft of what was written elsewhere: reads it, shows what was understood, and begins the draft when it is confirmed.</summary>
[RequestSizeLimit(PastedSource.FileMaxLength + 500_000)]
public sealed class KlistraModel(DeskOverview desk, NewDrafts drafts, DraftDesk draftDesk, TimeProvider clock) : StaffPageModel
{
    public override string Title => Read is null ? "Klistra in eller ladda upp" : "Stämmer det här?";

    public override string ShortTitle => "Klistra in eller ladda upp";

    [BindProperty]
    public PastedForm Input { get; set; } = new();

    /// <summary>What the text gave; <c>null</c> before anything has been read.</summary>
    public DraftContent? Read { get; private set; }

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken ct)
    {
        try
        {
            var bodies = await desk.BodiesAsync(Person, ct);
            var note = PastedNoteReader.Read(
                Input.Source(), [.. bodies.Select(body => new KnownBody(body.Slug, body.Name, body.NameAfterFrom, body.FormerNames))], clock.TodayInStockholm());
            var pasted = PastedDraft.Of(note);
            Read = Titled(pasted.Content, bodies.FirstOrDefault(body => body.Slug == note.BodySlug), note.MeetingOn);
            ModelState.Clear();
            Input = PastedForm.Of(note, pasted with { Content = Read });
            Bodies = Choices(bodies);
            return Page();
        }
        catch (PasteRefusedException refusal)
        {
            ModelState.AddModelError(Input.File is null ? "Input.Text" : "Input.File", refusal.Message);
            return PageWithErrors();
        }
    }

    public async Task<IActionResult> OnPostCreateAsync(CancellationToken ct)
    {
        Read = DraftContent.TryRead(Input.Content ?? "");
        if (Read is null)
        {
            return BadRequest();
        }

        var content = PastedDraft.With(Read, Input.Accepted, Input.Declined);
        if (!Slug.IsValid(Input.Body))
        {
            ModelState.AddModelError("Input.Body", "Välj vilket organ som höll mötet.");
        }

        if (Input.HeldOn is null)
        {
            ModelState.AddModelError("Input.HeldOn", "Skriv vilken dag mötet hölls.");
        }

        if (ModelState.IsValid && await BeginAsync(content, ct) is { } draft)
        {
            return Redirect($"/redaktion/utkast/{draft}");
        }

        Bodies = Choices(await desk.BodiesAsync(Person, ct));
        return PageWithErrors();
    }

    private async Task<Guid?> BeginAsync(DraftContent content, CancellationToken ct)
    {
        content = content with { NextMeetingOn = content.NextMeetingOn ?? await drafts.NextMeetingAsync(Input.Body!, Input.HeldOn!.Value, ct) };
        var begun = await drafts.BeginAsync(Person, Input.Body!, Input.HeldOn!.Value, Input.Number, content, ct);
        switch (begun.Outcome)
        {
            case NewDraftOutcome.Begun:
                return begun.Id;
            case NewDraftOutcome.BegunBefore when Input.Append && await draftDesk.FindAsync(begun.Id!.Value, Person, ct) is { } theirs
                && await draftDesk.SaveAsync(theirs.Id, theirs.Revision, PastedDraft.Appended(theirs.Content, content), Person, ct) is SaveResult.Saved:
                Done = "Punkterna står sist i utkastet som fanns.";
                return begun.Id;
            case NewDraftOutcome.BegunBefore:
                ModelState.AddModelError("Input.Append", "Mötet har redan ett utkast. Kryssa i att punkterna ska läggas sist i det, eller välj ett annat möte.");
                return null;
            case NewDraftOutcome.HasNote:
                ModelState.AddModelError("Input.HeldOn", "Mötet har redan en publicerad notering. Öppna den under Noteringar och gör en rättelse.");
                return null;
            default:
                ModelState.AddModelError("Input.Body", "Välj ett organ som du skriver för.");
                return null;
        }
    }

    /// <summary>The usual title is left out: it follows the meeting.</summary>
    private static DraftContent Titled(DraftContent content, WritableBody? body, DateOnly? heldOn) =>
        body is not null && heldOn is { } day && NoteDocument.IsDefaultTitle(content.Title, body.NameAfterFrom, day, 1)
            ? content with { Title = "" }
            : content;

    private static List<SelectListItem> Choices(IReadOnlyList<WritableBody> bodies) =>
        [new SelectListItem("Välj organ", ""), .. bodies.Select(body => new SelectListItem(body.Name + (body.DissolvedOn is null ? "" : " (upplöst)"), body.Slug))];
}
