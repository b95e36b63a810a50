using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Links that let somebody without an account read the draft.</summary>
public sealed class LankModel(DraftDesk drafts, PreviewLinks links, IOptions<PortalOptions> portal) : DraftPageModel(drafts)
{
    public override string Title => $"Visa utkastet för någon annan: {MeetingName}";

    public override string ShortTitle => "Visa för någon annan";

    public IReadOnlyList<PreviewLink> Links { get; private set; } = [];

    /// <summary>The address of a link that was just made; it cannot be shown again.</summary>
    [TempData]
    public string? NewAddress { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => Links = await links.ListAsync(Id, Person, ct);

    public async Task<IActionResult> OnPostAsync(string nyckel, int dagar, CancellationToken ct)
    {
        if (await links.CreateAsync(Id, nyckel ?? "", dagar, Person, ct))
        {
            NewAddress = portal.Value.AbsoluteUrl($"/forhandsvisning/{nyckel}");
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid link, CancellationToken ct)
    {
        Done = await links.RevokeAsync(Id, link, Person, ct) ? "Länken fungerar inte längre." : "Länken fungerade redan inte.";
        return RedirectToPage();
    }
}
