using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class WebbkartaModel(CoverageReader coverage) : PublicPageModel
{
    public override string Title => "Webbkarta";

    public override string Description => "Alla sidor på webbplatsen: organ, år och allt annat.";

    public override string CanonicalPath => "/webbkarta";

    public override PageSources Sources => PageSources.Anything;

    public Coverage Coverage { get; private set; } = new([]);

    public async Task OnGetAsync(CancellationToken ct) => Coverage = await coverage.ReadAsync(ct);
}
