using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Noterat;

public sealed class IndexModel(NoteArchive archive, CoverageReader coverage) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => string.Join(", ", new[] { "Noteringar", BodyName, Year is { } year ? $"{year}" : null, CurrentPage > 1 ? $"sida {CurrentPage}" : null }.OfType<string>());

    public override string ShortTitle => "Nyheter";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "Alla noteringar från mötena, nyast först.";

    public override FeedLink Feed => BodyName is null ? FeedLink.All : FeedLink.Of(BodyName, $"/organ/{Organ}");

    public string? BodyName { get; private set; }

    public Coverage Coverage { get; private set; } = new([]);

    public IReadOnlyList<NoteCard> Notes { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None("/noterat");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage))
        {
            return NotFound();
        }

        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Coverage = await coverage.ReadAsync(ct);
        BodyName = Coverage.Bodies.FirstOrDefault(body => body.Slug == Organ)?.Name;
        Pages = Pagination.Of("/noterat", [new("organ", Organ), new("ar", Year is { } year ? $"{year}" : null)], CurrentPage, Coverage.CountNotes(Organ, Year), NoteArchive.PageSize);
        if ((Organ is not null && BodyName is null) || CurrentPage > Pages.Last)
        {
            return NotFound();
        }

        Notes = await archive.ListAsync(Organ, Year, CurrentPage, ct);
        return Page();
    }
}
