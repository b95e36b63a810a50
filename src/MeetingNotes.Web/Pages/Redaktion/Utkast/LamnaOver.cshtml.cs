using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Puts the draft on somebody else's desk.</summary>
public sealed class LamnaOverModel(DraftDesk drafts, Colleagues colleagues) : DraftPageModel(drafts)
{
    public override string Title => $"Lämna över: {MeetingName}";

    public override string ShortTitle => "Lämna över";

    [BindProperty]
    public Guid? To { get; set; }

    public IReadOnlyList<SelectListItem> Writers { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (To is { } to && await Drafts.HandOverAsync(Id, to, Person, ct))
        {
            Done = $"Utkastet är överlämnat till {Writers.FirstOrDefault(writer => writer.Value == to.ToString())?.Text}.";
            return Redirect("/redaktion");
        }

        ModelState.Clear();
        ModelState.AddModelError("To", "Välj någon som skriver för organet.");
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Writers = [.. (await colleagues.WritersForAsync(Draft.BodyId, Person, ct)).Select(one => new SelectListItem(one.Name, one.Id.ToString()))];
}
