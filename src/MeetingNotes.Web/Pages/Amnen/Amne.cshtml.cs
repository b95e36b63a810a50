using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Caching;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Amnen;

public sealed class AmneModel(TopicReader topics) : PublicPageModel
{
    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => CurrentPage > 1 ? $"Ämne: {Topic.Name}, sida {CurrentPage}" : $"Ämne: {Topic.Name}";

    public override string ShortTitle => Topic.Name;

    public override string Description => $"Allt som har noterats om {Topic.Name}.";

    public override string CanonicalPath => Pages.Address(CurrentPage);

    public override PageSources Sources => PageSources.Anything;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Ämnen", "/amnen")];

    public override FeedLink Feed => FeedLink.Of($"Ämne: {Topic.Name}", $"/amnen/{Topic.Slug}");

    public Topic Topic { get; private set; } = null!;

    public IReadOnlyList<ListedItem> Items { get; private set; } = [];

    public Pagination Pages { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? amne, CancellationToken ct)
    {
        if (!Slug.IsValid(amne) || !ListFilter.IsPossible(ModelState, amne, null, CurrentPage) || await topics.FindAsync(amne, ct) is not { } topic)
        {
            return NotFound();
        }

        if (topic.Slug != amne)
        {
            return RedirectPermanent($"/amnen/{topic.Slug}");
        }

        Topic = topic;
        Pages = Pagination.Of($"/amnen/{topic.Slug}", [], CurrentPage, topic.Items, TopicReader.PageSize);
        if (CurrentPage > Pages.Last)
        {
            return NotFound();
        }

        Items = await topics.ItemsAsync(topic.Id, CurrentPage, ct);
        return Page();
    }
}
