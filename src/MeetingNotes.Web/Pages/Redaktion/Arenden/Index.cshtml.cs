using MeetingNotes.Core.Matters;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Arenden;

[Authorize(StaffSignIn.Editors)]
public sealed class IndexModel(MatterDesk desk) : StaffPageModel
{
    /// <summary>Part of a name.</summary>
    [BindProperty(SupportsGet = true, Name = "namn")]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => "Ärenden, redaktionen";

    public override string ShortTitle => "Ärenden";

    public IReadOnlyList<StaffMatter> Matters { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None(MatterPageModel.ListPath);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, null, null, CurrentPage))
        {
            return NotFound();
        }

        Words = ListFilter.Text(Words) is { Length: > 0 } words ? words : null;
        (Matters, var hasMore) = await desk.ListAsync(Words, CurrentPage, ct);
        Pages = new Pagination(MatterPageModel.ListPath, [new("namn", Words)], CurrentPage, null, hasMore);
        return CurrentPage > 1 && Matters.Count == 0 ? NotFound() : Page();
    }
}
