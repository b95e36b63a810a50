using MeetingNotes.Core.Bodies;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(BodyDesk desk) : StaffPageModel
{
    public override string Title => "Organ, redaktionen";

    public override string ShortTitle => "Organ";

    public IReadOnlyList<StaffBody> Bodies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Bodies = await desk.ListAsync(ct);
}
