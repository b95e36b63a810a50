using MeetingNotes.Core.Links;
using MeetingNotes.Core.Staff;

namespace MeetingNotes.Web.Pages.Redaktion.Lankar;

/// <summary>The links of public notes that nobody answers at.</summary>
public sealed class IndexModel(LinkDesk desk) : StaffPageModel
{
    public const string ListPath = "/redaktion/lankar";

    public override string Title => "Länkar som inte fungerar, redaktionen";

    public override string ShortTitle => "Länkar som inte fungerar";

    public IReadOnlyList<DeskLink> Links { get; private set; } = [];

    public bool IsEditor => Person.IsSomewhere(StaffRole.Editor);

    public async Task OnGetAsync(CancellationToken ct) => Links = await desk.ListAsync(Person, ct);
}
