using System.Globalization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages;

public sealed class SokModel(ItemSearch search, CoverageReader coverage, TimeProvider clock) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "amne")]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true, Name = "lage")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "ordning")]
    public string? Order { get; set; }

    [BindProperty(SupportsGet = true, Name = "tid")]
    public long? AsOf { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => HasText ? Heading : "Sök i noteringarna";

    public override string ShortTitle => "Sök";

    public override string CanonicalPath => "/sok";

    public override bool HasOwnSearch => true;

    public override bool IsIndexed => false;

    public bool HasText => Text!.Length > 0;

    public SearchQuery Query { get; private set; } = null!;

    public Coverage Coverage { get; private set; } = new([]);

    public SearchResult Result { get; private set; } = SearchResult.None;

    /// <summary>Finds in a text what to mark.</summary>
    public Func<string, IReadOnlyList<(int Start, int Length)>> Marks { get; private set; } = _ => [];

    /// <summary>The same for what may have been meant.</summary>
    public Func<string, IReadOnlyList<(int Start, int Length)>> MarksOfMeant { get; private set; } = _ => [];

    public Pagination Pages { get; private set; } = null!;

    public SearchAddress Address { get; private set; } = null!;

    public string Heading => Result switch
    {
        { Count: 0 } => $"Inga träffar på ”{Query.Text}”",
        { IsMoreThanCounted: true } => $"Fler än {Swedish.Number(ItemSearch.MaxCount)} träffar på ”{Query.Text}”",
        _ => $"{Swedish.Count(Result.Count, "träff", "träffar")} på ”{Query.Text}”",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage) || !ListFilter.IsPossible(ModelState, Topic, null, 1))
        {
            return BadRequest();
        }

        Text = ListFilter.Text(Text);
        Query = search.Read(Text);
        Address = new SearchAddress(Query.Text)
        {
            Organ = string.IsNullOrEmpty(Organ) ? null : Organ,
            Year = Year,
            Topic = string.IsNullOrEmpty(Topic) ? null : Topic,
            State = SearchAddress.StateOf(State),
            IsNewestFirst = Order == SearchAddress.Newest,
        };
        Coverage = await coverage.ReadAsync(ct);
        var asOf = AsOf is > 0 and < 99_999_999_999 ? DateTimeOffset.FromUnixTimeSeconds(AsOf.Value) : clock.GetUtcNow();
        if (Query.IsSearchable)
        {
            Result = await search.SearchAsync(Address.Request(Query) with { Page = CurrentPage, AsOf = AsOf is null ? null : asOf }, ct);
            Marks = search.HighlightsOf(Query).In;
            MarksOfMeant = Result.Meant is { } meant ? search.HighlightsOf(meant).In : MarksOfMeant;
        }

        Pages = Pagination.Of(
            "/sok", [.. Address.Fields, new("tid", asOf.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))],
            CurrentPage, Math.Min(Result.Count, ItemSearch.MaxCount), ItemSearch.PageSize);
        return CurrentPage > Pages.Last ? NotFound() : Page();
    }
}
