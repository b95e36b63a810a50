using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Arenden;

public sealed class ArendeModel(MatterReader matters, FollowUpReader followUps, TimeProvider clock) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => CurrentPage > 1 ? $"Ärende: {Matter.Name}, sida {CurrentPage}" : $"Ärende: {Matter.Name}";

    public override string ShortTitle => Matter.Name;

    public override string Description => $"{Matter.Name}: allt som har noterats, möte för möte.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Ärenden", "/arenden")];

    public override FeedLink Feed => FeedLink.Of($"Ärende: {Matter.Name}", $"/arenden/{Matter.Slug}");

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<ListedItem> Items { get; private set; } = [];

    public ILookup<Guid, FollowUp> FollowUps { get; private set; } = null!;

    /// <summary>Coming meetings at which it should be up again, the last first as on the rest of the page, with what was said to happen there.</summary>
    public IEnumerable<IGrouping<(DateOnly On, string Body), FollowUp>> Ahead => (CurrentPage > 1 ? [] : FollowUps.SelectMany(group => group))
        .Where(followUp => followUp is { State: FollowUpState.Open, Due.MeetingOn: not null } && followUp.Due.MeetingOn >= clock.TodayInStockholm())
        .GroupBy(followUp => (followUp.Due!.MeetingOn!.Value, followUp.Due.BodyName ?? followUp.BodyName))
        .OrderByDescending(group => group.Key);

    public Pagination Pages => Pagination.Of($"/arenden/{Matter.Slug}", [], CurrentPage, Matter.Items, MatterReader.TimelinePageSize);

    public async Task<IActionResult> OnGetAsync(string? arende, CancellationToken ct)
    {
        if (!Slug.IsValid(arende) || !ListFilter.IsPossible(ModelState, null, null, CurrentPage) || await matters.FindAsync(arende, ct) is not { } matter)
        {
            return NotFound();
        }

        if (matter.Slug != arende)
        {
            return RedirectPermanent($"/arenden/{matter.Slug}");
        }

        Matter = matter;
        Items = await matters.ItemsAsync(matter.Id, CurrentPage, ct);
        FollowUps = await followUps.OfItemsAsync(Items.Select(item => item.Id), ct);
        return Items.Count == 0 ? NotFound() : Page();
    }
}
