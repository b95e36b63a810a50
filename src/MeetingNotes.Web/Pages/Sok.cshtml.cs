using System.Globalization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages;

public sealed class SokModel(ItemSearch search, CoverageReader coverage, TimeProvider clock) : PublicPageModel
{
    /// <summary>The last second of the year 2199.</summary>
    private const long MaxTime = 7_258_118_399;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "amne")]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "sortering")]
    public string? Order { get; set; }

    /// <summary>When the first page was read, in seconds: later pages repeat nothing of it.</summary>
    [BindProperty(SupportsGet = true, Name = "tid")]
    public long? AsOf { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => HasText ? Swedish.Hits(Result, Query.Text) : "Sök i noteringarna";

    public override string ShortTitle => "Sök";

    public override string CanonicalPath => "/sok";

    public override bool HasOwnSearch => true;

    public override bool IsIndexed => false;

    public override FeedLink? Feed => HasText ? new FeedLink(Title, Address.Feed, Address.FeedAs("rss")) : null;

    public bool HasText => Text!.Length > 0;

    public SearchQuery Query { get; private set; } = null!;

    public CoverageTotal Coverage { get; private set; } = null!;

    public SearchResult Result { get; private set; } = SearchResult.None;

    public Pagination Pages { get; private set; } = null!;

    public SearchAddress Address { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var state = ListFilter.StateOf(Status);
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage) || !ListFilter.IsPossible(ModelState, Topic, null, 1)
            || (!string.IsNullOrEmpty(Status) && state is null) || AsOf is < 0 or > MaxTime)
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
            State = state,
            IsNewestFirst = Order == SearchAddress.Newest,
        };
        Coverage = await coverage.ReadTotalAsync(ct);
        var asOf = AsOf is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : clock.GetUtcNow();
        Result = await search.SearchAsync(Address.Request(Query) with { Page = CurrentPage, AsOf = AsOf is null ? null : asOf }, ct);
        Pages = Pagination.Of(
            "/sok", [.. Address.Fields, new("tid", asOf.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))],
            CurrentPage, Math.Min(Result.Count, ItemSearch.MaxCount), ItemSearch.PageSize);
        return CurrentPage > Pages.Last ? NotFound() : Page();
    }

    /// <summary>Finds in a text what to mark.</summary>
    public Func<string, IReadOnlyList<(int Start, int Length)>> MarksOf(SearchQuery query) => search.HighlightsOf(query).In;
}
