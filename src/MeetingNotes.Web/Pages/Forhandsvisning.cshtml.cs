using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages.Noterat;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages;

/// <summary>A draft for somebody without an account who has been given a link. Whatever does not work is as unknown.</summary>
public sealed class ForhandsvisningModel(PreviewLinks links, DraftPreview preview, IOptions<PortalOptions> options, TimeProvider clock) : PublicPageModel
{
    public NoteView View { get; private set; } = null!;

    public override bool HasSuggestions => false;

    public override string Title => $"Utkast: {View.Title}";

    public override string ShortTitle => "Utkast";

    public override string CanonicalPath => "";

    public override bool IsIndexed => false;

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        Response.Headers["Referrer-Policy"] = "no-referrer";    // the address is the secret
        if (await links.FindDraftAsync(token, ct) is not { } draft || await preview.ReadAsync(draft, draft.Content, ct) is not { Page: { } page })
        {
            return NotFound();
        }

        View = new NoteView(SharedPreview.WithImagesOf(page, token), clock.TodayInStockholm(), options.Value);
        return Page();
    }
}
