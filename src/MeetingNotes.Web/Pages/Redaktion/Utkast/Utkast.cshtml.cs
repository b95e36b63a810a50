using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>The editor. Every button saves what is typed and then acts, so that it works without script; with it, the same form saves itself.</summary>
public sealed class UtkastModel(DraftDesk drafts, EditorAids aids, DraftChecks checks, DraftReview review, DraftPresence presence, NoteDesk notes)
    : DecisionPageModel(drafts, notes)
{
    public override string Title => $"Utkast: {MeetingName}";

    public override string ShortTitle => MeetingName;

    public override IReadOnlyList<Crumb> Breadcrumbs => [base.Breadcrumbs[0]];

    public override bool IsWide => true;

    [BindProperty]
    public DraftForm Form { get; set; } = new();

    /// <summary>What the page shows: the draft, or what was typed when it could not be saved.</summary>
    public EditorView View { get; private set; } = null!;

    /// <summary>Set when somebody else saved first.</summary>
    public DraftConflict? Conflict { get; private set; }

    /// <param name="punkt">Key of the item to open.</param>
    /// <param name="ct">Cancels.</param>
    public async Task OnGetAsync(string? punkt, CancellationToken ct) => View = await ViewAsync(Draft.Content, punkt, ct);

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        var done = EditorAct.Apply(act, Draft, Form.ToContent(Draft.Content));
        switch (await Drafts.SaveAsync(Id, Form.Revision, done.Content, Person, ct))
        {
            case SaveResult.Saved saved:
                Done = act == "submit" ? await SubmitAsync(saved.Revision, ct) : done.Done;
                return Redirect(act switch
                {
                    "preview" => $"{Path}/forhandsvisning",
                    "review" => $"{Path}/granska",
                    "submit" => StaffPaths.Root,
                    _ => Path + done.Fragment,
                });
            case SaveResult.Conflict conflict:
                Conflict = new DraftConflict(conflict.Theirs, done.Content);
                return PageWithErrors(StatusCodes.Status409Conflict);
            case SaveResult.TooLong:
                ModelState.Clear();
                ModelState.AddModelError("", "Texten är för lång för en notering. Korta den och spara igen. Det du skrivit finns kvar här.");
                View = await ViewAsync(done.Content, null, ct);
                return PageWithErrors();
            default:
                return await MissingAsync(ct);
        }
    }

    /// <summary>Saves without leaving the page, for the script.</summary>
    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct) =>
        await Drafts.SaveAsync(Id, Form.Revision, Form.ToContent(Draft.Content), Person, ct) switch
        {
            SaveResult.Saved saved => new JsonResult(new { revision = saved.Revision, savedAt = EditorView.Clock(saved.At) }),
            SaveResult.Conflict { Theirs: var theirs } => new JsonResult(new { conflict = true, by = theirs.SavedByName, at = EditorView.Clock(theirs.SavedAt) }) { StatusCode = StatusCodes.Status409Conflict },
            SaveResult.TooLong => new JsonResult(new { tooLong = true }) { StatusCode = StatusCodes.Status413PayloadTooLarge },
            _ => new JsonResult(new { missing = true }) { StatusCode = StatusCodes.Status404NotFound },
        };

    private async Task<string> SubmitAsync(int revision, CancellationToken ct) => await review.SubmitAsync(Id, revision, Person, ct) == ReviewOutcome.Done
        ? $"Noteringen från {MeetingName} är skickad till granskning."
        : $"Noteringen från {MeetingName} är sparad, men den gick inte att skicka. Öppna den och försök igen.";

    protected override string Typed => DraftConflict.WholeTextOf(Form.ToContent(new DraftContent()));

    /// <summary>Opened again when it is published, it leads to the note. A save by the script does not: the text stays where it was typed.</summary>
    protected override Task<IActionResult> MissingAsync(CancellationToken ct) =>
        LostForms.IsFetch(Request) ? Task.FromResult<IActionResult>(NotFound()) : base.MissingAsync(ct);

    private async Task<EditorView> ViewAsync(DraftContent content, string? open, CancellationToken ct) =>
        new(Draft, content, await aids.ReadAsync(Draft, content, ct), await checks.CheckAsync(Draft, content, null, ct), await presence.TouchAsync(Id, Person, ct), Person, open);
}
