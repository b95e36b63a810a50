using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages.Organ;

public sealed class IndexModel(CoverageReader coverage, TimeProvider clock) : PublicPageModel
{
    public override string Title => "Organ";

    public override string Description => "Alla råd, nämnder och styrelser som vi skriver noteringar från.";

    public override string CanonicalPath => "/organ";

    public override PageSources Sources => PageSources.Anything;

    public IReadOnlyList<BodyCount> Active { get; private set; } = [];

    public IReadOnlyList<BodyCount> Dissolved { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = clock.TodayInStockholm();
        var bodies = (await coverage.ReadAsync(ct)).Bodies;
        Active = [.. bodies.Where(body => body.DissolvedOn is null || body.DissolvedOn >= today)];
        Dissolved = [.. bodies.Except(Active)];
    }
}
