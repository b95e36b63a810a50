using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Noterat;

public sealed class NoteringModel(NoteReader notes, IOptions<PortalOptions> options, TimeProvider clock) : PublicPageModel
{
    public override string Title => View.Title;

    public override string ShortTitle => View.Note.HeldOn.Written();

    public override string Description => View.Description;

    public override string CanonicalPath => View.Note.Path;

    public override PageSources Sources => new([View.Note.BodyId, .. View.Note.Items.Select(item => item.MatterId).OfType<Guid>()]);

    public override IReadOnlyList<Crumb> Breadcrumbs => View.Breadcrumbs;

    public NoteView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? organ, string? dag, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !NoteAddress.TryParseDay(dag, out var heldOn, out var number))
        {
            return NotFound();
        }

        switch (await notes.FindAsync(organ, heldOn, number, ct))
        {
            case NoteLookup.Found found:
                View = new NoteView(found.Note, clock.TodayInStockholm(), options.Value);
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
