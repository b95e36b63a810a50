using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Arenden;

public sealed class ArendeModel(MatterReader matters) : PublicPageModel
{
    public override string Title => $"Ärende: {Matter.Name}";

    public override string ShortTitle => Matter.Name;

    public override string Description => $"{Matter.Name}: allt som har noterats, möte för möte.";

    public override string CanonicalPath => $"/arenden/{Matter.Slug}";

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Ärenden", "/arenden")];

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<ListedItem> Items { get; private set; } = [];

    public ILookup<Guid, FollowUp> FollowUps { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? arende, CancellationToken ct)
    {
        if (!Slug.IsValid(arende) || await matters.FindAsync(arende, ct) is not { } matter)
        {
            return NotFound();
        }

        if (matter.Slug != arende)
        {
            return RedirectPermanent($"/arenden/{matter.Slug}");
        }

        Matter = matter;
        Items = await matters.ItemsAsync(matter.Id, ct);
        FollowUps = await matters.FollowUpsAsync(matter.Id, ct);
        return Page();
    }
}
