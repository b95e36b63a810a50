using MeetingNotes.Core.Matters;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Arenden;

/// <summary>Joins a matter with another, after showing what that does: it cannot be undone.</summary>
[Authorize(StaffSignIn.Editors)]
public sealed class SlaIhopModel(MatterDesk desk) : MatterPageModel(desk)
{
    private readonly MatterDesk _desk = desk;

    public override string Title => $"Slå ihop ärendet: {Matter.Name}";

    public override string ShortTitle => "Slå ihop";

    /// <summary>Name or slug of the one that stays.</summary>
    [BindProperty(SupportsGet = true, Name = "med")]
    public string? Into { get; set; }

    public StaffMatter? Kept { get; private set; }

    /// <summary>The latest treated, to choose from while typing.</summary>
    public IReadOnlyList<StaffMatter> Suggestions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Kept = await FindKeptAsync(ct);
        Kept = Kept?.Id == Matter.Id ? null : Kept;
        if (Kept is null && !string.IsNullOrEmpty(Into))
        {
            ModelState.AddModelError("Into", $"Inget annat ärende heter ”{Into}”. Skriv hela namnet.");
        }

        Suggestions = [.. (await _desk.ListAsync(null, 1, ct)).Matters.Where(other => other.Id != Matter.Id)];
        return ModelState.IsValid ? Page() : PageWithErrors();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await FindKeptAsync(ct) is { } kept && await _desk.JoinAsync(Matter.Slug, kept.Slug, Person, ct) == MatterOutcome.Done)
        {
            Done = $"Ärendet är nu en del av {kept.Name}.";
            return Redirect(ListPath);
        }

        return await OnGetAsync(ct);
    }

    private async Task<StaffMatter?> FindKeptAsync(CancellationToken ct)
    {
        Into = ListFilter.Text(Into);
        return Into.Length == 0 ? null : await _desk.FindByNameAsync(Into, ct);
    }
}
