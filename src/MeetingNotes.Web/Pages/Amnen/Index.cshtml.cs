using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages.Amnen;

public sealed class IndexModel(TopicReader topics) : PublicPageModel
{
    public override string Title => "Ämnen";

    public override string Description => "Allt som har noterats, ordnat efter ämne.";

    public override string CanonicalPath => "/amnen";

    public override PageSources Sources => PageSources.Anything;

    public IReadOnlyList<Topic> Topics { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Topics = await topics.ListAsync(ct);
}
