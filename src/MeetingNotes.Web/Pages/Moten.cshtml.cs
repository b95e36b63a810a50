using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages;

public sealed class MotenModel(MeetingCalendar calendar, CoverageReader coverage, TimeProvider clock) : PublicPageModel
{
    /// <summary>Coming meetings on the page: a year of them for a region.</summary>
    private const int MaxUpcoming = 200;

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => string.Join(", ", new[] { "Möten", BodyName, Year is { } year ? $"{year}" : null, CurrentPage > 1 ? $"sida {CurrentPage}" : null }.OfType<string>());

    public override string ShortTitle => "Möten";

    public override string Description => "Kommande, genomförda, flyttade och inställda möten.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    /// <summary>The same meetings for the reader's own calendar.</summary>
    public string CalendarPath => Organ is null ? "/moten.ics" : $"/organ/{Organ}.ics";

    public string? BodyName { get; private set; }

    public DateOnly Today { get; } = clock.TodayInStockholm();

    /// <summary>Years to choose from.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<BodyCount> Bodies { get; private set; } = [];

    public IReadOnlyList<CalendarMeeting> Upcoming { get; private set; } = [];

    public IReadOnlyList<CalendarMeeting> Past { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None("/moten");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage))
        {
            return NotFound();
        }

        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Bodies = (await coverage.ReadAsync(ct)).Bodies;
        BodyName = Bodies.FirstOrDefault(body => body.Slug == Organ)?.Name;
        Years = await calendar.YearsAsync(Organ, ct);
        Upcoming = CurrentPage == 1 ? await calendar.UpcomingAsync(Organ, Year, Today, MaxUpcoming, ct) : [];
        (Past, var hasMore) = await calendar.PastAsync(Organ, Year, Today, CurrentPage, ct);
        Pages = new Pagination("/moten", [new("organ", Organ), new("ar", Year is { } year ? $"{year}" : null)], CurrentPage, null, hasMore);
        return (Organ is not null && BodyName is null) || (CurrentPage > 1 && Past.Count == 0) ? NotFound() : Page();
    }
}
