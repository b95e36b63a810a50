using MeetingNotes.Core.Links;
using MeetingNotes.Core.Staff;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Lankar;

/// <summary>The links of public notes that nobody answers at.</summary>
public sealed class IndexModel(LinkDesk desk) : StaffPageModel
{
    public const string ListPath = "/redaktion/lankar";

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => "Länkar som inte fungerar, redaktionen";

    public override string ShortTitle => "Länkar som inte fungerar";

    public IReadOnlyList<DeskLink> Links { get; private set; } = [];

    public bool IsEditor => Person.IsSomewhere(StaffRole.Editor);

    public int Count { get; private set; }

    public Pagination Pages { get; private set; } = Pagination.None(ListPath);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, null, null, CurrentPage))
        {
            return NotFound();
        }

        Count = await desk.CountAsync(Person, ct);
        Pages = Pagination.Of(ListPath, [], CurrentPage, Count, LinkDesk.PageSize);
        if (CurrentPage > Pages.Last)
        {
            return NotFound();
        }

        Links = await desk.ListAsync(Person, CurrentPage, ct);
        return Page();
    }
}
