using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Noterat;

public sealed class NoteringModel(NoteReader notes, IOptions<PortalOptions> options, TimeProvider clock) : PublicPageModel
{
    private const int DescriptionLength = 160;

    /// <summary>Contents are shown from this many items (C4).</summary>
    private const int ItemsWithContents = 4;

    public override string Title => NoteTitleTagHelper.WithYear(Note.Title, Note.HeldOn);

    public override string ShortTitle => Note.HeldOn.Written();

    public override string Description => Excerpt.Of(Note.LeadText, DescriptionLength);

    public override string CanonicalPath => Note.Path;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Nyheter", "/noterat"), new(Note.BodyName, $"/organ/{Note.BodySlug}")];

    public NotePage Note { get; private set; } = null!;

    public DateOnly Today { get; } = clock.TodayInStockholm();

    public bool HasContents => Note.Items.Count >= ItemsWithContents;

    public bool IsOld => Note.HeldOn < Today.AddMonths(-options.Value.OldAfterMonths);

    /// <summary>The whole of one item's reference: what is cited, by whom, and its permanent address.</summary>
    public string Citation(NotePageItem item) =>
        $"{options.Value.Organisation.Name}, {Note.BodyName} {Note.HeldOn.Written()}, punkt {item.Position}: ”{item.Heading}”. {Title}. "
        + $"{options.Value.AbsoluteUrl(Note.Path)}#{item.Anchor}";

    public async Task<IActionResult> OnGetAsync(string? organ, string? dag, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !NoteAddress.TryParseDay(dag, out var heldOn, out var number))
        {
            return NotFound();
        }

        switch (await notes.FindAsync(organ, heldOn, number, ct))
        {
            case NoteLookup.Found found:
                Note = found.Note;
                return Page();
            case NoteLookup.Moved moved:
                return RedirectPermanent(moved.Path);
            case NoteLookup.Withdrawn withdrawn:
                return Gone($"{Swedish.Sentence(withdrawn.Reason)} Noteringen från {withdrawn.BodyName} {withdrawn.HeldOn.Written()} drogs in {withdrawn.At.Stamp()}.");
            default:
                return NotFound();
        }
    }
}
