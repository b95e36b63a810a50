using System.Globalization;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Uppfoljningar;

public sealed class IndexModel(FollowUpReader followUps, CoverageReader coverage) : PublicPageModel
{
    private const int FirstOfEach = 5;
    private const string UndatedValue = "utan-datum";

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    /// <summary>When an answer is expected: a year, or "utan-datum".</summary>
    [BindProperty(SupportsGet = true, Name = "nar")]
    public string? When { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => string.Join(", ", new[]
    {
        "Vad hände sedan? Uppföljningar",
        BodyName,
        Filter.State is { } state ? Swedish.State(state).ToLowerInvariant() : null,
        Filter.DueYear is { } year ? year == FollowUpFilter.Undated ? "utan datum" : $"besked väntat {year}" : null,
        CurrentPage > 1 ? $"sida {CurrentPage}" : null,
    }.OfType<string>());

    public override string ShortTitle => "Uppföljningar";

    public override string Description => "Allt som någon på ett möte har sagt ska hända, och vad det blev av det.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    public string? BodyName { get; private set; }

    public FollowUpFilter Filter { get; private set; } = new();

    public Coverage Coverage { get; private set; } = new([]);

    public FollowUpNumbers Numbers { get; private set; } = new([]);

    public IReadOnlyList<FollowUp> FollowUps { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None("/uppfoljningar");

    /// <summary>Without a state the page shows the first of each kind; with one, the whole list.</summary>
    public IReadOnlyList<FollowUpPart> Parts =>
    [
        Part("sida-vantar", "Tiden är ute", "Vi har inget besked än. Det som har väntat längst står först.", FollowUpState.Waiting, FollowUpState.Missing),
        Part("sida-oppna", "Öppna", "Det som ska hända snarast står först. Sist kommer det som inte har något datum, äldst först.", FollowUpState.Open),
        Part("sida-avslutade", "Avslutade", "De senaste beskeden står först.", FollowUpState.Done, FollowUpState.Dropped),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Status = string.IsNullOrEmpty(Status) ? null : Status;
        When = string.IsNullOrEmpty(When) ? null : When;
        var state = ListFilter.StateOf(Status);
        var year = When == UndatedValue ? FollowUpFilter.Undated
            : int.TryParse(When, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : (int?)null;
        if (!ListFilter.IsPossible(ModelState, Organ, year is FollowUpFilter.Undated ? null : year, CurrentPage)
            || (Status is not null && state is null) || (When is not null && (year is null || WhenValue(year.Value) != When)))
        {
            return NotFound();
        }

        Filter = new FollowUpFilter { BodySlug = Organ, State = state, DueYear = year };
        Coverage = await coverage.ReadAsync(ct);
        BodyName = Coverage.Bodies.FirstOrDefault(body => body.Slug == Organ)?.Name;
        Numbers = await followUps.NumbersAsync(Organ, ct);
        var hasMore = false;
        if (state is null && CurrentPage == 1)
        {
            FollowUps = await followUps.FirstOfEachAsync(Filter, FirstOfEach, ct);
        }
        else
        {
            (FollowUps, hasMore) = await followUps.ListAsync(Filter, CurrentPage, ct);
        }

        Pages = new Pagination("/uppfoljningar", [new("organ", Organ), new("status", Status), new("nar", When)], CurrentPage, null, hasMore);
        return (Organ is not null && BodyName is null) || (state is null && CurrentPage > 1) || (CurrentPage > 1 && FollowUps.Count == 0) ? NotFound() : Page();
    }

    /// <summary>The list of a state with the other filters kept.</summary>
    public string AddressOf(FollowUpState state) => new Pagination(
        "/uppfoljningar", [new("organ", Organ), new("status", ListFilter.ValueOf(state)), new("nar", When)], 1, null, false).Address(1);

    public static string WhenValue(int dueYear) => dueYear == FollowUpFilter.Undated ? UndatedValue : dueYear.ToString(CultureInfo.InvariantCulture);

    public static string WhenText(int dueYear) => dueYear == FollowUpFilter.Undated ? "utan datum" : dueYear.ToString(CultureInfo.InvariantCulture);

    private FollowUpPart Part(string id, string title, string order, params FollowUpState[] states) => new(
        id, title, order,
        [.. states.Select(state => (state, Numbers.Count(state, Filter.DueYear))).Where(entry => entry.Item2 > 0)],
        [.. FollowUps.Where(followUp => states.Contains(followUp.State))]);
}

/// <summary>A part of the page with the first of one kind.</summary>
public sealed record FollowUpPart(
    string Id, string Title, string Order, IReadOnlyList<(FollowUpState State, int Count)> States, IReadOnlyList<FollowUp> FollowUps)
{
    public int Count => States.Sum(entry => entry.Count);
}
