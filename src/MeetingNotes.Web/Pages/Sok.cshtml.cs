using System.Globalization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages;

public sealed class SokModel(ItemSearch search, CoverageReader coverage) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => HasQuery ? Heading : "Sök i noteringarna";

    public override string ShortTitle => "Sök";

    public override string CanonicalPath => "/sok";

    public override bool HasOwnSearch => true;

    public override bool IsIndexed => false;

    public bool HasQuery => Query!.Length > 0;

    /// <summary>The query was longer than what is searched.</summary>
    public bool IsCut { get; private set; }

    public Coverage Coverage { get; private set; } = new([]);

    public SearchResult Result { get; private set; } = new(0, []);

    /// <summary>What to mark in the snippets.</summary>
    public string[] Words { get; private set; } = [];

    public Pagination Pages { get; private set; } = null!;

    public string Heading => Result.Count switch
    {
        0 => $"Inga träffar på ”{Query}”",
        > ItemSearch.MaxCount => $"Fler än {Swedish.Number(ItemSearch.MaxCount)} träffar på ”{Query}”",
        _ => $"{Swedish.Count(Result.Count, "träff", "träffar")} på ”{Query}”",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage))
        {
            return BadRequest();
        }

        Query = ListFilter.Text(Query);
        IsCut = Query.Length > ItemSearch.MaxQueryLength;
        Query = Excerpt.Cut(Query, ItemSearch.MaxQueryLength);
        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Coverage = await coverage.ReadAsync(ct);
        if (HasQuery)
        {
            Result = await search.SearchAsync(Query, Organ, Year, CurrentPage, ct);
            Words = [.. Query.Split([' ', '"', '-', '”'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1).Distinct(StringComparer.CurrentCultureIgnoreCase)];
        }

        Pages = Pagination.Of(
            "/sok",
            [new("q", Query), new("organ", Organ), new("ar", Year?.ToString(CultureInfo.InvariantCulture))],
            CurrentPage, Math.Min(Result.Count, ItemSearch.MaxCount), ItemSearch.PageSize);
        return CurrentPage > Pages.Last ? NotFound() : Page();
    }
}
