using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Amnen;

/// <summary>Merges a topic with another, after showing what that does: it cannot be undone.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class SlaIhopModel(TopicDesk desk) : TopicPageModel(desk)
{
    private readonly TopicDesk _desk = desk;

    public override string Title => $"Slå ihop ämnet: {Topic.Name}";

    public override string ShortTitle => "Slå ihop";

    /// <summary>Slug of the one that stays.</summary>
    [BindProperty(SupportsGet = true, Name = "med")]
    public string? Into { get; set; }

    public StaffTopic? Kept { get; private set; }

    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(Into) && !await FindKeptAsync(ct))
        {
            ModelState.AddModelError("Into", "Välj ett annat ämne i listan.");
        }

        Others = [new SelectListItem("Välj ämne", ""), .. (await _desk.ListAsync(ct)).Where(other => other.Id != Topic.Id).Select(other => new SelectListItem(other.Name, other.Slug))];
        return ModelState.IsValid ? Page() : PageWithErrors();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Core.Text.Slug.IsValid(Into) && await _desk.FindAsync(Into, ct) is { } kept && await _desk.MergeAsync(Topic.Slug, kept.Slug, Person, ct) == TopicOutcome.Done)
        {
            Done = $"Ämnet är nu en del av {kept.Name}.";
            return Redirect(ListPath);
        }

        return await OnGetAsync(ct);
    }

    private async Task<bool> FindKeptAsync(CancellationToken ct)
    {
        Kept = Core.Text.Slug.IsValid(Into) ? await _desk.FindAsync(Into, ct) : null;
        Kept = Kept?.Id == Topic.Id ? null : Kept;
        return Kept is not null;
    }
}
