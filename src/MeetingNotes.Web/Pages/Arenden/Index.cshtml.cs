using MeetingNotes.Core.Matters;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Arenden;

public sealed class IndexModel(MatterReader matters) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => CurrentPage > 1 ? $"Ärenden, sida {CurrentPage}" : "Ärenden";

    public override string ShortTitle => "Ärenden";

    public override string Description => "Frågor som kommer tillbaka möte efter möte, från första gången till den senaste.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    public IReadOnlyList<Matter> Matters { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None("/arenden");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, null, null, CurrentPage))
        {
            return NotFound();
        }

        (Matters, var hasMore) = await matters.ListAsync(CurrentPage, ct);
        Pages = new Pagination("/arenden", [], CurrentPage, null, hasMore);
        return CurrentPage > 1 && Matters.Count == 0 ? NotFound() : Page();
    }
}
