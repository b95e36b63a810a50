using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Drafting.Differences;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>What is to be decided about: what is new in the text, what the checklist and colleagues say, and where it goes from here.</summary>
public sealed class GranskaModel(DraftDesk drafts, NoteDesk notes, DraftReview review, DraftChecks checks, DraftPreview preview) : DecisionPageModel(drafts, notes)
{
    public override string Title => $"{ShortTitle}: {MeetingName}";

    public override string ShortTitle => Draft.IsCorrection ? "Granska rättelsen" : "Granska";

    public override bool IsWide => true;

    /// <summary>With a draft that is sent back.</summary>
    [BindProperty, Display(Name = "Kommentar till den som skriver"), StringLength(DraftReview.CommentMaxLength, ErrorMessage = FormMessages.TooLong)]
    public string? Comment { get; set; }

    protected override string Typed => Comment ?? "";

    public bool IsEditor => Person.Is(StaffRole.Editor, Draft.BodyId);

    public bool NeedsAnother { get; private set; }

    /// <summary>What a correction changes in the note that is public.</summary>
    public IReadOnlyList<FieldDifference> Changes { get; private set; } = [];

    /// <summary>A first version as it will be; <c>null</c> when something must be mended first.</summary>
    public NotePage? Shown { get; private set; }

    public CheckedDraft Checks { get; private set; } = new([], []);

    public IReadOnlyList<DraftComment> Comments { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostSubmitAsync(int revision, CancellationToken ct) =>
        await AnswerAsync(await review.SubmitAsync(Id, revision, Person, ct), $"Noteringen från {MeetingName} är skickad till granskning.", ct);

    public async Task<IActionResult> OnPostReturnAsync(int revision, Guid commentId, CancellationToken ct) => ModelState.IsValid
        ? await AnswerAsync(await review.ReturnAsync(Id, revision, commentId, Comment, Person, ct), $"Noteringen från {MeetingName} är skickad tillbaka.", ct)
        : await AgainAsync(ct);

    private async Task<IActionResult> AnswerAsync(ReviewOutcome outcome, string done, CancellationToken ct)
    {
        switch (outcome)
        {
            case ReviewOutcome.Done:
                Done = done;
                return Redirect(StaffPaths.Root);
            case ReviewOutcome.Missing:
                return await MissingAsync(ct);
            default:
                ModelState.AddModelError("", DecisionWords.Fault(outcome));
                return await AgainAsync(ct);
        }
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Checks = await checks.CheckAsync(Draft, Draft.Content, null, ct);
        Comments = await review.CommentsAsync(Id, Person, ct);
        NeedsAnother = Draft.NeedsSecondPerson && await review.HasWrittenAsync(Id, Person, ct);
        if (Draft.IsCorrection)
        {
            Changes = await Notes.PresentAsync(Draft, ct) is { } present ? NoteDifference.Between(present, Draft.Document) : [];
        }
        else
        {
            Shown = (await preview.ReadAsync(Draft, Draft.Content, ct)).Page;
        }
    }
}
