using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Uppfoljningar;

public sealed class IndexModel(FollowUpReader followUps, CoverageReader coverage) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => string.Join(", ", new[] { "Uppföljningar", BodyName, State is { } state ? Swedish.State(state).ToLowerInvariant() : null, CurrentPage > 1 ? $"sida {CurrentPage}" : null }.OfType<string>());

    public override string ShortTitle => "Uppföljningar";

    public override string Description => "Allt som någon på ett möte har sagt ska hända, och vad det blev av det.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public static IReadOnlyList<(string Value, FollowUpState State)> States { get; } =
        [("oppen", FollowUpState.Open), ("klar", FollowUpState.Done), ("avskriven", FollowUpState.Dropped)];

    public string? BodyName { get; private set; }

    public FollowUpState? State { get; private set; }

    public Coverage Coverage { get; private set; } = new([]);

    public IReadOnlyList<FollowUp> FollowUps { get; private set; } = [];

    public Pagination Pages { get; private set; } = Pagination.None("/uppfoljningar");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Status = string.IsNullOrEmpty(Status) ? null : Status;
        State = States.Where(entry => entry.Value == Status).Select(entry => (FollowUpState?)entry.State).FirstOrDefault();
        if (!ListFilter.IsPossible(ModelState, Organ, null, CurrentPage) || (Status is not null && State is null))
        {
            return NotFound();
        }

        Coverage = await coverage.ReadAsync(ct);
        BodyName = Coverage.Bodies.FirstOrDefault(body => body.Slug == Organ)?.Name;
        (FollowUps, var hasMore) = await followUps.ListAsync(Organ, State, CurrentPage, ct);
        Pages = new Pagination("/uppfoljningar", [new("organ", Organ), new("status", Status)], CurrentPage, null, hasMore);
        return (Organ is not null && BodyName is null) || (CurrentPage > 1 && FollowUps.Count == 0) ? NotFound() : Page();
    }
}
