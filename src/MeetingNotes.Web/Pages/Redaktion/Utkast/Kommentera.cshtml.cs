using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Says something about a draft to those who work on it.</summary>
public sealed class KommenteraModel(DraftDesk drafts, NoteDesk notes, DraftReview review) : DecisionPageModel(drafts, notes)
{
    public override string Title => $"Kommentera: {MeetingName}";

    public override string ShortTitle => "Kommentera";

    [BindProperty]
    public CommentInput Input { get; set; } = new();

    protected override string Typed => Input.Text ?? "";

    /// <param name="punkt">Key of the item that it is about.</param>
    public void OnGet(string? punkt) => Input.ItemKey = punkt;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        return await review.CommentAsync(Id, Input.Id, Input.ItemKey, Input.Text, Person, ct) ? BackTo("sida-samtal") : await MissingAsync(ct);
    }

    public async Task<IActionResult> OnPostResolveAsync(Guid kommentar, bool klar, CancellationToken ct) =>
        await review.ResolveAsync(Id, kommentar, klar, Person, ct) ? BackTo($"sida-kommentar-{kommentar}") : NotFound();

    private RedirectResult BackTo(string fragment) => Redirect($"{Path}/granska#{fragment}");
}
