using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Uppfoljningar;

/// <summary>Follow-ups whose time is over or near, for those who write the next note.</summary>
public sealed class IndexModel(DeskOverview desk) : StaffPageModel
{
    public override string Title => "Uppföljningar att besvara";

    public IReadOnlyList<IGrouping<(string Slug, string Name), FollowUp>> ByBody { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        ByBody = [.. (await desk.ToAnswerAsync(Person, ct)).GroupBy(followUp => (followUp.BodySlug, followUp.BodyName))];
}
